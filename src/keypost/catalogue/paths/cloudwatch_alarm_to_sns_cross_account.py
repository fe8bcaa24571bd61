"""CloudWatch alarm action -> SNS topic of another account."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Reach,
    Sent,
    Service,
    Undocumented,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="cloudwatch-alarm-to-sns-cross-account",
    title=Text(
        en="CloudWatch alarm to SNS topic of another account", ja="CloudWatch アラームから別アカウントの SNS トピックへ"
    ),
    source=(Kind.ALARM, Kind.COMPOSITE_ALARM),
    target=Kind.TOPIC,
    caller=Service("cloudwatch.amazonaws.com"),
    wirings=(
        Wiring(holder=Kind.ALARM, target=("AlarmActions[]",), terraform=("aws_cloudwatch_metric_alarm.alarm_actions",)),
        Wiring(holder=Kind.ALARM, target=("OKActions[]",), terraform=("aws_cloudwatch_metric_alarm.ok_actions",)),
        Wiring(
            holder=Kind.ALARM,
            target=("InsufficientDataActions[]",),
            terraform=("aws_cloudwatch_metric_alarm.insufficient_data_actions",),
        ),
        Wiring(
            holder=Kind.COMPOSITE_ALARM,
            target=("AlarmActions[]",),
            terraform=("aws_cloudwatch_composite_alarm.alarm_actions",),
        ),
        Wiring(
            holder=Kind.COMPOSITE_ALARM,
            target=("OKActions[]",),
            terraform=("aws_cloudwatch_composite_alarm.ok_actions",),
        ),
        Wiring(
            holder=Kind.COMPOSITE_ALARM,
            target=("InsufficientDataActions[]",),
            terraform=("aws_cloudwatch_composite_alarm.insufficient_data_actions",),
        ),
    ),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "aws:SourceOwner": Sent(Part.SOURCE_ACCOUNT, INFERRED),
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
    failure=Failure.RECORDED,
    seen_in=(
        Text(en="alarm history in the alarm's account", ja="アラームのアカウントのアラーム履歴"),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy cloudwatch.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が cloudwatch.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html",
            says=Text(
                en="Lets alarms of another account publish by a condition on aws:SourceArn in the topic's policy; alarm and topic stand in one Region.",
                ja="トピックポリシーの aws:SourceArn の条件で、別のアカウントのアラームに発行を許可する例です。アラームとトピックは同じリージョンにあります。",
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
    reach=Reach.ACROSS_ACCOUNTS,
    symptoms=("CloudWatch Alarms does not have authorization to access the SNS topic encryption key.",),
    notes=Text(
        en="Topic and key belong to the other account, so both policies have to be changed there. Source conditions name the alarm's account, not the topic's.",
        ja="トピックとキーは相手側アカウントのものなので、どちらのポリシーも相手側で変更します。送信元の条件に書くのはトピックのアカウントではなく、アラームのアカウントです。",
    ),
)
