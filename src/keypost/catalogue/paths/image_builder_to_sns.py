"""EC2 Image Builder infrastructure configuration -> SNS topic."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    LinkedRole,
    Part,
    Path,
    Sent,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="image-builder-to-sns",
    title=Text(en="EC2 Image Builder to SNS topic", ja="EC2 Image Builder から SNS トピックへ"),
    source=(Kind.IMAGE_INFRASTRUCTURE,),
    target=Kind.TOPIC,
    caller=LinkedRole("imagebuilder.amazonaws.com", "AWSServiceRoleForImageBuilder", "AWSServiceRoleForImageBuilder"),
    wirings=(
        Wiring(
            holder=Kind.IMAGE_INFRASTRUCTURE,
            target=("SnsTopicArn",),
            terraform=("aws_imagebuilder_infrastructure_configuration.sns_topic_arn",),
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
            url="https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-sns.html",
            says=Text(
                en="The key policy of an encrypted topic names the service-linked role with kms:GenerateDataKey and kms:Decrypt; keys of other accounts are not supported.",
                ja="暗号化されたトピックのキーポリシーで、サービスにリンクされたロールに kms:GenerateDataKey と kms:Decrypt を許可します。別のアカウントのキーには対応していません。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://github.com/zoph-io/MAMIP",
            says=Text(
                en="The managed policy of the role allows sns:Publish, and kms actions through Amazon EC2 only.",
                ja="ロールのマネージドポリシーは sns:Publish を許可し、kms のアクションは Amazon EC2 を経由する場合だけ許可します。",
            ),
            read_on="2026-03",
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
        en="The role's own policy can't be edited and doesn't cover the topic's key: the key policy must name the role. The key has to be one of the same account.",
        ja="ロールのポリシーは編集できず、トピックのキーも含まれません。キーポリシーでロールを指定してください。キーは同じアカウントのものでなければなりません。",
    ),
)
