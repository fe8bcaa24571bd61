"""CloudTrail trail -> SNS topic, a notice for each log file."""

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
    id="cloudtrail-to-sns",
    title=Text(en="CloudTrail trail to SNS topic", ja="CloudTrail の証跡から SNS トピックへ"),
    source=(Kind.TRAIL,),
    target=Kind.TOPIC,
    caller=Service("cloudtrail.amazonaws.com"),
    wirings=(Wiring(holder=Kind.TRAIL, target=("SnsTopicName",), terraform=("aws_cloudtrail.sns_topic_name",)),),
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
                "aws:SourceArn": Sent(Part.SOURCE_ARN, INFERRED),
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
                "aws:SourceArn": Sent(Part.SOURCE_ARN, INFERRED),
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
        Text(en="exception of CreateTrail or UpdateTrail", ja="CreateTrail・UpdateTrail の例外"),
        Text(en="GetTrailStatus, LatestNotificationError", ja="GetTrailStatus の LatestNotificationError"),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy cloudtrail.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が cloudtrail.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html",
            says=Text(
                en="Topic policy with the trail in aws:SourceArn; the key policy is shown without condition.",
                ja="aws:SourceArn が証跡のトピックポリシーの例です。キーポリシーの例に条件はありません。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html",
            says=Text(
                en="The exceptions for a topic or key that CloudTrail cannot use.",
                ja="CloudTrail がトピックやキーを使えない場合の例外です。",
            ),
            read_on="2026-04",
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
        "SNS authorization failed",
        "InsufficientSnsTopicPolicyException",
        "KmsKeyNotFoundException",
    ),
    notes=Text(
        en="KmsKeyNotFoundException can mean the key of the topic, also one in another Region.",
        ja="KmsKeyNotFoundException はトピックのキーを指すことがあり、キーが別のリージョンにある場合にも出ます。",
    ),
)
