"""License Manager -> SNS topic."""

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
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="license-manager-to-sns",
    title=Text(en="License Manager to SNS topic", ja="License Manager から SNS トピックへ"),
    source=(),
    target=Kind.TOPIC,
    caller=LinkedRole(
        "license-manager.amazonaws.com", "AWSServiceRoleForAWSLicenseManagerRole", "AWSLicenseManagerServiceRolePolicy"
    ),
    wirings=(),
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
            url="https://docs.aws.amazon.com/license-manager/latest/userguide/license-manager-role-core.html",
            says=Text(
                en="The service-linked role may publish to topics whose name begins with aws-license-manager-service-.",
                ja="サービスにリンクされたロールは、名前が aws-license-manager-service- で始まるトピックに発行できます。",
            ),
            read_on="2023",
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
        en="The name of the topic has to begin with aws-license-manager-service-. The role's policy has no KMS action, so the key policy must name the role.",
        ja="トピックの名前は aws-license-manager-service- で始まる必要があります。ロールのポリシーに KMS のアクションはないため、キーポリシーでロールを許可します。",
    ),
)
