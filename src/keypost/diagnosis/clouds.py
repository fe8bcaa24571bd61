"""Whether a text speaks of AWS at all: what single words tell holds there only."""

from keypost.diagnosis.paste import reduce_to_letters

_SIGNS = tuple(
    map(
        reduce_to_letters,
        (
            *(
                "aws",
                "amazon",
                "arn:",
                "request id",
                "kms",
                "cmk",
                "iam",
                "s3",
                "sns",
                "sqs",
                "ec2",
                "ebs",
                "rds",
                "ecs",
                "ecr",
            ),
            *(
                "ssm",
                "efs",
                "lambda",
                "dynamodb",
                "kinesis",
                "firehose",
                "fargate",
                "glue",
                "athena",
                "redshift",
                "sagemaker",
            ),
            *("cloudformation", "cloudtrail", "cloudwatch", "cloudfront", "codepipeline", "codebuild", "eventbridge"),
            *(
                "secrets manager",
                "session manager",
                "auto scaling",
                "control tower",
                "assumed-role",
                "assume role",
                "terraform",
                "bucket",
            ),
            *(
                "api gateway",
                "step functions",
                "state machine",
                "vpc",
                "load balancer",
                "guardduty",
                "macie",
                "budgets",
                "backup vault",
                "recovery point",
                "opensearch",
                "elasticache",
                "cognito",
                "documentdb",
                "aurora",
                "neptune",
                "execution role",
                "service-linked role",
                "customer managed key",
                "customer master key",
                "AccessDeniedException",
                "UnauthorizedOperation",
                "ValidationException",
                "InvalidParameterException",
                "ResourceNotFoundException",
                "AlreadyExistsException",
                "LimitExceededException",
                "DeliveryChannel",
            ),
            *("バケット", "ランディングゾーン", "フローログ", "サービスコントロールポリシー", "キーポリシー"),
        ),
    )
)
_OTHERS = tuple(
    map(
        reduce_to_letters,
        ("googleapis", "cloudkms", "google cloud", "azure", "key vault", "aliyun", "alibaba", "publickey", "bitlocker"),
    )
)
_SURE = ("arnaws", "amazonaws", "awskms")


def speaks_of_aws(letters: str, *, holds_message: bool = False) -> bool:
    """Tell whether a text, reduced to letters, names AWS or one of its errors, and no other cloud or tool."""
    if any(sign in letters for sign in _SURE):
        return True
    if any(other in letters for other in _OTHERS):
        return False
    return holds_message or any(sign in letters for sign in _SIGNS)
