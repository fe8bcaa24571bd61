"""AWS Config delivery channel -> SNS topic."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    RoleThenService,
    Sent,
    Undocumented,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="config-to-sns",
    title=Text(en="AWS Config delivery channel to SNS topic", ja="AWS Config 配信チャネルから SNS トピックへ"),
    source=(Kind.DELIVERY_CHANNEL,),
    target=Kind.TOPIC,
    caller=RoleThenService("config.amazonaws.com", "config.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.DELIVERY_CHANNEL,
            target=("SnsTopicARN",),
            role=("RoleARN",),
            role_holder=Kind.CONFIG_RECORDER,
            terraform=("aws_config_delivery_channel.sns_topic_arn",),
        ),
    ),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.CONFIG_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "aws:SourceOwner": Absent(DOCUMENTED),
            },
            role_context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.CONFIG_OF_ACCOUNT, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
            role_context={
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
                "aws:SourceArn": Sent(Part.CONFIG_OF_ACCOUNT, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
            role_context={
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
            en="describe-delivery-channel-status, configStreamDeliveryInfo",
            ja="describe-delivery-channel-status の configStreamDeliveryInfo",
        ),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy config.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が config.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/config/latest/developerguide/sns-topic-policy.html",
            says=Text(
                en="Topic policy for config.amazonaws.com with aws:SourceAccount; the role is tried first.",
                ja="aws:SourceAccount を使った config.amazonaws.com に対するトピックポリシーの例です。先にロールで試します。",
            ),
            read_on="2023-06",
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
        en="The SNS guide counts Config among the sources that publish with a role. The safest key policy allows both config.amazonaws.com and the recorder's role; the managed policy of the service-linked role has no KMS action.",
        ja="SNS のガイドは、Config をロールで発行するサービスに数えています。最も安全なのは、config.amazonaws.com とレコーダーのロールの両方をキーポリシーで許可することです。サービスにリンクされたロールの管理ポリシーに KMS のアクションはありません。",
    ),
)
