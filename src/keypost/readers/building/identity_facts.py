"""What `Ref` and `Fn::GetAtt` give for each resource type: data only.

In patterns, `{Name}` is the name (given or generated), `{Id}` what AWS generates, `{Arn}` the ARN; other words are
properties of the resource; `{Bus/}` is a rule's bus and a slash, or nothing for the default bus. Sources: the return
values of each type, and the ARNs of each service's resources:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
"""

from keypost.named import NamedTuple


class Facts(NamedTuple):
    """How one type is named: `name` is the property that names it, `arn` the ARN after `arn:partition:`."""

    arn: str = ""
    name: str = ""
    ref: str = "{Name}"
    attributes: dict[str, str] = {}  # noqa: RUF012  nobody writes to it


_HERE = "{Region}:{Account}"
_FUNCTION = f"lambda:{_HERE}:function"
_TABLE = Facts(
    f"dynamodb:{_HERE}:table/{{Name}}", "TableName", attributes={"StreamArn": "{Arn}/stream/{Id}", "TableId": "{Id}"}
)
_KEY = Facts(f"kms:{_HERE}:key/{{Name}}", attributes={"KeyId": "{Name}"})
_LAMBDA = Facts(f"{_FUNCTION}:{{Name}}", "FunctionName")
_STATE_MACHINE = Facts(
    f"states:{_HERE}:stateMachine:{{Name}}", "StateMachineName", ref="{Arn}", attributes={"Name": "{Name}"}
)
_CHAT = "chatbot::{Account}:chat-configuration"
_DB_CLUSTER = {"DBClusterArn": "{Arn}"}


def _ec2(kind: str, *, attribute: str = "Id") -> Facts:
    return Facts(f"ec2:{_HERE}:{kind}/{{Name}}", attributes={attribute: "{Name}"})


FACTS: dict[str, Facts] = {
    "AWS::AppFlow::Flow": Facts(f"appflow:{_HERE}:flow/{{Name}}", "FlowName", attributes={"FlowArn": "{Arn}"}),
    "AWS::AIOps::InvestigationGroup": Facts(f"aiops:{_HERE}:investigation-group/{{Id}}", "Name", ref="{Arn}"),
    "AWS::ApplicationAutoScaling::ScalableTarget": Facts(),
    "AWS::ApplicationAutoScaling::ScalingPolicy": Facts(
        f"autoscaling:{_HERE}:scalingPolicy:{{Id}}:resource/{{ServiceNamespace}}/{{ResourceId}}:policyName/{{Name}}",
        "PolicyName",
        ref="{Arn}",
    ),
    "AWS::Athena::WorkGroup": Facts(f"athena:{_HERE}:workgroup/{{Name}}", "Name"),
    "AWS::AutoScaling::AutoScalingGroup": Facts(
        f"autoscaling:{_HERE}:autoScalingGroup:{{Id}}:autoScalingGroupName/{{Name}}", "AutoScalingGroupName"
    ),
    "AWS::AutoScaling::ScalingPolicy": Facts(
        f"autoscaling:{_HERE}:scalingPolicy:{{Id}}:autoScalingGroupName/{{AutoScalingGroupName}}:policyName/{{Name}}",
        "PolicyName",
        ref="{Arn}",
        attributes={"PolicyName": "{Name}"},
    ),
    "AWS::AutoScaling::LifecycleHook": Facts("", "LifecycleHookName"),
    "AWS::Backup::BackupPlan": Facts(
        f"backup:{_HERE}:backup-plan:{{Name}}", attributes={"BackupPlanArn": "{Arn}", "BackupPlanId": "{Name}"}
    ),
    "AWS::Backup::BackupSelection": Facts(attributes={"BackupPlanId": "{BackupPlanId}"}),
    "AWS::Backup::BackupVault": Facts(
        f"backup:{_HERE}:backup-vault:{{Name}}",
        "BackupVaultName",
        attributes={"BackupVaultArn": "{Arn}", "BackupVaultName": "{Name}"},
    ),
    "AWS::Backup::LogicallyAirGappedBackupVault": Facts(
        f"backup:{_HERE}:backup-vault:{{Name}}",
        "BackupVaultName",
        attributes={"BackupVaultArn": "{Arn}", "BackupVaultName": "{Name}"},
    ),
    "AWS::Backup::ReportPlan": Facts(
        f"backup:{_HERE}:report-plan:{{Name}}-{{Id}}", "ReportPlanName", attributes={"ReportPlanArn": "{Arn}"}
    ),
    "AWS::Budgets::Budget": Facts("budgets::{Account}:budget/{Name}", "Budget.BudgetName"),
    "AWS::Budgets::BudgetsAction": Facts(
        "budgets::{Account}:budget/{BudgetName}/action/{Name}", attributes={"ActionId": "{Name}"}
    ),
    "AWS::CE::AnomalyMonitor": Facts(
        "ce::{Account}:anomalymonitor/{Id}", ref="{Arn}", attributes={"MonitorArn": "{Arn}"}
    ),
    "AWS::CE::AnomalySubscription": Facts(
        "ce::{Account}:anomalysubscription/{Id}", ref="{Arn}", attributes={"SubscriptionArn": "{Arn}"}
    ),
    "AWS::CertificateManager::Certificate": Facts(f"acm:{_HERE}:certificate/{{Id}}", ref="{Arn}"),
    "AWS::Chatbot::MicrosoftTeamsChannelConfiguration": Facts(
        f"{_CHAT}/microsoft-teams-channel/{{Name}}", "ConfigurationName", ref="{Arn}"
    ),
    "AWS::Chatbot::SlackChannelConfiguration": Facts(
        f"{_CHAT}/slack-channel/{{Name}}", "ConfigurationName", ref="{Arn}"
    ),
    "AWS::CloudFormation::Stack": Facts(f"cloudformation:{_HERE}:stack/{{Name}}/{{Id}}", "StackName", ref="{Arn}"),
    "AWS::CloudFront::Distribution": Facts("cloudfront::{Account}:distribution/{Name}", attributes={"Id": "{Name}"}),
    "AWS::CloudTrail::EventDataStore": Facts(
        f"cloudtrail:{_HERE}:eventdatastore/{{Id}}", ref="{Arn}", attributes={"EventDataStoreArn": "{Arn}"}
    ),
    "AWS::CloudTrail::Trail": Facts(f"cloudtrail:{_HERE}:trail/{{Name}}", "TrailName"),
    "AWS::CloudWatch::Alarm": Facts(f"cloudwatch:{_HERE}:alarm:{{Name}}", "AlarmName"),
    "AWS::CloudWatch::CompositeAlarm": Facts(f"cloudwatch:{_HERE}:alarm:{{Name}}", "AlarmName"),
    "AWS::CloudWatch::Dashboard": Facts("cloudwatch::{Account}:dashboard/{Name}", "DashboardName"),
    "AWS::CloudWatch::MetricStream": Facts(f"cloudwatch:{_HERE}:metric-stream/{{Name}}", "Name"),
    "AWS::CodeBuild::Project": Facts(f"codebuild:{_HERE}:project/{{Name}}", "Name"),
    "AWS::CodeCommit::Repository": Facts(
        f"codecommit:{_HERE}:{{Name}}", "RepositoryName", ref="{Id}", attributes={"Name": "{Name}"}
    ),
    "AWS::CodePipeline::Pipeline": Facts(f"codepipeline:{_HERE}:{{Name}}", "Name"),
    "AWS::CodeStarNotifications::NotificationRule": Facts(
        f"codestar-notifications:{_HERE}:notificationrule/{{Id}}", ref="{Arn}"
    ),
    "AWS::Cognito::UserPool": Facts(f"cognito-idp:{_HERE}:userpool/{{Name}}", attributes={"UserPoolId": "{Name}"}),
    "AWS::Config::ConfigRule": Facts(
        f"config:{_HERE}:config-rule/{{Id}}", "ConfigRuleName", attributes={"ConfigRuleId": "{Id}"}
    ),
    "AWS::Config::ConfigurationRecorder": Facts("", "Name"),
    "AWS::Config::DeliveryChannel": Facts("", "Name"),
    "AWS::ControlTower::LandingZone": Facts(
        f"controltower:{_HERE}:landingzone/{{Id}}", ref="{Arn}", attributes={"LandingZoneIdentifier": "{Arn}"}
    ),
    "AWS::CustomerProfiles::Domain": Facts(f"profile:{_HERE}:domains/{{Name}}", "DomainName"),
    "AWS::DAX::Cluster": Facts(f"dax:{_HERE}:cache/{{Name}}", "ClusterName"),
    "AWS::DMS::EventSubscription": Facts(f"dms:{_HERE}:es:{{Name}}", "SubscriptionName"),
    "AWS::DataSync::LocationS3": Facts(
        f"datasync:{_HERE}:location/{{Id}}", ref="{Arn}", attributes={"LocationArn": "{Arn}"}
    ),
    "AWS::DataSync::Task": Facts(f"datasync:{_HERE}:task/{{Id}}", ref="{Arn}", attributes={"TaskArn": "{Arn}"}),
    "AWS::DevOpsGuru::NotificationChannel": Facts(
        f"devops-guru:{_HERE}:channel/devops-guru.amazonaws.com/{{Name}}", attributes={"Id": "{Name}"}
    ),
    "AWS::DocDB::DBCluster": Facts(f"rds:{_HERE}:cluster:{{Name}}", "DBClusterIdentifier"),
    "AWS::DynamoDB::GlobalTable": _TABLE,
    "AWS::DynamoDB::Table": _TABLE,
    "AWS::DLM::LifecyclePolicy": Facts(f"dlm:{_HERE}:policy/{{Name}}"),
    "AWS::EC2::EC2Fleet": _ec2("fleet", attribute="FleetId"),
    "AWS::EC2::FlowLog": _ec2("vpc-flow-log"),
    "AWS::EC2::Instance": _ec2("instance", attribute="InstanceId"),
    "AWS::EC2::LaunchTemplate": Facts(
        f"ec2:{_HERE}:launch-template/{{Id}}", "LaunchTemplateName", ref="{Id}", attributes={"LaunchTemplateId": "{Id}"}
    ),
    "AWS::EC2::NetworkInterface": _ec2("network-interface"),
    "AWS::EC2::RouteTable": _ec2("route-table", attribute="RouteTableId"),
    "AWS::EC2::SecurityGroup": _ec2("security-group", attribute="GroupId"),
    "AWS::EC2::SpotFleet": _ec2("spot-fleet-request"),
    "AWS::EC2::Subnet": _ec2("subnet", attribute="SubnetId"),
    "AWS::EC2::TransitGateway": _ec2("transit-gateway"),
    "AWS::EC2::VPC": _ec2("vpc", attribute="VpcId"),
    "AWS::EC2::VPCEndpoint": _ec2("vpc-endpoint"),
    "AWS::EC2::Volume": _ec2("volume", attribute="VolumeId"),
    "AWS::ECR::Repository": Facts(
        f"ecr:{_HERE}:repository/{{Name}}",
        "RepositoryName",
        attributes={"RepositoryUri": "{Account}.dkr.ecr.{Region}.{UrlSuffix}/{Name}"},
    ),
    "AWS::ECS::Cluster": Facts(f"ecs:{_HERE}:cluster/{{Name}}", "ClusterName"),
    "AWS::ECS::TaskDefinition": Facts(
        f"ecs:{_HERE}:task-definition/{{Name}}:{{Id}}", "Family", ref="{Arn}", attributes={"TaskDefinitionArn": "{Arn}"}
    ),
    "AWS::EFS::FileSystem": Facts(
        f"elasticfilesystem:{_HERE}:file-system/{{Name}}", attributes={"FileSystemId": "{Name}"}
    ),
    "AWS::EKS::Nodegroup": Facts(
        f"eks:{_HERE}:nodegroup/{{ClusterName}}/{{Name}}/{{Id}}", "NodegroupName", ref="{ClusterName}/{Name}"
    ),
    "AWS::EKS::Cluster": Facts(f"eks:{_HERE}:cluster/{{Name}}", "Name"),
    "AWS::EMR::Cluster": Facts(f"elasticmapreduce:{_HERE}:cluster/{{Name}}", attributes={"Id": "{Name}"}),
    "AWS::ElastiCache::CacheCluster": Facts(f"elasticache:{_HERE}:cluster:{{Name}}", "ClusterName"),
    "AWS::ElastiCache::ReplicationGroup": Facts(f"elasticache:{_HERE}:replicationgroup:{{Name}}", "ReplicationGroupId"),
    "AWS::ElasticBeanstalk::Environment": Facts(
        f"elasticbeanstalk:{_HERE}:environment/{{ApplicationName}}/{{Name}}", "EnvironmentName"
    ),
    "AWS::Elasticsearch::Domain": Facts(f"es:{_HERE}:domain/{{Name}}", "DomainName"),
    "AWS::Events::ApiDestination": Facts(f"events:{_HERE}:api-destination/{{Name}}/{{Id}}", "Name"),
    "AWS::Events::Archive": Facts(f"events:{_HERE}:archive/{{Name}}", "ArchiveName"),
    "AWS::Events::Connection": Facts(f"events:{_HERE}:connection/{{Name}}/{{Id}}", "Name"),
    "AWS::Events::EventBus": Facts(f"events:{_HERE}:event-bus/{{Name}}", "Name", attributes={"Name": "{Name}"}),
    # Ref with another bus: https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1131
    "AWS::Events::Rule": Facts(f"events:{_HERE}:rule/{{Bus/}}{{Name}}", "Name", ref="{Bus|}{Name}"),
    "AWS::FSx::FileSystem": Facts(f"fsx:{_HERE}:file-system/{{Name}}", attributes={"ResourceARN": "{Arn}"}),
    "AWS::GameLift::MatchmakingConfiguration": Facts(
        f"gamelift:{_HERE}:matchmakingconfiguration/{{Name}}", "Name", attributes={"Name": "{Name}"}
    ),
    "AWS::Glue::Database": Facts(f"glue:{_HERE}:database/{{Name}}", "DatabaseInput.Name"),
    "AWS::Glue::Job": Facts(f"glue:{_HERE}:job/{{Name}}", "Name"),
    "AWS::Glue::SecurityConfiguration": Facts("", "Name"),
    "AWS::GuardDuty::Detector": Facts(f"guardduty:{_HERE}:detector/{{Name}}", attributes={"Id": "{Name}"}),
    "AWS::IAM::Group": Facts("iam::{Account}:group{Path}{Name}", "GroupName"),
    "AWS::IAM::InstanceProfile": Facts("iam::{Account}:instance-profile{Path}{Name}", "InstanceProfileName"),
    "AWS::IAM::ManagedPolicy": Facts(
        "iam::{Account}:policy{Path}{Name}", "ManagedPolicyName", ref="{Arn}", attributes={"PolicyArn": "{Arn}"}
    ),
    "AWS::IAM::OIDCProvider": Facts("iam::{Account}:oidc-provider/{Id}", ref="{Arn}"),
    "AWS::IAM::Role": Facts("iam::{Account}:role{Path}{Name}", "RoleName", attributes={"RoleId": "{Id}"}),
    "AWS::IAM::User": Facts("iam::{Account}:user{Path}{Name}", "UserName"),
    "AWS::ImageBuilder::DistributionConfiguration": Facts(
        f"imagebuilder:{_HERE}:distribution-configuration/{{Name}}",
        "Name",
        ref="{Arn}",
        attributes={"Name": "{Name}"},
    ),
    "AWS::ImageBuilder::ImageRecipe": Facts(
        f"imagebuilder:{_HERE}:image-recipe/{{Name}}/{{Version}}", "Name", ref="{Arn}", attributes={"Name": "{Name}"}
    ),
    "AWS::ImageBuilder::InfrastructureConfiguration": Facts(
        f"imagebuilder:{_HERE}:infrastructure-configuration/{{Name}}",
        "Name",
        ref="{Arn}",
        attributes={"Name": "{Name}"},
    ),
    "AWS::IoT::TopicRule": Facts(f"iot:{_HERE}:rule/{{Name}}", "RuleName"),
    "AWS::KMS::Alias": Facts(f"kms:{_HERE}:{{Name}}", "AliasName"),
    "AWS::KMS::Key": _KEY,
    "AWS::KMS::ReplicaKey": _KEY,
    "AWS::Kinesis::Stream": Facts(f"kinesis:{_HERE}:stream/{{Name}}", "Name"),
    "AWS::KinesisFirehose::DeliveryStream": Facts(f"firehose:{_HERE}:deliverystream/{{Name}}", "DeliveryStreamName"),
    "AWS::Lambda::Alias": Facts(
        f"{_FUNCTION}:{{FunctionName}}:{{Name}}", "Name", ref="{Arn}", attributes={"AliasArn": "{Arn}"}
    ),
    "AWS::Lambda::EventInvokeConfig": Facts(),
    "AWS::Lambda::EventSourceMapping": Facts(
        f"lambda:{_HERE}:event-source-mapping:{{Name}}",
        attributes={"Id": "{Name}", "EventSourceMappingArn": "{Arn}"},
    ),
    "AWS::Lambda::Function": _LAMBDA,
    "AWS::Lambda::LayerVersion": Facts(
        f"lambda:{_HERE}:layer:{{Name}}:{{Id}}", "LayerName", ref="{Arn}", attributes={"LayerVersionArn": "{Arn}"}
    ),
    "AWS::Lambda::Version": Facts(
        f"{_FUNCTION}:{{FunctionName}}:{{Id}}", ref="{Arn}", attributes={"Version": "{Id}", "FunctionArn": "{Arn}"}
    ),
    "AWS::Logs::Delivery": Facts(f"logs:{_HERE}:delivery:{{Name}}", attributes={"DeliveryId": "{Name}"}),
    "AWS::Logs::DeliveryDestination": Facts(f"logs:{_HERE}:delivery-destination:{{Name}}", "Name"),
    "AWS::Logs::DeliverySource": Facts(f"logs:{_HERE}:delivery-source:{{Name}}", "Name"),
    "AWS::Logs::Destination": Facts(f"logs:{_HERE}:destination:{{Name}}", "DestinationName"),
    "AWS::Logs::LogGroup": Facts(f"logs:{_HERE}:log-group:{{Name}}", "LogGroupName", attributes={"Arn": "{Arn}:*"}),
    "AWS::MSK::Cluster": Facts(f"kafka:{_HERE}:cluster/{{Name}}/{{Id}}", "ClusterName", ref="{Arn}"),
    "AWS::Neptune::DBCluster": Facts(f"rds:{_HERE}:cluster:{{Name}}", "DBClusterIdentifier"),
    "AWS::OpenSearchService::Domain": Facts(
        f"es:{_HERE}:domain/{{Name}}", "DomainName", attributes={"DomainArn": "{Arn}"}
    ),
    "AWS::Organizations::Account": Facts(attributes={"AccountId": "{Name}", "AccountName": "{AccountName}"}),
    "AWS::Pipes::Pipe": Facts(f"pipes:{_HERE}:pipe/{{Name}}", "Name"),
    "AWS::RDS::DBCluster": Facts(f"rds:{_HERE}:cluster:{{Name}}", "DBClusterIdentifier", attributes=_DB_CLUSTER),
    "AWS::RDS::DBInstance": Facts(
        f"rds:{_HERE}:db:{{Name}}", "DBInstanceIdentifier", attributes={"DBInstanceArn": "{Arn}"}
    ),
    "AWS::RDS::Integration": Facts(
        f"rds:{_HERE}:integration:{{Id}}", ref="{Arn}", attributes={"IntegrationArn": "{Arn}"}
    ),
    "AWS::RDS::DBProxy": Facts(f"rds:{_HERE}:db-proxy:{{Id}}", "DBProxyName", attributes={"DBProxyArn": "{Arn}"}),
    "AWS::RDS::EventSubscription": Facts(f"rds:{_HERE}:es:{{Name}}", "SubscriptionName"),
    "AWS::RUM::AppMonitor": Facts(f"rum:{_HERE}:appmonitor/{{Name}}", "Name"),
    "AWS::Redshift::Cluster": Facts(f"redshift:{_HERE}:cluster:{{Name}}", "ClusterIdentifier"),
    "AWS::Redshift::Integration": Facts(
        f"redshift:{_HERE}:integration:{{Id}}", ref="{Arn}", attributes={"IntegrationArn": "{Arn}"}
    ),
    "AWS::Route53::HostedZone": Facts("route53:::hostedzone/{Name}", attributes={"Id": "{Name}"}),
    "AWS::S3::AccessPoint": Facts(f"s3:{_HERE}:accesspoint/{{Name}}", "Name", attributes={"Name": "{Name}"}),
    "AWS::S3::Bucket": Facts(
        "s3:::{Name}",
        "BucketName",
        attributes={
            "DomainName": "{Name}.s3.{UrlSuffix}",
            "DualStackDomainName": "{Name}.s3.dualstack.{Region}.{UrlSuffix}",
            "RegionalDomainName": "{Name}.s3.{Region}.{UrlSuffix}",
        },
    ),
    "AWS::S3Tables::TableBucket": Facts(
        f"s3tables:{_HERE}:bucket/{{Name}}", "TableBucketName", attributes={"TableBucketARN": "{Arn}"}
    ),
    "AWS::SES::EmailIdentity": Facts(f"ses:{_HERE}:identity/{{Name}}", "EmailIdentity"),
    "AWS::SES::ReceiptRule": Facts(f"ses:{_HERE}:receipt-rule-set/{{RuleSetName}}:receipt-rule/{{Name}}", "Rule.Name"),
    "AWS::SES::ReceiptRuleSet": Facts("", "RuleSetName"),
    "AWS::S3::StorageLens": Facts(
        f"s3:{_HERE}:storage-lens/{{Name}}",
        "StorageLensConfiguration.Id",
        attributes={"StorageLensConfiguration.StorageLensArn": "{Arn}"},
    ),
    "AWS::SNS::Subscription": Facts("{TopicArn}:{Id}", ref="{Arn}"),
    "AWS::SNS::Topic": Facts(
        f"sns:{_HERE}:{{Name}}", "TopicName", ref="{Arn}", attributes={"TopicArn": "{Arn}", "TopicName": "{Name}"}
    ),
    "AWS::SQS::Queue": Facts(
        f"sqs:{_HERE}:{{Name}}",
        "QueueName",
        ref="https://sqs.{Region}.{UrlSuffix}/{Account}/{Name}",
        attributes={"QueueName": "{Name}", "QueueUrl": "{Ref}"},
    ),
    "AWS::SSM::MaintenanceWindowTask": Facts(f"ssm:{_HERE}:windowtask/{{Name}}"),
    "AWS::SSM::Parameter": Facts(
        f"ssm:{_HERE}:parameter/{{Name}}", "Name", attributes={"Type": "{Type}", "Value": "{Value}"}
    ),
    "AWS::SSMIncidents::ResponsePlan": Facts("ssm-incidents::{Account}:response-plan/{Name}", "Name", ref="{Arn}"),
    "AWS::SSM::ResourceDataSync": Facts(f"ssm:{_HERE}:resource-data-sync/{{Name}}", "SyncName"),
    "AWS::SageMaker::EndpointConfig": Facts(
        f"sagemaker:{_HERE}:endpoint-config/{{Name}}",
        "EndpointConfigName",
        ref="{Arn}",
        attributes={"EndpointConfigName": "{Name}"},
    ),
    "AWS::SageMaker::Model": Facts(
        f"sagemaker:{_HERE}:model/{{Name}}",
        "ModelName",
        ref="{Arn}",
        attributes={"ModelArn": "{Arn}", "ModelName": "{Name}"},
    ),
    "AWS::Scheduler::Schedule": Facts(f"scheduler:{_HERE}:schedule/{{GroupName}}/{{Name}}", "Name"),
    "AWS::Scheduler::ScheduleGroup": Facts(f"scheduler:{_HERE}:schedule-group/{{Name}}", "Name"),
    "AWS::SecretsManager::Secret": Facts(
        f"secretsmanager:{_HERE}:secret:{{Name}}-{{Id}}", "Name", ref="{Arn}", attributes={"Id": "{Arn}"}
    ),
    "AWS::SecretsManager::RotationSchedule": Facts(ref="{SecretId}"),
    "AWS::SecretsManager::SecretTargetAttachment": Facts(ref="{SecretId}"),
    "AWS::SecurityHub::Hub": Facts(f"securityhub:{_HERE}:hub/default", ref="{Arn}", attributes={"ARN": "{Arn}"}),
    "AWS::Serverless::Function": _LAMBDA,
    "AWS::Serverless::SimpleTable": _TABLE,
    "AWS::Serverless::StateMachine": Facts(f"states:{_HERE}:stateMachine:{{Name}}", "Name", ref="{Arn}"),
    "AWS::StepFunctions::Activity": Facts(f"states:{_HERE}:activity:{{Name}}", "Name", ref="{Arn}"),
    "AWS::StepFunctions::StateMachine": _STATE_MACHINE,
    "AWS::Timestream::ScheduledQuery": Facts(
        f"timestream:{_HERE}:scheduled-query/{{Name}}-{{Id}}", "ScheduledQueryName", ref="{Arn}"
    ),
    "AWS::Transfer::Server": Facts(f"transfer:{_HERE}:server/{{Id}}", ref="{Arn}", attributes={"ServerId": "{Id}"}),
    "AWS::Transfer::User": Facts(f"transfer:{_HERE}:user/{{ServerId}}/{{Name}}", "UserName"),
}
# What a property is where the resource doesn't say.
DEFAULTS = {"Path": "/", "GroupName": "default"}
