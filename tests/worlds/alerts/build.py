"""Alarms and a budget on one encrypted topic."""

from tests.readers.local_aws import Account, allow, use_key

SERVICES = {"Service": ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"]}


def build(aws: Account) -> None:
    aws.key("alias/alerts", use_key("cloudwatch.amazonaws.com"), sid="EnableIAMPolicies")
    publish = {**allow("", "sns:Publish"), "Principal": SERVICES}
    alerts = aws.topic("alerts", publish, KmsMasterKeyId="alias/alerts")
    aws.alarm("high-cpu", alerts, OKActions=[alerts])
    aws.client("budgets").create_budget(
        AccountId=aws.id,
        Budget={
            "BudgetName": "monthly",
            "BudgetType": "COST",
            "TimeUnit": "MONTHLY",
            "BudgetLimit": {"Amount": "500", "Unit": "USD"},
        },
        NotificationsWithSubscribers=[
            {
                "Notification": {
                    "NotificationType": "ACTUAL",
                    "ComparisonOperator": "GREATER_THAN",
                    "Threshold": 80,
                },
                "Subscribers": [
                    {"SubscriptionType": "EMAIL", "Address": "finops@example.com"},
                    {"SubscriptionType": "SNS", "Address": alerts},
                ],
            }
        ],
    )
