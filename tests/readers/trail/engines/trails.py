"""Records of CloudTrail, the odd ones too, and what a reader of single records makes of them."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import strategies as st

from keypost.readers.trail.record import read_record
from keypost.readers.trail.requests import Asked, Seen, Selection, merge, reduce_record, selects

KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
KEY_ID = KEY.rpartition("/")[2]
OTHER = "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab"
EVERYTHING = Asked(
    sessions=True, addresses=True, mfa=True, aliases=True, pairs=frozenset({"aws:s3:arn", "aws-crypto-public-key"})
)


def read_one_by_one(records: Iterable[Any], selection: Selection, *, asked: Asked) -> tuple[Seen, ...]:
    seen = []
    for data in records:
        record = read_record(data)
        if selects(selection, record):
            requests = reduce_record(record, asked=asked)
            found = (one for one in requests if selection.key in {"", one.key})
            seen += [Seen(request, 1, record.time, record.time) for request in found]
    return merge(seen)


# The columns that Athena's guide gives a CloudTrail table, as far as the query reads them.
_AS_ATHENA = """
CREATE OR REPLACE TABLE cloudtrail (
  eventtime VARCHAR, eventsource VARCHAR, eventname VARCHAR, eventtype VARCHAR, awsregion VARCHAR,
  recipientaccountid VARCHAR, sourceipaddress VARCHAR, vpcendpointid VARCHAR, errorcode VARCHAR, errormessage VARCHAR,
  requestparameters VARCHAR, resources STRUCT(arn VARCHAR, accountid VARCHAR, type VARCHAR)[],
  useridentity STRUCT(type VARCHAR, arn VARCHAR, accountid VARCHAR, invokedby VARCHAR,
    sessioncontext STRUCT(sessionissuer STRUCT(arn VARCHAR), attributes STRUCT(mfaauthenticated VARCHAR))))
"""


def fill_as_athena(connection: duckdb.DuckDBPyConnection, records: Sequence[Any], *, folder: Path) -> None:
    """Make the table `cloudtrail` of these records, as it would be in Athena."""
    connection.execute(_AS_ATHENA)
    lines = folder / "records.in"
    rows = [record | {"requestParameters": json.dumps(record.get("requestParameters"))} for record in records]
    lines.write_text("\n".join(json.dumps(_lower(row)) for row in rows), encoding="utf-8")
    columns = {name: str(kind) for name, kind, *_ in connection.execute("DESCRIBE cloudtrail").fetchall()}
    source = f"read_json('{lines}', format='newline_delimited', columns={columns})"
    connection.execute(f"INSERT INTO cloudtrail BY NAME SELECT * FROM {source}")  # noqa: S608  the test's own


def _lower(data: Any) -> Any:
    if isinstance(data, dict):
        return {name.lower(): _lower(value) for name, value in data.items()}
    return [_lower(one) for one in data] if isinstance(data, list) else data


# What JSON and SQL write in more than one way, and what ends a literal.
_TEXTS = st.text(st.sampled_from("ab/\\\"'*:$%{}\n\té☃𝄞 "), max_size=6)
_OBJECTS = st.builds("arn:aws:s3:::{}/{}".format, st.sampled_from(["logs", "data"]), _TEXTS)
_CONTEXTS = st.dictionaries(
    st.sampled_from(["aws:s3:arn", "AWS:S3:ARN", "aws-crypto-public-key", "aws:lambda:FunctionArn", 'a"b', "日本"]),
    st.one_of(_OBJECTS, _TEXTS, st.just("*"), st.just("arn:aws:s3:::logs")),
    max_size=3,
)
_PARAMETERS = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {},
        optional={
            "keyId": st.sampled_from([KEY, KEY_ID, OTHER, "alias/app", "arn:aws:kms:us-east-1:1:alias/x", ""]),
            "encryptionContext": st.one_of(st.none(), _CONTEXTS),
            "sourceEncryptionContext": _CONTEXTS,
            "destinationEncryptionContext": _CONTEXTS,
            "constraints": st.just({"encryptionContextSubset": {"aws:s3:arn": "arn:aws:s3:::data/x"}}),
            "numberOfBytes": st.just(64),
        },
    ),
)
_RESOURCES = st.one_of(
    st.none(),
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "ARN": st.sampled_from([KEY, OTHER, "arn:aws:kms:us-east-1:111122223333:alias/app", "", None]),
                "type": st.sampled_from(["AWS::KMS::Key", "AWS::S3::Object", "", None]),
            },
        ),
        max_size=3,
    ),
)
_ISSUERS = st.sampled_from([None, {}, {"arn": "arn:aws:iam::111122223333:role/team/app"}, {"arn": ""}, {"arn": None}])
_SESSIONS = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {},
        optional={
            "sessionIssuer": _ISSUERS,
            "attributes": st.sampled_from([None, {}, {"mfaAuthenticated": "true"}]),
        },
    ),
)
_IDENTITIES = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(["AssumedRole", "IAMUser", "AWSService", "AWSAccount", "", None]),
            "arn": st.sampled_from(
                ["arn:aws:sts::111122223333:assumed-role/app/i-1", "arn:aws:iam::1:user/日本", "", None]
            ),
            "accountId": st.sampled_from(["111122223333", None]),
            "invokedBy": st.sampled_from(["backup-storage.amazonaws.com", "AWS Internal", "", None]),
            "sessionContext": _SESSIONS,
        },
    ),
)
_ERRORS = st.sampled_from(["", None, f"User: x is not authorized to perform: kms:Decrypt on resource: {KEY} because"])
RECORDS = st.fixed_dictionaries(
    {"eventName": st.sampled_from(["Decrypt", "GenerateDataKey", "ReEncrypt", "CreateGrant"])},
    optional={
        "eventTime": st.sampled_from(
            ["2026-11-01T09:00:00Z", "2026-11-02T09:00:00Z", "2026-11-03T09:00:00Z", "", None]
        ),
        "eventSource": st.sampled_from(["kms.amazonaws.com", "kms.amazonaws.com", "s3.amazonaws.com", "", None]),
        "eventType": st.sampled_from(["AwsApiCall", "AwsServiceEvent", "", None]),
        "awsRegion": st.sampled_from(["us-east-1", "cn-north-1", None]),
        "recipientAccountId": st.sampled_from(["111122223333", None]),
        "sourceIPAddress": st.sampled_from(["192.0.2.7", "backup.amazonaws.com", None]),
        "vpcEndpointId": st.sampled_from(["vpce-1", None]),
        "errorCode": st.sampled_from(["AccessDenied", "", None]),
        "errorMessage": _ERRORS,
        "requestParameters": _PARAMETERS,
        "resources": _RESOURCES,
        "userIdentity": _IDENTITIES,
    },
)
SELECTIONS = st.builds(
    Selection,
    key=st.sampled_from(["", KEY, OTHER]),
    since=st.sampled_from(["", "2026-11-02"]),
    until=st.sampled_from(["", "2026-11-03"]),
    sources=st.sampled_from([frozenset({"kms.amazonaws.com"}), frozenset()]),
)
