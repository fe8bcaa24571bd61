"""The same delivery under several assumptions, or through several settings."""

import pytest

from keypost.catalogue.declare import Evidence, Failure, Nobody, Path
from keypost.checker.merge import merge_deliveries
from keypost.checker.verdict import Delivery, NeedKind, Verdict
from keypost.estate.estate import Assumption, Wire
from keypost.estate.kind import Kind
from keypost.estate.resource import Resource
from keypost.text import Text

ALARM = Resource(Kind.ALARM, "HighCpu", "arn:aws:cloudwatch:us-east-1:111122223333:alarm:cpu")
TOPIC = Resource(Kind.TOPIC, "Alerts", "arn:aws:sns:us-east-1:111122223333:alerts")
PATH = Path(
    id="cloudwatch-alarm-to-sns",
    title=Text(en="", ja=""),
    source=(Kind.ALARM,),
    target=Kind.TOPIC,
    caller=Nobody(),
    wirings=(),
    calls=(),
    failure=Failure.SILENT,
    seen_in=(),
    evidence=Evidence.DOCUMENTED,
    documented_by=(),
)
WIRE = Wire(source=ALARM, holder=ALARM, setting="AlarmActions[]", target=TOPIC.arn)


def delivery(verdict: Verdict) -> Delivery:
    return Delivery(path=PATH, wire=WIRE, source=ALARM, target=TOPIC, verdict=verdict)


def assume(**values: str) -> tuple[Assumption, ...]:
    return tuple(Assumption(name, value) for name, value in values.items())


@pytest.mark.parametrize("verdict", list(Verdict))
def test_cases_that_agree_keep_their_verdict(verdict: Verdict) -> None:
    merged = merge_deliveries([(assume(Env="prod"), delivery(verdict)), (assume(Env="dev"), delivery(verdict))])
    assert [(one.verdict, one.needs) for one in merged] == [(verdict, ())]


def test_cases_that_differ_depend_on_what_separates_them() -> None:
    decided = [
        (assume(Env="prod", Size="big"), delivery(Verdict.WORKS)),
        (assume(Env="prod", Size="small"), delivery(Verdict.WORKS)),
        (assume(Env="dev", Size="big"), delivery(Verdict.FAILS)),
        (assume(Env="dev", Size="small"), delivery(Verdict.FAILS)),
    ]
    (merged,) = merge_deliveries(decided)
    assert merged.verdict is Verdict.DEPENDS
    assert [(need.kind, need.fact) for need in merged.needs] == [(NeedKind.CONDITION, "Env")]
    assert merged.assumptions == (assume(Env="dev", Size="big"), assume(Env="dev", Size="small"))


def test_a_delivery_that_exists_only_under_one_assumption_keeps_its_verdict() -> None:
    other = delivery(Verdict.WORKS)._replace(source=ALARM._replace(id="LowCpu"))
    merged = merge_deliveries([(assume(Env="prod"), delivery(Verdict.FAILS)), (assume(Env="dev"), other)])
    assert {one.source.id: one.verdict for one in merged} == {"HighCpu": Verdict.FAILS, "LowCpu": Verdict.WORKS}


def test_two_settings_that_link_one_pair_are_one_delivery_with_the_worse_verdict() -> None:
    merged = merge_deliveries([((), delivery(Verdict.WORKS)), ((), delivery(Verdict.FAILS))])
    assert [one.verdict for one in merged] == [Verdict.FAILS]


def test_conditions_that_matter_only_together_are_all_named() -> None:
    decided = [
        (assume(A="yes", B="no"), delivery(Verdict.WORKS)),
        (assume(A="no", B="yes"), delivery(Verdict.FAILS)),
    ]
    (merged,) = merge_deliveries(decided)
    assert [need.fact for need in merged.needs] == ["A", "B"]
