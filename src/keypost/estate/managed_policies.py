"""AWS managed policies that are often attached to roles that take part in deliveries, as far as deliveries need them.

Each entry holds the statements that speak about the services of deliveries (KMS, SNS, SQS, S3, Kinesis, Firehose,
Lambda, DynamoDB streams, CloudWatch Logs, AWS Backup); statements about other services are left out. Source: the
policies' default versions of 2026-03 (AWS Managed Policy Reference; the day behind each name is that version's own).
"""

from functools import lru_cache

from keypost.arn import parse_arn
from keypost.policy.document import Policy
from keypost.policy.parse import parse_policy
from keypost.unknown import Unread, Why

_LOGS = "logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents"
_EVERYWHERE = "*"

# (actions, resource, condition operator -> key -> value)
_Rule = tuple[str, str] | tuple[str, str, dict[str, dict[str, object]]]

_VIA_S3: dict[str, dict[str, object]] = {"StringLike": {"kms:ViaService": "s3.*.amazonaws.com"}}
_FOR_AWS: dict[str, dict[str, object]] = {"Bool": {"kms:GrantIsForAWSResource": "true"}}
_VIA_COPIES = ["ec2.*.amazonaws.com", "rds.*.amazonaws.com", "fsx.*.amazonaws.com"]
_RESTORED = ("dynamodb", "ec2", "elasticfilesystem", "rds", "redshift", "dsql", "redshift-serverless")

# fmt: off
_POLICIES: dict[str, tuple[_Rule, ...]] = {
    "AdministratorAccess": (("*", _EVERYWHERE),),  # 2015-02-06
    "PowerUserAccess": (("!iam:* organizations:* account:*", _EVERYWHERE),),  # 2026-02-12
    "ReadOnlyAccess": ((  # 2026-02-12
        "kms:Describe* kms:Get* kms:List* s3:DescribeJob s3:Get* s3:List* sns:Check* sns:Get* sns:List* "
        "sqs:Get* sqs:List* sqs:Receive* backup:Describe* backup:Get* backup:List*", _EVERYWHERE),),
    "SecurityAudit": (("kms:Describe* kms:Get* kms:List* s3:GetBucket* sns:GetTopicAttributes sns:ListTopics "
                       "sqs:GetQueueAttributes sqs:ListQueues", _EVERYWHERE),),
    "job-function/ViewOnlyAccess": (("kms:ListKeys kms:ListResourceTags s3:ListAllMyBuckets s3:ListBucket sns:List* "
                                     "sqs:GetQueueAttributes sqs:GetQueueUrl sqs:ListQueues", _EVERYWHERE),),  # 2026-02
    "AWSKeyManagementServicePowerUser": ((  # 2017-03-07
        "kms:CreateAlias kms:CreateKey kms:DeleteAlias kms:Describe* kms:GenerateRandom kms:Get* kms:List* "
        "kms:TagResource kms:UntagResource", _EVERYWHERE),),
    "AmazonSQSFullAccess": (("sqs:*", _EVERYWHERE),),  # 2015-02-06
    "AmazonSQSReadOnlyAccess": (("sqs:GetQueueAttributes sqs:GetQueueUrl sqs:ListDeadLetterSourceQueues "  # 2024-05-24
                                 "sqs:ListQueues sqs:ListMessageMoveTasks sqs:ListQueueTags", _EVERYWHERE),),
    "AmazonSNSFullAccess": (("sns:*", _EVERYWHERE),),  # 2024-09-24
    "AmazonSNSReadOnlyAccess": (("sns:GetTopicAttributes sns:List*", _EVERYWHERE),),  # 2024-09-24
    "AmazonS3FullAccess": (("s3:* s3-object-lambda:*", _EVERYWHERE),),  # 2021-09-27
    "AmazonS3ReadOnlyAccess": (("s3:Get* s3:List* s3:Describe*", _EVERYWHERE),),  # 2023-08-10
    "AmazonKinesisFullAccess": (("kinesis:*", _EVERYWHERE),),  # 2015-02-06
    "AmazonKinesisFirehoseFullAccess": (("firehose:*", _EVERYWHERE),),  # 2015-10-07
    "CloudWatchFullAccess": (("logs:* sns:*", _EVERYWHERE),),  # 2022-11-27
    "CloudWatchReadOnlyAccess": (("sns:Get* sns:List*", _EVERYWHERE),),  # 2026-02-12
    "CloudWatchLogsFullAccess": (("logs:*", _EVERYWHERE),),  # 2026-02-12
    "CloudWatchAgentServerPolicy": ((_LOGS, _EVERYWHERE),),  # 2024-02-06
    "CloudWatchLambdaInsightsExecutionRolePolicy": ((_LOGS, "arn:aws:logs:*:*:log-group:/aws/lambda-insights:*"),),
    "AWSLambda_FullAccess": (("kms:DescribeKey kms:ListAliases lambda:*", _EVERYWHERE),),  # 2026-02-12
    "AWSLambdaExecute": (("logs:*", "arn:aws:logs:*:*:*"), ("s3:GetObject s3:PutObject", "arn:aws:s3:::*")),
    "AWSXRayDaemonWriteAccess": (("xray:PutTraceSegments xray:PutTelemetryRecords", _EVERYWHERE),),  # 2024-02-13
    "AWSXrayWriteOnlyAccess": (("xray:PutTraceSegments xray:PutTelemetryRecords", _EVERYWHERE),),  # 2018-08-28
    "service-role/AWSLambdaBasicExecutionRole": ((_LOGS, _EVERYWHERE),),  # 2015-04-09
    "service-role/AWSLambdaVPCAccessExecutionRole": ((_LOGS, _EVERYWHERE),),  # 2024-01-05
    "service-role/AWSLambdaRole": (("lambda:InvokeFunction", _EVERYWHERE),),  # 2015-02-06
    "service-role/AWSLambdaSQSQueueExecutionRole": ((  # 2018-06-14
        f"sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes {_LOGS}", _EVERYWHERE),),
    "service-role/AWSLambdaMSKExecutionRole": ((_LOGS, _EVERYWHERE),),  # 2022-08-02
    "AmazonOpenSearchIngestionFullAccess": ((  # 2023-04-26; for people: it has nothing that a pipeline's role needs
        "osis:CreatePipeline osis:UpdatePipeline osis:DeletePipeline osis:StartPipeline osis:StopPipeline "
        "osis:ListPipelines osis:GetPipeline osis:GetPipelineChangeProgress osis:ValidatePipeline "
        "osis:GetPipelineBlueprint osis:ListPipelineBlueprints osis:TagResource osis:UntagResource "
        "osis:ListTagsForResource", _EVERYWHERE),),
    "service-role/AWSLambdaKinesisExecutionRole": ((  # 2018-11-19
        "kinesis:DescribeStream kinesis:DescribeStreamSummary kinesis:GetRecords kinesis:GetShardIterator "
        f"kinesis:ListShards kinesis:ListStreams kinesis:SubscribeToShard {_LOGS}", _EVERYWHERE),),
    "service-role/AWSLambdaDynamoDBExecutionRole": ((  # 2015-04-09
        "dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams "
        f"{_LOGS}", _EVERYWHERE),),
    "service-role/AmazonECSTaskExecutionRolePolicy": (("logs:CreateLogStream logs:PutLogEvents", _EVERYWHERE),),
    "service-role/AmazonAPIGatewayPushToCloudWatchLogs": ((f"{_LOGS} logs:Describe* logs:Get*", _EVERYWHERE),),
    "service-role/AutoScalingNotificationAccessRole": (("sqs:SendMessage sqs:GetQueueUrl sns:Publish", _EVERYWHERE),),
    "service-role/AWS_ConfigRole": ((  # 2026-02-24
        "kms:DescribeKey kms:GetKeyPolicy kms:ListAliases kms:ListKeys s3:GetBucketAcl s3:GetBucketLocation "
        "s3:GetBucketPolicy s3:GetEncryptionConfiguration s3:ListAllMyBuckets s3:ListBucket sns:GetTopicAttributes "
        "sns:ListTopics sqs:GetQueueAttributes", _EVERYWHERE),),
    "service-role/AWSBackupServiceRolePolicyForBackup": (  # 2026-02-23
        ("backup:DescribeBackupVault backup:CopyIntoBackupVault", "arn:aws:backup:*:*:backup-vault:*"),
        ("backup:CopyFromBackupVault", _EVERYWHERE),
        ("kms:Decrypt kms:GenerateDataKey", _EVERYWHERE,
         {"StringLike": {"kms:ViaService": "dynamodb.*.amazonaws.com"}}),
        ("kms:DescribeKey", _EVERYWHERE),
        ("kms:CreateGrant", _EVERYWHERE, _FOR_AWS),
        ("kms:GenerateDataKeyWithoutPlaintext kms:ReEncryptTo kms:ReEncryptFrom", "arn:aws:kms:*:*:key/*",
         {"ForAnyValue:StringEquals": {"kms:EncryptionContextKeys": "aws:ebs:id"},
          "StringLike": {"kms:ViaService": "ec2.*.amazonaws.com"}}),
        ("kms:Decrypt", _EVERYWHERE,
         {"ForAnyValue:StringEquals": {"kms:EncryptionContextKeys": "aws:dsql:ClusterId"},
          "StringLike": {"kms:ViaService": "dsql.*.amazonaws.com"}}),
    ),
    "service-role/AWSBackupServiceRolePolicyForRestores": (  # 2026-02-12
        ("kms:DescribeKey", _EVERYWHERE),
        ("kms:Decrypt kms:Encrypt kms:GenerateDataKey kms:ReEncryptTo kms:ReEncryptFrom "
         "kms:GenerateDataKeyWithoutPlaintext kms:DescribeKey", _EVERYWHERE,
         {"StringLike": {"kms:ViaService": [f"{service}.*.amazonaws.com" for service in _RESTORED]}}),
        ("kms:CreateGrant", _EVERYWHERE, _FOR_AWS),
    ),
    "aws-service-role/AWSServiceRolePolicyForBackupReports": (("s3:GetBucketLocation", _EVERYWHERE),),  # 2023-03-10
    "aws-service-role/DynamoDBKinesisReplicationServiceRolePolicy": (  # 2020-11-12
        ("kms:GenerateDataKey", _EVERYWHERE, {"StringLike": {"kms:ViaService": "kinesis.*.amazonaws.com"}}),
        ("kinesis:PutRecord kinesis:PutRecords kinesis:DescribeStream", _EVERYWHERE),
    ),
    "aws-service-role/AmazonConnectServiceLinkedRolePolicy": (  # 2025; Connect adds what a feature needs by itself
        ("s3:GetBucketLocation s3:GetBucketAcl", "arn:aws:s3:::amazon-connect-*"),
        ("s3:GetObject s3:GetObjectAcl s3:PutObject s3:PutObjectAcl s3:DeleteObject",
         "arn:aws:s3:::amazon-connect-*/*"),
        ("logs:CreateLogStream logs:DescribeLogStreams logs:PutLogEvents",
         "arn:aws:logs:*:*:log-group:/aws/connect/*:*"),
    ),
    "aws-service-role/AutoScalingServiceRolePolicy": (("sns:Publish", _EVERYWHERE),),  # 2024-02-29
    "aws-service-role/AWSEC2FleetServiceRolePolicy": (("ec2:RunInstances ec2:RequestSpotInstances", _EVERYWHERE),),
    "aws-service-role/AWSEC2SpotFleetServiceRolePolicy": (("ec2:RunInstances ec2:RequestSpotInstances", _EVERYWHERE),),
    "aws-service-role/AWSEC2SpotServiceRolePolicy": (("ec2:RunInstances ec2:DescribeInstances", _EVERYWHERE),),
    "aws-service-role/AWSBackupServiceLinkedRolePolicyForBackup": (  # 2024-05-17
        ("kms:DescribeKey", _EVERYWHERE),
        ("kms:ListGrants kms:ReEncryptFrom kms:GenerateDataKeyWithoutPlaintext", _EVERYWHERE,
         {"StringLike": {"kms:ViaService": _VIA_COPIES}}),
        ("kms:CreateGrant", _EVERYWHERE, {"StringLike": {"kms:ViaService": _VIA_COPIES}, **_FOR_AWS}),
    ),
    "service-role/AWSDataLifecycleManagerServiceRole": ((  # 2024-12-16
        "ec2:CreateSnapshot ec2:CopySnapshot ec2:ModifySnapshotAttribute", _EVERYWHERE),),
    "aws-service-role/AWSServiceRoleForImageBuilder": (  # 2023-10-19
        ("sns:Publish", _EVERYWHERE),
        (_LOGS, "arn:aws:logs:*:*:log-group:/aws/imagebuilder/*"),
        ("kms:Encrypt kms:Decrypt kms:ReEncryptFrom kms:ReEncryptTo kms:GenerateDataKeyWithoutPlaintext", _EVERYWHERE,
         {"ForAllValues:StringEquals": {"kms:EncryptionContextKeys": "aws:ebs:id"},
          "StringLike": {"kms:ViaService": "ec2.*.amazonaws.com"}}),
        ("kms:DescribeKey", _EVERYWHERE, {"StringLike": {"kms:ViaService": "ec2.*.amazonaws.com"}}),
        ("kms:CreateGrant", _EVERYWHERE, {"StringLike": {"kms:ViaService": "ec2.*.amazonaws.com"}, **_FOR_AWS}),
    ),
    "aws-service-role/AWSLicenseManagerServiceRolePolicy": (  # 2021-07-30
        ("sns:Publish", "arn:aws:sns:*:*:aws-license-manager-service-*"),
        ("sns:ListTopics", _EVERYWHERE),
        ("s3:GetBucketLocation s3:ListBucket s3:PutObject", "arn:aws:s3:::aws-license-manager-service-*"),
    ),
    "AWSBackupServiceRolePolicyForS3Backup": (  # 2024-05-17
        ("kms:Decrypt kms:DescribeKey", _EVERYWHERE, _VIA_S3),
        ("s3:GetObject s3:GetObjectAcl s3:GetObjectVersion s3:GetObjectVersionAcl", "arn:aws:s3:::*/*"),
        ("s3:ListBucket s3:GetBucketLocation s3:GetBucketNotification s3:PutBucketNotification", "arn:aws:s3:::*"),
    ),
    "AWSBackupServiceRolePolicyForS3Restore": (  # 2023-02-07
        ("kms:DescribeKey kms:GenerateDataKey kms:Decrypt", _EVERYWHERE, _VIA_S3),
        ("s3:GetObject s3:GetObjectVersion s3:DeleteObject s3:PutObject s3:PutObjectAcl", "arn:aws:s3:::*/*"),
        ("s3:CreateBucket s3:ListBucket s3:GetBucketLocation", "arn:aws:s3:::*"),
    ),
    "AWSBackupFullAccess": (  # 2026-02-12
        ("backup:*", _EVERYWHERE),
        ("kms:ListKeys kms:DescribeKey kms:GenerateDataKey kms:ListAliases", _EVERYWHERE),
        ("kms:CreateGrant", _EVERYWHERE,
         {"StringLike": {"kms:ViaService": "backup.*.amazonaws.com"},
          "ForAnyValue:StringEquals": {"kms:EncryptionContextKeys": "aws:backup:backup-vault"}, **_FOR_AWS}),
    ),
}
# fmt: on


def find_managed_policy(arn: str) -> Policy | Unread:
    """Return the AWS managed policy of that ARN, Unread for one that isn't listed here and for a customer's own."""
    parts = parse_arn(arn)
    if parts is None or parts.service != "iam" or parts.account != "aws":
        return Unread(Why.NOT_IN_INPUT, arn)
    return _build(parts.resource.removeprefix("policy/"), parts.partition) or Unread(Why.NOT_IN_INPUT, arn)


@lru_cache(maxsize=256)
def _build(name: str, partition: str) -> Policy | None:
    rules = _POLICIES.get(name)
    if rules is None:
        return None
    statements = [_statement(rule, partition) for rule in rules]
    return parse_policy({"Version": "2012-10-17", "Id": f"aws:{name}", "Statement": statements})


def _statement(rule: _Rule, partition: str) -> dict[str, object]:
    actions, resource = rule[0], rule[1].replace("arn:aws:", f"arn:{partition}:", 1)
    element = "NotAction" if actions.startswith("!") else "Action"
    statement: dict[str, object] = {"Effect": "Allow", element: actions.removeprefix("!").split(), "Resource": resource}
    if len(rule) == 3:
        statement["Condition"] = rule[2]
    return statement


def list_managed_policies() -> dict[str, str]:
    """Return the ARNs of the policies listed here by their bare names, as SAM templates use them."""
    return {name.rpartition("/")[2]: f"arn:aws:iam::aws:policy/{name}" for name in _POLICIES}
