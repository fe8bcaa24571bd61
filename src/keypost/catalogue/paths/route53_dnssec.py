"""Amazon Route 53 key-signing key -> its KMS key."""

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
    id="route53-dnssec",
    title=Text(
        en="Route 53 DNSSEC key-signing key and its KMS key",
        ja="Route 53 DNSSEC のキー署名キーと KMS キー",
    ),
    source=(Kind.KEY_SIGNING_KEY,),
    target=Kind.KEY,
    caller=Service("dnssec-route53.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.KEY_SIGNING_KEY,
            target=("KeyManagementServiceArn",),
            values={"zone": "HostedZoneId"},
            terraform=("aws_route53_key_signing_key.key_management_service_arn",),
        ),
    ),
    calls=(
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.HOSTED_ZONE, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
            },
        ),
        Call(
            "kms:GetPublicKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.HOSTED_ZONE, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
            },
        ),
        Call(
            "kms:Sign",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.HOSTED_ZONE, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
            },
        ),
        Call(
            "kms:CreateGrant",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:GrantIsForAWSResource": Sent("true", DOCUMENTED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(
            en="error of CreateKeySigningKey, or of the stack",
            ja="CreateKeySigningKey (またはスタック) のエラー",
        ),
        Text(
            en="StatusMessage of GetDNSSEC",
            ja="GetDNSSEC の StatusMessage",
        ),
        Text(
            en="metric DNSSECKeySigningKeysNeedingAction",
            ja="DNSSECKeySigningKeysNeedingAction メトリクス",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/access-control-managing-permissions.html",
            says=Text(
                en="Key statements for dnssec-route53.amazonaws.com: kms:DescribeKey, kms:GetPublicKey and kms:Sign, on request with aws:SourceAccount and the ARN of the hosted zone; and kms:CreateGrant with kms:GrantIsForAWSResource.",
                ja="dnssec-route53.amazonaws.com に対するキーポリシーのステートメント: kms:DescribeKey、kms:GetPublicKey、kms:Sign (任意で aws:SourceAccount とホストゾーンの ARN を条件に加えます) と、kms:GrantIsForAWSResource を条件とする kms:CreateGrant。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html",
            says=Text(
                en="The key is a customer managed one in US East (N. Virginia), asymmetric, with key spec ECC_NIST_P256.",
                ja="キーは米国東部 (バージニア北部) にあるカスタマーマネージドキーで、キースペックが ECC_NIST_P256 の非対称キーです。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateKeySigningKey.html",
            says=Text(
                en="Asks for kms:DescribeKey, kms:GetPublicKey and kms:Sign alone.",
                ja="kms:DescribeKey、kms:GetPublicKey、kms:Sign だけを求めています。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="The key must stand in us-east-1, with key spec ECC_NIST_P256 and usage SIGN_VERIFY. Whether kms:CreateGrant is needed is where AWS's pages differ, so it is taken as inferred. A zone whose key is refused stops resolving for validating resolvers once signatures run out.",
        ja="キーは us-east-1 にあり、キースペックが ECC_NIST_P256、用途が SIGN_VERIFY でなければなりません。kms:CreateGrant が必要かどうかは AWS のページによって異なるため、推定として扱います。キーが拒否されたままだと、署名の期限が切れた後、検証を行うリゾルバーではゾーンの名前解決ができなくなります。",
    ),
)
