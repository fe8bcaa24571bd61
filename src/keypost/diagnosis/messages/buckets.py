"""Deliveries to and from S3 buckets: objects, access logs, flow logs, exports, origins."""

from keypost.diagnosis.declare import Candidate, Manner, Message, Symptom
from keypost.text import Text

MESSAGES = (
    Message(
        id="bucket-access-denied",
        says=Symptom.ACCESS_DENIED,
        texts=(
            "(AccessDenied) when calling the PutObject operation",
            "(AccessDenied) when calling the GetObject operation",
            "(AccessDenied) when calling the UploadPart operation",
            "(AccessDenied) when calling the CreateMultipartUpload operation",
            "(AccessDenied) when calling the CopyObject operation",
            "when calling the HeadObject operation: Forbidden",
            "Access Denied (Service: Amazon S3; Status Code: 403",
            "Access Denied (Service: S3, Status Code: 403",
            "S3 Error Code: AccessDenied",
            "Your access has been denied by S3",  # https://github.com/aws/aws-cdk/issues/5183
            "AmazonS3Exception: Access Denied",
        ),
        meaning=Text(
            en="S3 says no more: the caller's policies, the bucket policy, or the permission on the key of an object under SSE-KMS.",
            ja="S3 は理由を示しません。呼び出し元のポリシー、バケットポリシー、または SSE-KMS のオブジェクトのキーの権限のいずれかです。",
        ),
        source="https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
    ),
    Message(
        id="large-upload-refused",
        says=Symptom.KEY_DENIED,
        manner=Manner.ROLE,
        texts=("大容量ファイル", "large file", "マルチパートアップロード", "multipart upload"),
        beside=("kms key", "kms キー", "sse-kms", "aws:kms", "aws kms"),
        meaning=Text(
            en="An upload in parts under SSE-KMS needs kms:Decrypt beside kms:GenerateDataKey, a small one doesn't.",
            ja="SSE-KMS のマルチパートアップロードには kms:GenerateDataKey に加えて kms:Decrypt が必要です。小さなファイルのアップロードでは不要です。",
        ),
        source="https://repost.aws/knowledge-center/s3-large-file-encryption-kms-key",
    ),
    Message(
        id="load-balancer-logs-refused",
        says=Symptom.BUCKET_DENIED,
        service="logdelivery.elasticloadbalancing.amazonaws.com",
        manner=Manner.SERVICE,
        texts=("Access Denied for bucket",),
        beside=("load balancer", "loadbalanc", "elb", "alb", "nlb", "check s3bucket permission", "ロードバランサ"),
        paths=("alb-access-logs-to-s3", "nlb-access-logs-to-s3"),
        causes=(Candidate("key-type-refused", 30),),
        meaning=Text(
            en="The load balancer can't write a test file: the bucket policy doesn't let it in, or the bucket is under a KMS key (access logs of Application and Classic Load Balancers take SSE-S3 only).",
            ja="ロードバランサーがテストファイルを書き込めません。バケットポリシーが許可していないか、バケットが KMS キーで暗号化されています (ALB と CLB のアクセスログは SSE-S3 のみ対応)。",
        ),
        source="https://github.com/terraform-aws-modules/terraform-aws-alb/issues/61",
    ),
    Message(
        id="log-destination-undeliverable",
        says=Symptom.TARGET_OR_KEY_DENIED,
        service="delivery.logs.amazonaws.com",
        manner=Manner.SERVICE,
        texts=(
            "LogDestination {bucket} is undeliverable",
            "LogDestination{any}undeliverable",
            "Access Denied for LogDestination",
            "Please check LogDestination permission",
        ),
        paths=("vpc-flow-logs-to-s3", "vended-logs-v1-to-s3"),
        meaning=Text(
            en="delivery.logs.amazonaws.com can't write into the bucket: its policy, or the policy of its key.",
            ja="delivery.logs.amazonaws.com がバケットに書き込めません。バケットポリシー、またはキーポリシーが原因です。",
        ),
        source="https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-troubleshooting.html",
    ),
    Message(
        id="flow-log-access-error",
        says=Symptom.TARGET_OR_KEY_DENIED,
        service="delivery.logs.amazonaws.com",
        manner=Manner.SERVICE,
        texts=("Access error", "アクセスエラー"),
        beside=("flow", "logs", "フローログ"),
        unless=("iam role", "log group", "ロググループ"),
        paths=("vpc-flow-logs-to-s3", "vended-logs-v1-to-s3"),
        meaning=Text(
            en="The log's status after it was made: its destination refuses it.",
            ja="作成後のログの状態です。送信先に書き込めていません。",
        ),
        source="https://iret.media/122983",
    ),
    Message(
        id="bucket-policy-insufficient",
        says=Symptom.BUCKET_DENIED,
        codes=("InsufficientS3BucketPolicy",),
        meaning=Text(
            en="The bucket's policy doesn't let the service in; no key was asked yet.",
            ja="バケットポリシーがサービスを許可していません。キーの確認より前の段階です。",
        ),
        source="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html",
    ),
    Message(
        id="flow-log-role-refused",
        says=Symptom.NOT_A_KEY,
        service="vpc-flow-logs.amazonaws.com",
        texts=(
            "Access error. The IAM role for your flow logs does not have sufficient permissions to send logs to the CloudWatch log group",
            "The IAM role for your flow logs does not have sufficient permissions",
        ),
        meaning=Text(
            en="The role of the flow log misses permissions of CloudWatch Logs; a group's key is never asked in its name.",
            ja="フローログのロールに CloudWatch Logs の権限が不足しています。ロググループのキーは、このロールの権限では使われません。",
        ),
        source="https://github.com/LeapBeyond/terraform-aws-cloudtrail/issues/3",
    ),
    Message(
        id="cur-bucket-invalid",
        says=Symptom.BUCKET_DENIED,
        service="billingreports.amazonaws.com",
        manner=Manner.SERVICE,
        texts=("Invalid bucket",),
        beside=("report", "export", "cur", "bcm", "レポート", "エクスポート"),
        paths=("data-exports-cur-to-s3",),
        meaning=Text(
            en="The bucket's policy doesn't let the export in, or its encryption isn't taken.",
            ja="バケットポリシーがエクスポートを許可していないか、暗号化方式に対応していません。",
        ),
        source="https://docs.aws.amazon.com/cur/latest/userguide/cur-s3.html",
    ),
    Message(
        id="origin-access-identity",
        says=Symptom.KEY_TYPE,
        service="cloudfront.amazonaws.com",
        manner=Manner.SERVICE,
        codes=("KMS.UnrecognizedClientException",),
        paths=("cloudfront-oac-s3-origin",),
        causes=(Candidate("key-policy-omits-service", 45),),
        meaning=Text(
            en="CloudFront reads objects under SSE-KMS only with an origin access control, not with an origin access identity, and the key policy must let cloudfront.amazonaws.com in.",
            ja="CloudFront が SSE-KMS のオブジェクトを読めるのはオリジンアクセスコントロール (OAC) の場合だけで、OAI では読めません。キーポリシーで cloudfront.amazonaws.com の許可も必要です。",
        ),
        source="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
    ),
)
