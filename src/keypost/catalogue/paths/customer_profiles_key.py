"""Amazon Connect Customer Profiles domain -> its KMS key."""

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
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="customer-profiles-key",
    part_of="connect-customer-profiles",
    title=Text(
        en="Customer Profiles domain under a KMS key",
        ja="KMS キーで暗号化された Customer Profiles のドメイン",
    ),
    source=(Kind.CUSTOMER_PROFILES,),
    target=Kind.KEY,
    caller=Service("profile.amazonaws.com"),
    wirings=(),
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
            },
            evidence=INFERRED,
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
            },
            evidence=INFERRED,
        ),
        Call(
            "kms:CreateGrant",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.AT_CONFIGURATION,
    seen_in=(
        Text(
            en="error of CreateDomain or PutProfileObjectType",
            ja="CreateDomain・PutProfileObjectType のエラー",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/connect/latest/adminguide/cross-service-confused-deputy-prevention.html",
            says=Text(
                en="Queue policy and key policy for profile.amazonaws.com, with aws:SourceAccount and the ARN of the domain or object type.",
                ja="profile.amazonaws.com に対するキューポリシーとキーポリシー。aws:SourceAccount と、ドメインまたはオブジェクトタイプの ARN を条件とします。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/connect/latest/adminguide/enable-customer-profiles.html",
            says=Text(
                en="A key that somebody else administers must let the service principal in, with kms:GenerateDataKey, kms:CreateGrant and kms:Decrypt.",
                ja="他の人が管理するキーでは、サービスプリンシパルに kms:GenerateDataKey、kms:CreateGrant、kms:Decrypt を許可する必要があります。",
            ),
            read_on="2023",
        ),
    ),
    notes=Text(
        en="The service has to be let in where whoever creates the domain doesn't administer the key; who that is no template shows, so it makes no delivery. For an object type the ARN in aws:SourceArn ends in /objects/ and its name.",
        ja="サービスへの許可が必要なのは、ドメインを作成するプリンシパルがキーの管理者でない場合です。誰が作成するかはテンプレートに現れないため、判定の対象外です。オブジェクトタイプの場合、aws:SourceArn の ARN の末尾は /objects/ と名前になります。",
    ),
)
