"""What single facts of a text say for and against causes: a small table of knowledge, not of cases."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from keypost.diagnosis.declare import Manner
from keypost.diagnosis.facts import Effect, Facts, PolicyType
from keypost.diagnosis.knowledge import TARGET_POLICY
from keypost.named import NamedTuple
from keypost.text import Text

Weights = Mapping[str, int]


class Clue(NamedTuple):
    """One fact: how to see it, what it adds to causes, which one it forces, and what it means.

    Of `reasons`, causes that are there anyway, it only says why. What a clue forces comes first, with high likelihood: the text leaves nothing else. `excludes` are causes that can't
    be any more.
    """

    id: str
    holds: Callable[[Facts], bool]
    means: Text
    adds: Weights = MappingProxyType({})
    reasons: tuple[str, ...] = ()
    forces: str = ""
    excludes: tuple[str, ...] = ()


def _denies(facts: Facts, by: PolicyType | None) -> bool:
    return facts.denial is not None and facts.denial.effect is Effect.DENIES and facts.denial.by is by


def _omits(facts: Facts, by: PolicyType) -> bool:
    return facts.denial is not None and facts.denial.effect is Effect.OMITS and facts.denial.by is by


def _names(facts: Facts, by: PolicyType) -> bool:
    return facts.denial is not None and facts.denial.by is by


def _of_grants(facts: Facts) -> bool:
    return facts.action.lower() in {"kms:creategrant", "kms:listgrants", "kms:retiregrant", "kms:revokegrant"}


def _own_policies_omit(facts: Facts) -> bool:
    return facts.on_key and not facts.by_service and _omits(facts, PolicyType.IDENTITY)


# AWS STS, "AssumeRole" and "Common Errors": https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
_EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException"})
_OWN = {"role-lacks-key-permission": 40}


def _speaks_of_key(facts: Facts) -> bool:
    return facts.on_key or not facts.action


_KEY_POLICY_DENIES = Text(
    en="A Deny statement of the key policy hits this caller.",
    ja="キーポリシーの Deny ステートメントがこの呼び出し元に適用されています。",
)

CLUES = (
    Clue(
        "service-calls-as-itself",
        lambda facts: facts.by_service and _speaks_of_key(facts),
        Text(
            en="`{service}` calls as itself, without a role: the key policy alone can let it in.",
            ja="`{service}` はロールを使わず、サービス自身として呼び出します。許可できるのはキーポリシーだけです。",
        ),
        reasons=("key-policy-omits-service",),
    ),
    Clue(
        "managed-keys-admit-no-service",
        lambda facts: facts.by_service and _speaks_of_key(facts),
        Text(
            en="The policy of an AWS managed key admits principals of the account only, never a service itself.",
            ja="AWS マネージドキーのポリシーが許可するのはアカウントのプリンシパルだけで、サービス自身は含まれません。",
        ),
        reasons=("aws-managed-key-for-service",),
    ),
    Clue(
        "role-calls",
        lambda facts: facts.manner in (Manner.ROLE, Manner.USER) and _speaks_of_key(facts),
        Text(
            en="A role or user calls: where the key policy delegates to IAM, its own policies must allow it.",
            ja="ロールまたはユーザーの呼び出しです。キーポリシーが IAM に委任している場合、呼び出し元のポリシーでの許可が必要です。",
        ),
        reasons=("role-lacks-key-permission",),
    ),
    Clue(
        "key-policy-asked",
        lambda facts: facts.manner in (Manner.ROLE, Manner.USER) and _speaks_of_key(facts),
        Text(
            en="A policy of the caller counts only where the key policy names the caller, or delegates to its account.",
            ja="呼び出し元のポリシーが効くのは、キーポリシーが呼び出し元を許可しているか、そのアカウントに委任している場合だけです。",
        ),
        reasons=("key-policy-omits-caller",),
    ),
    Clue(
        "linked-role-calls",
        lambda facts: facts.manner is Manner.LINKED_ROLE,
        Text(
            en="A service-linked role calls, whose policies nobody can change: the key policy or a grant must let it in.",
            ja="ポリシーを変更できないサービスリンクロールの呼び出しです。キーポリシーまたはグラントでの許可が必要です。",
        ),
        reasons=("key-policy-omits-caller", "grant-missing"),
    ),
    Clue(
        "service-control-policy-named",
        lambda facts: _names(facts, PolicyType.SERVICE_CONTROL),
        Text(
            en="The text itself names a service control policy: the organization forbids it, whatever the account allows.",
            ja="エラー文がサービスコントロールポリシー (SCP) を挙げています。アカウント側で何を許可していても、組織が禁止しています。",
        ),
        forces="service-control-policy-denies",
    ),
    Clue(
        "resource-control-policy-named",
        lambda facts: _names(facts, PolicyType.RESOURCE_CONTROL),
        Text(
            en="The text itself names a resource control policy: the organization forbids it on this resource.",
            ja="エラー文がリソースコントロールポリシー (RCP) を挙げています。組織がこのリソースへの操作を禁止しています。",
        ),
        forces="resource-control-policy-denies",
    ),
    Clue(
        "boundary-named",
        lambda facts: _names(facts, PolicyType.BOUNDARY),
        Text(
            en="The text itself names the caller's permissions boundary.",
            ja="エラー文が呼び出し元のアクセス許可の境界 (permissions boundary) を挙げています。",
        ),
        forces="permissions-boundary-omits-action",
    ),
    Clue(
        "session-policy-named",
        lambda facts: _names(facts, PolicyType.SESSION),
        Text(
            en="The text itself names the session policy that was passed when the role was assumed.",
            ja="エラー文が、ロールを引き受けたときに渡されたセッションポリシーを挙げています。",
        ),
        forces="session-policy-omits-action",
    ),
    Clue(
        "endpoint-policy-named",
        lambda facts: _names(facts, PolicyType.VPC_ENDPOINT),
        Text(
            en="The text itself names the policy of the VPC endpoint that the call went through.",
            ja="エラー文が、呼び出しの経由した VPC エンドポイントのポリシーを挙げています。",
        ),
        forces="vpc-endpoint-policy-omits-call",
    ),
    Clue(
        "credentials-expired",
        lambda facts: facts.error in _EXPIRED and not facts.on_key,
        Text(
            en="The credentials have expired: renew the credentials (sign in again, or assume the role again).",
            ja="認証情報の有効期限が切れています。再度サインインするかロールを引き受け直して、認証情報を更新してください。",
        ),
        forces="not-a-key-problem",
    ),
    Clue(
        "action-of-another-service",
        lambda facts: bool(facts.action) and not facts.on_key and not facts.by_service,
        Text(
            en="What was refused is `{action}`, which no key decides.",
            ja="拒否されたのは `{action}` で、キーの権限で決まる操作ではありません。",
        ),
        adds={"not-a-key-problem": 60},
    ),
    Clue(
        "target-policy-omits",
        lambda facts: bool(facts.action) and not facts.on_key and _omits(facts, PolicyType.RESOURCE),
        Text(
            en="The text itself names the policy of the resource that was called: it doesn't allow `{action}`.",
            ja="エラー文が、呼び出されたリソースのポリシーを挙げています。そのポリシーが `{action}` を許可していません。",
        ),
        adds={TARGET_POLICY: 50},
    ),
    Clue(
        "identity-policy-omits",
        lambda facts: _own_policies_omit(facts) and not _of_grants(facts),
        Text(
            en="The key policy leaves it to IAM, and no policy of the caller allows `{action}`.",
            ja="キーポリシーは IAM に委ねていますが、呼び出し元のどのポリシーも `{action}` を許可していません。",
        ),
        forces="role-lacks-key-permission",
        adds={"key-policy-omits-caller": 30},
    ),
    Clue(
        "identity-policy-omits-grant",
        lambda facts: _of_grants(facts) and _omits(facts, PolicyType.IDENTITY),
        Text(
            en="No policy of the caller allows `{action}`, by which the service would get its grant.",
            ja="呼び出し元のどのポリシーも `{action}` を許可していないため、サービスのグラントを作成できません。",
        ),
        adds={"role-lacks-key-permission": 70, "grant-missing": 10},
    ),
    Clue(
        "resource-policy-omits",
        lambda facts: facts.on_key and not facts.by_service and _omits(facts, PolicyType.RESOURCE),
        Text(
            en="Nothing in the key policy speaks for this caller, not even a delegation to IAM.",
            ja="キーポリシーにこの呼び出し元を許可する記述がなく、IAM への委任もありません。",
        ),
        adds={"key-policy-omits-caller": 60, "key-policy-without-delegation": 20, "role-lacks-key-permission": -10},
    ),
    Clue(
        "resource-policy-omits-service",
        lambda facts: facts.on_key and facts.by_service and _omits(facts, PolicyType.RESOURCE),
        Text(
            en="Nothing in the key policy speaks for `{service}`.",
            ja="キーポリシーに `{service}` を許可する記述がありません。",
        ),
        adds={"key-policy-omits-service": 40, "aws-managed-key-for-service": 20},
    ),
    Clue(
        "resource-policy-denies",
        lambda facts: facts.on_key and not facts.by_service and _denies(facts, PolicyType.RESOURCE),
        _KEY_POLICY_DENIES,
        forces="deny-hits-role",
    ),
    Clue(
        "resource-policy-denies-service",
        lambda facts: facts.on_key and facts.by_service and _denies(facts, PolicyType.RESOURCE),
        _KEY_POLICY_DENIES,
        forces="deny-hits-service",
    ),
    Clue(
        "identity-policy-denies",
        lambda facts: facts.on_key and _denies(facts, PolicyType.IDENTITY),
        Text(
            en="A Deny statement of the caller's own policies hits.",
            ja="呼び出し元自身のポリシーの Deny ステートメントが適用されています。",
        ),
        adds={"deny-hits-role": 70, "role-lacks-key-permission": 30},
    ),
    Clue(
        "something-denies",
        lambda facts: (facts.on_key or not facts.action) and _denies(facts, None),
        Text(
            en="The text speaks of an explicit deny, without saying in which policy.",
            ja="エラー文は明示的な拒否を示していますが、どのポリシーによるものかは示していません。",
        ),
        adds={"deny-hits-role": 90, "service-control-policy-denies": 60, "role-lacks-key-permission": -20},
    ),
    Clue(
        "grant-refused",
        _of_grants,
        Text(
            en="What was refused is `{action}`: the service works through a grant, which the caller must be allowed to make.",
            ja="拒否されたのは `{action}` です。このサービスはグラントを使うため、呼び出し元にはグラントを作成する権限が必要です。",
        ),
        adds={"grant-missing": 50},
    ),
    Clue(
        "accounts-differ",
        lambda facts: facts.crosses_accounts,
        Text(
            en="The caller is of account {account}, the key of {key_account}: both the key policy and the caller's own "
            "policies must allow it.",
            ja="呼び出し元はアカウント {account}、キーはアカウント {key_account} のものです。キーポリシーと呼び出し元のポリシーの両方で許可する必要があります。",
        ),
        adds={"key-policy-omits-caller": 25, "aws-managed-key-for-other-account": 8},
    ),
    Clue(
        "managed-key-named",
        lambda facts: facts.on_managed_key,
        Text(
            en="The key is `{key}`, an AWS managed key: its policy admits principals of its own account only, and can't be edited.",
            ja="キーは AWS マネージドキーの `{key}` です。そのポリシーは同じアカウントのプリンシパルだけを許可し、編集できません。",
        ),
        adds={"aws-managed-key-for-service": 30, "aws-managed-key-for-other-account": 20},
    ),
)
