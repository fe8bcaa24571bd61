"""EventBridge rule target without a role -> SNS topic."""

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
    id="eventbridge-rule-to-sns",
    title=Text(en="EventBridge rule to SNS topic", ja="EventBridge ルールから SNS トピックへ"),
    source=(Kind.RULE,),
    target=Kind.TOPIC,
    caller=Service("events.amazonaws.com"),
    wirings=(
        Wiring(holder=Kind.RULE, target=("Targets[!RoleArn].Arn",), terraform=("aws_cloudwatch_event_target.arn",)),
    ),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, INFERRED),
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
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="aws:SourceAccount, aws:SourceArn and aws:SourceOrgID are not supported in the key policy for EventBridge to an encrypted topic.",
                ja="EventBridge から暗号化されたトピックへの配信では、キーポリシーの aws:SourceAccount、aws:SourceArn、aws:SourceOrgID はサポートされていません。",
            ),
            read_on="2026-11-22",
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
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html",
            says=Text(
                en="Which services send aws:SourceOwner, which aws:SourceAccount, when they publish.",
                ja="発行時に aws:SourceOwner を送るサービスと、aws:SourceAccount を送るサービスの一覧です。",
            ),
            read_on="2026-04",
        ),
    ),
    symptoms=("NO_PERMISSIONS",),
    notes=Text(
        en="A source condition on the key is the usual mistake: EventBridge sends none to the key of a topic, so the statement never matches and nothing is delivered. In the topic policy the sources disagree: the guide once ruled conditions out and now lists aws:SourceAccount.",
        ja="よくある誤りは、キーポリシーに送信元の条件を付けることです。EventBridge はトピックのキーに対して送信元のキーを一切送らないため、そのステートメントは一致せず、何も届きません。トピックポリシーについては記述が食い違っており、以前は条件を使えないとされ、現在は aws:SourceAccount が対応と記載されています。",
    ),
)
