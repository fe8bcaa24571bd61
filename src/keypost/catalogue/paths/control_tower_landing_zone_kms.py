"""AWS Control Tower landing zone -> the KMS key of its logs."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    Accepts,
    Call,
    Doc,
    EncryptionKind,
    Failure,
    Necessity,
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
    id="control-tower-landing-zone-kms",
    title=Text(en="Control Tower landing zone under a KMS key", ja="Control Tower ランディングゾーンの KMS キー"),
    source=(Kind.LANDING_ZONE,),
    target=Kind.KEY,
    caller=Service("config.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.LANDING_ZONE,
            target=("Manifest.centralizedLogging.configurations.kmsKeyArn",),
            terraform=("aws_controltower_landing_zone.manifest_json",),
        ),
    ),
    calls=(
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.CONFIG_OF_ANY_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.ANY, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.ANY, DOCUMENTED),
            },
            caller=Service("config.amazonaws.com"),
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.CONFIG_OF_ANY_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.ANY, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.ANY, DOCUMENTED),
            },
            caller=Service("config.amazonaws.com"),
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.BASELINE_TRAIL, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:cloudtrail:arn": Sent(Part.BASELINE_TRAIL, DOCUMENTED),
            },
            caller=Service("cloudtrail.amazonaws.com"),
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.BASELINE_TRAIL, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:cloudtrail:arn": Sent(Part.BASELINE_TRAIL, DOCUMENTED),
            },
            caller=Service("cloudtrail.amazonaws.com"),
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.BASELINE_TRAIL, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:cloudtrail:arn": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
            caller=Service("cloudtrail.amazonaws.com"),
        ),
    ),
    failure=Failure.AT_CONFIGURATION,
    seen_in=(
        Text(en="Control Tower console banner", ja="Control Tower コンソールのバナー"),
        Text(
            en="StackSet AWSControlTowerBP-BASELINE-CONFIG or -BASELINE-CLOUDTRAIL, instances OUTDATED",
            ja="StackSet AWSControlTowerBP-BASELINE-CONFIG または -BASELINE-CLOUDTRAIL の OUTDATED のインスタンス",
        ),
        Text(
            en="stack events in the member account: ConfigDeliveryChannel CREATE_FAILED",
            ja="メンバーアカウントのスタックイベント: ConfigDeliveryChannel の CREATE_FAILED",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/controltower/latest/userguide/configure-kms-keys.html",
            says=Text(
                en="The two statements that the key needs, for config.amazonaws.com without condition and for cloudtrail.amazonaws.com limited to the baseline trail; a symmetric, single-Region key of the management account.",
                ja="キーに必要な 2 つのステートメントです。config.amazonaws.com には条件がなく、cloudtrail.amazonaws.com はベースラインの証跡に限定します。キーは管理アカウントの、単一リージョンの対称キーです。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/controltower/latest/userguide/kms-guidance.html",
            says=Text(
                en="Control Tower supports neither multi-Region keys nor asymmetric ones; a check of existing keys reports an error.",
                ja="Control Tower はマルチリージョンキーも非対称キーもサポートしません。既存のキーは事前にチェックされ、エラーになります。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html",
            says=Text(
                en="Asks for kms:DescribeKey too, in a statement without encryption context.",
                ja="kms:DescribeKey も、暗号化コンテキストの条件がないステートメントで許可するよう求めています。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/controltower/latest/userguide/lz-manifest-file.html",
            says=Text(
                en="The manifest names the key at centralizedLogging.configurations.kmsKeyArn.",
                ja="マニフェストでは centralizedLogging.configurations.kmsKeyArn にキーを指定します。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/controltower/latest/userguide/lz-api-launch.html",
            says=Text(
                en="From landing zone 4.0 the manifest has a second key, at config.configurations.kmsKeyArn.",
                ja="ランディングゾーン 4.0 以降のマニフェストには、config.configurations.kmsKeyArn に 2 つ目のキーがあります。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/controltower/latest/userguide/troubleshooting.html",
            says=Text(
                en="Recorders and channels that are left over have to be removed before the set-up is tried again.",
                ja="設定をやり直す前に、残っているレコーダーと配信チャネルを削除する必要があります。",
            ),
            read_on="2025",
        ),
    ),
    accepts=Accepts((EncryptionKind.SINGLE_REGION_KEY,), "kms:GenerateDataKey", DOCUMENTED),
    symptoms=(
        "AWS Control Tower failed to deploy one or more stack set instances",
        "AWS Control Tower failed to deploy stack(s)",
        "AWSControlTowerBP-BASELINE-CONFIG",
        "Insufficient delivery policy to s3 bucket",
        "InsufficientDeliveryPolicyException",
        "AWS Control Tower はランディングゾーンを完全に設定できませんでした",
    ),
    notes=Text(
        en="AWS Config writes from every enrolled account, so a condition on one account or on an organization breaks it. The two documented statements suffice (observed); kms:DescribeKey for CloudTrail is a recommendation, and must not stand under a condition on the encryption context. After the key is mended, delete the failed stack and set the landing zone up again. The second key of landing zone 4.0 (config.configurations.kmsKeyArn) is not looked at yet.",
        ja="AWS Config は登録済みのすべてのアカウントから書き込むので、1 つのアカウントや組織に絞る条件を付けると失敗します。ドキュメントにある 2 つのステートメントで足りることは実際に確認されています。CloudTrail の kms:DescribeKey は推奨で、暗号化コンテキストの条件を付けたステートメントには入れられません。キーを直した後は、失敗したスタックを削除してからランディングゾーンを設定し直します。ランディングゾーン 4.0 で加わった 2 つ目のキー (config.configurations.kmsKeyArn) はまだ検査していません。",
    ),
)
