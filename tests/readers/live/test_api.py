"""How a part's calls are made: page by page, and no answer that isn't understood is taken for one."""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.parts import kms
from keypost.readers.live.reply import Reply
from keypost.readers.snapshot.record import Fault, Record
from keypost.unknown import Unread, Why
from tests.readers.live.answering import fetch_part


def _fetch_names(api: Api) -> Iterator[Record]:
    for archive in api.items("ListArchives", "Archives"):
        yield Record("AWS::Events::Archive", archive["ArchiveName"], "", "", {}, "")


ARCHIVES = Part("archives", "events", {"ListArchives": "events:ListArchives"}, _fetch_names)


def test_a_listing_that_goes_in_circles_is_given_up() -> None:
    records, missed = fetch_part(ARCHIVES, {"ListArchives": {"Archives": [{"ArchiveName": "a"}], "NextToken": "same"}})
    assert {record.id for record in records} == {"a"}
    assert [(one.fault, one.code) for one in missed] == [(Fault.UNREACHABLE, "PaginationError")]


def test_an_answer_that_lacks_what_it_should_have_is_a_gap_of_its_own() -> None:
    records, missed = fetch_part(ARCHIVES, {"ListArchives": {"Archives": [{"ArchiveName": "a"}, {}]}})
    assert [record.id for record in records] == ["a"]
    assert [(one.fault, one.code, one.message) for one in missed] == [
        (Fault.NOT_UNDERSTOOD, "KeyError", "'ArchiveName'")
    ]


def _fetch_at_once(api: Api) -> Iterator[Record]:
    def fail(_: Api, item: int) -> Iterator[Record]:
        if item:
            raise KeyError(item)
        yield Record("T", str(item), "", "", {}, "")

    yield from api.each([0, 1, 0], fail)


def test_one_of_several_that_is_not_understood_leaves_the_others() -> None:
    part = Part("several", "events", {}, _fetch_at_once)
    records, missed = fetch_part(part, {})
    assert len(records) == 2
    assert [one.fault for one in missed] == [Fault.NOT_UNDERSTOOD]


def test_an_aws_managed_key_whose_alias_is_not_listed_is_left_out() -> None:
    replies = {
        "ListAliases": {"Aliases": []},
        "ListKeys": {"Keys": [{"KeyId": "k", "KeyArn": "arn:aws:kms:eu-west-1:111122223333:key/k"}]},
        "DescribeKey": {"KeyMetadata": {"KeyId": "k", "KeyManager": "AWS"}},
    }
    assert fetch_part(kms.PART, replies) == ([], [])


def test_a_document_is_read_where_it_is_one() -> None:
    reply = Reply({"Policy": '{"a": 1}', "Open": "{", "Empty": "", "Other": 5}, about="it")
    assert reply.document("Policy") == {"a": 1}
    assert reply.document("Open") == "{"
    assert reply.document("Empty") is None
    assert reply.document("Other") == 5
    assert reply.get("Policy", "deeper") is None


def test_every_value_of_a_call_that_told_nothing_is_unread() -> None:
    reply = Reply({}, about="it", fault=Fault.DENIED)
    assert reply.document("Attributes", "Policy") == Unread(Why.ACCESS_DENIED, "it Policy")
