"""RDS, Aurora, DynamoDB, Redshift, DMS."""

from keypost.diagnosis.declare import Candidate, Manner, Message, Symptom
from keypost.text import Text

MESSAGES = (
    Message(
        id="database-key-unreachable",
        says=Symptom.KEY_STATE,
        texts=(
            "inaccessible-encryption-credentials",
            "暗号化認証情報にアクセスでき",
        ),
        paths=("rds-storage-and-integrations", "dynamodb-table-cmk"),
        causes=(
            Candidate("grant-missing", 35),
            Candidate("key-policy-omits-caller", 30),
            Candidate("key-policy-omits-service", 20),
        ),
        meaning=Text(
            en="The service lost its key: disabled, scheduled for deletion, or its grant revoked. RDS takes the database back within seven days, by start-db-instance or start-db-cluster once the key works.",
            ja="サービスがキーを使えなくなりました。キーの無効化、削除予約、またはグラントの取り消しが考えられます。RDS では 7 日以内であれば、キーを直してから start-db-instance または start-db-cluster で復旧できます。",
        ),
        source="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
    ),
    Message(
        id="table-key-refused",
        says=Symptom.KEY_DENIED,
        service="dynamodb.amazonaws.com",
        manner=Manner.ROLE,
        texts=("KMS key access denied error", "KMS key access denied exception"),
        paths=("dynamodb-table-cmk",),
        meaning=Text(
            en="DynamoDB asked KMS in the caller's name for the table's key, and KMS refused.",
            ja="DynamoDB が呼び出し元に代わってテーブルのキーを要求し、KMS に拒否されました。",
        ),
        source="https://github.com/cloudcomponents/cdk-constructs/issues/102",
    ),
    Message(
        id="rds-export-unwritable",
        says=Symptom.TARGET_OR_KEY_DENIED,
        service="export.rds.amazonaws.com",
        manner=Manner.ROLE,
        texts=("The RDS export failed to write the export task's metadata to the S3 bucket",),
        paths=("rds-snapshot-export-to-s3",),
        meaning=Text(
            en="The export's role can't write to the bucket or use the key.",
            ja="エクスポートのロールがバケットに書き込めないか、キーを使えません。",
        ),
        source="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-export-snapshot.Troubleshooting.html",
    ),
    Message(
        id="broker-without-its-key",
        says=Symptom.KEY_STATE,
        service="mq.amazonaws.com",
        codes=("INVALID_KMS_KEY",),
        causes=(Candidate("grant-missing", 30),),
        meaning=Text(
            en="Amazon MQ put the broker in quarantine: its key is disabled, or the broker has no permissions on it any more.",
            ja="Amazon MQ がブローカーを隔離しました。キーが無効か、ブローカーにキーの権限がなくなっています。",
        ),
        source="https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/troubleshooting-action-required-codes-invalid-kms-key.html",
    ),
    Message(
        id="audit-log-bucket-refused",
        says=Symptom.BUCKET_DENIED,
        service="redshift.amazonaws.com",
        manner=Manner.SERVICE,
        codes=("InsufficientS3BucketPolicyFault",),
        paths=("redshift-audit-logs-to-s3",),
        meaning=Text(
            en="Redshift looks at the bucket policy when audit logging is set: the policy has to let Redshift's log service in, a role of the cluster doesn't count.",
            ja="Redshift は監査ログの設定時にバケットポリシーを確認します。クラスターのロールではなく、バケットポリシーで Redshift のログサービスを許可する必要があります。",
        ),
        source="https://docs.aws.amazon.com/redshift/latest/APIReference/API_EnableLogging.html",
    ),
    Message(
        id="replica-without-key-of-its-region",
        says=Symptom.KEY_ELSEWHERE,
        service="dynamodb.amazonaws.com",
        texts=("KMSMasterKeyId must be specified for each replica",),
        paths=("dynamodb-table-cmk",),
        causes=(Candidate("not-a-key-problem", 30),),
        meaning=Text(
            en="Each replica of a global table needs a key of its own Region; it is missing, or an encrypted replica was to be changed in a way that can't be.",
            ja="グローバルテーブルのレプリカには、それぞれのリージョンのキーが必要です。指定がないか、変更できないレプリカの暗号化を変更しようとしています。",
        ),
        source="https://github.com/hashicorp/terraform-provider-aws/issues/17422",
    ),
    Message(
        id="replica-key-by-wrong-parameter",
        says=Symptom.NOT_A_KEY,
        service="dynamodb.amazonaws.com",
        texts=("replicas cannot be updated through SSESpecification parameter",),
        paths=("dynamodb-table-cmk",),
        meaning=Text(
            en="The keys of replicas are changed by ReplicaUpdates; nobody's permissions were looked at.",
            ja="レプリカのキーは ReplicaUpdates で変更します。権限の評価より前の段階です。",
        ),
        source="https://github.com/hashicorp/terraform-provider-aws/issues/21726",
    ),
    Message(
        id="catalog-key-refused",
        says=Symptom.KEY_DENIED,
        service="glue.amazonaws.com",
        manner=Manner.ROLE,
        codes=("GlueEncryptionException",),
        paths=("glue-job-encryption",),
        meaning=Text(
            en="The Glue Data Catalog is encrypted and the caller may not use its key: reading a table's metadata takes kms:Decrypt.",
            ja="Glue データカタログが暗号化されており、呼び出し元にキーの使用が許可されていません。メタデータの読み取りには kms:Decrypt が必要です。",
        ),
        source="https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html",
    ),
    Message(
        id="repository-key-failure",
        says=Symptom.KEY_UNUSABLE,
        service="ecr.amazonaws.com",
        manner=Manner.USER,
        codes=("KmsException",),
        beside=("ecr", "CreateRepository", "AWS::ECR::Repository", "aws_ecr_repository"),
        paths=("ecr-repository",),
        causes=(Candidate("grant-missing", 30),),
        meaning=Text(
            en="Amazon ECR couldn't use the key when the repository was made: it makes grants on it in the name of whoever creates the repository.",
            ja="リポジトリの作成時に、Amazon ECR がキーを使えませんでした。ECR は作成する側の権限でキーのグラントを作成します。",
        ),
        source="https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
    ),
)
