"""A CloudTrail history of any size, as CloudTrail lays it out: gzipped JSON in folders for account, region and day.

Every record is a call on one KMS key, of one of 3,000 kinds: services as themselves, roles of theirs, forwarded
sessions, users, other accounts, and some that were denied. What changes from record to record in a real history
changes here: times, ids, sessions, access keys, addresses.
"""

import gzip
import json
import random
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

ACCOUNT, STRANGER, REGION = "111122223333", "444455556666", "us-east-1"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
KINDS = 3_000
RECORDS_A_FILE = 20_000
DAYS = 90
_ACTIONS = ("Decrypt", "GenerateDataKey", "Encrypt")
_SERVICES = ("backup-storage", "cloudwatch", "sns", "events", "s3", "cloudtrail", "logs", "delivery.logs")
_FORWARDING = ("s3", "sns", "sqs", "dynamodb", "secretsmanager")
# One number in each place that differs: record, session, key, address.
_ID, _SESSION, _ACCESS_KEY, _ADDRESS = (
    "\u0001id\u0001",
    "\u0001session\u0001",
    "\u0001access\u0001",
    "\u0001address\u0001",
)
_TIME, _REQUEST, _BEGAN = "\u0001time\u0001", "\u0001request\u0001", "\u0001began\u0001"
_VERSION = "\u0001version\u0001"


def write_trail(folder: Path, *, records: int, seed: int = 0) -> int:
    """Write the history below `folder`, in files of 20,000 records; return how many bytes the files have."""
    counts = [min(RECORDS_A_FILE, records - start) for start in range(0, records, RECORDS_A_FILE)]
    write = partial(_write_file, folder, seed=seed, files=len(counts))
    with ProcessPoolExecutor() as executor:
        return sum(executor.map(write, range(len(counts)), counts))


def build_records(count: int, *, random_numbers: random.Random, start: int = 0) -> list[bytes]:
    """Return records as JSON; `start` is the second of the 90 days at which they begin."""
    kinds = [_split(_build_kind(number)) for number in range(KINDS)]
    weights = [1 + (number * 7919) % 100 for number in range(KINDS)]
    chosen = random_numbers.choices(kinds, weights, k=count)
    return [_fill(parts, random_numbers, start + random_numbers.randrange(86_400)) for parts in chosen]


def _write_file(folder: Path, number: int, count: int, *, seed: int, files: int) -> int:
    day = number * DAYS // files
    month, of_month = (9 + day // 30, 1 + day % 30)
    place = folder / "AWSLogs" / ACCOUNT / "CloudTrail" / REGION / "2026" / f"{month:02}" / f"{of_month:02}"
    place.mkdir(parents=True, exist_ok=True)
    name = f"{ACCOUNT}_CloudTrail_{REGION}_2026{month:02}{of_month:02}T0000Z_{number:016}.json.gz"
    numbers = random.Random(f"{seed}-{number}")  # noqa: S311 - the same numbers in every run
    records = build_records(count, random_numbers=numbers, start=day * 86_400)
    packed = gzip.compress(b'{"Records":[' + b",".join(records) + b"]}", 6)
    return (place / name).write_bytes(packed)


def _build_kind(number: int) -> dict[str, Any]:
    action = _ACTIONS[number % len(_ACTIONS)]
    context = {"encryptionContext": _build_context(number)}
    spec = {"keySpec": "AES_256"} if action == "GenerateDataKey" else {}
    denied = {"errorCode": "AccessDenied", "errorMessage": "no policy allows it"} if number % 50 == 7 else {}
    identity, address = _build_identity(number)
    return {
        "eventVersion": "1.11",
        "userIdentity": identity,
        "eventTime": _TIME,
        "eventSource": "kms.amazonaws.com",
        "eventName": action,
        "awsRegion": REGION,
        "sourceIPAddress": address,
        "userAgent": address
        if address != _ADDRESS
        else f"Boto3/{_VERSION} md/Botocore#{_VERSION} ua/2.1 os/linux lang/python",
        **denied,
        "requestParameters": {"keyId": KEY, **spec, **context},
        "responseElements": None,
        "additionalEventData": {"keyMaterialId": f"{number:064x}"},
        "requestID": _REQUEST,
        "eventID": _ID,
        "readOnly": True,
        "resources": [{"accountId": ACCOUNT, "type": "AWS::KMS::Key", "ARN": KEY}],
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": ACCOUNT,
        "eventCategory": "Management",
        "tlsDetails": {
            "tlsVersion": "TLSv1.3",
            "cipherSuite": "TLS_AES_256_GCM_SHA384",
            "clientProvidedHostHeader": f"kms.{REGION}.amazonaws.com",
        },
    }


def _build_identity(number: int) -> tuple[dict[str, Any], str]:
    """Return who calls, and from where."""
    if number % 10 < 2:
        service = f"{_SERVICES[number % len(_SERVICES)]}.amazonaws.com"
        return {"type": "AWSService", "invokedBy": service}, service
    if number % 10 == 2:
        user = {"type": "IAMUser", "principalId": "AIDAEXAMPLE", "arn": f"arn:aws:iam::{ACCOUNT}:user/user-{number}"}
        return user | {"accountId": ACCOUNT, "accessKeyId": _ACCESS_KEY, "userName": f"user-{number}"}, _ADDRESS
    account = STRANGER if number % 10 == 3 else ACCOUNT
    role = f"arn:aws:iam::{account}:role/role-{number}"
    issuer = {"type": "Role", "principalId": "AROAEXAMPLE", "arn": role, "accountId": account}
    session: dict[str, Any] = {
        "type": "AssumedRole",
        "principalId": f"AROAEXAMPLE:{_SESSION}",
        "arn": f"arn:aws:sts::{account}:assumed-role/role-{number}/{_SESSION}",
        "accountId": account,
        "accessKeyId": _ACCESS_KEY,
        "sessionContext": {
            "sessionIssuer": issuer | {"userName": f"role-{number}"},
            "attributes": {"creationDate": _BEGAN, "mfaAuthenticated": "false"},
        },
    }
    if number % 2:
        return session, _ADDRESS
    service = f"{_FORWARDING[number // 2 % len(_FORWARDING)]}.amazonaws.com"
    return session | {"invokedBy": service}, service


def _build_context(number: int) -> dict[str, str]:
    if number % 2:
        return {"aws:backup:backup-vault": f"arn:aws:backup:{REGION}:{ACCOUNT}:backup-vault:vault-{number}"}
    return {"aws:s3:arn": f"arn:aws:s3:::bucket-{number}/{_SESSION}"}


def _split(kind: dict[str, Any]) -> list[str]:
    """Return the text of a record cut at what changes."""
    text = json.dumps(kind, separators=(",", ":"), ensure_ascii=False)
    return text.split("\\u0001")


def _fill(parts: list[str], random_numbers: random.Random, second: int) -> bytes:
    values = {
        "id": str(UUID(int=random_numbers.getrandbits(128))),
        "request": str(UUID(int=random_numbers.getrandbits(128))),
        "session": f"task-{random_numbers.getrandbits(128):032x}",
        "access": f"ASIA{random_numbers.getrandbits(64):016X}",
        "address": ".".join(["10", *map(str, random_numbers.randbytes(3))]),
        "version": f"1.{random_numbers.randrange(30, 60)}.{random_numbers.randrange(100)}",
        "began": _tell_time(second - random_numbers.randrange(3_600)),
        "time": _tell_time(second),
    }
    return "".join([values.get(part, part) for part in parts]).encode()


def _tell_time(second: int) -> str:
    days, rest = divmod(max(0, second), 86_400)
    return f"2026-{9 + days // 30:02}-{1 + days % 30:02}T{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}Z"
