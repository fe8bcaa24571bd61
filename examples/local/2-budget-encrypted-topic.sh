#!/bin/sh
# AWS Budgets, a topic that is encrypted later, and a chat channel, with the AWS CLI.
# Run it with `keypost local exec -- sh examples/local/2-budget-encrypted-topic.sh`.
set -eu
aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" --output text "$@"; }

account=$(aws sts get-caller-identity --query Account)
topic=$(aws sns create-topic --name costs --query TopicArn)
change() { aws sns set-topic-attributes --topic-arn "$topic" --attribute-name "$1" --attribute-value "$2"; }
from_topic='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*"}]}'
inbox=$(aws sqs create-queue --queue-name inbox --query QueueUrl)
attributes=$(mktemp)
python3 -c 'import json, sys; json.dump({"Policy": sys.argv[1]}, sys.stdout)' "$from_topic" > "$attributes"
aws sqs set-queue-attributes --queue-url "$inbox" --attributes "file://$attributes"
rm "$attributes"
aws sns subscribe --topic-arn "$topic" --protocol sqs --notification-endpoint "arn:aws:sqs:$AWS_REGION:$account:inbox" > /dev/null
aws chatbot create-slack-channel-configuration --slack-team-id T0123456789 --slack-channel-id C0123456789 \
    --configuration-name costs --iam-role-arn "arn:aws:iam::$account:role/chat" --sns-topic-arns "$topic" > /dev/null
change Policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"budgets.amazonaws.com"},"Action":"SNS:Publish","Resource":"*","Condition":{"StringEquals":{"aws:SourceAccount":"'"$account"'"},"ArnLike":{"aws:SourceArn":"arn:aws:budgets::'"$account"':*"}}}]}'

spend() { python3 -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], data=sys.argv[2].encode())' "$AWS_ENDPOINT_URL/_keypost/spend" "{\"actual\": $1}"; }
create_budget() {
    aws budgets create-budget --account-id "$account" \
        --budget "BudgetName=$1,BudgetType=COST,TimeUnit=MONTHLY,BudgetLimit={Amount=100,Unit=USD}" \
        --notifications-with-subscribers "Notification={NotificationType=ACTUAL,ComparisonOperator=GREATER_THAN,Threshold=80},Subscribers=[{SubscriptionType=SNS,Address=$topic}]" 2>&1 || true
}
arrived() {
    in_queue=$(aws sqs receive-message --queue-url "$inbox" --visibility-timeout 900 --query 'length(Messages || `[]`)')
    in_channel=$(python3 -c 'import json, sys, urllib.request; print(len(json.load(urllib.request.urlopen(sys.argv[1]))["messages"]))' "$AWS_ENDPOINT_URL/_keypost/chat")
    echo "$1: $in_queue arrived, $in_channel in the channel"
}
cross_again() { spend 10; spend 120; arrived "$1"; }

spend 120
create_budget first
arrived "not encrypted"
change KmsMasterKeyId alias/aws/sns
cross_again "encrypted later"
create_budget second
change Policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"SNS:Publish","Resource":"*"}]}'
cross_again "with a wider topic policy"

key=$(aws kms create-key --query KeyMetadata.Arn)
change KmsMasterKeyId "$key"
cross_again "under a key with the default policy"
delegation='{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::'$account':root"},"Action":"kms:*","Resource":"*"}'
for_budgets='{"Effect":"Allow","Principal":{"Service":"budgets.amazonaws.com"},"Action":["kms:GenerateDataKey*","kms:Decrypt"],"Resource":"*"}'
aws kms put-key-policy --key-id "$key" --policy-name default --policy '{"Version":"2012-10-17","Statement":['"$delegation,$for_budgets"']}'
cross_again "under a key that lets Budgets in"
