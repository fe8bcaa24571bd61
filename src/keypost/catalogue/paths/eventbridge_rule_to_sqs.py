"""EventBridge rule target without a role -> SQS queue."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    OBSERVED,
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
    id="eventbridge-rule-to-sqs",
    title=Text(en="EventBridge rule to SQS queue", ja="EventBridge ルールから SQS キューへ"),
    source=(Kind.RULE,),
    target=Kind.QUEUE,
    caller=Service("events.amazonaws.com"),
    wirings=(
        Wiring(holder=Kind.RULE, target=("Targets[!RoleArn].Arn",), terraform=("aws_cloudwatch_event_target.arn",)),
    ),
    calls=(
        Call(
            "sqs:SendMessage",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, OBSERVED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
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
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
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
        Text(
            en="the target's dead-letter queue, attribute ERROR_CODE (NO_PERMISSIONS)",
            ja="ターゲットのデッドレターキュー (属性 ERROR_CODE が NO_PERMISSIONS)",
        ),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy events.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が events.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
            says=Text(
                en="A service that sends to an encrypted queue needs kms:GenerateDataKey and kms:Decrypt on the queue's key; lists the services whose calls carry aws:SourceArn.",
                ja="暗号化されたキューに送信するサービスには、キューのキーの kms:GenerateDataKey と kms:Decrypt が必要です。呼び出しに aws:SourceArn が含まれるサービスの一覧もあります。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html",
            says=Text(
                en="A rule publishes to an encrypted topic or queue only if the key's policy lets events.amazonaws.com make and decrypt data keys.",
                ja="ルールが暗号化されたトピックやキューに配信できるのは、キーポリシーが events.amazonaws.com にデータキーの生成と復号を許可している場合だけです。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html",
            says=Text(
                en="SNS and SQS targets take either a resource policy for events.amazonaws.com or an execution role.",
                ja="SNS と SQS のターゲットでは、events.amazonaws.com に対するリソースベースのポリシーか、実行ロールのどちらかを使います。",
            ),
            read_on="2026-04",
        ),
    ),
    symptoms=("NO_PERMISSIONS",),
    notes=Text(
        en="Other than for a topic, the key of a queue does see aws:SourceArn, the ARN of the rule.",
        ja="トピックの場合と違い、キューのキーには aws:SourceArn (ルールの ARN) が送られます。",
    ),
)
