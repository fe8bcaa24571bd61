"""`keypost.check`: which deliveries work, fail, or depend on something unknown?"""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import NoneType
from typing import Literal, get_args

from keypost.checker.verdict import CheckResult as Decided
from keypost.errors import UsageError
from keypost.estate.estate import Reading, Suppression
from keypost.library.choices import Verdict
from keypost.library.decode import decode
from keypost.library.documents import Input, gather
from keypost.library.errors import told_as_input_error
from keypost.library.values import Delivery, Finding, Gap, Report, Resource
from keypost.named import NamedTuple
from keypost.readers.options import ReadOptions, check_account, check_region
from keypost.settings.find import Settings, read_settings
from keypost.settings.settle import settle
from keypost.text import Text

_PICKLED = Text(
    en="this result was pickled, and no longer knows what was read",
    ja="この結果は pickle されたもので、読み込んだ内容を保持していません",
)
_CHECK_AGAIN = Text(en="call `keypost.check` again", ja="もう一度 `keypost.check` を呼び出してください。")

_NO_KEY = Text(en="`{choice}` is no kind of key", ja="`{choice}` というキーの種類はありません")
_GIVE_KEY = Text(en="kinds: aws-managed, customer", ja="種類: aws-managed、customer")
_NO_FORMAT = Text(en="`{form}` is no format for pipelines", ja="`{form}` というパイプライン用の形式はありません")
_GIVE_FORMAT = Text(en="formats: {forms}", ja="形式: {forms}")
_NO_TEXT = Text(en="the value of parameter `{name}` is no text", ja="パラメータ `{name}` の値が文字列ではありません")
_GIVE_TEXT = Text(
    en="give it as CloudFormation takes it: numbers as texts, lists with commas between their items",
    ja="CloudFormation に渡すとおりの文字列にしてください (数値も文字列、リストはコンマ区切り)。",
)
_NO_STRING = Text(en="`{name}` is no text", ja="`{name}` が文字列ではありません")
_QUOTE = Text(en='give it in quotes: {name}="{value}"', ja='引用符で囲んでください: {name}="{value}"')

Language = Literal["en", "ja"]
KeyChoice = Literal["aws-managed", "customer"]
Format = Literal["sarif", "junit", "github", "gitlab", "markdown"]


class Checked(NamedTuple):
    """What an answer was made of: the inputs by name, documents in memory, what was read, and what was decided."""

    names: tuple[str, ...]
    held: Mapping[str, bytes]
    reading: Reading
    decided: Decided

    @property
    def texts(self) -> dict[str, str]:
        """The documents in memory as texts."""
        return {name: content.decode("utf-8", "replace") for name, content in self.held.items()}

    def __deepcopy__(self, memo: object) -> "Checked":
        """Return the same: nothing of it ever changes."""
        return self

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        """Stay behind where a result is pickled: what it says travels, what it was made of doesn't."""
        return NoneType, ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How many there are of each; suppressed deliveries count for their verdict too."""

    deliveries: int
    works: int
    fails: int
    depends: int
    gaps: int
    suppressed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a preview takes for granted: that these resources, which aren't, were under such a key."""

    if_encrypted: str
    resources: tuple[Resource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult(Report):
    """All deliveries that were found, what is wrong, and what could not be read: `keypost.check.v1`.

    It remembers what was read: `keypost.fix`, `keypost.explain` and `keypost.diff` take it.
    """

    summary: Summary
    deliveries: tuple[Delivery, ...]
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    preview: Preview | None = None
    _checked: Checked | None = field(repr=False, compare=False)

    @property
    def failing(self) -> tuple[Delivery, ...]:
        """The deliveries that FAIL and aren't suppressed: those that make `keypost check` exit with 1."""
        return self._list(Verdict.FAILS)

    @property
    def depending(self) -> tuple[Delivery, ...]:
        """The deliveries that DEPEND and aren't suppressed."""
        return self._list(Verdict.DEPENDS)

    def findings_of(self, delivery: Delivery) -> tuple[Finding, ...]:
        """Return the findings behind a delivery of this result."""
        return tuple(one for one in self.findings if delivery in self.deliveries_of(one))

    def deliveries_of(self, finding: Finding) -> tuple[Delivery, ...]:
        """Return the deliveries that a finding of this result stops."""
        return tuple(self.deliveries[index] for index in finding.deliveries)

    def to_text(self, *, language: Language = "en", width: int = 100) -> str:
        """Return the report that `keypost check` prints for people: a message for `assert`, without colours."""
        from keypost.reports.page import render_plain
        from keypost.reports.scope import measure
        from keypost.reports.text import render_text

        with told_as_input_error():
            checked = self.recall()
        scope = measure(checked.reading)
        return render_plain(render_text(checked.decided, scope=scope, language=language, width=width))

    def to_report(self, form: Format, *, language: Language = "en") -> str:
        """Return what `keypost check --format` writes for a pipeline: `markdown` is a comment for a pull request.

        Raises:
            InputError: there is no such format, or the result was pickled since `keypost.check` gave it.
        """
        from keypost.reports.formats.registry import FORMATS, render
        from keypost.reports.outline import build_outline
        from keypost.writers.affordable import propose

        with told_as_input_error():
            if form not in get_args(Format):
                raise UsageError(_NO_FORMAT.fill(form=form), hint=_GIVE_FORMAT.fill(forms=", ".join(get_args(Format))))
            checked = self.recall()
        shown = propose(checked.reading, checked.decided, edited=checked.texts) if FORMATS[form].shows_fixes else ()
        code, folder = int(bool(self.failing)), str(Path.cwd())
        outline = build_outline(checked.decided, language=language, exit_code=code, folder=folder, proposals=shown)
        return render(form, outline)

    def recall(self) -> Checked:
        """Return what the result was made of; not for the users of the library.

        Raises:
            UsageError: it has been pickled since.
        """
        if self._checked is None:
            raise UsageError(_PICKLED, hint=_CHECK_AGAIN)
        return self._checked

    def _list(self, verdict: Verdict) -> tuple[Delivery, ...]:
        return tuple(one for one in self.deliveries if one.verdict is verdict and not one.suppressed)


def check(
    *inputs: Input,
    account: str | None = None,
    region: str | None = None,
    parameters: Mapping[str, str] | None = None,
    if_encrypted: KeyChoice | None = None,
    config: str | os.PathLike[str] | None = None,
    language: Language = "en",
) -> CheckResult:
    """Decide every delivery of templates, plans, `cdk.out` folders and snapshots, read together as one estate.

    Args:
        inputs: paths (a folder is searched), parsed templates or plans, `Document`s.
        account: the account that they are deployed to, 12 digits: settles `AWS::AccountId`.
        region: the Region that they are deployed to: settles `AWS::Region`.
        parameters: values of template parameters; one without value or default is unknown.
        if_encrypted: preview what would fail if all that isn't under a KMS key were under such a one.
        config: a `keypost.toml` or pyproject.toml: its `account`, `region`, `parameters` and `paths` hold where nothing
            else is given, its `exclude` and suppressions always. Without it no config file is looked for.
        language: that of the texts which the JSON has once only (the `fixes` of findings, why something is a gap).

    Raises:
        InputError: an input is missing or can't be read, nothing is found to check, or an option makes no sense.
    """
    with told_as_input_error():
        settings = _read_settings(config)
        options = settle(
            settings,
            account=None if account is None else check_account(_check_text("account", account)),
            region=None if region is None else check_region(_check_text("region", region)),
            parameters=_check_parameters(parameters),
            reads_all=not inputs,
        )
        names, held, reading = _read(inputs or settings.paths, options)
        decided = _decide(reading, settings.suppressions, if_encrypted)
    return build_result(Checked(names, held, reading, decided), language=language)


def build_result(checked: Checked, *, language: Language) -> CheckResult:
    """Return what was decided as the report says it."""
    from keypost.reports.json import render_json

    text = render_json(checked.decided, language=language)
    return decode(CheckResult, json.loads(text), _json=text, _checked=checked)


def _read_settings(config: str | os.PathLike[str] | None) -> Settings:
    return Settings() if config is None else read_settings(os.fspath(config))


def _read(inputs: tuple[Input, ...], options: ReadOptions) -> tuple[tuple[str, ...], Mapping[str, bytes], Reading]:
    from keypost.readers.read import read_paths

    names, held = gather(inputs)
    return tuple(names), held, read_paths(names, options, edited=held)


def _decide(reading: Reading, suppressions: tuple[Suppression, ...], if_encrypted: KeyChoice | None) -> Decided:
    today = time.strftime("%Y-%m-%d", time.gmtime())
    if if_encrypted is None:
        from keypost.checker.check import check as decide

        return decide(reading, suppressions=suppressions, today=today)
    from keypost.checker.encrypt import KeyChoice as Choice
    from keypost.checker.preview import preview

    if if_encrypted not in get_args(KeyChoice):
        raise UsageError(_NO_KEY.fill(choice=if_encrypted), hint=_GIVE_KEY)
    return preview(reading, choice=Choice(if_encrypted), suppressions=suppressions, today=today)


def _check_text(name: str, given: object) -> str:
    if not isinstance(given, str):
        raise UsageError(_NO_STRING.fill(name=name), hint=_QUOTE.fill(name=name, value=given))
    return given


def _check_parameters(given: Mapping[str, str] | None) -> dict[str, str]:
    for name, value in (given or {}).items():
        if not isinstance(value, str):
            raise UsageError(_NO_TEXT.fill(name=name), hint=_GIVE_TEXT)
    return dict(given or {})
