"""`keypost rules`: the faults that Keypost names, or one of them explained."""

from keypost.cli.output import write_report
from keypost.cli.parser import Options, Parser
from keypost.errors import UsageError
from keypost.text import Text

SUMMARY = Text(
    en="List the faults that Keypost names, or explain one of them.",
    ja="Keypost が指摘する不備の一覧を表示します。ID を指定すると、その不備を説明します。",
)
_ID = Text(en="the rule to explain (default: list all)", ja="説明するルールの ID (省略時は一覧を表示)")
_UNKNOWN = Text(en="there is no rule `{rule}`", ja="`{rule}` というルールはありません")
_DID_YOU_MEAN = Text(en="did you mean `keypost rules {close}`?", ja="`keypost rules {close}` ではありませんか。")
_SEE_ALL = Text(en="`keypost rules` lists them", ja="一覧は `keypost rules` で表示されます。")


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost rules` takes."""
    parser.add_input("rule", metavar="ID", nargs="?", explanation=_ID)
    parser.add_report_options(formats=("text", "json"))


def run(options: Options) -> int:
    """Report on all rules, or on the one that is asked for."""
    from keypost.checker.rules.registry import RULES, load_rules

    language = options.language
    if options.rule is not None and options.rule not in RULES:
        return _tell_cause(options, RULES, language)
    rules = load_rules(RULES if options.rule is None else (options.rule,))
    if options.format == "json":
        from keypost.reports.rules import render_rules_json

        write_report(render_rules_json(rules), file=options.output)
        return 0
    from keypost.cli.look import find_width, write_lines
    from keypost.reports.rules import render_rule, render_rules

    width = find_width(file=options.output)
    if options.rule is None:
        write_lines(render_rules(rules, language=language, width=width), file=options.output)
    else:
        write_lines(render_rule(rules[0], language=language, width=width), file=options.output)
    return 0


def _tell_cause(options: Options, rules: tuple[str, ...], language: str) -> int:
    """Report on a cause that only a diagnosis names."""
    from keypost.diagnosis.causes.all import load_causes
    from keypost.reports.causes import list_own_causes, render_cause, render_cause_json

    own = list_own_causes()
    if options.rule not in own:
        raise _refuse(options.rule, (*rules, *own))
    cause = load_causes()[options.rule]
    if options.format == "json":
        write_report(render_cause_json(cause), file=options.output)
        return 0
    from keypost.cli.look import find_width, write_lines

    write_lines(render_cause(cause, language=language, width=find_width(file=options.output)), file=options.output)
    return 0


def _refuse(rule: str, known: tuple[str, ...]) -> UsageError:
    import difflib

    close = difflib.get_close_matches(rule, known, n=1)
    hint = _DID_YOU_MEAN.fill(close=close[0]) if close else _SEE_ALL
    return UsageError(_UNKNOWN.fill(rule=rule), hint=hint)
