"""AWS Budgets notification -> SNS topic."""

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
    id="budgets-to-sns",
    title=Text(en="AWS Budgets to SNS topic", ja="AWS Budgets から SNS トピックへ"),
    source=(Kind.BUDGET, Kind.BUDGETS_ACTION),
    target=Kind.TOPIC,
    caller=Service("budgets.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.BUDGET,
            target=("NotificationsWithSubscribers[].Subscribers[SubscriptionType=SNS].Address",),
            terraform=("aws_budgets_budget.notification.subscriber_sns_topic_arns",),
        ),
        Wiring(
            holder=Kind.BUDGETS_ACTION,
            target=("Subscribers[Type=SNS].Address",),
            terraform=("aws_budgets_budget_action.subscriber",),
        ),
    ),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.BUDGETS_OF_ACCOUNT, DOCUMENTED),
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
                "aws:SourceArn": Sent(Part.BUDGETS_OF_ACCOUNT, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
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
                "aws:SourceArn": Sent(Part.BUDGETS_OF_ACCOUNT, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(en="Budgets console, when the topic is set", ja="Budgets コンソール (トピックの設定時)"),
        Text(
            en="warning e-mail by Budgets, which names the topic policy only",
            ja="Budgets からの警告メール (トピックポリシーにしか触れない)",
        ),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy budgets.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が budgets.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html",
            says=Text(
                en="Topic policy with aws:SourceAccount and aws:SourceArn; the key policy needs kms:GenerateDataKey* and kms:Decrypt for budgets.amazonaws.com and is shown without condition.",
                ja="aws:SourceAccount と aws:SourceArn を使ったトピックポリシーの例です。キーポリシーでは budgets.amazonaws.com に kms:GenerateDataKey* と kms:Decrypt が必要で、例に条件はありません。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="A service that publishes to an encrypted topic must itself be allowed kms:GenerateDataKey* and kms:Decrypt by the topic's customer managed key.",
                ja="暗号化されたトピックに発行するサービスには、トピックのカスタマーマネージドキーで kms:GenerateDataKey* と kms:Decrypt を許可する必要があります。",
            ),
            read_on="2026-11-22",
        ),
    ),
    symptoms=(
        "The SNS topic is encrypted",
        "Invalid SNS topic",
        "Please comply with SNS ARN format",
        "we are unable to successfully publish to this SNS topic at this time",
    ),
    notes=Text(
        en="The topic is checked only when it is set on the budget. Encrypting it later breaks delivery in silence, and the warning e-mail doesn't mention the key. Budget and topic must stand in one account. A budget whose threshold is already passed notifies as soon as it is created.",
        ja="トピックが検証されるのは予算に設定したときだけです。後から暗号化すると通知は何の表示もなく失われ、警告メールもキーには触れません。予算とトピックは同じアカウントに置く必要があります。すでに超えているしきい値で予算を作成すると、すぐに通知が送られるので確認に使えます。",
    ),
)
