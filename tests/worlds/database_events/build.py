"""RDS events into two topics; one key lets RDS in."""

from tests.readers.local_aws import Account, allow, use_key

RDS = "events.rds.amazonaws.com"


def build(aws: Account) -> None:
    key = aws.key("alias/databases", use_key(RDS))
    publish = allow(RDS, "sns:Publish")
    sealed = aws.topic("databases", publish, KmsMasterKeyId=key.rpartition("/")[2])
    managed = aws.topic("databases-managed", publish, KmsMasterKeyId="alias/aws/sns")
    for name, category, topic in (("failovers", "failover", sealed), ("backups", "backup", managed)):
        aws.client("rds").create_event_subscription(
            SubscriptionName=name, SnsTopicArn=topic, SourceType="db-instance", EventCategories=[category]
        )
