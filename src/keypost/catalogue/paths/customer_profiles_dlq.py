"""Amazon Connect Customer Profiles domain, dead letters -> SQS queue."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    Service,
    Undocumented,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="customer-profiles-dlq",
    part_of="connect-customer-profiles",
    title=Text(
        en="Customer Profiles dead letters to SQS queue",
        ja="Customer Profiles のデッドレターから SQS キューへ",
    ),
    source=(Kind.CUSTOMER_PROFILES,),
    target=Kind.QUEUE,
    caller=Service("profile.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.CUSTOMER_PROFILES,
            target=("DeadLetterQueueUrl",),
            terraform=("aws_customerprofiles_domain.dead_letter_queue_url",),
        ),
    ),
    calls=(
        Call(
            "sqs:SendMessage",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sqs:arn": Sent(Part.TARGET, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sqs:arn": Sent(Part.TARGET, INFERRED),
            },
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(
            en="error of CreateDomain, or of the stack",
            ja="CreateDomain (またはスタック) のエラー",
        ),
        Text(
            en="no messages in the queue although ingestion fails",
            ja="取り込みが失敗してもキューにメッセージがない",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/connect/latest/adminguide/cross-service-confused-deputy-prevention.html",
            says=Text(
                en="Queue policy and key policy for profile.amazonaws.com, with aws:SourceAccount and the ARN of the domain or object type.",
                ja="profile.amazonaws.com に対するキューポリシーとキーポリシー。aws:SourceAccount と、ドメインまたはオブジェクトタイプの ARN を条件とします。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
            says=Text(
                en="A service that sends to an encrypted queue needs kms:GenerateDataKey and kms:Decrypt on the queue's key.",
                ja="暗号化されたキューに送信するサービスには、キューのキーに対する kms:GenerateDataKey と kms:Decrypt が必要です。",
            ),
            read_on="2025",
        ),
    ),
    notes=Text(
        en="Creating the domain sends a message to try the queue. Conditions on the source are documented for the queue's policy, not for the key of the queue.",
        ja="ドメインの作成時に、確認のメッセージがキューに送られます。送信元の条件が説明されているのはキューのポリシーだけで、キューのキーについては説明がありません。",
    ),
)
