"""Amazon Bedrock model invocation logs -> S3 bucket."""

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
    id="bedrock-invocation-log-to-s3",
    title=Text(
        en="Amazon Bedrock invocation logs to S3 bucket", ja="Amazon Bedrock のモデル呼び出しログから S3 バケットへ"
    ),
    source=(),
    target=Kind.BUCKET,
    caller=Service("bedrock.amazonaws.com"),
    wirings=(),
    calls=(
        Call(
            "s3:PutObject",
            on=Part.BEDROCK_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.BEDROCK_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Sent(Part.BEDROCK_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.BEDROCK_OBJECT, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.BEDROCK_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.BEDROCK_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.AT_CONFIGURATION,
    seen_in=(
        Text(
            en="ValidationException of PutModelInvocationLoggingConfiguration",
            ja="PutModelInvocationLoggingConfiguration の ValidationException",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html",
            says=Text(
                en="Bucket policy and key policy for bedrock.amazonaws.com, both with aws:SourceAccount and arn:aws:bedrock:REGION:ACCOUNT:* as aws:SourceArn.",
                ja="bedrock.amazonaws.com に対するバケットポリシーとキーポリシーの例です。どちらにも aws:SourceAccount があり、aws:SourceArn は arn:aws:bedrock:REGION:ACCOUNT:* です。",
            ),
            read_on="2025",
        ),
    ),
    notes=Text(
        en="The bucket lies in the same account and Region, with ACLs disabled.",
        ja="バケットは同じアカウント・同じリージョンにあり、ACL は無効にしておきます。",
    ),
)
