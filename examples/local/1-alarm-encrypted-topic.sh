#!/bin/sh
# A CloudWatch alarm and a topic under `alias/aws/sns`, with the AWS CLI.
# Run it with `keypost local exec -- sh examples/local/1-alarm-encrypted-topic.sh`.
set -eu
aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" --output text "$@"; }

account=$(aws sts get-caller-identity --query Account)
topic=$(aws sns create-topic --name alerts --query TopicArn)
inbox_arn=arn:aws:sqs:$AWS_REGION:$account:inbox
from_topic='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*"}]}'
inbox=$(aws sqs create-queue --queue-name inbox --query QueueUrl)
attributes=$(mktemp)
python3 -c 'import json, sys; json.dump({"Policy": sys.argv[1]}, sys.stdout)' "$from_topic" > "$attributes"
aws sqs set-queue-attributes --queue-url "$inbox" --attributes "file://$attributes"
rm "$attributes"
aws sns subscribe --topic-arn "$topic" --protocol sqs --notification-endpoint "$inbox_arn" > /dev/null
aws cloudwatch put-metric-alarm --alarm-name cpu --namespace AWS/EC2 --metric-name CPUUtilization --statistic Average \
    --period 60 --evaluation-periods 1 --threshold 80 --comparison-operator GreaterThanThreshold --alarm-actions "$topic"

fire() {
    aws cloudwatch set-alarm-state --alarm-name cpu --state-value OK --state-reason test
    aws cloudwatch set-alarm-state --alarm-name cpu --state-value ALARM --state-reason test
    arrived=$(aws sqs receive-message --queue-url "$inbox" --visibility-timeout 900 --query 'length(Messages || `[]`)')
    echo "$1: $arrived arrived"
    aws cloudwatch describe-alarm-history --alarm-name cpu --history-item-type Action --query 'AlarmHistoryItems[0].HistorySummary'
}
encrypt() { aws sns set-topic-attributes --topic-arn "$topic" --attribute-name KmsMasterKeyId --attribute-value "$1"; }

fire "not encrypted"
encrypt alias/aws/sns
fire "under alias/aws/sns"

key=$(aws kms create-key --query KeyMetadata.Arn)
encrypt "$key"
fire "under a key with the default policy"

delegation='{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::'$account':root"},"Action":"kms:*","Resource":"*"}'
for_alarms='{"Effect":"Allow","Principal":{"Service":"cloudwatch.amazonaws.com"},"Action":["kms:Decrypt","kms:GenerateDataKey*"],"Resource":"*"}'
aws kms put-key-policy --key-id "$key" --policy-name default --policy '{"Version":"2012-10-17","Statement":['"$delegation,$for_alarms"']}'
fire "under a key that lets CloudWatch in"
