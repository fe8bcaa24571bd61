"""AWS Control Tower: landing zones (AWS Control Tower API reference). An operation is over when its answer comes."""

from typing import Any

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.controltower.manifest import LATEST, Manifest, read_manifest
from keypost.endpoint.controltower.precheck import require_accounts, require_key, require_organization
from keypost.endpoint.controltower.records import (
    FAILED,
    LandingZone,
    Operation,
    find_operation,
    find_zone,
    list_operations,
    list_zones,
    refuse_second,
)
from keypost.endpoint.controltower.setup import open_site, set_up, tear_down
from keypost.endpoint.front import Front, Result
from keypost.endpoint.front import Operation as Answer
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.units import Organization

_PAGE = 100


def create_zone(front: Front, call: Call, caller: Caller) -> Result:
    """Set a landing zone up."""
    organization = require_organization(call)
    given = call.parameters.get("manifest")
    manifest = _read(call, given, organization)
    zones = list_zones(front, call)
    if zones:
        raise refuse_second()
    tags = call.parameters.get("tags") or {}
    zone = LandingZone(call, version=call.get("version"), manifest=given, tags=tags)
    zones[zone.arn] = zone
    operation = _set_up(front, call, caller, zone=zone, manifest=manifest, kind="CREATE")
    return {"arn": zone.arn, "operationIdentifier": operation.id}


def update_zone(front: Front, call: Call, caller: Caller) -> Result:
    """Set a landing zone up as another manifest says."""
    zone = find_zone(front, call, call.get("landingZoneIdentifier"))
    given = call.parameters.get("manifest") or zone.manifest
    manifest = _read(call, given, require_organization(call))
    zone.version, zone.manifest = call.get("version"), given
    operation = _set_up(front, call, caller, zone=zone, manifest=manifest, kind="UPDATE")
    return {"operationIdentifier": operation.id}


def reset_zone(front: Front, call: Call, caller: Caller) -> Result:
    """Set a landing zone up once more as its manifest says."""
    zone = find_zone(front, call, call.get("landingZoneIdentifier"))
    manifest = read_manifest(zone.manifest, version=zone.version, region=zone.region)
    operation = _set_up(front, call, caller, zone=zone, manifest=manifest, kind="RESET")
    return {"operationIdentifier": operation.id}


def delete_zone(front: Front, call: Call, caller: Caller) -> Result:
    """Take a landing zone away."""
    zone = find_zone(front, call, call.get("landingZoneIdentifier"))
    manifest = read_manifest(zone.manifest, version=zone.version, region=zone.region)
    operation = _begin(front, call, "DELETE")
    try:
        site = open_site(front, call, caller, organization=require_organization(call), manifest=manifest)
        operation.end(tear_down(site))
    except RefusalError as refusal:
        operation.end(refusal.message)
    if operation.status == FAILED:
        zone.status = FAILED
    else:
        del list_zones(front, call)[zone.arn]
    return {"operationIdentifier": operation.id}


def get_zone(front: Front, call: Call, _caller: Caller) -> Result:
    """Return a landing zone."""
    zone = find_zone(front, call, call.get("landingZoneIdentifier"))
    told = {
        "arn": zone.arn, "version": zone.version, "manifest": zone.manifest, "status": zone.status,
        "latestAvailableVersion": LATEST, "driftStatus": {"status": "IN_SYNC"},
    }  # fmt: skip
    return {"landingZone": told}


def list_all(front: Front, call: Call, _caller: Caller) -> Result:
    """Return the landing zone, if there is one."""
    return {"landingZones": [{"arn": arn} for arn in list_zones(front, call)]}


def get_operation(front: Front, call: Call, _caller: Caller) -> Result:
    """Return an operation: how it ended, and why it failed."""
    found = find_operation(front, call)
    times = {"startTime": found.begun, "endTime": found.ended}
    return {"operationDetails": {**_summarize(found), **times, "statusMessage": found.message or None}}


def list_all_operations(front: Front, call: Call, _caller: Caller) -> Result:
    """Return the operations that are asked for, newest first."""
    wanted = call.parameters.get("filter") or {}
    kinds, statuses = wanted.get("types") or (), wanted.get("statuses") or ()
    found = [
        _summarize(one)
        for one in reversed(list_operations(front, call).values())
        if (not kinds or one.kind in kinds) and (not statuses or one.status in statuses)
    ]
    token = call.get("nextToken")
    start = int(token) if token.isdecimal() else 0
    size = min(int(call.parameters.get("maxResults") or _PAGE), _PAGE)
    page: dict[str, Any] = {"landingZoneOperations": found[start : start + size]}
    return page | {"nextToken": str(start + size)} if start + size < len(found) else page


def list_tags(front: Front, call: Call, _caller: Caller) -> Result:
    """Return the tags of a landing zone."""
    return {"tags": find_zone(front, call, call.get("resourceArn")).tags}


def tag(front: Front, call: Call, _caller: Caller) -> Result:
    """Give a landing zone tags."""
    find_zone(front, call, call.get("resourceArn")).tags.update(call.parameters.get("tags") or {})
    return {}


def untag(front: Front, call: Call, _caller: Caller) -> Result:
    """Take tags away."""
    tags = find_zone(front, call, call.get("resourceArn")).tags
    for key in call.parameters.get("tagKeys") or ():
        tags.pop(str(key), None)
    return {}


def _read(call: Call, given: object, organization: Organization) -> Manifest:
    """Return the manifest once all that it names is there.

    Raises:
        RefusalError: something isn't.
    """
    manifest = read_manifest(given, version=call.get("version"), region=call.region)
    require_accounts(manifest, organization)
    require_key(manifest, call)
    return manifest


def _set_up(front: Front, call: Call, caller: Caller, *, zone: LandingZone, manifest: Manifest, kind: str) -> Operation:
    operation = _begin(front, call, kind)
    try:
        site = open_site(front, call, caller, organization=require_organization(call), manifest=manifest)
        operation.end(set_up(site))
    except RefusalError as refusal:
        operation.end(refusal.message)
    zone.status = FAILED if operation.status == FAILED else "ACTIVE"
    return operation


def _begin(front: Front, call: Call, kind: str) -> Operation:
    operation = Operation(kind)
    list_operations(front, call)[operation.id] = operation
    return operation


def _summarize(one: Operation) -> dict[str, Any]:
    return {"operationType": one.kind, "operationIdentifier": one.id, "status": one.status}


OPERATIONS: dict[str, Answer] = {
    "CreateLandingZone": create_zone,
    "UpdateLandingZone": update_zone,
    "ResetLandingZone": reset_zone,
    "DeleteLandingZone": delete_zone,
    "GetLandingZone": get_zone,
    "ListLandingZones": list_all,
    "GetLandingZoneOperation": get_operation,
    "ListLandingZoneOperations": list_all_operations,
    "ListTagsForResource": list_tags,
    "TagResource": tag,
    "UntagResource": untag,
}
