"""CloudWatch investigation group under a KMS key."""

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
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="investigation-group-key",
    part_of="investigations-alarm",
    title=Text(en="Investigation group under a KMS key", ja="KMS キーで暗号化された調査グループ"),
    source=(Kind.INVESTIGATION_GROUP,),
    target=Kind.KEY,
    caller=Service("aiops.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.INVESTIGATION_GROUP,
            target=("EncryptionConfig.KmsKeyId",),
        ),
    ),
    calls=(
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:aiops:investigation-group-arn": Sent(Part.SOURCE_ARN, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:aiops:investigation-group-arn": Sent(Part.SOURCE_ARN, DOCUMENTED),
            },
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:aiops:investigation-group-arn": Absent(DOCUMENTED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(Text(en="error of the investigation", ja="調査のエラー"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Investigations-Security.html",
            says=Text(
                en="Key policy of an investigation group: aiops.amazonaws.com with the groups of the account in aws:SourceArn; aiops.alarms.cloudwatch.amazonaws.com with the alarms of the account, and kms:ViaService of aiops.",
                ja="調査グループのキーポリシーでは、aiops.amazonaws.com を aws:SourceArn (アカウントの調査グループ) の条件付きで、aiops.alarms.cloudwatch.amazonaws.com をアカウントのアラームと aiops の kms:ViaService の条件付きで許可します。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="Whoever works with the investigations needs the key too, through aiops.REGION.amazonaws.com.",
        ja="調査を利用する側にも、aiops.REGION.amazonaws.com を経由するキーの権限が必要です。",
    ),
)
