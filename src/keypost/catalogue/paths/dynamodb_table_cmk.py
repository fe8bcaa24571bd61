"""A role or user that reads or writes -> DynamoDB table."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    ThePrincipal,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="dynamodb-table-cmk",
    title=Text(en="Use of a DynamoDB table under a KMS key", ja="KMS キーで暗号化された DynamoDB テーブルの利用"),
    source=(
        Kind.ROLE,
        Kind.USER,
    ),
    target=Kind.TABLE,
    caller=ThePrincipal(),
    wirings=(
        Wiring(
            holder=Kind.ROLE,
            target=("identity:dynamodb:GetItem",),
        ),
        Wiring(
            holder=Kind.USER,
            target=("identity:dynamodb:GetItem",),
        ),
    ),
    calls=(
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_DYNAMODB, DOCUMENTED),
                "kms:EncryptionContext:aws:dynamodb:tableName": Sent(Part.TARGET_NAME, DOCUMENTED),
                "kms:EncryptionContext:aws:dynamodb:subscriberId": Sent(Part.TARGET_ACCOUNT, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(
        Text(en="error of the request", ja="リクエストのエラー"),
        Text(
            en="CloudTrail of the key: AccessDenied for the caller, invokedBy dynamodb.amazonaws.com",
            ja="キーのリージョンの CloudTrail: 呼び出し元に対する、invokedBy が dynamodb.amazonaws.com の AccessDenied",
        ),
        Text(
            en="TableStatus INACCESSIBLE_ENCRYPTION_CREDENTIALS once the key is disabled",
            ja="キーの無効化後は TableStatus が INACCESSIBLE_ENCRYPTION_CREDENTIALS",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html",
            says=Text(
                en="DynamoDB decrypts the table key on behalf of whoever accesses the table, with table name and account as encryption context, and caches it for five minutes; whoever chooses the key needs six actions.",
                ja="DynamoDB は、テーブルにアクセスするプリンシパルの権限でテーブルキーを復号し (暗号化コンテキストはテーブル名とアカウント)、5 分間キャッシュします。キーを選ぶプリンシパルには 6 つのアクションが必要です。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="Reading and writing take the same call: the table key has to be decrypted. A policy that names a table under a KMS key makes such a delivery; with the AWS owned key, the default, nobody needs a key permission. Whoever creates the table or switches its key needs kms:Encrypt, kms:Decrypt, kms:ReEncrypt*, kms:GenerateDataKey*, kms:DescribeKey and kms:CreateGrant; no template shows who that is. The table key is cached for five minutes, so changes show late. A key disabled for a week has the table archived.",
        ja="読み取りでも書き込みでも、テーブルキーを復号する同じ呼び出しが必要です。KMS キーのテーブルを名指しするポリシーがあると、この配信として扱います。デフォルトの AWS 所有のキーでは、キーの権限は誰にも要りません。テーブルの作成やキーの切り替えには kms:Encrypt、kms:Decrypt、kms:ReEncrypt*、kms:GenerateDataKey*、kms:DescribeKey、kms:CreateGrant が必要ですが、誰が行うかはテンプレートに現れません。テーブルキーは 5 分間キャッシュされるため、変更はすぐには反映されません。キーを 1 週間無効にしたままにすると、テーブルはアーカイブされます。",
    ),
)
