"""GuardDuty: detectors and where their findings are published.

https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DescribePublishingDestination.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import settle
from keypost.readers.snapshot.record import Record


def _fetch(api: Api) -> Iterator[Record]:
    for detector in api.items("ListDetectors", "DetectorIds"):
        arn = api.arn("guardduty", f"detector/{detector}")
        yield Record("AWS::GuardDuty::Detector", arn, arn, detector, {}, "guardduty:ListDetectors")
        listed = api.items("ListPublishingDestinations", "Destinations", about=arn, DetectorId=detector)
        pairs = ((detector, destination["DestinationId"]) for destination in listed)
        yield from api.each(pairs, _fetch_destination)


def _fetch_destination(api: Api, place: tuple[str, str]) -> Iterator[Record]:
    detector, name = place
    about = api.arn("guardduty", f"detector/{detector}/publishingDestination/{name}")
    reply = api.call("DescribePublishingDestination", about=about, DetectorId=detector, DestinationId=name)
    properties = {
        "DetectorId": detector,
        "DestinationType": reply.get("DestinationType"),
        "DestinationProperties": reply.get("DestinationProperties"),
    }
    call = "guardduty:DescribePublishingDestination"
    yield Record("AWS::GuardDuty::PublishingDestination", about, about, name, settle(properties), call)


_OPERATIONS = ("ListDetectors", "ListPublishingDestinations", "DescribePublishingDestination")
PART = Part("guardduty", "guardduty", {name: f"guardduty:{name}" for name in _OPERATIONS}, _fetch)
