"""Cost Explorer: who is told of cost anomalies.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetAnomalySubscriptions.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part, Reach
from keypost.readers.snapshot.record import Record

_OPERATION = "GetAnomalySubscriptions"


def _fetch(api: Api) -> Iterator[Record]:
    for one in api.items(_OPERATION, "AnomalySubscriptions"):
        arn, name = one["SubscriptionArn"], one["SubscriptionName"]
        subscribers = [{"Type": who["Type"], "Address": who["Address"]} for who in one["Subscribers"]]
        properties = {"SubscriptionName": name, "Subscribers": subscribers}
        yield Record("AWS::CE::AnomalySubscription", arn, arn, name, properties, f"ce:{_OPERATION}")


PART = Part("cost-anomalies", "ce", {_OPERATION: f"ce:{_OPERATION}"}, _fetch, Reach.ACCOUNT)
