"""The templates that AWS Control Tower deploys, as far as the logs of a landing zone need them.

AWS doesn't publish the templates as a whole. Taken from its pages: the names of stack sets, stacks and resources (AWS
Control Tower User Guide, resources created in the shared accounts, resource considerations for Account Factory), the
logging bucket's policy (Amazon S3 bucket policy in the audit account), the trail as an organization's since landing
zone 3.0. The logical ids `ConfigDeliveryChannel` and `S3AuditBucketPolicy` and the parameters `HomeRegionName` and
`SecurityAccountId` are those that people and AWS's own samples quote. Inferred: the other parameters and logical ids,
and that the bucket's default encryption has the key as well. Not deployed: the stack sets of the notification forwarder
(BASELINE-CLOUDWATCH), of account baselining and of controls, and the organization's Config aggregator.
"""

import json
from collections.abc import Mapping
from typing import Any

from keypost.named import NamedTuple

LOGGING = "AWSControlTowerLoggingResources"
SECURITY = "AWSControlTowerSecurityResources"
TOPICS = "AWSControlTowerBP-SECURITY-TOPICS"
ROLES = "AWSControlTowerBP-BASELINE-ROLES"
CONFIG = "AWSControlTowerBP-BASELINE-CONFIG"
TRAIL = "AWSControlTowerBP-BASELINE-CLOUDTRAIL-MASTER"
TRAIL_NAME = "aws-controltower-BaselineCloudTrail"
LOG_GROUP = "TrailLogGroup"
CAPABILITIES = ("CAPABILITY_NAMED_IAM",)
_LINKED_ROLE = (
    "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
)
_HAS_KEY = {"HasKey": {"Fn::Not": [{"Fn::Equals": [{"Ref": "KMSKeyArn"}, ""]}]}}
_NO_VALUE = {"Ref": "AWS::NoValue"}


class Blueprint(NamedTuple):
    """A template; `parameters` are the names of those that it takes."""

    name: str
    parameters: tuple[str, ...]
    conditions: Mapping[str, Any]
    resources: Mapping[str, Any]

    @property
    def body(self) -> str:
        """The template's text."""
        told: dict[str, Any] = {"AWSTemplateFormatVersion": "2010-09-09"}
        told["Parameters"] = {name: {"Type": "String", "Default": ""} for name in self.parameters}
        told |= {"Conditions": self.conditions} if self.conditions else {}
        return json.dumps({**told, "Resources": self.resources})


def _sub(text: str) -> dict[str, str]:
    return {"Fn::Sub": text}


def _if_key(value: Any, other: Any = None) -> dict[str, Any]:
    return {"Fn::If": ["HasKey", value, _NO_VALUE if other is None else other]}


def _build_bucket(name: str, days: str, encryption: Any, **more: Any) -> dict[str, Any]:
    blocked = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
    expires = {"Id": "RetentionRule", "Status": "Enabled", "ExpirationInDays": {"Ref": days}}
    properties = {
        "BucketName": _sub(name),
        "BucketEncryption": {"ServerSideEncryptionConfiguration": [encryption]},
        "LifecycleConfiguration": {"Rules": [expires]},
        "PublicAccessBlockConfiguration": dict.fromkeys(blocked, True),
        "VersioningConfiguration": {"Status": "Enabled"},
        **more,
    }
    return {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain", "Properties": properties}


def _allow(sid: str, services: list[str], action: str, resource: str, **more: Any) -> dict[str, Any]:
    who = {"Service": services}
    return {"Sid": sid, "Effect": "Allow", "Principal": who, "Action": action, "Resource": [_sub(resource)], **more}


_AES = {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
_KMS = {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": {"Ref": "KMSKeyArn"}}}
_BUCKET = "arn:${AWS::Partition}:s3:::${S3AuditBucket}"
_LOGS = f"{_BUCKET}/${{AWSLogsS3KeyPrefix}}/AWSLogs/*/*"
_BOTH = ["cloudtrail.amazonaws.com", "config.amazonaws.com"]
_OF_ORGANIZATION = {"StringEquals": {"aws:SourceOrgID": {"Ref": "OrganizationId"}}}
_POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "AllowSSLRequestsOnly",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [_sub(_BUCKET), _sub(f"{_BUCKET}/*")],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        },
        _allow("AWSBucketPermissionsCheck", _BOTH, "s3:GetBucketAcl", _BUCKET),
        _allow("AWSConfigBucketExistenceCheck", _BOTH, "s3:ListBucket", _BUCKET),
        _allow("AWSBucketDeliveryForConfig", _BOTH[1:], "s3:PutObject", _LOGS, Condition=_OF_ORGANIZATION),
        _allow("AWSBucketDeliveryForOrganizationTrail", _BOTH[:1], "s3:PutObject", _LOGS, Condition=_OF_ORGANIZATION),
    ],
}
LOGGING_RESOURCES = Blueprint(
    LOGGING,
    ("AWSLogsS3KeyPrefix", "OrganizationId", "KMSKeyArn", "RetentionDays", "AccessLogsRetentionDays"),
    _HAS_KEY,
    {
        "S3LoggingBucket": _build_bucket(
            "aws-controltower-s3-access-logs-${AWS::AccountId}-${AWS::Region}", "AccessLogsRetentionDays", _AES
        ),
        "S3AuditBucket": _build_bucket(
            "aws-controltower-logs-${AWS::AccountId}-${AWS::Region}", "RetentionDays", _if_key(_KMS, _AES)
        ),
        "S3AuditBucketPolicy": {
            "Type": "AWS::S3::BucketPolicy",
            "DeletionPolicy": "Retain",
            "Properties": {"Bucket": {"Ref": "S3AuditBucket"}, "PolicyDocument": _POLICY},
        },
    },
)


def _build_role(name: str, principal: Mapping[str, Any], policies: tuple[str, ...], assumes: str = "") -> Any:
    trust = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    properties: dict[str, Any] = {
        "RoleName": name,
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
        "ManagedPolicyArns": [_sub(f"arn:${{AWS::Partition}}:iam::aws:policy/{policy}") for policy in policies],
    }
    if assumes:
        statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": [_sub(assumes)]}
        document = {"Version": "2012-10-17", "Statement": [statement]}
        properties["Policies"] = [{"PolicyName": f"Assume{name}", "PolicyDocument": document}]
    return {"Type": "AWS::IAM::Role", "Properties": properties}


_BY_LAMBDA = {"Service": ["lambda.amazonaws.com"]}
_EXECUTION = "service-role/AWSLambdaBasicExecutionRole"
_AUDIT_ROLE = "arn:${AWS::Partition}:iam::${SecurityAccountId}:role/aws-controltower-"
_ANY_ROLE = "arn:${AWS::Partition}:iam::*:role/aws-controltower-"
SECURITY_RESOURCES = Blueprint(
    SECURITY,
    (),
    {},
    {
        "AuditAdministratorRole": _build_role(
            "aws-controltower-AuditAdministratorRole", _BY_LAMBDA, (_EXECUTION,),
            assumes=f"{_ANY_ROLE}AdministratorExecutionRole",
        ),
        "AuditReadOnlyRole": _build_role(
            "aws-controltower-AuditReadOnlyRole", _BY_LAMBDA, (_EXECUTION,), assumes=f"{_ANY_ROLE}ReadOnlyExecutionRole"
        ),
    },
)  # fmt: skip
BASELINE_ROLES = Blueprint(
    ROLES,
    ("SecurityAccountId",),
    {},
    {
        "AdministratorExecutionRole": _build_role(
            "aws-controltower-AdministratorExecutionRole",
            {"AWS": [_sub(f"{_AUDIT_ROLE}AuditAdministratorRole")]}, ("AdministratorAccess",),
        ),
        "ReadOnlyExecutionRole": _build_role(
            "aws-controltower-ReadOnlyExecutionRole",
            {"AWS": [_sub(f"{_AUDIT_ROLE}AuditReadOnlyRole")]}, ("ReadOnlyAccess",),
        ),
    },
)  # fmt: skip


def _build_topic(name: str) -> dict[str, Any]:
    return {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": f"aws-controltower-{name}"}}


def _open_topic(logical_id: str, services: list[str]) -> dict[str, Any]:
    topic = {"Ref": logical_id}
    statement = {"Effect": "Allow", "Principal": {"Service": services}, "Action": "sns:Publish", "Resource": topic}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    return {"Type": "AWS::SNS::TopicPolicy", "Properties": {"Topics": [topic], "PolicyDocument": policy}}


SECURITY_TOPICS = Blueprint(
    TOPICS,
    (),
    {},
    {
        "AllConfigNotificationTopic": _build_topic("AllConfigNotifications"),
        "AllConfigNotificationTopicPolicy": _open_topic("AllConfigNotificationTopic", _BOTH),
        "AggregateSecurityNotificationTopic": _build_topic("AggregateSecurityNotifications"),
    },
)
BASELINE_CONFIG = Blueprint(
    CONFIG,
    ("AuditBucketName", "AWSLogsS3KeyPrefix", "HomeRegionName", "KMSKeyArn", "SecurityAccountId"),
    {**_HAS_KEY, "IsHomeRegion": {"Fn::Equals": [{"Ref": "AWS::Region"}, {"Ref": "HomeRegionName"}]}},
    {
        "ConfigRecorder": {
            "Type": "AWS::Config::ConfigurationRecorder",
            "Properties": {
                "Name": "aws-controltower-BaselineConfigRecorder",
                "RoleARN": _sub(_LINKED_ROLE),
                "RecordingGroup": {
                    "AllSupported": True,
                    "IncludeGlobalResourceTypes": {"Fn::If": ["IsHomeRegion", True, False]},
                },
            },
        },
        "ConfigDeliveryChannel": {
            "Type": "AWS::Config::DeliveryChannel",
            "DependsOn": "ConfigRecorder",
            "Properties": {
                "Name": "aws-controltower-BaselineConfigDeliveryChannel",
                "ConfigSnapshotDeliveryProperties": {"DeliveryFrequency": "TwentyFour_Hours"},
                "S3BucketName": {"Ref": "AuditBucketName"},
                "S3KeyPrefix": {"Ref": "AWSLogsS3KeyPrefix"},
                "S3KmsKeyArn": _if_key({"Ref": "KMSKeyArn"}),
                "SnsTopicARN": _sub(
                    "arn:${AWS::Partition}:sns:${AWS::Region}:${SecurityAccountId}:"
                    "aws-controltower-AllConfigNotifications"
                ),
            },
        },
    },
)
BASELINE_TRAIL = Blueprint(
    TRAIL,
    ("AuditBucketName", "AWSLogsS3KeyPrefix", "KMSKeyArn"),
    _HAS_KEY,
    {
        LOG_GROUP: {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "aws-controltower/CloudTrailLogs"}},
        "OrganizationCloudTrail": {
            "Type": "AWS::CloudTrail::Trail",
            "Properties": {
                "TrailName": TRAIL_NAME,
                "S3BucketName": {"Ref": "AuditBucketName"},
                "S3KeyPrefix": {"Ref": "AWSLogsS3KeyPrefix"},
                "KMSKeyId": _if_key({"Ref": "KMSKeyArn"}),
                "CloudWatchLogsLogGroupArn": {"Fn::GetAtt": [LOG_GROUP, "Arn"]},
                "CloudWatchLogsRoleArn": _sub(
                    "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/service-role/AWSControlTowerCloudTrailRole"
                ),
                "EnableLogFileValidation": True,
                "IncludeGlobalServiceEvents": True,
                "IsLogging": True,
                "IsMultiRegionTrail": True,
                "IsOrganizationTrail": True,
            },
        },
    },
)
