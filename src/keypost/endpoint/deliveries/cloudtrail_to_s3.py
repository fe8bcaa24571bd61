"""CloudTrail -> bucket: tried when a trail is made or changed; its events whenever it is started or asked for.

Asked for is a trail by its status, and by a list of what is in its bucket: the next list has what is new.

Sources: CloudTrail API reference, CreateTrail, GetTrailStatus; CloudTrail User Guide, AWS KMS key policies for trails,
Amazon S3 bucket policy for CloudTrail (an organization's trail writes into a folder of the organization, one of each
account in it, as the trail of the management account).
"""

import base64
import gzip
import json
import secrets
from datetime import UTC, datetime
from typing import Any

from keypost.catalogue.paths import cloudtrail_to_s3
from keypost.endpoint.actions.declare import build_arn
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.deliveries.attempt import attempt
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.sender import build_sender
from keypost.endpoint.front import Done, Front, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.keys import find_key
from keypost.endpoint.store.perform import perform
from keypost.endpoint.store.resources import find_bucket
from keypost.endpoint.store.units import Organization, find_organization, is_trusted, list_accounts

_SERVICE = "cloudtrail.amazonaws.com"
_DELIVERED = "trail-deliveries"
_STARTED = "trails-of-buckets"


def put_trail(front: Front, call: Call, _caller: Caller) -> Result:
    """Make or change a trail once CloudTrail could write to its bucket."""
    settings = dict(call.parameters)
    if call.operation == "UpdateTrail":
        settings = {**_describe(call), **settings}
    _require_organization(settings, call)
    key = _resolve_key(settings, call)
    if find_bucket(str(settings.get("S3BucketName"))) is None:
        message = f"S3 bucket {settings.get('S3BucketName')} does not exist!"
        raise RefusalError("S3BucketDoesNotExistException", message)
    organization = _find_organization(settings, call)
    folder = organization.id if organization is not None else call.account
    refused = _write(front, call, settings, name=f"{folder}/CloudTrail/", content=b"")
    if refused is not None:
        raise _word(refused, settings, key)
    parameters = {**call.parameters, **({"KmsKeyId": key} if key else {})}
    return perform(call.service, call.operation, parameters, account=call.account, region=call.region)


def get_status(front: Front, call: Call, _caller: Caller) -> Result:
    """Deliver what has happened since the last time, and tell how that went."""
    status = perform(call.service, call.operation, call.parameters, account=call.account, region=call.region)
    refused = _deliver(front, call) if status.get("IsLogging") else None
    if refused is not None:
        status["LatestDeliveryError"] = "AccessDenied" if "ccess" in refused.code else refused.code
    return status


def deliver_first(front: Front, done: Done) -> None:
    """Deliver what there is as soon as a trail is started (AWS takes some minutes), and remember its bucket."""
    call = done.call
    trail = _describe(call)
    front.state.map(_STARTED, trail["S3BucketName"])[trail["TrailARN"]] = call.region
    _deliver(front, call)


def deliver_new(front: Front, done: Done) -> None:
    """Deliver what is new to a bucket that somebody looks into."""
    for arn, region in list(front.state.map(_STARTED, done.call.get("Bucket")).items()):
        _, _, _, _, account, _ = arn.split(":", 5)
        call = Call("cloudtrail", "GetTrailStatus", {"Name": arn}, account, region)
        status = perform(call.service, call.operation, call.parameters, account=account, region=region)
        if status.get("IsLogging"):
            _deliver(front, call, is_due=False)


def _deliver(front: Front, call: Call, *, is_due: bool = True) -> RefusalError | None:
    """Write a file of each account and Region that anything has happened in; return the first refusal.

    Where it `is_due` the trail's own account and Region has one in any case.
    """
    trail, done = _describe(call), front.state.map(_DELIVERED, call.account, call.region)
    since, now = done.get(trail["Name"], ""), datetime.now(UTC)
    for account, region, folder in _list_places(front, call, trail):
        events = [one for one in front.trail.list(account, region) if one["eventTime"] >= since]
        if not events and not (is_due and account == call.account):
            continue
        content = gzip.compress(json.dumps({"Records": events}).encode())
        file = f"{account}_CloudTrail_{region}_{now:%Y%m%dT%H%MZ}_{secrets.token_hex(8)}.json.gz"
        name = f"{folder}/CloudTrail/{region}/{now:%Y/%m/%d}/{file}"
        refused = _write(front, call, trail, name=name, content=content)
        if refused is not None:
            return refused
    done[trail["Name"]] = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    return None


def _list_places(front: Front, call: Call, trail: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return the accounts and Regions that the trail records, each with the folder of its files."""
    organization = _find_organization(trail, call)
    folders = {call.account: call.account}
    if organization is not None:
        accounts = dict.fromkeys([organization.account, *list_accounts(organization.root, account=call.account)])
        folders = {account: f"{organization.id}/{account}" for account in accounts}
    every = trail.get("IsMultiRegionTrail")
    return [
        (account, region, folder)
        for account, folder in folders.items()
        for region in (front.trail.list_regions(account) if every else (call.region,))
    ]


def _find_organization(trail: dict[str, Any], call: Call) -> Organization | None:
    """Return the organization whose accounts the trail records, None for a trail of one account."""
    return find_organization(call.account) if trail.get("IsOrganizationTrail") else None


def _require_organization(trail: dict[str, Any], call: Call) -> None:
    """Let an organization's trail be made by its management account only, once it trusts CloudTrail."""
    if not trail.get("IsOrganizationTrail"):
        return
    organization = find_organization(call.account)
    if organization is None:
        message = "The request could not be completed because your account is not a member of an organization."
        raise RefusalError("OrganizationsNotInUseException", message)
    if organization.account != call.account:
        message = "You must be signed in to the management account of the organization to make its trail."
        raise RefusalError("NotOrganizationMasterAccountException", message)
    if not is_trusted(_SERVICE, account=call.account):
        message = "Trusted access is not enabled between AWS CloudTrail and AWS Organizations."
        raise RefusalError("CloudTrailAccessNotEnabledException", message)


def _write(front: Front, call: Call, trail: dict[str, Any], *, name: str, content: bytes) -> RefusalError | None:
    """Look at the bucket and write into it as CloudTrail does."""
    arn = build_arn(call, "cloudtrail", f"trail/{trail['Name'].rpartition('/')[2]}")
    bucket, path = trail["S3BucketName"], cloudtrail_to_s3.PATH
    sender = build_sender(path, source=arn, target=f"arn:aws:s3:::{bucket}")
    prefix = f"{trail['S3KeyPrefix']}/" if trail.get("S3KeyPrefix") else ""
    key = f"{prefix}AWSLogs/{name}"
    parameters: dict[str, Any] = {"Bucket": bucket, "Key": key, "Body": content, "ACL": "bucket-owner-full-control"}
    if trail.get("KmsKeyId"):
        context = base64.b64encode(json.dumps({"aws:cloudtrail:arn": arn}).encode()).decode()
        parameters |= {"ServerSideEncryption": "aws:kms", "SSEKMSEncryptionContext": context}
        parameters["SSEKMSKeyId"] = trail["KmsKeyId"]
    look = Call("s3", "GetBucketAcl", {"Bucket": bucket}, call.account, call.region)
    put = Call("s3", "PutObject", parameters, call.account, call.region)
    for one in (look, put):
        refused = attempt(front, one, sender, path=path.id, source=arn, target=f"arn:aws:s3:::{bucket}")
        if refused is not None:
            return refused
    return None


def _word(refused: RefusalError, trail: dict[str, Any], key: str) -> RefusalError:
    bucket = trail["S3BucketName"]
    if "kms:" in refused.message or refused.code.startswith("KMS"):
        message = f"Insufficient permissions to access S3 bucket {bucket} or KMS key {key}."
        return RefusalError("InsufficientEncryptionPolicyException", message)
    return RefusalError(
        "InsufficientS3BucketPolicyException", f"Incorrect S3 bucket policy is detected for bucket: {bucket}"
    )


def _resolve_key(trail: dict[str, Any], call: Call) -> str:
    """Return the key's ARN; a key that doesn't exist is refused before anything else."""
    reference = str(trail.get("KmsKeyId") or "")
    if not reference:
        return ""
    key = find_key(reference, account=call.account, region=call.region)
    if key is None:
        raise RefusalError("KmsKeyNotFoundException", f"KMS key {reference} not found.")
    trail["KmsKeyId"] = key.arn
    return key.arn


def _describe(call: Call) -> dict[str, Any]:
    parameters = {"Name": call.get("Name")}
    found: dict[str, Any] = perform("cloudtrail", "GetTrail", parameters, account=call.account, region=call.region)
    return dict(found["Trail"])


DELIVERY = Delivery(
    operations={
        ("cloudtrail", "CreateTrail"): put_trail,
        ("cloudtrail", "UpdateTrail"): put_trail,
        ("cloudtrail", "GetTrailStatus"): get_status,
    },
    followings={
        ("cloudtrail", "StartLogging"): deliver_first,
        ("s3", "ListObjects"): deliver_new,
        ("s3", "ListObjectsV2"): deliver_new,
    },
)
