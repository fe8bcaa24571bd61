"""Audit Manager -> SNS topic."""

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
    id="audit-manager-to-sns",
    title=Text(en="Audit Manager to SNS topic", ja="Audit Manager から SNS トピックへ"),
    source=(Kind.AUDIT_ASSESSMENT,),
    target=Kind.TOPIC,
    caller=Service("auditmanager.amazonaws.com"),
    wirings=(),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.AUDIT_MANAGER_OF_ACCOUNT, DOCUMENTED),
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
                "aws:SourceArn": Sent(Part.TARGET, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.TARGET, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
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
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy auditmanager.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が auditmanager.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/audit-manager/latest/userguide/security_iam_id-based-policy-examples.html",
            says=Text(
                en="Statements for topic and key; in the key policy aws:SourceArn is the topic, in the topic policy it is Audit Manager.",
                ja="トピックとキーのステートメントの例があります。aws:SourceArn は、キーポリシーではトピック、トピックポリシーでは Audit Manager です。",
            ),
            read_on="2026",
        ),
        Doc(
            url="https://docs.aws.amazon.com/audit-manager/latest/userguide/notification-issues.html",
            says=Text(
                en="Why notifications are missing: policy of the topic, policy of its key.",
                ja="通知が届かない原因として、トピックのポリシーとキーのポリシーを挙げています。",
            ),
            read_on="2026",
        ),
    ),
    notes=Text(
        en="aws:SourceArn is the encrypted topic in the key policy, and a resource of Audit Manager in the topic policy. The topic is a setting of the account that no template holds; new customers can't use the service.",
        ja="aws:SourceArn の値は、キーポリシーでは暗号化されたトピック、トピックポリシーでは Audit Manager のリソースです。トピックはアカウントの設定で、テンプレートには現れません。新規の利用は終了しています。",
    ),
)
