"""Why a request was decided as it was, one sentence for each reason.

Placeholders: `principal`, `action`, `resource`, `policy` (what speaks, e.g. "the key policy") and `statement` (which
one of it, with its place).
"""

from keypost.policy.reasons import Reason
from keypost.text import Text

DECISIONS = {
    Reason.STATEMENT_ALLOWS: Text(
        en="An Allow in {policy} covers it: {statement}.",
        ja="{policy}の Allow が該当します: {statement}。",
    ),
    Reason.GRANT_ALLOWS: Text(
        en="A grant on the key allows `{principal}` `{action}`.",
        ja="キーのグラントが `{principal}` に `{action}` を許可しています。",
    ),
    Reason.ROOT_USER: Text(
        en="`{principal}` is the root user of the account and needs no policy for it.",
        ja="`{principal}` はアカウントのルートユーザーなので、ポリシーは必要ありません。",
    ),
    Reason.NO_STATEMENT_ALLOWS: Text(
        en="No statement of {policy} allows `{principal}` `{action}`.",
        ja="{policy}には、`{principal}` に `{action}` を許可するステートメントがありません。",
    ),
    Reason.STATEMENT_DENIES: Text(
        en="A Deny in {policy} stops it, whatever else allows it: {statement}.",
        ja="{policy}の Deny が該当し、ほかの許可があっても拒否されます: {statement}。",
    ),
    Reason.NO_DELEGATION_TO_ACCOUNT: Text(
        en="For `{principal}`, {policy} neither allows `{action}` nor leaves it to IAM policies (no statement names the account itself, `arn:aws:iam::ACCOUNT:root`), so IAM policies don't count here.",
        ja="{policy}は `{principal}` に `{action}` を許可しておらず、IAM ポリシーへの委任 (アカウント自体 `arn:aws:iam::ACCOUNT:root` を指定するステートメント) もないため、IAM ポリシーで許可しても効きません。",
    ),
    Reason.DELEGATED_BUT_NO_IDENTITY_ALLOW: Text(
        en="For `{action}`, the resource's policy leaves the decision to IAM policies, and no policy of `{principal}` allows it.",
        ja="`{action}` についてリソース側のポリシーは IAM ポリシーに判断を委ねていますが、`{principal}` のポリシーには許可がありません。",
    ),
    Reason.OTHER_ACCOUNT_HAS_NO_IDENTITY_ALLOW: Text(
        en="`{principal}` belongs to another account, so a policy of its own has to allow `{action}` as well, and none does.",
        ja="`{principal}` は別のアカウントに属するため、それ自身のポリシーでも `{action}` を許可する必要がありますが、許可がありません。",
    ),
    Reason.NOT_ACROSS_ACCOUNTS: Text(
        en="`{action}` can't be called from another account, whatever the policies say.",
        ja="`{action}` は、ポリシーの内容にかかわらず、別のアカウントからは呼び出せません。",
    ),
    Reason.MANAGED_KEY_EXCLUDES_SERVICES: Text(
        en="AWS manages this key. Its policy admits only principals of the account that come through the key's own service; `{principal}` is a service that calls as itself, so it stays outside, and nobody can edit that policy.",
        ja="このキーは AWS マネージドキーです。キーポリシーが許可するのは、キーが属するサービスを経由した同じアカウントのプリンシパルだけです。`{principal}` はサービス自身として呼び出すため対象にならず、このキーポリシーは編集できません。",
    ),
    Reason.MANAGED_KEY_EXCLUDES_ACCOUNT: Text(
        en="AWS manages this key. Its policy admits only principals of the key's own account; `{principal}` belongs to another one, and nobody can edit that policy.",
        ja="このキーは AWS マネージドキーです。キーポリシーが許可するのはキーと同じアカウントのプリンシパルだけです。`{principal}` は別のアカウントに属しており、このキーポリシーは編集できません。",
    ),
    Reason.LIMITED_BY_BOUNDARY: Text(
        en="The permissions boundary of `{principal}` doesn't allow `{action}`, so its policies can't either.",
        ja="`{principal}` のアクセス許可の境界が `{action}` を許可していないため、ポリシーの許可は効きません。",
    ),
    Reason.LIMITED_BY_SESSION: Text(
        en="The session policy of `{principal}` doesn't allow `{action}`, so the role's policies can't either.",
        ja="`{principal}` のセッションポリシーが `{action}` を許可していないため、ロールのポリシーの許可は効きません。",
    ),
    Reason.LIMITED_BY_SERVICE_CONTROL: Text(
        en="The service control policies (SCPs) over the account of `{principal}` don't allow `{action}`: each level from the root to the account has to.",
        ja="`{principal}` のアカウントにかかるサービスコントロールポリシー (SCP) が `{action}` を許可していません。ルートからアカウントまでのすべての階層で許可が必要です。",
    ),
    Reason.LIMITED_BY_RESOURCE_CONTROL: Text(
        en="The resource control policies (RCPs) over the resource's account don't allow `{action}`: each level from the root to the account has to.",
        ja="リソースのアカウントにかかるリソースコントロールポリシー (RCP) が `{action}` を許可していません。ルートからアカウントまでのすべての階層で許可が必要です。",
    ),
    Reason.LIMITED_BY_VPC_ENDPOINT: Text(
        en="The policy of the VPC endpoint doesn't allow `{principal}` `{action}`.",
        ja="VPC エンドポイントのポリシーが `{principal}` に `{action}` を許可していません。",
    ),
    Reason.KEY_DISABLED: Text(
        en="The key is disabled, so KMS refuses `{action}` whatever the policies say.",
        ja="キーが無効になっているため、KMS はポリシーにかかわらず `{action}` を拒否します。",
    ),
    Reason.KEY_PENDING_DELETION: Text(
        en="The key is scheduled for deletion, so KMS refuses `{action}` whatever the policies say.",
        ja="キーが削除待ちのため、KMS はポリシーにかかわらず `{action}` を拒否します。",
    ),
    Reason.KEY_PENDING_IMPORT: Text(
        en="The key has no key material yet, so KMS refuses `{action}` whatever the policies say.",
        ja="キーにまだキーマテリアルがインポートされていないため、KMS はポリシーにかかわらず `{action}` を拒否します。",
    ),
    Reason.KEY_UNAVAILABLE: Text(
        en="The key is unavailable (its custom key store is disconnected, say), so KMS refuses `{action}`.",
        ja="キーが使用不可の状態 (カスタムキーストアの切断など) のため、KMS は `{action}` を拒否します。",
    ),
    Reason.KEY_WRONG_SPEC: Text(
        en="The key's spec or usage doesn't fit `{action}`; services encrypt with symmetric keys (`SYMMETRIC_DEFAULT`) only.",
        ja="キースペックまたはキーの用途が `{action}` に適していません。サービスが暗号化に使うのは対称キー (`SYMMETRIC_DEFAULT`) だけです。",
    ),
    Reason.KEY_OWNED_BY_AWS: Text(
        en="AWS owns this key and uses it without anybody's permission, so `{action}` needs none.",
        ja="このキーは AWS 所有のキーで、誰の許可も必要としないため、`{action}` の許可は不要です。",
    ),
    Reason.KEY_IN_OTHER_REGION: Text(
        en="The key lies in another Region than what it should encrypt, so the service can't use it.",
        ja="キーが暗号化の対象とは別のリージョンにあるため、サービスはこのキーを使えません。",
    ),
    Reason.ENCRYPTION_REFUSED: Text(
        en="`{action}` isn't taken under this kind of encryption, whatever the policies say.",
        ja="この種類の暗号化では、ポリシーにかかわらず `{action}` は受け付けられません。",
    ),
    Reason.POLICY_UNREAD: Text(
        en="Whether `{principal}` may call `{action}` is open: the input doesn't show {policy}.",
        ja="`{principal}` が `{action}` を呼び出せるかどうかは未定です。{policy}が入力に含まれていません。",
    ),
    Reason.VALUE_UNKNOWN: Text(
        en="Whether `{principal}` may call `{action}` is open: it depends on a value that the input doesn't give.",
        ja="`{principal}` が `{action}` を呼び出せるかどうかは未定です。入力にない値によって変わります。",
    ),
    Reason.CONDITION_NOT_KNOWN: Text(
        en="Whether `{principal}` may call `{action}` is open: it depends on a condition of which AWS doesn't document what the request carries.",
        ja="`{principal}` が `{action}` を呼び出せるかどうかは未定です。リクエストに何が含まれるかを AWS が文書化していない条件によって変わります。",
    ),
}
