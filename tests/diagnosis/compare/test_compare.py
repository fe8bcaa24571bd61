"""Where runs that failed part from runs that succeeded."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from keypost.diagnosis.compare.compare import Call, Comparison, Difference, compare_runs
from keypost.diagnosis.compare.runs import Run, Span, build_run, cut_around, cut_span, split_sessions
from keypost.readers.trail.each import Told
from keypost.readers.trail.record import read_record

ROLE = "arn:aws:iam::111122223333:role/app"


def told(second: int, action: str, *, session: str = "", error: str = "", service: str = "", **more: Any) -> Told:
    identity: dict[str, Any] = {"type": "IAMUser", "arn": "arn:aws:iam::111122223333:user/alice"}
    if session:
        arn = f"arn:aws:sts::111122223333:assumed-role/app/{session}"
        identity = {"type": "AssumedRole", "arn": arn, "sessionContext": {"sessionIssuer": {"arn": ROLE}}}
    if service:
        identity = {"type": "AWSService", "invokedBy": service}
    source, name = action.split(":")
    data = {
        "eventTime": f"2026-11-01T09:00:{second:02d}Z", "eventSource": f"{source}.amazonaws.com", "eventName": name,
        "userIdentity": identity, "errorCode": error, **more,
    }  # fmt: skip
    return Told(read_record(data), json.dumps(data))


def run(*records: Told) -> Run:
    return build_run("run", records)


def tell(comparison: Comparison, difference: Difference) -> list[str]:
    return [one.call.action for one in comparison.calls if one.difference is difference]


def test_the_first_call_that_is_missing_is_the_divergence() -> None:
    good = run(
        told(0, "backup:Start"), told(3, "kms:Decrypt", service="backup-storage.amazonaws.com"), told(9, "x:End")
    )
    bad = run(told(20, "backup:Start"))
    comparison = compare_runs([good], [bad])
    assert comparison.divergence is not None
    assert comparison.divergence.call == Call("backup-storage.amazonaws.com", "", "kms:Decrypt")
    assert (comparison.divergence.good, comparison.divergence.bad) != (None, None)
    assert comparison.divergence.bad is None
    assert comparison.before is not None
    assert comparison.before.call.action == "backup:Start"
    assert tell(comparison, Difference.ONLY_GOOD) == ["kms:Decrypt", "x:End"]


def test_a_call_that_failed_is_one_with_another_outcome() -> None:
    good = run(told(0, "kms:Decrypt"), told(1, "s3:Put"))
    bad = run(told(0, "kms:Decrypt", error="AccessDenied"), told(5, "sns:Publish"))
    comparison = compare_runs([good], [bad])
    assert tell(comparison, Difference.OUTCOME) == ["kms:Decrypt"]
    assert tell(comparison, Difference.ONLY_BAD) == ["sns:Publish"]
    assert comparison.divergence is not None
    assert comparison.divergence.bad is not None
    assert comparison.divergence.bad.errors == ("AccessDenied",)


def test_what_fails_in_both_parts_nothing() -> None:
    runs = [run(told(0, "kms:Decrypt", error="AccessDenied"), told(1, "kms:Decrypt"))]
    comparison = compare_runs(runs, runs)
    assert comparison.divergence is None
    assert tell(comparison, Difference.NONE) == ["kms:Decrypt"]


def test_what_every_good_run_called_comes_before_what_one_did() -> None:
    often, seldom = told(4, "kms:Decrypt"), told(1, "sts:Who")
    comparison = compare_runs([run(told(0, "a:B"), seldom, often), run(told(0, "a:B"), often)], [run(told(0, "a:B"))])
    assert comparison.divergence is not None
    assert comparison.divergence.call.action == "kms:Decrypt"


def test_sessions_are_one_caller_and_a_run_each() -> None:
    records = [
        told(0, "kms:Decrypt", session="job-1"),
        told(1, "kms:Decrypt", session="job-2", error="AccessDenied"),
        told(2, "s3:Put", session="job-1"),
        told(3, "kms:Decrypt", service="s3.amazonaws.com"),
    ]
    good, bad = split_sessions(records)
    assert [one.name.rpartition("/")[2] for one in (*good, *bad)] == ["job-1", "job-2"]
    comparison = compare_runs(good, bad)
    assert {one.call.caller for one in comparison.calls} == {ROLE}
    assert split_sessions([records[0]]) == ((), ())


def test_a_run_is_all_between_its_first_and_its_last_mention() -> None:
    records = [told(at, "kms:Decrypt", requestID="job-7" if at in {2, 5} else "") for at in range(9)]
    cut = cut_around(records, "job-7")
    assert [cut.first[-3:], cut.last[-3:], len(cut.records)] == ["02Z", "05Z", 4]
    assert cut_around(records, "job-8").records == ()
    assert len(cut_span(records, Span("2026-11-01T09:00:03Z", "2026-11-01T09:00:04Z")).records) == 2


def test_times_count_from_the_run_s_own_beginning_whatever_services_are_kept() -> None:
    good = run(told(0, "backup:Start"), told(3, "kms:Decrypt")).keep_services(["kms.amazonaws.com"])
    (compared,) = compare_runs([good], [run(told(0, "a:B")).keep_services([])]).calls
    assert compared.good is not None
    assert compared.good.after == 3


CALLS = st.builds(
    told,
    st.integers(0, 59),
    st.sampled_from(["kms:Decrypt", "s3:Put", "sns:Publish"]),
    error=st.sampled_from(["", "Denied"]),
)
RUNS = st.lists(st.lists(CALLS, min_size=1, max_size=5).map(lambda records: run(*records)), min_size=1, max_size=3)


@given(runs=RUNS)
def test_runs_don_t_differ_from_themselves(runs: list[Run]) -> None:
    comparison = compare_runs(runs, runs)
    assert comparison.divergence is None
    assert {one.difference for one in comparison.calls} == {Difference.NONE}


@given(good=RUNS, bad=RUNS)
def test_sides_turned_round_are_turned_round(good: list[Run], bad: list[Run]) -> None:
    turned = {Difference.ONLY_GOOD: Difference.ONLY_BAD, Difference.ONLY_BAD: Difference.ONLY_GOOD}
    there = {one.call: one.difference for one in compare_runs(good, bad).calls}
    back = {one.call: one.difference for one in compare_runs(bad, good).calls}
    assert there == {call: turned.get(difference, difference) for call, difference in back.items()}
