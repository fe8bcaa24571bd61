"""Systems Manager resource data sync -> S3 bucket."""

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
    id="ssm-resource-data-sync-to-s3",
    title=Text(
        en="Systems Manager resource data sync to S3 bucket",
        ja="Systems Manager のリソースデータの同期から S3 バケットへ",
    ),
    source=(Kind.RESOURCE_DATA_SYNC,),
    target=Kind.BUCKET,
    caller=Service("ssm.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.RESOURCE_DATA_SYNC,
            target=("S3Destination.BucketName",),
            key=(".KMSKeyArn",),
            values={"prefix/": ".BucketPrefix"},
            terraform=("aws_ssm_resource_data_sync.s3_destination",),
        ),
        Wiring(
            holder=Kind.RESOURCE_DATA_SYNC,
            target=("BucketName",),
            key=(".KMSKeyArn",),
            values={"prefix/": ".BucketPrefix"},
        ),
    ),
    calls=(
        Call(
            "s3:GetBucketAcl",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:PutObject",
            on=Part.RESOURCE_DATA_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.SYNCS_OF_ACCOUNT, DOCUMENTED),
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
                "aws:SourceArn": Sent(Part.SYNCS_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.RESOURCE_DATA_OBJECT, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.SYNCS_OF_ACCOUNT, DOCUMENTED),
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
                "aws:SourceArn": Sent(Part.SYNCS_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="ListResourceDataSync, LastStatus and LastSyncStatusMessage",
            ja="ListResourceDataSync の LastStatus と LastSyncStatusMessage",
        ),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy ssm.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が ssm.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-inventory-resource-data-sync.html",
            says=Text(
                en="Bucket policy for ssm.amazonaws.com (s3:GetBucketAcl without a condition, s3:PutObject with the account and arn:aws:ssm:*:ACCOUNT:resource-data-sync/*), and a key statement with kms:GenerateDataKey.",
                ja="ssm.amazonaws.com に対するバケットポリシーの例です (s3:GetBucketAcl は条件なし、s3:PutObject はアカウントと arn:aws:ssm:*:ACCOUNT:resource-data-sync/* が条件)。kms:GenerateDataKey を許可するキーのステートメントもあります。",
            ),
            read_on="2023-06",
        ),
    ),
    key_of=KeyOf.SETTING_ELSE_TARGET,
    notes=Text(
        en="The objects lie under accountid=ACCOUNT, one folder for each kind of inventory.",
        ja="オブジェクトは、インベントリの種類ごとのフォルダーの下の accountid=アカウント ID に置かれます。",
    ),
)
