#!/bin/sh
# A topic and an encrypted queue, with the AWS CLI: lost; the consumer locked out; mended.
# Run it with `keypost local exec -- sh examples/local/4-queue-fan-out.sh`.
set -eu
aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" --output text "$@"; }

account=$(aws sts get-caller-identity --query Account)
topic=$(aws sns create-topic --name orders --query TopicArn)
queue=$(aws sqs create-queue --queue-name billing --attributes KmsMasterKeyId=alias/aws/sqs --query QueueUrl)
aws sqs add-permission --queue-url "$queue" --label self --aws-account-ids "$account" --actions SendMessage
from_topic='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*"}]}'
attributes=$(mktemp)
python3 -c 'import json, sys; json.dump({"Policy": sys.argv[1]}, sys.stdout)' "$from_topic" > "$attributes"
aws sqs set-queue-attributes --queue-url "$queue" --attributes "file://$attributes"
rm "$attributes"
aws sns subscribe --topic-arn "$topic" --protocol sqs --notification-endpoint "arn:aws:sqs:$AWS_REGION:$account:billing" > /dev/null

aws iam create-user --user-name consumer > /dev/null
aws iam put-user-policy --user-name consumer --policy-name queues \
    --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}'
set -- $(aws iam create-access-key --user-name consumer --query 'AccessKey.[AccessKeyId,SecretAccessKey]')
consume() { AWS_ACCESS_KEY_ID=$1 AWS_SECRET_ACCESS_KEY=$2 aws sqs receive-message --queue-url "$queue" --visibility-timeout 0 --query 'length(Messages || `[]`)' 2>&1 || true; }
publish() {
    aws sns publish --topic-arn "$topic" --message "an order" > /dev/null
    echo "$1: $(consume "$2" "$3")"
    aws sqs purge-queue --queue-url "$queue" 2> /dev/null || true
}
put() { aws kms put-key-policy --key-id "$key" --policy-name default --policy '{"Version":"2012-10-17","Statement":['"$1"']}'; }

publish "under alias/aws/sqs" "$@"
key=$(aws kms create-key --query KeyMetadata.Arn)
aws sqs set-queue-attributes --queue-url "$queue" --attributes "KmsMasterKeyId=$key"
delegation='{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::'$account':root"},"Action":"kms:*","Resource":"*"}'
for_sns='{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"*"}'
put "$delegation,$for_sns"
publish "under a key that lets Amazon SNS in" "$@"
aws iam put-user-policy --user-name consumer --policy-name key \
    --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"'"$key"'"}]}'
publish "with kms:Decrypt for the consumer" "$@"
