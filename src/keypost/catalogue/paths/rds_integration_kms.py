"""Zero-ETL integration of RDS or Aurora -> its KMS key."""

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
    id="rds-integration-kms",
    part_of="rds-storage-and-integrations",
    title=Text(en="RDS zero-ETL integration under a KMS key", ja="KMS キーで暗号化された RDS のゼロ ETL 統合"),
    source=(Kind.DB_INTEGRATION,),
    target=Kind.KEY,
    caller=Service("redshift.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.DB_INTEGRATION,
            target=("KMSKeyId",),
            terraform=("aws_rds_integration.kms_key_id",),
        ),
    ),
    calls=(
        Call(
            "kms:CreateGrant",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:GrantOperations": Sent("CreateGrant", DOCUMENTED, ("Decrypt", "GenerateDataKey")),
            },
        ),
    ),
    failure=Failure.AT_CONFIGURATION,
    seen_in=(Text(en="error of CreateIntegration, or of the stack", ja="CreateIntegration (またはスタック) のエラー"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/zero-etl.creating.html",
            says=Text(
                en="The key policy lets redshift.amazonaws.com call kms:CreateGrant for the operations Decrypt, GenerateDataKey and CreateGrant.",
                ja="キーポリシーで redshift.amazonaws.com に、Decrypt、GenerateDataKey、CreateGrant の操作に対する kms:CreateGrant を許可します。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/redshift/latest/mgmt/zero-etl-using.creating-ddb.html",
            says=Text(
                en="The key policy lets redshift.amazonaws.com make grants, with the account in aws:SourceAccount, the integration in aws:SourceArn, and the operations Decrypt, GenerateDataKey and CreateGrant.",
                ja="キーポリシーで redshift.amazonaws.com にグラントの作成を許可します。aws:SourceAccount はアカウント、aws:SourceArn は統合、操作は Decrypt、GenerateDataKey、CreateGrant です。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="Whoever creates the integration needs kms:DescribeKey and kms:CreateGrant too; no template shows who that is. A statement may test the additional encryption context of the integration, which leaves the delivery open here.",
        ja="統合を作成するプリンシパルにも kms:DescribeKey と kms:CreateGrant が必要ですが、誰が作成するかはテンプレートに現れません。統合の追加の暗号化コンテキストを条件にすることもでき、その場合ここでの判定は未確定になります。",
    ),
)
