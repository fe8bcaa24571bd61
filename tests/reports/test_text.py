import io
import re

import pytest

from keypost.checker.verdict import CheckResult, Delivery, Finding, Need, NeedKind, Severity, Verdict
from keypost.estate.estate import Gap, build_reading
from keypost.origin import NOWHERE
from keypost.reports.page import DEFAULT_WIDTH, Page, Style, mark_code, print_coloured, render_plain
from keypost.reports.scope import Scope, measure
from keypost.reports.text import render_text
from keypost.reports.wrapping import width_of
from keypost.text import Text
from tests.reports import samples

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def render(
    result: CheckResult, *, language: str = "en", width: int = DEFAULT_WIDTH, scope: Scope = samples.SCOPE
) -> str:
    return render_plain(render_text(result, scope=scope, language=language, width=width))


def check(*deliveries: Delivery, gaps: tuple[Gap, ...] = (), findings: tuple[Finding, ...] = ()) -> CheckResult:
    return CheckResult(deliveries, findings, gaps, ("t.yaml",))


def test_the_summary_stands_last() -> None:
    assert render(samples.everything()).splitlines()[-1] == "2 FAILS, 1 DEPENDS, 1 WORKS in 2 files; 1 not read"
    assert render(samples.everything(), language="ja").splitlines()[-1].startswith("2 ファイル: FAILS (失敗) 2 件、")


def test_failures_stand_first() -> None:
    result = check(samples.alarm_works(), samples.alarm_depends(), samples.backup_fails()._replace(findings=()))
    text = render(result)
    assert text.index("FAILS") < text.index("DEPENDS") < text.index("WORKS")


def test_equal_failures_are_told_once() -> None:
    result = samples.everything()._replace(deliveries=tuple(samples.alarm_fails(f"A{n}", n) for n in range(1, 12)))
    text = render(result)
    assert "CloudWatch alarm to SNS topic: 11 deliveries" in text
    assert text.count("fault") == 1
    assert "and 3 more" in text


def test_where_failures_of_a_path_show_is_told_once() -> None:
    other = samples.alarm_fails("Other")._replace(target=samples.PLAIN_TOPIC)
    text = render(samples.everything()._replace(deliveries=(samples.alarm_fails(), other)))
    assert (text.count("look in  alarm history"), text.count("shows ")) == (1, 2)


def test_a_failure_without_a_finding_is_explained_all_the_same() -> None:
    text = render(check(samples.alarm_fails()._replace(findings=())))
    assert "AWS manages this key." in text
    assert "place    monitoring/template.yaml:15" in text


def test_what_gets_through_is_one_line_each_or_counted() -> None:
    few = [samples.alarm_works(f"A{n}", n) for n in range(1, 9)]
    assert render(check(*few)).count("WORKS ") == 9
    many = [samples.alarm_works(f"A{n}", n) for n in range(1, 10)]
    assert "WORKS    CloudWatch alarm to SNS topic: 9 deliveries" in render(check(*many))
    other = many[0]._replace(path=many[0].path._replace(title=Text(en="Another path", ja="別の経路")))
    assert "WORKS    Another path: 1 delivery\n" in render(check(*many, other))


def test_a_line_break_in_a_name_stays_inside_its_sentence() -> None:
    fault = Text(en="the topic `a\nb` is closed", ja="トピック `a\nb` は閉じています")
    finding = samples.DENY_FINDING._replace(message=fault, deliveries=())
    assert "the topic `a\\nb` is closed" in render(check(findings=(finding,)))


def test_an_accepted_failure_says_why_and_until_when() -> None:
    text = " ".join(render(samples.suppressed()).split())
    assert "accepted restored by hand until the new vault (until 2099-01-31, monitoring/template.yaml:4)" in text
    assert text.endswith("1 FAILS in 2 files; 1 accepted")


def test_a_suppression_without_end_says_so() -> None:
    forever = samples.suppressed().deliveries[0]._replace(suppressed=samples.ACCEPTED._replace(until=None))
    assert "期限なし" in render(check(forever._replace(findings=())), language="ja")


def test_an_empty_run_says_what_was_read_and_looked_for() -> None:
    text = render(samples.nothing())
    assert "No delivery was found, so nothing was decided." in text
    assert "Read: 2 files, 9 resources." in text
    assert "`keypost paths`" in text
    assert "None of the files looks like a template" in render(samples.nothing(), scope=Scope(0, 0))


def test_gaps_stand_together_by_reason_with_their_places() -> None:
    why = Text(en="A macro was not expanded.", ja="マクロが展開されていません。")
    gaps = tuple(Gap(f"Macro{n}", why, samples.at(n)) for n in range(1, 12))
    text = render(check(samples.alarm_works(), gaps=(*gaps, Gap("x", Text(en="Why", ja="なぜ"), NOWHERE))))
    assert text.count("A macro was not expanded.") == 1
    assert "- Macro1 (monitoring/template.yaml:1)" in text
    assert "and 3 more" in text
    assert text.endswith("; 12 not read\n")


def test_a_finding_that_stops_nothing_stands_apart() -> None:
    idle = samples.DENY_FINDING._replace(rule="statement-without-effect", severity=Severity.NOTE, deliveries=())
    text = render(check(samples.alarm_works(), findings=(idle,)))
    assert text.index("WORKS") < text.index("Also found") < text.index("rule   statement-without-effect")


def test_many_needs_are_counted() -> None:
    needs = tuple(Need(NeedKind.INPUT_VALUE, f"P{n}") for n in range(5))
    assert "and 2 more" in render(check(samples.alarm_depends()._replace(needs=needs)))


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("width", [40, 50, 60, 80, 120])
def test_lines_stay_within_the_width(language: str, width: int) -> None:
    for line in render(samples.everything(), language=language, width=width).splitlines():
        assert width_of(line) <= width + 2 or len(line.split()) <= 2 or "BoolIfExists" in line, line


def test_on_a_narrow_page_a_label_stands_above_its_text() -> None:
    lines = render(samples.everything(), width=40).splitlines()
    assert "  FAILS" in lines
    at = lines.index("    rule")
    assert lines[at + 1] == "      aws-managed-key-for-service"
    assert lines[:3] == ["Alerts", "  AWS::SNS::Topic", "  monitoring/template.yaml:12"]


def test_many_that_one_decision_accepts_are_counted() -> None:
    known = samples.ACCEPTED._replace(rules=("*",), reason="known")
    accepted = [samples.backup_fails()._replace(suppressed=known, findings=())] * 9
    alone = samples.alarm_depends()._replace(suppressed=samples.ACCEPTED)
    text = render(check(*accepted, alone))
    assert "FAILS    AWS Backup to backup vault: 9 deliveries\n         accepted  known (until" in text
    assert text.count("accepted  ") == 2
    assert "10 accepted" in text


def test_arns_are_never_cut() -> None:
    arn = "arn:aws:sns:ap-northeast-1:111122223333:" + "x" * 256
    source = samples.alarm_fails().source._replace(id=arn)
    assert arn in render(check(samples.alarm_fails()._replace(source=source, findings=())), width=60)


def test_hostile_names_are_shown_as_escapes() -> None:
    evil = "\x1b]0;owned\x07\u202e\nWORKS"
    delivery = samples.alarm_fails()._replace(
        source=samples.alarm_fails().source._replace(id=evil),
        target=samples.TOPIC._replace(id=evil),
        findings=(),
    )
    text = render(check(delivery, gaps=(Gap(evil, Text(en=evil, ja=evil)),)))
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "\nWORKS" not in text
    assert r"\x1b]0;owned\x07\u202e\nWORKS" in text


@pytest.mark.parametrize("language", ["en", "ja"])
def test_colours_change_nothing_else(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    lines = render_text(samples.everything(), scope=samples.SCOPE, language=language)
    stream = io.StringIO()
    print_coloured(lines, stream=stream)
    coloured = stream.getvalue()
    assert "\x1b[1;31mFAILS" in coloured
    plain = [line.rstrip() for line in ESCAPES.sub("", coloured).splitlines()]
    assert plain == render_plain(lines).splitlines()


def test_code_is_marked_and_a_lone_backtick_is_not() -> None:
    assert mark_code("a `b` c") == [("a ", Style.PLAIN), ("`b`", Style.CODE), (" c", Style.PLAIN)]
    assert mark_code("a ` b") == [("a ` b", Style.PLAIN)]


def test_a_page_doesnt_begin_with_an_empty_line() -> None:
    page = Page(language="en", width=80)
    page.blank()
    page.line(("x", Style.PLAIN))
    page.blank()
    page.blank()
    assert page.lines == [(("x", Style.PLAIN),), ()]


def test_the_scope_counts_what_the_input_holds() -> None:
    reading = build_reading([samples.TOPIC, samples.VAULT])._replace(files=("a.yaml",))
    assert measure(reading._replace(cases=reading.cases * 2)) == Scope(files=1, resources=2)


def test_verdicts_of_accepted_deliveries_ask_for_no_attention() -> None:
    accepted = samples.backup_fails()._replace(suppressed=samples.ACCEPTED, findings=())
    text = render(check(accepted, samples.alarm_depends()))
    assert text.index("DEPENDS") < text.index("accepted")
    assert accepted.verdict is Verdict.FAILS


def test_fix_is_named_where_a_file_s_delivery_fails() -> None:
    assert "`keypost fix`" in render(samples.everything())
    assert "`keypost fix`" not in render(samples.everything(), scope=Scope(0, 1))
    assert "`keypost fix`" not in render(samples.suppressed())
