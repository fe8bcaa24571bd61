"""A role or user creates an Amazon OpenSearch Service domain under a KMS key."""

from keypost.catalogue.declare import DOCUMENTED, Absent, Call, Doc, Failure, Part, Path, Sent, ThePrincipal, When
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="opensearch-domain-kms",
    part_of="redshift-msk-opensearch-grants",
    title=Text(
        en="Creating an OpenSearch Service domain under a KMS key",
        ja="KMS キーを使った OpenSearch Service ドメインの作成",
    ),
    source=(
        Kind.ROLE,
        Kind.USER,
    ),
    target=Kind.SEARCH_DOMAIN,
    caller=ThePrincipal(),
    wirings=(),
    calls=(
        Call(
            "kms:CreateGrant",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_OPENSEARCH, DOCUMENTED),
                "kms:GrantIsForAWSResource": Sent("true", DOCUMENTED),
            },
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_OPENSEARCH, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(Text(en="error of the API call", ja="API 呼び出しのエラー"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html",
            says=Text(
                en="Whoever configures a domain with a customer managed key needs kms:CreateGrant and kms:DescribeKey; kms:ViaService and kms:GrantIsForAWSResource limit them.",
                ja="カスタマーマネージドキーを指定してドメインを設定するプリンシパルには kms:CreateGrant と kms:DescribeKey が必要です。kms:ViaService と kms:GrantIsForAWSResource で絞り込めます。",
            ),
            read_on="2024",
        ),
    ),
    notes=Text(
        en="No template shows who creates the domain, so this makes no delivery. Whoever searches needs no key permission. A key that is disabled makes the domain unreachable.",
        ja="誰がドメインを作成するかはテンプレートに現れないため、配信としては検査しません。検索するプリンシパルにキーの権限は要りません。キーを無効にすると、ドメインにアクセスできなくなります。",
    ),
)
