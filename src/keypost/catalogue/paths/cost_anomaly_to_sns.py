"""AWS Cost Anomaly Detection subscription -> SNS topic."""

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
    id="cost-anomaly-to-sns",
    title=Text(en="Cost Anomaly Detection to SNS topic", ja="コスト異常検出から SNS トピックへ"),
    source=(Kind.ANOMALY_SUBSCRIPTION,),
    target=Kind.TOPIC,
    caller=Service("costalerts.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.ANOMALY_SUBSCRIPTION,
            target=("Subscribers[Type=SNS].Address",),
            terraform=("aws_ce_anomaly_subscription.subscriber",),
        ),
    ),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
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
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
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
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy costalerts.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が costalerts.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/cost-management/latest/userguide/ad-SNS.html",
            says=Text(
                en="Topic and key policy for costalerts.amazonaws.com; aws:SourceAccount and aws:SourceArn work in both.",
                ja="costalerts.amazonaws.com に対するトピックポリシーとキーポリシーの例です。aws:SourceAccount と aws:SourceArn はどちらのポリシーでも使えます。",
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
    notes=Text(
        en="The caller is costalerts.amazonaws.com: a statement for budgets.amazonaws.com does nothing here.",
        ja="呼び出し元は costalerts.amazonaws.com です。budgets.amazonaws.com を許可するステートメントでは届きません。",
    ),
)
