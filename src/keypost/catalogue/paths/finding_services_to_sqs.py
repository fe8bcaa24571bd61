"""Findings of security services, through an EventBridge rule -> SQS queue."""

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
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="finding-services-to-sqs",
    part_of="finding-services-via-eventbridge",
    title=Text(
        en="Findings through EventBridge to SQS queue",
        ja="セキュリティサービスの検出結果から EventBridge 経由で SQS キューへ",
    ),
    source=(),
    target=Kind.QUEUE,
    caller=Service("events.amazonaws.com"),
    wirings=(),
    calls=(
        Call(
            "sqs:SendMessage",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
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
    failure=Failure.SILENT,
    seen_in=(
        Text(en="metric FailedInvocations in AWS/Events", ja="AWS/Events の FailedInvocations メトリクス"),
        Text(en="the target's dead-letter queue", ja="ターゲットのデッドレターキュー"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_cloudwatch.html",
            says=Text(
                en="Findings go to EventBridge; a rule hands them to a topic or queue.",
                ja="検出結果は EventBridge に送られ、ルールがトピックやキューに渡します。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
            says=Text(
                en="A service that sends to an encrypted queue needs kms:GenerateDataKey and kms:Decrypt on the queue's key; EventBridge sends aws:SourceArn.",
                ja="暗号化されたキューに送信するサービスには、キューのキーの kms:GenerateDataKey と kms:Decrypt が必要です。EventBridge は aws:SourceArn を送信します。",
            ),
            read_on="2025",
        ),
    ),
    notes=Text(
        en="GuardDuty, Security Hub, Amazon Inspector, Macie, AWS Health, Trusted Advisor and IAM Access Analyzer have no target of their own: what a template shows is the rule, which is decided as `eventbridge-rule-to-sqs`. The key policy names events.amazonaws.com, not the service that found something.",
        ja="GuardDuty、Security Hub、Amazon Inspector、Macie、AWS Health、Trusted Advisor、IAM Access Analyzer に独自の送信先はありません。テンプレートに現れるのはルールで、`eventbridge-rule-to-sqs` として判定します。キーポリシーで許可するのは、検出元のサービスではなく events.amazonaws.com です。",
    ),
)
