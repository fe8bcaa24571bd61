#!/bin/sh
# A landing zone whose logs have a key, with the AWS CLI.
# Run it with `keypost local exec -- sh examples/local/5-control-tower-landing-zone.sh`.
set -eu
aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" --output text "$@"; }

aws organizations create-organization --feature-set ALL > /dev/null
create_account() { aws organizations create-account --email "$1@example.com" --account-name "$1" --query CreateAccountStatus.AccountId; }
log=$(create_account log-archive)
audit=$(create_account audit)
managed=arn:aws:iam::aws:policy/service-role
role() {
    trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"'$2'.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
    echo '"'"$1"'":{"Type":"AWS::IAM::Role","Properties":{"RoleName":"AWSControlTower'"$1"'","Path":"/service-role/","AssumeRolePolicyDocument":'"$trust,$3"'}}'
}
execution='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::*:role/AWSControlTowerExecution"}]}'
aws cloudformation create-stack --stack-name control-tower-roles --capabilities CAPABILITY_NAMED_IAM --template-body '{"Resources":{'"
$(role Admin controltower '"ManagedPolicyArns":["'$managed'/AWSControlTowerServiceRolePolicy"]'),
$(role CloudTrailRole cloudtrail '"ManagedPolicyArns":["'$managed'/AWSControlTowerCloudTrailRolePolicy"]'),
$(role ConfigAggregatorRoleForOrganizations config '"ManagedPolicyArns":["'$managed'/AWSConfigRoleForOrganizations"]'),
$(role StackSetRole cloudformation '"Policies":[{"PolicyName":"AssumeExecution","PolicyDocument":'"$execution"'}]')"'}}' > /dev/null

key=$(aws kms create-key --query KeyMetadata.Arn)
account=$(echo "$key" | cut -d : -f 5)
stack=AWSControlTowerBP-BASELINE-CLOUDTRAIL-MASTER
trail=aws-controltower-BaselineCloudTrail
bucket=aws-controltower-logs-$log-$AWS_REGION
logging='{"loggingBucket":{"retentionDays":365},"accessLoggingBucket":{"retentionDays":365},"kmsKeyArn":"'$key'"}'
manifest='{"governedRegions":["'$AWS_REGION'"],"organizationStructure":{"security":{"name":"Security"}},"centralizedLogging":{"accountId":"'$log'","enabled":true,"configurations":'$logging'},"securityRoles":{"accountId":"'$audit'"},"accessManagement":{"enabled":true}}'

tell() {
    ended='operationDetails.[status,statusMessage]'
    echo "$1: $(aws controltower get-landing-zone-operation --operation-identifier "$2" --query "$ended" \
        | sed -e 's/\t.*Status Reason: /\t/' -e 's/\tNone$//' | tr '\t' ' ')"
}
reset() { tell "$1" "$(aws controltower reset-landing-zone --landing-zone-identifier "$zone" --query operationIdentifier)"; }

made=$(aws controltower create-landing-zone --landing-zone-version 3.3 --manifest "$manifest" --query '[arn,operationIdentifier]')
zone=$(echo "$made" | cut -f 1)
tell "under a key with the default policy" "$(echo "$made" | cut -f 2)"

in_log_archive() { AWS_ACCESS_KEY_ID=$log command aws --endpoint-url "$AWS_ENDPOINT_URL" --output text "$@"; }
before=$(in_log_archive s3api get-bucket-policy --bucket "$bucket" --query Policy)
in_log_archive s3api put-bucket-policy --bucket "$bucket" --policy \
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::'"$bucket"'","arn:aws:s3:::'"$bucket"'/*"]}]}'
reset "with a wider bucket policy"
in_log_archive s3api put-bucket-policy --bucket "$bucket" --policy "$before"

delegation='{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::'$account':root"},"Action":"kms:*","Resource":"*"}'
for_config='{"Effect":"Allow","Principal":{"Service":"config.amazonaws.com"},"Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*"}'
condition='{"StringEquals":{"aws:SourceArn":"arn:aws:cloudtrail:'$AWS_REGION':'$account':trail/'$trail'"},"StringLike":{"kms:EncryptionContext:aws:cloudtrail:arn":"arn:aws:cloudtrail:*:'$account':trail/*"}}'
for_cloudtrail='{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":["kms:GenerateDataKey*","kms:Decrypt"],"Resource":"*","Condition":'$condition'}'
aws kms put-key-policy --key-id "$key" --policy-name default --policy '{"Version":"2012-10-17","Statement":['"$delegation,$for_config,$for_cloudtrail"']}'
reset "under a key that lets AWS Config and CloudTrail in"
aws cloudformation delete-stack --stack-name "$stack"
reset "without the failed stack"

aws cloudtrail get-trail-status --name "$trail" > /dev/null # here, what has happened is delivered when somebody asks
name=$(in_log_archive s3api list-objects-v2 --bucket "$bucket" --query 'Contents[?contains(Key, `.json.gz`)] | [0].Key')
used=$(in_log_archive s3api head-object --bucket "$bucket" --key "$name" --query SSEKMSKeyId)
[ "$used" = "$key" ] && echo "the trail's file: encrypted with the key"
