"""RDS, Aurora, DynamoDB, Redshift, DMS."""

from keypost.diagnosis.declare import Manner, Message, Symptom
from keypost.text import Text

MESSAGES = (
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
        source="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html",
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
        source="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ExportSnapshot.Troubleshooting.html",
    ),
)
