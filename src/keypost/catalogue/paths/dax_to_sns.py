"""DynamoDB Accelerator cluster -> SNS topic."""

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
    id="dax-to-sns",
    title=Text(en="DAX cluster to SNS topic", ja="DAX クラスターから SNS トピックへ"),
    source=(Kind.DAX_CLUSTER,),
    target=Kind.TOPIC,
    caller=Service("dynamodb.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.DAX_CLUSTER,
            target=("NotificationTopicARN",),
            terraform=("aws_dax_cluster.notification_topic_arn",),
        ),
    ),
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
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy dynamodb.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が dynamodb.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="Lists Amazon DynamoDB with dynamodb.amazonaws.com, and links the row to DAX.",
                ja="一覧で Amazon DynamoDB に dynamodb.amazonaws.com を対応させ、その行から DAX にリンクしています。",
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
        en="The principal is that of DynamoDB, not dax.amazonaws.com.",
        ja="プリンシパルは dax.amazonaws.com ではなく、DynamoDB の dynamodb.amazonaws.com です。",
    ),
)
