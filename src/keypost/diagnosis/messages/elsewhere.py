"""Failures that look like a key's and aren't: wrong Regions, missing resources, networks, signatures, quotas."""

from keypost.diagnosis.declare import Message, Symptom
from keypost.text import Text

_COMMON = "https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html"

MESSAGES = (
    Message(
        id="region-invalid",
        says=Symptom.NOT_A_KEY,
        texts=("Invalid region {region} specified", "Only {region} is supported"),
        meaning=Text(
            en="The resource named stands in another Region than the one asked.",
            ja="指定したリソースが、呼び出し先と異なるリージョンにあります。",
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
            "The request signature we calculated does not match",
            "リクエストに含まれているセキュリティトークン",
            "認証情報が見つかりません",
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
            "i/o timeout",
            "no such host",
            "connection timed out",
            "connection refused",
            "ネットワークに接続でき",
            "接続がタイムアウト",
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
            ja="指定したものが存在しない、すでに存在する、またはクォータを超えています。キーは関係ありません。",
        ),
        source=_COMMON,
    ),
)
