from typing import Any

from keypost.readers.trail.record import Record, read_record
from keypost.readers.trail.requests import Asked, PastRequest, Seen, Selection, merge, reduce_record, selects, shorten

OBJECT = "arn:aws:s3:::bucket/2026/11/01/a.gz"
EVERYTHING = Asked(sessions=True, addresses=True, mfa=True, aliases=True)


def record(**changed: Any) -> Record:
    identity = {
        "type": "AssumedRole",
        "arn": "arn:aws:sts::111122223333:assumed-role/app/i-0abc",
        "sessionContext": {
            "sessionIssuer": {"arn": "arn:aws:iam::111122223333:role/app"},
            "attributes": {"mfaAuthenticated": "true"},
        },
    }
    data = {
        "userIdentity": identity,
        "eventTime": "2026-11-01T09:00:00Z",
        "eventSource": "kms.amazonaws.com",
        "eventName": "Decrypt",
        "sourceIPAddress": "192.0.2.7",
        "requestParameters": {"keyId": "alias/orders", "encryptionContext": {"aws:s3:arn": OBJECT}},
    }
    return read_record(data | changed)


def reduce(asked: Asked) -> PastRequest:
    (request,) = reduce_record(record(), asked=asked)
    return request


def test_what_changes_with_every_record_is_left_out_unless_asked_for() -> None:
    plain, full = reduce(Asked()), reduce(EVERYTHING)
    assert (plain.session, plain.address, plain.mfa, plain.alias) == ("", "", "", "")
    assert (full.session, full.address, full.mfa, full.alias) == (
        "arn:aws:sts::111122223333:assumed-role/app/i-0abc",
        "192.0.2.7",
        "true",
        "alias/orders",
    )


def test_values_that_hardly_repeat_are_cut_unless_their_pair_is_asked_for() -> None:
    context = (("aws-crypto-public-key", "AoPk"), ("aws:s3:arn", OBJECT), ("vault", "orders"))
    assert shorten(context, asked=Asked()) == (
        ("aws-crypto-public-key", "*"),
        ("aws:s3:arn", "arn:aws:s3:::bucket/*"),
        ("vault", "orders"),
    )
    assert dict(shorten(context, asked=Asked(pairs=frozenset({"aws:s3:arn"}))))["aws:s3:arn"] == OBJECT


def test_a_bucket_as_context_stays() -> None:
    context = (("aws:s3:arn", "arn:aws:s3:::bucket"),)
    assert shorten(context, asked=Asked()) == context


def test_the_window_has_its_beginning_and_lacks_its_end() -> None:
    assert selects(Selection(since="2026-11-01T09:00:00Z"), record())
    assert not selects(Selection(since="2026-11-01T09:00:01Z"), record())
    assert selects(Selection(until="2026-11-01T09:00:01Z"), record())
    assert not selects(Selection(until="2026-11-01T09:00:00Z"), record())


def test_calls_of_aws_kms_are_selected_unless_others_are_wanted() -> None:
    published = record(eventSource="sns.amazonaws.com")
    assert not selects(Selection(), published)
    assert selects(Selection(sources=frozenset()), published)
    assert not selects(Selection(sources=frozenset()), record(eventType="AwsServiceEvent"))


def test_equal_requests_are_added_up() -> None:
    one, other = reduce(Asked()), reduce(EVERYTHING)
    parts = [Seen(one, 2, "b", "c"), Seen(other, 1, "x", "x"), Seen(one, 3, "a", "b")]
    assert merge(parts) == (Seen(one, 5, "a", "c"), Seen(other, 1, "x", "x"))
