"""What S3 does by itself with objects: replication, inventories, and its lines in server access logs."""

from keypost.diagnosis.declare import Manner, Message, Symptom
from keypost.text import Text

_REPLICATION = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-failure-codes.html"
_ACCESS_LOG = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html"

MESSAGES = (
    Message(
        id="replica-key-state",
        says=Symptom.KEY_STATE,
        service="s3.amazonaws.com",
        manner=Manner.ROLE,
        codes=("DstKmsKeyInvalidState",),
        paths=("s3-replication-kms",),
        meaning=Text(
            en="The key of the replicas can't be used in its state: enable it, or cancel its deletion.",
            ja="レプリカのキーが使えない状態です。有効にするか、削除を取り消す必要があります。",
        ),
        source=_REPLICATION,
    ),
    Message(
        id="replica-key-missing",
        says=Symptom.KEY_MISSING,
        service="s3.amazonaws.com",
        manner=Manner.ROLE,
        codes=("DstKmsKeyNotFound",),
        paths=("s3-replication-kms",),
        meaning=Text(
            en="The key that the replication configuration names for the replicas doesn't exist.",
            ja="レプリケーション設定がレプリカ用に指定しているキーが存在しません。",
        ),
        source=_REPLICATION,
    ),
    Message(
        id="replication-not-permitted",
        says=Symptom.ACCESS_DENIED,
        service="s3.amazonaws.com",
        manner=Manner.ROLE,
        codes=(
            "SrcGetObjectNotPermitted",
            "SrcHeadObjectNotPermitted",
            "DstPutObjectNotPermitted",
            "DstMultipartInitNotPermitted",
            "DstMultipartUploadNotPermitted",
            "DstMultipartCompleteNotPermitted",
        ),
        paths=("s3-replication-kms",),
        meaning=Text(
            en="The replication role may not read the source or write the replica: its policies on S3, the destination's bucket policy, or, under SSE-KMS, the keys of both sides.",
            ja="レプリケーションロールがソースを読めないか、レプリカを書けません。ロールの S3 の権限、送信先のバケットポリシー、または SSE-KMS なら両側のキーの権限が原因です。",
        ),
        source=_REPLICATION,
    ),
    Message(
        id="replication-misconfigured",
        says=Symptom.NOT_A_KEY,
        service="s3.amazonaws.com",
        manner=Manner.ROLE,
        codes=(
            "AssumeRoleNotPermitted",
            "DstBucketInvalidRegion",
            "DstBucketNotFound",
            "DstBucketObjectLockConfigMissing",
            "DstBucketUnversioned",
            "DstDelObjNotPermitted",
            "SrcBucketInvalidRegion",
            "SrcBucketNotFound",
            "SrcBucketReplicationConfigMissing",
        ),
        meaning=Text(
            en="Replication stops before any key is used: its role, its buckets or its configuration.",
            ja="キーの使用より前に、ロール、バケット、または設定の問題でレプリケーションが止まっています。",
        ),
        source=_REPLICATION,
    ),
    Message(
        id="inventory-without-access",
        says=Symptom.TARGET_OR_KEY_DENIED,
        service="s3.amazonaws.com",
        manner=Manner.SERVICE,
        texts=("S3 doesn't have access to the destination bucket or KMS key",),
        paths=("s3-inventory",),
        meaning=Text(
            en="s3.amazonaws.com can't write the report: the destination's bucket policy, or the policy of the key that the report is encrypted with.",
            ja="s3.amazonaws.com がレポートを書き込めません。送信先のバケットポリシー、またはレポートを暗号化するキーのキーポリシーが原因です。",
        ),
        source="https://aws.amazon.com/jp/premiumsupport/knowledge-center/s3-inventory-report/",
    ),
    Message(
        id="access-log-of-a-refused-write",
        says=Symptom.TARGET_OR_KEY_DENIED,
        manner=Manner.SERVICE,
        texts=("svc:{service} REST.PUT.OBJECT {key} HTTP/1.1 403 AccessDenied",),
        paths=("vended-logs-v1-to-s3", "vpc-flow-logs-to-s3"),
        meaning=Text(
            en="A line of the bucket's server access log: a service tried to write an object and was refused, by the bucket policy or the key.",
            ja="バケットのサーバーアクセスログの行です。サービスによるオブジェクトの書き込みが、バケットポリシーまたはキーにより拒否されました。",
        ),
        source=_ACCESS_LOG,
    ),
    Message(
        id="access-log-of-a-refused-look",
        says=Symptom.BUCKET_DENIED,
        manner=Manner.SERVICE,
        texts=(
            "svc:{service} REST.HEAD.BUCKET {key} HTTP/1.1 403 AccessDenied",
            "svc:{service} REST.GET.ACL {key} HTTP/1.1 403 AccessDenied",
        ),
        paths=("vended-logs-v1-to-s3", "vpc-flow-logs-to-s3"),
        meaning=Text(
            en="A line of the bucket's server access log: a service looked at the bucket itself and was refused. No key has a part in that: the bucket policy misses s3:ListBucket or s3:GetBucketAcl.",
            ja="バケットのサーバーアクセスログの行です。サービスによるバケット自体の確認が拒否されました。キーは関係なく、バケットポリシーに s3:ListBucket または s3:GetBucketAcl の許可がありません。",
        ),
        source="https://qiita.com/kidokichi/items/db1b78d9345bfe3a0ff1",
    ),
)
