"""S3 Storage Lens metrics export -> S3 bucket."""

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
    id="s3-storage-lens-export",
    title=Text(en="S3 Storage Lens export to S3 bucket", ja="S3 Storage Lens のエクスポートから S3 バケットへ"),
    source=(Kind.STORAGE_LENS,),
    target=Kind.BUCKET,
    caller=Service("storage-lens.s3.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.STORAGE_LENS,
            target=(
                "[!StorageLensConfiguration.DataExport.S3BucketDestination.Encryption.SSES3].StorageLensConfiguration.DataExport.S3BucketDestination.Arn",
            ),
            key=(".Encryption.SSEKMS.KeyId",),
            values={"prefix/": ".Prefix"},
            terraform=("aws_s3control_storage_lens_configuration.storage_lens_configuration",),
        ),
    ),
    calls=(
        Call(
            "s3:PutObject",
            on=Part.STORAGE_LENS_OBJECT,
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
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.STORAGE_LENS_OBJECT, DOCUMENTED),
            },
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
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
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
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(en="no export in the bucket", ja="バケットにエクスポートが届かない"),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy storage-lens.s3.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が storage-lens.s3.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage_lens_encrypt_permissions.html",
            says=Text(
                en="Key statement for storage-lens.s3.amazonaws.com with kms:GenerateDataKey, aws:SourceAccount and the dashboard in aws:SourceArn.",
                ja="storage-lens.s3.amazonaws.com に kms:GenerateDataKey を許可するキーのステートメントの例で、aws:SourceAccount と、aws:SourceArn のダッシュボードを条件にしています。",
            ),
            read_on="2026-04",
        ),
    ),
    key_of=KeyOf.SETTING_ELSE_TARGET,
    notes=Text(
        en="An export for which SSE-S3 is chosen needs no key and is not listed as a delivery. Where the export chooses nothing, the bucket's own encryption applies.",
        ja="SSE-S3 を選んだエクスポートにはキーが不要で、配信としては扱いません。エクスポートで何も選んでいなければ、バケット自身の暗号化が使われます。",
    ),
)
