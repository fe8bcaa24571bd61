"""Amazon AppFlow flow <- S3 bucket."""

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
    id="appflow-from-s3",
    part_of="appflow",
    title=Text(
        en="AppFlow flow from S3 bucket",
        ja="AppFlow フローの送信元の S3 バケット",
    ),
    source=(Kind.APP_FLOW,),
    target=Kind.BUCKET,
    caller=Service("appflow.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.APP_FLOW,
            target=("SourceFlowConfig.SourceConnectorProperties.S3.BucketName",),
            values={"prefix/": ".BucketPrefix"},
            terraform=("aws_appflow_flow.source_flow_config",),
        ),
    ),
    calls=(
        Call(
            "s3:ListBucket",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:GetObject",
            on=Part.FOLDER_OBJECT,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.FOLDER_OBJECT, DOCUMENTED),
            },
            evidence=INFERRED,
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(
            en="error of CreateFlow, or of the stack",
            ja="CreateFlow (またはスタック) のエラー",
        ),
        Text(
            en="run history of the flow",
            ja="フローの実行履歴",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/appflow/latest/userguide/s3-policies-management.html",
            says=Text(
                en="Bucket policies for appflow.amazonaws.com, for sources and for destinations, with aws:SourceAccount and aws:SourceArn; the ARNs of the flows in the sample have no Region.",
                ja="送信元用と送信先用の、appflow.amazonaws.com に対するバケットポリシーの例です。aws:SourceAccount と aws:SourceArn を条件にしています。例にあるフローの ARN にはリージョンがありません。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="AWS doesn't say what a source bucket under SSE-KMS needs; that the service itself decrypts is inferred from its reading the objects as itself.",
        ja="SSE-KMS の送信元バケットに必要な権限を AWS は説明していません。サービス自身がオブジェクトを読み取ることから、復号もサービス自身が行うと推定しています。",
    ),
)
