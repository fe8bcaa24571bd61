"""The alias of the AWS managed key of each kind of resource that can be under one. Data only.

AWS KMS Developer Guide, AWS managed keys: each is `alias/aws/` and the name of its service.
"""

from collections.abc import Mapping
from types import MappingProxyType

from keypost.estate.kind import Kind

MANAGED_KEYS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.TOPIC: "alias/aws/sns",
        Kind.QUEUE: "alias/aws/sqs",
        Kind.BUCKET: "alias/aws/s3",
        Kind.STREAM: "alias/aws/kinesis",
        Kind.DELIVERY_STREAM: "alias/aws/firehose",
        Kind.VAULT: "alias/aws/backup",
        Kind.SECRET: "alias/aws/secretsmanager",
        Kind.SSM_PARAMETER: "alias/aws/ssm",
        Kind.TABLE: "alias/aws/dynamodb",
        Kind.GLOBAL_TABLE: "alias/aws/dynamodb",
        Kind.REPOSITORY: "alias/aws/codecommit",
        Kind.VOLUME: "alias/aws/ebs",
        Kind.FUNCTION: "alias/aws/lambda",
    }
)
