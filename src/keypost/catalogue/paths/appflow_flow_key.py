"""Amazon AppFlow flow -> its KMS key."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    ThePrincipal,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="appflow-flow-key",
    part_of="appflow",
    title=Text(
        en="AppFlow flow under a KMS key",
        ja="KMS キーで暗号化される AppFlow フロー",
    ),
    source=(
        Kind.ROLE,
        Kind.USER,
    ),
    target=Kind.KEY,
    caller=ThePrincipal(),
    wirings=(),
    calls=(
        Call(
            "kms:CreateGrant",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_APPFLOW, DOCUMENTED),
                "kms:GrantIsForAWSResource": Sent("true", DOCUMENTED),
            },
        ),
        Call(
            "kms:ListGrants",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_APPFLOW, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.AT_CONFIGURATION,
    seen_in=(
        Text(
            en="error of CreateFlow or CreateConnectorProfile",
            ja="CreateFlow・CreateConnectorProfile のエラー",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/appflow/latest/userguide/security_iam_id-based-policy-examples.html",
            says=Text(
                en="Whoever makes flows and connections may create grants for AWS resources and list grants, both through appflow.*.amazonaws.com.",
                ja="フローと接続を作成するプリンシパルは、appflow.*.amazonaws.com を通じて、AWS リソースのためのグラントの作成とグラントの一覧表示を行えます。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="AppFlow works with grants that whoever creates the flow makes through it; nobody else has to be in the key policy. Who that is no template shows.",
        ja="AppFlow は、フローを作成するプリンシパルが AppFlow を通じて作るグラントを使います。キーポリシーにそれ以外の許可は不要です。誰が作成するかはテンプレートに現れません。",
    ),
)
