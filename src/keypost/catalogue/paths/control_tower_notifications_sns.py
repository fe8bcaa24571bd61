"""AWS Control Tower's notification topics of the audit account."""

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
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="control-tower-notifications-sns",
    title=Text(en="Control Tower notifications to SNS topic", ja="Control Tower の通知から SNS トピックへ"),
    source=(),
    target=Kind.TOPIC,
    caller=Service("config.amazonaws.com"),
    wirings=(),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.ANY, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.ANY, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "aws:SourceOwner": Absent(DOCUMENTED),
            },
            caller=Service("config.amazonaws.com"),
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.ANY, INFERRED),
                "aws:SourceAccount": Sent(Part.ANY, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
            caller=Service("config.amazonaws.com"),
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.ANY, INFERRED),
                "aws:SourceAccount": Sent(Part.ANY, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
            caller=Service("config.amazonaws.com"),
        ),
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.BASELINE_TRAIL, INFERRED),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "aws:SourceOwner": Absent(DOCUMENTED),
            },
            caller=Service("cloudtrail.amazonaws.com"),
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
            caller=Service("cloudtrail.amazonaws.com"),
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
            caller=Service("cloudtrail.amazonaws.com"),
        ),
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Sent(Part.ANY, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "aws:SourceOwner": Absent(DOCUMENTED),
            },
            caller=Service("events.amazonaws.com"),
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
            caller=Service("events.amazonaws.com"),
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
            caller=Service("events.amazonaws.com"),
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/controltower/latest/userguide/sns-guidance.html",
            says=Text(
                en="aws-controltower-AllConfigNotifications takes what AWS Config and the baseline trail send; the security topics take drift and compliance notices through rules.",
                ja="aws-controltower-AllConfigNotifications には AWS Config とベースラインの証跡からの通知が届きます。セキュリティ用のトピックには、ルールを経由してドリフトとコンプライアンスの通知が届きます。",
            ),
            read_on="2023",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="Whoever publishes to an encrypted topic needs kms:GenerateDataKey* and kms:Decrypt on its key.",
                ja="暗号化されたトピックに発行するには、トピックのキーの kms:GenerateDataKey* と kms:Decrypt が必要です。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html",
            says=Text(
                en="Which services send aws:SourceOwner, which aws:SourceAccount, when they publish.",
                ja="発行時に aws:SourceOwner を送信するサービスと、aws:SourceAccount を送信するサービスの一覧です。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="Control Tower makes these topics; no template of yours shows them. Whoever encrypts them afterwards has to let in AWS Config, CloudTrail and EventBridge of every enrolled account: a condition on one account breaks the others. AFT's own topics under alias/aws/sns work for its Lambda roles and for no service.",
        ja="これらのトピックは Control Tower が作成するため、テンプレートには現れません。後から暗号化する場合は、登録済みのすべてのアカウントの AWS Config、CloudTrail、EventBridge を許可する必要があり、1 つのアカウントに絞る条件を付けると他のアカウントで失敗します。AFT の alias/aws/sns を使うトピックは、AFT の Lambda のロールからは使えますが、サービスからは使えません。",
    ),
)
