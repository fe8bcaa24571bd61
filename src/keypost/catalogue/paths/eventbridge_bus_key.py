"""EventBridge event bus under a KMS key."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    Call,
    Doc,
    Failure,
    Necessity,
    Part,
    Path,
    Sent,
    Service,
    Undocumented,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="eventbridge-bus-key",
    part_of="eventbridge-bus-cmk",
    title=Text(en="Event bus under a KMS key", ja="KMS キーで暗号化されたイベントバス"),
    source=(Kind.EVENT_BUS,),
    target=Kind.KEY,
    caller=Service("events.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.EVENT_BUS,
            target=("KmsKeyIdentifier",),
            terraform=("aws_cloudwatch_event_bus.kms_key_identifier",),
        ),
    ),
    calls=(
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:events:event-bus:arn": Sent(Part.SOURCE_ARN, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:events:event-bus:arn": Sent(Part.SOURCE_ARN, DOCUMENTED),
            },
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:events:event-bus:arn": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="ERROR_CODE in the dead-letter queue of the bus: EVENT_ENCRYPTION_FAILURE, EVENT_DECRYPTION_FAILURE, RULE_DECRYPTION_FAILURE",
            ja="イベントバスのデッドレターキューの ERROR_CODE: EVENT_ENCRYPTION_FAILURE、EVENT_DECRYPTION_FAILURE、RULE_DECRYPTION_FAILURE",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-cmkey.html",
            says=Text(
                en="The key encrypts custom and partner events, patterns and targets of the rules; the two statements for events.amazonaws.com; who puts rules and targets needs kms:Decrypt.",
                ja="このキーで暗号化されるのは、カスタムイベントとパートナーイベント、ルールのパターンとターゲットです。events.amazonaws.com 用の 2 つのステートメントがあります。ルールとターゲットを登録する側には kms:Decrypt が必要です。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-key-policy.html",
            says=Text(
                en="EventBridge itself describes the key, makes data keys and decrypts; the ARN of the bus in aws:SourceArn and in the encryption context, and its account in aws:SourceAccount.",
                ja="EventBridge 自身がキーの情報を取得し、データキーを生成し、復号します。aws:SourceArn と暗号化コンテキストにはイベントバスの ARN が、aws:SourceAccount にはそのアカウントが入ります。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://github.com/aws/aws-cdk",
            says=Text(
                en="The statement that the construct of an event bus adds puts kms:DescribeKey under the condition on the encryption context, where it never matches, and the bus works.",
                ja="イベントバスのコンストラクトが追加するステートメントでは kms:DescribeKey も暗号化コンテキストの条件の下にあり、一致することはありませんが、バスは動作します。",
            ),
            read_on="2026-11-22",
        ),
    ),
    symptoms=(
        "EVENT_ENCRYPTION_FAILURE",
        "EVENT_DECRYPTION_FAILURE",
        "RULE_DECRYPTION_FAILURE",
    ),
    notes=Text(
        en="The targets of the rules need nothing of this key: EventBridge decrypts before it delivers. Events of AWS services are never under it. Whoever puts, lists or describes rules and targets needs kms:Decrypt, and schema discovery isn't available. AWS's sample has an ARN as aws:SourceAccount, which can't match: it is the account's id.",
        ja="EventBridge は復号してから配信するため、ルールのターゲットにこのキーの権限は要りません。AWS のサービスのイベントがこのキーで暗号化されることはありません。ルールやターゲットを登録・一覧・参照する側には kms:Decrypt が必要で、スキーマ検出は使えません。AWS の例では aws:SourceAccount に ARN が書かれていますが、実際の値はアカウント ID なので一致しません。",
    ),
)
