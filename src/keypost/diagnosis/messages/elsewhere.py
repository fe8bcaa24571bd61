"""Failures that look like a key's and aren't: wrong Regions, missing resources, networks, signatures, quotas."""

from keypost.diagnosis.declare import Candidate, Message, Symptom
from keypost.text import Text

_COMMON = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/CommonErrors.html"

MESSAGES = (
    Message(
        id="region-invalid",
        says=Symptom.NOT_A_KEY,
        texts=(
            "Invalid region {region} specified. Only {region} is supported",
            "Invalid partition {partition} specified. Only {partition} is supported",
        ),
        meaning=Text(
            en="The resource named stands in another Region or partition than the one asked.",
            ja="指定したリソースが、呼び出し先と異なるリージョンまたはパーティションにあります。",
        ),
        source="https://github.com/aws-samples/amazon-cloudwatch-auto-alarms/issues/61",
    ),
    Message(
        id="region-unset",
        says=Symptom.NOT_A_KEY,
        texts=(
            "could not find region configuration",
            "You must specify a region",
            "Missing region in config",
            "Region is missing",
            "Invalid Configuration: Missing Region",
            "an AWS region is required, but was not found",
            "Invalid AWS Region",
        ),
        codes=("MissingRegion", "NoRegionError"),
        meaning=Text(
            en="The client doesn't know which Region to call; nothing was sent.",
            ja="呼び出し先のリージョンが設定されていません。要求は送られていません。",
        ),
        source="https://docs.aws.amazon.com/sdkref/latest/guide/feature-region.html",
    ),
    Message(
        id="action-unknown",
        says=Symptom.NOT_A_KEY,
        codes=("InvalidAction", "UnknownOperationException"),
        texts=("Unknown action", "is not valid for this web service"),
        unless=("not authorized",),
        meaning=Text(
            en="Whoever answers doesn't know the call: a wrong endpoint, or an emulator without it.",
            ja="呼び出し先がこの操作に対応していません。エンドポイントの誤り、または未対応のエミュレーターです。",
        ),
        source=_COMMON,
    ),
    Message(
        id="credentials-refused",
        says=Symptom.NOT_A_KEY,
        texts=(
            "The security token included in the request is invalid",
            "The security token included in the request is expired",
            "Unable to locate credentials",
            "no valid providers in chain",
            "The request signature we calculated does not match",
        ),
        codes=(
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "ExpiredToken",
            "ExpiredTokenException",
            "SignatureDoesNotMatch",
            "InvalidAccessKeyId",
            "RequestExpired",
            "InvalidSignatureException",
            "NoCredentialProviders",
        ),
        meaning=Text(
            en="AWS doesn't accept the credentials or the signature: nobody's permissions were looked at.",
            ja="認証情報または署名が受け付けられていません。権限の評価より前の段階です。",
        ),
        source=_COMMON,
    ),
    Message(
        id="network-unreachable",
        says=Symptom.NOT_A_KEY,
        texts=(
            "Could not connect to the endpoint URL",
            "Connect timeout on endpoint URL",
            "Read timeout on endpoint URL",
            "dial tcp",
            "context deadline exceeded",
            "x509: certificate",
            "i/o timeout",
            "no such host",
            "connection timed out",
            "connection refused",
            "タイムアウトしました",
        ),
        meaning=Text(
            en="The service wasn't reached at all: network, DNS, or a missing VPC endpoint.",
            ja="サービスに到達していません。ネットワーク、DNS、または VPC エンドポイントの不足が原因です。",
        ),
        source="https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
    ),
    Message(
        id="resource-missing",
        says=Symptom.NOT_A_KEY,
        texts=("Replica specified in the Replica Update or Delete action of the request was not found",),
        codes=(
            "NoSuchBucket",
            "NoSuchEntity",
            "NoSuchEntityException",
            "QueueDoesNotExist",
            "NoSuchKey",
            "ResourceNotFoundException",
            "AWS.SimpleQueueService.NonExistentQueue",
            "ResourceConflictException",
            "EntityAlreadyExists",
            "BucketAlreadyExists",
            "AlreadyExistsException",
            "LimitExceededException",
            "ResourceInUseException",
            "ServiceUnavailable",
            "InternalFailure",
            "OperationAborted",
        ),
        meaning=Text(
            en="What was named doesn't exist, is there already, or is beyond a quota: no key is involved.",
            ja="指定したものが存在しないか、すでに存在するか、クォータを超えています。キーは関係ありません。",
        ),
        source="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
    ),
    Message(
        id="encryption-header-refused",
        says=Symptom.NOT_A_KEY,
        codes=("InvalidEncryptionAlgorithmError",),
        texts=("The Encryption request you specified is not valid. Supported value: AES256",),
        meaning=Text(
            en="S3 doesn't take the encryption headers as they were sent; no key was asked.",
            ja="S3 が暗号化ヘッダーを受け付けませんでした。キーは参照されていません。",
        ),
        source="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
    ),
    Message(
        id="store-without-kms",
        says=Symptom.NOT_A_KEY,
        texts=(
            "KMS not configured for a server side encrypted object",
            "Server side encryption specified but KMS is not configured",
        ),
        meaning=Text(
            en="The store isn't Amazon S3 (MinIO says this) and has no KMS, while the client asks for server-side encryption.",
            ja="接続先は Amazon S3 ではなく (MinIO のメッセージです)、KMS がないのに、クライアントがサーバー側の暗号化を求めています。",
        ),
        source="https://github.com/opensearch-project/documentation-website/issues/12906",
    ),
    Message(
        id="role-credentials-refused",
        says=Symptom.NOT_A_KEY,
        texts=("Not authorized to get credentials of role",),
        causes=(Candidate("role-does-not-trust-service", 60),),
        meaning=Text(
            en="The service may not assume the role: the role's trust policy, or a role chain.",
            ja="サービスがロールを引き受けられません。ロールの信頼ポリシー、またはロールの連鎖の問題です。",
        ),
        source="https://openillumi.com/?p=67894",
    ),
    Message(
        id="flow-log-role-for-bucket",
        says=Symptom.NOT_A_KEY,
        texts=("DeliverLogsPermissionArn is not applicable for s3 delivery",),
        meaning=Text(
            en="Flow logs to a bucket take no role: leave it out.",
            ja="バケットへのフローログにロールは指定できません。指定を外してください。",
        ),
        source="https://github.com/aws-samples/aws-secure-environment-accelerator/issues/1111",
    ),
)
