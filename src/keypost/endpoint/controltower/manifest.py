"""The manifest of a landing zone: read, and checked against the schema of its version.

Sources: AWS Control Tower User Guide, landing zone schemas (versions 3.1, 3.2 and 3.3 are alike); the sentence about
fields that aren't recognized is the one that people quote
(https://github.com/hashicorp/terraform-provider-aws/issues/49646), that about missing ones is cut off there, and how it
ends is inferred.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from keypost.endpoint.refusal import RefusalError
from keypost.named import NamedTuple

VERSIONS = ("3.1", "3.2", "3.3")
LATEST = VERSIONS[-1]
_HELP = "For information about formatting, see https://docs.aws.amazon.com/controltower/latest/userguide/lz-api-launch.html."
_UNKNOWN = f"The LandingZoneManifest that you provided contains fields that are not recognized. {_HELP}"
_MISSING = f"The LandingZoneManifest that you provided is missing some required manifest fields. {_HELP}"
_WRONG = f"The LandingZoneManifest that you provided contains a value that is not valid: {{field}}. {_HELP}"
_LONGEST_NAME = 120
_LONGEST_ARN = 2048
_ACCOUNT = re.compile(r"\d{12}")
_REGION = re.compile(r"[a-z]{2}-[a-z-]*-[0-9]")
_DAYS, _DAYS_OF_ACCESS = 365, 3650


class Manifest(NamedTuple):
    """What a landing zone is to be: accounts, units, Regions, and the key of its logs (empty: none)."""

    log_account: str
    audit_account: str
    security_unit: str
    sandbox_unit: str
    regions: tuple[str, ...]
    key: str
    has_trail: bool
    days: int
    days_of_access: int


class _Part(NamedTuple):
    """An object of the manifest: what each member has to be, and which can't be missing."""

    members: "Mapping[str, Callable[[object], bool] | _Part]"
    required: tuple[str, ...] = ()


def _is_account(value: object) -> bool:
    return isinstance(value, str) and _ACCOUNT.fullmatch(value) is not None


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_days(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _is_arn(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_ARN


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_NAME


def _are_regions(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and _REGION.fullmatch(one) for one in value)


_HOLDER = _Part({"accountId": _is_account}, ("accountId",))
_UNIT = _Part({"name": _is_name}, ("name",))
_BUCKET = _Part({"retentionDays": _is_days})
_BACKUP = _Part(
    {"backupAdmin": _HOLDER, "centralBackup": _HOLDER, "kmsKeyArn": _is_arn},
    ("backupAdmin", "centralBackup", "kmsKeyArn"),
)
_SCHEMA = _Part(
    {
        "accessManagement": _Part({"enabled": _is_flag}, ("enabled",)),
        "backup": _Part({"configurations": _BACKUP, "enabled": _is_flag}),
        "centralizedLogging": _Part(
            {
                "accountId": _is_account,
                "configurations": _Part(
                    {"accessLoggingBucket": _BUCKET, "kmsKeyArn": _is_arn, "loggingBucket": _BUCKET}
                ),
                "enabled": _is_flag,
            },
            ("accountId",),
        ),
        "governedRegions": _are_regions,
        "organizationStructure": _Part({"sandbox": _UNIT, "security": _UNIT}, ("security",)),
        "securityRoles": _HOLDER,
    },
    ("centralizedLogging", "organizationStructure", "securityRoles"),
)


def read_manifest(given: object, *, version: str, region: str) -> Manifest:
    """Return what the manifest asks for; without governed Regions it is the home Region alone.

    Raises:
        RefusalError: it isn't what the schema of the version says.
    """
    document = _parse(given)
    if version not in VERSIONS:
        told = ", ".join(VERSIONS)
        raise RefusalError("ValidationException", f"keypost local sets up landing zones of the versions {told}.")
    _check(_SCHEMA, document, "manifest")
    logging, units = document["centralizedLogging"], document["organizationStructure"]
    settings = logging.get("configurations") or {}
    return Manifest(
        log_account=logging["accountId"],
        audit_account=document["securityRoles"]["accountId"],
        security_unit=units["security"]["name"],
        sandbox_unit=(units.get("sandbox") or {}).get("name", ""),
        regions=tuple(document.get("governedRegions") or (region,)),
        key=settings.get("kmsKeyArn", ""),
        has_trail=logging.get("enabled", True),
        days=(settings.get("loggingBucket") or {}).get("retentionDays", _DAYS),
        days_of_access=(settings.get("accessLoggingBucket") or {}).get("retentionDays", _DAYS_OF_ACCESS),
    )


def _parse(given: object) -> Any:
    if not isinstance(given, str):
        return given
    try:
        return json.loads(given)
    except ValueError as error:
        raise _refuse("manifest") from error


def _check(part: _Part, value: object, field: str) -> None:
    if not isinstance(value, Mapping):
        raise _refuse(field)
    if value.keys() - part.members.keys():
        raise RefusalError("ValidationException", _UNKNOWN)
    if any(name not in value for name in part.required):
        raise RefusalError("ValidationException", _MISSING)
    for name, one in value.items():
        member = part.members[name]
        if isinstance(member, _Part):
            _check(member, one, name)
        elif not member(one):
            raise _refuse(name)


def _refuse(field: str) -> RefusalError:
    return RefusalError("ValidationException", _WRONG.format(field=field))
