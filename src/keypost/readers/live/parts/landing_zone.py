"""Control Tower: the landing zone, which its home Region knows.

https://docs.aws.amazon.com/controltower/latest/APIReference/API_GetLandingZone.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, settle
from keypost.readers.snapshot.record import Record


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("ListLandingZones", "landingZones"), _fetch_zone)


def _fetch_zone(api: Api, zone: Item) -> Iterator[Record]:
    arn = zone["arn"]
    reply = api.call("GetLandingZone", about=arn, landingZoneIdentifier=arn)
    properties = {"Manifest": reply.get("landingZone", "manifest"), "Version": reply.get("landingZone", "version")}
    name = arn.rsplit("/", 1)[-1]
    call = "controltower:GetLandingZone"
    yield Record("AWS::ControlTower::LandingZone", arn, arn, name, settle(properties), call)


_OPERATIONS = ("ListLandingZones", "GetLandingZone")
PART = Part("controltower", "controltower", {name: f"controltower:{name}" for name in _OPERATIONS}, _fetch)
