#!/bin/sh
# AWS Backup and a vault whose key denies everybody else, with the AWS CLI.
# Run it with `keypost local exec -- sh examples/local/3-backup-vault-deny.sh`.
set -eu
aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" --output text "$@"; }

root=arn:aws:iam::$(aws sts get-caller-identity --query Account):root
role=$(aws iam create-role --role-name backup --query Role.Arn --assume-role-policy-document \
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"backup.amazonaws.com"},"Action":"sts:AssumeRole"}]}')
aws iam attach-role-policy --role-name backup \
    --policy-arn arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup
table=$(aws dynamodb create-table --table-name orders --billing-mode PAY_PER_REQUEST --query TableDescription.TableArn \
    --key-schema AttributeName=id,KeyType=HASH --attribute-definitions AttributeName=id,AttributeType=S)
key=$(aws kms create-key --query KeyMetadata.Arn)
aws backup create-backup-vault --backup-vault-name daily --encryption-key-arn "$key" > /dev/null

run() {
    delegation='{"Effect":"Allow","Principal":{"AWS":"'$root'"},"Action":"kms:*","Resource":"*"}'
    deny='{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*","Condition":'$2'}'
    aws kms put-key-policy --key-id "$key" --policy-name default --policy '{"Version":"2012-10-17","Statement":['"$delegation,$deny"']}'
    job=$(aws backup start-backup-job --backup-vault-name daily --resource-arn "$table" --iam-role-arn "$role" --query BackupJobId)
    echo "$1: $(aws backup describe-backup-job --backup-job-id "$job" --query '[State,StatusMessage]' | tr '\t' ' ')"
}

run "everybody but one is denied" '{"StringNotEquals":{"aws:PrincipalArn":"'$root'"}}'
run "the role is listed as well" '{"StringNotEquals":{"aws:PrincipalArn":["'$root'","'$role'"]}}'
run "services are spared" '{"StringNotEquals":{"aws:PrincipalArn":"'$root'"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}'
