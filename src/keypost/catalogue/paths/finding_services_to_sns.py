"""Findings of security services, through an EventBridge rule -> SNS topic."""

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
    id="finding-services-to-sns",
    part_of="finding-services-via-eventbridge",
    title=Text(
        en="Findings through EventBridge to SNS topic",
        ja="セキュリティサービスの検出結果から EventBridge 経由で SNS トピックへ",
    ),
    source=(),
    target=Kind.TOPIC,
    caller=Service("events.amazonaws.com"),
    wirings=(),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "aws:SourceOwner": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "aws:SourceOrgID": Absent(DOCUMENTED),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "aws:SourceOrgID": Absent(DOCUMENTED),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
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
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="Whoever publishes to an encrypted topic needs kms:GenerateDataKey* and kms:Decrypt on its key.",
                ja="暗号化されたトピックに発行するには、トピックのキーの kms:GenerateDataKey* と kms:Decrypt が必要です。",
            ),
            read_on="2025",
        ),
    ),
    notes=Text(
        en="GuardDuty, Security Hub, Amazon Inspector, Macie, AWS Health, Trusted Advisor and IAM Access Analyzer have no target of their own: what a template shows is the rule, which is decided as `eventbridge-rule-to-sns`. The key policy names events.amazonaws.com, not the service that found something.",
        ja="GuardDuty、Security Hub、Amazon Inspector、Macie、AWS Health、Trusted Advisor、IAM Access Analyzer に独自の送信先はありません。テンプレートに現れるのはルールで、`eventbridge-rule-to-sns` として判定します。キーポリシーで許可するのは、検出元のサービスではなく events.amazonaws.com です。",
    ),
)
