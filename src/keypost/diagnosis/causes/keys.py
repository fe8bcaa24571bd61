"""Causes that lie in the key itself: its state, its place, its kind."""

from keypost.diagnosis.causes.declare import Cause, Look
from keypost.text import Text

_STATE = Text(en="the key's state", ja="キーの状態")
_DESCRIBE = "aws kms describe-key --key-id {key} --region {region} --query KeyMetadata"
_ENABLED = Text(
    en="`KeyState` is `Enabled`, and the delivery gets through.",
    ja="`KeyState` が `Enabled` になり、配信が届くことを確認してください。",
)

CAUSES = (
    Cause(
        id="key-disabled",
        title=Text(en="The key is disabled", ja="キーが無効"),
        look=Look(
            _STATE,
            _DESCRIBE,
            Text(
                en='`"KeyState": "Disabled"` (or `Unavailable`)', ja='`"KeyState": "Disabled"` (または `Unavailable`)'
            ),
        ),
        repair=Text(
            en="Enable it: `aws kms enable-key --key-id {key_word}`. Find out who disabled it and why first (CloudTrail, `DisableKey`).",
            ja="誰がなぜ無効にしたかを CloudTrail の `DisableKey` で確認したうえで、`aws kms enable-key --key-id {key_word}` で有効にしてください。",
        ),
        verify=_ENABLED,
    ),
    Cause(
        id="key-pending-deletion",
        title=Text(en="The key is scheduled for deletion", ja="キーの削除が予定されている"),
        look=Look(
            _STATE,
            _DESCRIBE,
            Text(
                en='`"KeyState": "PendingDeletion"`, with the `DeletionDate`',
                ja='`"KeyState": "PendingDeletion"` と `DeletionDate`',
            ),
        ),
        repair=Text(
            en="Cancel the deletion while it can be: `aws kms cancel-key-deletion --key-id {key_word}`, then `aws kms enable-key`.",
            ja="可能なうちに `aws kms cancel-key-deletion --key-id {key_word}` で削除を取り消し、`aws kms enable-key` で有効にしてください。",
        ),
        verify=_ENABLED,
    ),
    Cause(
        id="key-not-found",
        title=Text(en="There is no such key", ja="キーが存在しない"),
        look=Look(
            Text(
                en="whether the key exists, in that account and Region", ja="そのアカウントとリージョンにキーがあるか"
            ),
            _DESCRIBE,
            Text(
                en="`NotFoundException`: deleted, of another account named by its bare id or alias, or mistyped",
                ja="`NotFoundException`。削除済み、別アカウントのキーを ID やエイリアスだけで指定した、または名前の誤りです",
            ),
        ),
        repair=Text(
            en="Name a key that exists; one of another account by its ARN.",
            ja="存在するキーを指定してください。別アカウントのキーは ARN で指定します。",
        ),
        verify=Text(
            en="`aws kms describe-key` finds the key under the very name that the setting has.",
            ja="設定と同じ名前で `aws kms describe-key` がキーを見つけることを確認してください。",
        ),
        source="https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html",
    ),
    Cause(
        id="alias-names-nothing",
        title=Text(en="The alias names no key", ja="エイリアスの指すキーがない"),
        look=Look(
            Text(en="the aliases of the account and Region", ja="アカウントとリージョンのエイリアス"),
            "aws kms list-aliases --region {region}",
            Text(
                en="the alias isn't listed, or has no `TargetKeyId`",
                ja="エイリアスが一覧にないか、`TargetKeyId` がありません",
            ),
        ),
        repair=Text(
            en="Create the alias, or name the key by its ARN.",
            ja="エイリアスを作成するか、キーを ARN で指定してください。",
        ),
        verify=Text(
            en="`aws kms describe-key --key-id alias/NAME` finds the key.",
            ja="`aws kms describe-key --key-id alias/NAME` でキーが見つかることを確認してください。",
        ),
    ),
    Cause(
        id="key-in-other-region",
        title=Text(en="The key stands in another Region", ja="キーが別のリージョンにある"),
        look=Look(
            Text(en="the Region in the key's ARN", ja="キーの ARN のリージョン"),
            _DESCRIBE,
            Text(
                en="the key's ARN has another Region than the resource that it encrypts",
                ja="キーの ARN のリージョンが、暗号化するリソースのリージョンと異なります",
            ),
        ),
        repair=Text(
            en="Use a key of the resource's own Region (or a multi-Region replica there, where the service takes one).",
            ja="リソースと同じリージョンのキーを使ってください (サービスが対応していれば、そのリージョンのマルチリージョンレプリカも使えます)。",
        ),
        verify=Text(
            en="The setting is taken, and the delivery gets through.",
            ja="設定が受け付けられ、配信が届くことを確認してください。",
        ),
    ),
    Cause(
        id="key-spec-not-symmetric",
        title=Text(en="The key isn't symmetric", ja="キーが対称暗号化キーではない"),
        look=Look(
            Text(en="the key's spec", ja="キーの仕様"),
            _DESCRIBE,
            Text(
                en="`KeySpec` isn't `SYMMETRIC_DEFAULT`, or `KeyUsage` isn't `ENCRYPT_DECRYPT`",
                ja="`KeySpec` が `SYMMETRIC_DEFAULT` でないか、`KeyUsage` が `ENCRYPT_DECRYPT` ではありません",
            ),
        ),
        repair=Text(
            en="Use a symmetric encryption key; a key's spec can't be changed.",
            ja="対称暗号化キーを使ってください。キーの仕様は後から変更できません。",
        ),
        verify=Text(en="The setting is taken.", ja="設定が受け付けられることを確認してください。"),
    ),
    Cause(
        id="key-type-refused",
        title=Text(
            en="The service doesn't take this kind of key or encryption here",
            ja="サービスがこの種類のキーや暗号化に対応していない",
        ),
        look=Look(
            Text(en="the kind of the key, and what the service takes", ja="キーの種類と、サービスが対応する種類"),
            _DESCRIBE,
            Text(
                en="an asymmetric, multi-Region or AWS managed key, or any KMS key where only SSE-S3 is taken",
                ja="非対称キー、マルチリージョンキー、AWS マネージドキー、または SSE-S3 のみ対応の送信先での KMS キー",
            ),
        ),
        repair=Text(
            en="Use the kind of encryption that the service documents for this delivery: `keypost paths` tells it.",
            ja="この配信についてサービスが対応する種類の暗号化を使ってください。`keypost paths` で確認できます。",
        ),
        verify=Text(en="The setting is taken.", ja="設定が受け付けられることを確認してください。"),
        source="https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html",
    ),
    Cause(
        id="encryption-context-differs",
        title=Text(en="Decrypted under another context or key", ja="暗号化時と異なるコンテキストまたはキーで復号"),
        look=Look(
            Text(en="the CloudTrail events of both calls", ja="両方の呼び出しの CloudTrail イベント"),
            "aws cloudtrail lookup-events --region {region} --lookup-attributes AttributeKey=EventName,AttributeValue=Decrypt",
            Text(
                en="`encryptionContext` or `keyId` differ from those of the Encrypt or GenerateDataKey before",
                ja="`encryptionContext` または `keyId` が、以前の Encrypt や GenerateDataKey のものと異なります",
            ),
        ),
        repair=Text(
            en="Decrypt with the same key and the very same encryption context.",
            ja="暗号化時と同じキー、まったく同じ暗号化コンテキストで復号してください。",
        ),
        verify=Text(en="Decrypt succeeds.", ja="Decrypt が成功することを確認してください。"),
        source="https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html",
    ),
)
