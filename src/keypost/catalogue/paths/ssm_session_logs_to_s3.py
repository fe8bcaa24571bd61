"""AWS Systems Manager Session Manager, session logs -> S3 bucket."""

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
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="ssm-session-logs-to-s3",
    part_of="ssm-session-manager",
    title=Text(
        en="Session Manager logs to S3 bucket",
        ja="Session Manager のログから S3 バケットへ",
    ),
    source=(),
    target=Kind.BUCKET,
    caller=AssumedRole("ec2.amazonaws.com"),
    wirings=(),
    calls=(
        Call(
            "s3:GetEncryptionConfiguration",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:PutObject",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.ANY_OBJECT, DOCUMENTED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="no session logs in the bucket",
            ja="バケットにセッションのログが届かない",
        ),
        Text(
            en="log of the SSM Agent",
            ja="SSM Agent のログ",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html",
            says=Text(
                en="The role of the managed node needs kms:Decrypt on the key of the sessions; for logs in a bucket s3:PutObject, s3:GetEncryptionConfiguration and kms:GenerateDataKey.",
                ja="マネージドノードのロールには、セッションのキーの kms:Decrypt が必要です。バケットへのログには s3:PutObject、s3:GetEncryptionConfiguration、kms:GenerateDataKey が必要です。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="The bucket stands in the session document (inputs.s3BucketName); the roles that write are those of the nodes, which the document doesn't name. Logs in CloudWatch Logs need no KMS permission of the node.",
        ja="バケットはセッションドキュメント (inputs.s3BucketName) で指定しますが、書き込むのはノードのロールで、ドキュメントには現れません。CloudWatch Logs へのログでは、ノードに KMS の権限は不要です。",
    ),
)
