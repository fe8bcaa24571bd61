"""Elastic Beanstalk environment notification -> SNS topic."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="elastic-beanstalk-to-sns",
    title=Text(en="Elastic Beanstalk environment to SNS topic", ja="Elastic Beanstalk 環境から SNS トピックへ"),
    source=(Kind.BEANSTALK_ENVIRONMENT,),
    target=Kind.TOPIC,
    caller=AssumedRole("elasticbeanstalk.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.BEANSTALK_ENVIRONMENT,
            target=(
                "OptionSettings[Namespace=aws:elasticbeanstalk:sns:topics][OptionName=Notification Topic ARN].Value",
            ),
            role=("OptionSettings[Namespace=aws:elasticbeanstalk:environment][OptionName=ServiceRole].Value",),
            terraform=("aws_elastic_beanstalk_environment.setting",),
        ),
    ),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SNS, DOCUMENTED),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SNS, DOCUMENTED),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="CloudTrail of the key: AccessDenied for the role, invokedBy sns.amazonaws.com",
            ja="キーのリージョンの CloudTrail: ロールに対する、invokedBy が sns.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.sns.html",
            says=Text(
                en="The options that set up notifications, and the permission to publish of the environment's service role.",
                ja="通知を設定するオプションと、環境のサービスロールに必要な発行の許可が書かれています。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="Lists the event sources that publish with an IAM role: the key policy then names the role, not the service.",
                ja="IAM ロールで発行するイベントソースの一覧です。その場合、キーポリシーにはサービスではなくロールを記述します。",
            ),
            read_on="2025",
        ),
    ),
    notes=Text(
        en="The service role is read from the environment's own options; one that a saved configuration or the application sets isn't seen.",
        ja="サービスロールは環境自身のオプションから読み取ります。保存された設定やアプリケーション側で指定されたものは対象外です。",
    ),
)
