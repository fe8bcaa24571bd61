"""Amazon AppFlow flow -> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
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
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="appflow-to-s3",
    part_of="appflow",
    title=Text(
        en="AppFlow flow to S3 bucket",
        ja="AppFlow フローから S3 バケットへ",
    ),
    source=(Kind.APP_FLOW,),
    target=Kind.BUCKET,
    caller=Service("appflow.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.APP_FLOW,
            target=("DestinationFlowConfigList[].DestinationConnectorProperties.S3.BucketName",),
            values={"prefix/": ".BucketPrefix"},
            terraform=("aws_appflow_flow.destination_flow_config",),
        ),
    ),
    calls=(
        Call(
            "s3:GetBucketAcl",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:ListBucketMultipartUploads",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:PutObject",
            on=Part.FOLDER_OBJECT,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:PutObjectAcl",
            on=Part.FOLDER_OBJECT,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:AbortMultipartUpload",
            on=Part.FOLDER_OBJECT,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:ListMultipartUploadParts",
            on=Part.FOLDER_OBJECT,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
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
        Doc(
            url="https://docs.aws.amazon.com/appflow/latest/userguide/data-protection.html",
            says=Text(
                en="Data in a destination bucket is encrypted with the key of the flow, customer managed or AWS managed, which AppFlow gives itself access to.",
                ja="送信先バケットのデータは、フローのキー (カスタマーマネージドまたは AWS マネージド) で暗号化されます。AppFlow は自身にそのキーへのアクセスを付与します。",
            ),
            read_on="2026-04",
        ),
    ),
    key_of=KeyOf.NONE,
    notes=Text(
        en="Objects are encrypted with the flow's own key (KMSArn, else an AWS managed key), whatever the bucket's default is: no key policy has to admit AppFlow, but whoever creates the flow needs kms:CreateGrant (`appflow-flow-key`). The console adds the bucket policy; the API and CloudFormation don't. Which form of the flow's ARN aws:SourceArn has isn't clear from the sample.",
        ja="オブジェクトはバケットのデフォルト暗号化によらず、フローのキー (KMSArn。なければ AWS マネージドキー) で暗号化されます。キーポリシーで AppFlow を許可する必要はありませんが、フローを作成するプリンシパルに kms:CreateGrant が必要です (`appflow-flow-key`)。バケットポリシーはコンソールでは自動で追加されますが、API や CloudFormation では追加されません。aws:SourceArn に入るフローの ARN の形式は、AWS の例からは明らかではありません。",
    ),
)
