"""CloudTrail trail -> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    KeyOf,
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
    id="cloudtrail-to-s3",
    title=Text(en="CloudTrail trail to S3 bucket", ja="CloudTrail の証跡から S3 バケットへ"),
    source=(Kind.TRAIL,),
    target=Kind.BUCKET,
    caller=Service("cloudtrail.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.TRAIL,
            target=("S3BucketName",),
            key=("KMSKeyId",),
            values={"prefix/": "S3KeyPrefix"},
            terraform=("aws_cloudtrail.s3_bucket_name", "aws_cloudtrail.kms_key_id", "aws_cloudtrail.s3_key_prefix"),
        ),
    ),
    calls=(
        Call(
            "s3:GetBucketAcl",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:PutObject",
            on=Part.CLOUDTRAIL_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "s3:x-amz-acl": Sent("bucket-owner-full-control", DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:cloudtrail:arn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.CLOUDTRAIL_OBJECT, DOCUMENTED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:cloudtrail:arn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:cloudtrail:arn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:cloudtrail:arn": Absent(DOCUMENTED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.AT_CONFIGURATION,
    seen_in=(
        Text(en="exception of CreateTrail or UpdateTrail", ja="CreateTrail・UpdateTrail の例外"),
        Text(en="GetTrailStatus, LatestDeliveryError", ja="GetTrailStatus の LatestDeliveryError"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html",
            says=Text(
                en="Three statements: kms:GenerateDataKey* with the encryption context of the trail, kms:DescribeKey without one, kms:Decrypt for readers and for buckets with a Bucket Key; aws:SourceArn is the trail.",
                ja="3 つのステートメントの例です。証跡の暗号化コンテキストを条件にした kms:GenerateDataKey*、条件にしない kms:DescribeKey、読み取り側とバケットキーのための kms:Decrypt です。aws:SourceArn は証跡です。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html",
            says=Text(
                en="Bucket policy: s3:GetBucketAcl, and s3:PutObject with the ACL bucket-owner-full-control, both limited to the trail.",
                ja="バケットポリシーの例です。s3:GetBucketAcl と、ACL が bucket-owner-full-control の s3:PutObject を、どちらも証跡に限定しています。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-kms-works-with-cloudtrail.html",
            says=Text(
                en="The encryption context holds the ARN of the trail.",
                ja="暗号化コンテキストには証跡の ARN が入ります。",
            ),
            read_on="2026-04",
        ),
    ),
    key_of=KeyOf.SETTING_ELSE_PERHAPS_TARGET,
    symptoms=(
        "InsufficientEncryptionPolicyException",
        "InsufficientS3BucketPolicyException",
        "KmsKeyNotFoundException",
        "InvalidKmsKeyIdException",
        "KmsException",
        "KmsKeyDisabledException",
    ),
    notes=Text(
        en="A condition on the encryption context in the same statement as kms:DescribeKey refuses it. CloudTrail's guide asks for kms:DescribeKey, yet a landing zone was seen to deliver without it, so its absence alone is not called a failure. For an organization trail aws:SourceArn is the trail of the management account, and the bucket policy also has to let in the folder of the organization.",
        ja="kms:DescribeKey と同じステートメントに暗号化コンテキストの条件を付けると、DescribeKey は拒否されます。CloudTrail のガイドは kms:DescribeKey を求めていますが、それなしで届いているランディングゾーンが確認されているため、欠けているだけでは失敗とは判定しません。組織の証跡では aws:SourceArn は管理アカウントの証跡の ARN で、バケットポリシーでは組織のフォルダーも許可する必要があります。",
    ),
)
