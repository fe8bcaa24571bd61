"""DevOps Guru notification channel -> SNS topic."""

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
    id="devops-guru-to-sns",
    title=Text(en="DevOps Guru notification channel to SNS topic", ja="DevOps Guru の通知チャネルから SNS トピックへ"),
    source=(Kind.DEVOPS_GURU_CHANNEL,),
    target=Kind.TOPIC,
    caller=Service("{region}.devops-guru.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.DEVOPS_GURU_CHANNEL,
            target=("Config.Sns.TopicArn",),
            terraform=("aws_devopsguru_notification_channel.sns",),
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
                "aws:SourceOwner": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
            },
            evidence=INFERRED,
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
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy REGION.devops-guru.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が REGION.devops-guru.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/devops-guru/latest/userguide/sns-kms-permissions.html",
            says=Text(
                en="The key of an encrypted topic lets the service in under the name with its Region; the topic's own page shows aws:SourceAccount and the channel in aws:SourceArn.",
                ja="暗号化されたトピックのキーでは、リージョン付きの名前でサービスを許可します。トピックのページには aws:SourceAccount と、aws:SourceArn のチャネルの例があります。",
            ),
            read_on="2023",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-devopsguru-notificationchannel-snschannelconfig.html",
            says=Text(
                en="DevOps Guru adds the policy of a topic in the own account itself; topics of other accounts and customer managed keys need permissions; standard topics only.",
                ja="同じアカウントのトピックには DevOps Guru がポリシーを自動で追加します。別のアカウントのトピックとカスタマーマネージドキーには許可が必要です。標準トピックだけが対象です。",
            ),
            read_on="2026-11-22",
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
    notes=Text(
        en="The Region is part of the service's name. To a topic of its own account DevOps Guru adds the statement itself, so a template without it isn't known to fail; the key is never opened that way.",
        ja="サービス名にリージョンが含まれます。同じアカウントのトピックには DevOps Guru が自らステートメントを追加するため、テンプレートに記述がなくても失敗するとは限りません。キーポリシーは自動では変更されません。",
    ),
)
