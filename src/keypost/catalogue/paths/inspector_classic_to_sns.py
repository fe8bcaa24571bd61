"""Inspector Classic assessment template -> SNS topic."""

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
    id="inspector-classic-to-sns",
    title=Text(en="Inspector Classic to SNS topic", ja="Inspector Classic から SNS トピックへ"),
    source=(Kind.ASSESSMENT_TEMPLATE,),
    target=Kind.TOPIC,
    caller=Service("inspector.amazonaws.com"),
    wirings=(),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
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
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
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
                "aws:SourceAccount": Undocumented(),
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
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy inspector.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が inspector.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="A service that publishes to an encrypted topic must itself be allowed kms:GenerateDataKey* and kms:Decrypt by the topic's customer managed key.",
                ja="暗号化されたトピックに発行するサービスには、トピックのカスタマーマネージドキーで kms:GenerateDataKey* と kms:Decrypt を許可する必要があります。",
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
        en="The current Amazon Inspector doesn't publish to topics: its findings go to EventBridge. SubscribeToEvent ties the topic to the template; CloudFormation doesn't.",
        ja="現行の Amazon Inspector はトピックに発行せず、検出結果を EventBridge に送ります。トピックの関連付けは SubscribeToEvent で行います。CloudFormation では設定できません。",
    ),
)
