"""Incident Manager response plan -> SNS topic."""

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
    id="incident-manager-to-sns",
    title=Text(en="Incident Manager to SNS topic", ja="Incident Manager から SNS トピックへ"),
    source=(Kind.RESPONSE_PLAN,),
    target=Kind.TOPIC,
    caller=Service("ssm-incidents.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.RESPONSE_PLAN,
            target=("ChatChannel.ChatbotSns[]",),
            terraform=("aws_ssmincidents_response_plan.chat_channel",),
        ),
        Wiring(
            holder=Kind.RESPONSE_PLAN,
            target=("IncidentTemplate.NotificationTargets[].SnsTopicArn",),
            terraform=("aws_ssmincidents_response_plan.incident_template",),
        ),
    ),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "aws:SourceOwner": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Undocumented(),
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
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
            evidence=INFERRED,
            caller=Service("ssm-contacts.amazonaws.com"),
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
            evidence=INFERRED,
            caller=Service("ssm-contacts.amazonaws.com"),
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy ssm-incidents.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が ssm-incidents.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/incident-manager/latest/userguide/chat.html",
            says=Text(
                en="Topic policy for ssm-incidents.amazonaws.com; the source account is tested with StringEqualsIfExists.",
                ja="ssm-incidents.amazonaws.com に対するトピックポリシーの例です。送信元のアカウントを StringEqualsIfExists で調べています。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="Names two service principals for Incident Manager: ssm-incidents.amazonaws.com and ssm-contacts.amazonaws.com.",
                ja="Incident Manager のサービスプリンシパルとして ssm-incidents.amazonaws.com と ssm-contacts.amazonaws.com の 2 つを挙げています。",
            ),
            read_on="2025",
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
        en="AWS names two services for the key and doesn't tell which of them publishes what: allow both. aws:SourceAccount isn't always there, so test it with IfExists. New customers can't use the service.",
        ja="AWS はキーポリシーに 2 つのサービスを挙げていますが、どちらが何を発行するかは記載がありません。両方を許可してください。aws:SourceAccount は常に送られるとは限らないため、IfExists で評価します。新規の利用は終了しています。",
    ),
)
