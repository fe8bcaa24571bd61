"""AWS Lambda event source mapping (Apache Kafka, Amazon MQ) <- AWS Secrets Manager secret."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="secrets-manager-event-source",
    part_of="secrets-manager",
    title=Text(
        en="Event source mapping that reads a secret",
        ja="シークレットを読み取るイベントソースマッピング",
    ),
    source=(Kind.EVENT_SOURCE_MAPPING,),
    target=Kind.SECRET,
    caller=AssumedRole("lambda.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.EVENT_SOURCE_MAPPING,
            target=(
                "SourceAccessConfigurations[Type=BASIC_AUTH|SASL_SCRAM_512_AUTH|SASL_SCRAM_256_AUTH|CLIENT_CERTIFICATE_TLS_AUTH|SERVER_ROOT_CA_CERTIFICATE].URI",
            ),
            role=("FunctionName", "Role"),
            terraform=("aws_lambda_event_source_mapping.source_access_configuration",),
        ),
    ),
    calls=(
        Call(
            "secretsmanager:GetSecretValue",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SECRETS, DOCUMENTED),
                "kms:EncryptionContext:SecretARN": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="LastProcessingResult and StateTransitionReason of the mapping",
            ja="マッピングの LastProcessingResult と StateTransitionReason",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html",
            says=Text(
                en="The execution role needs secretsmanager:GetSecretValue where the brokers ask for credentials, and kms:Decrypt where the secret has a customer managed key.",
                ja="ブローカーが認証情報を求める場合、実行ロールには secretsmanager:GetSecretValue が、シークレットがカスタマーマネージドキーで暗号化されている場合は kms:Decrypt も必要です。",
            ),
            read_on="2023",
        ),
        Doc(
            url="https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
            says=Text(
                en="Which operations use the key, for the principal that calls, with kms:ViaService and the secret's ARN as encryption context SecretARN; the policy of the AWS managed key.",
                ja="呼び出し元のプリンシパルのために、どの操作がキーを使うか。kms:ViaService と、シークレットの ARN を値とする暗号化コンテキスト SecretARN が送られます。AWS マネージドキーのポリシーも掲載されています。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="The role is that of the function. Secrets of Amazon MSK need a customer managed key.",
        ja="ロールは関数の実行ロールです。Amazon MSK のシークレットにはカスタマーマネージドキーが必須です。",
    ),
)
