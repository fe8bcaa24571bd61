"""`keypost.explain`: I have this error message or event: what is the cause?"""

import json
from dataclasses import dataclass, field

from keypost.errors import UsageError
from keypost.library.check import CheckResult, Language
from keypost.library.choices import Likelihood
from keypost.library.decode import decode
from keypost.library.errors import told_as_input_error
from keypost.library.values import Delivery, Gap, Location, Report, Text
from keypost.text import Text as Sentence

_EMPTY = Sentence(en="there is no text to explain", ja="説明するテキストがありません")
_GIVE_TEXT = Sentence(
    en="give the error message, alarm history or CloudTrail event",
    ja="エラーメッセージ、アラームの履歴、CloudTrail イベントのいずれかを指定してください。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """What the text says of the policy that denied: its kind (`by`) and its ARN, where they are told."""

    effect: str
    by: str | None
    policy: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the text tells; None where it doesn't."""

    service: str | None
    principal: str | None
    action: str | None
    resource: str | None
    key: str | None
    account: str | None
    region: str | None
    operation: str | None = None
    error: str | None = None
    request_id: str | None = None
    key_account: str | None = None
    target: str | None = None
    resource_type: str | None = None
    encoded: str | None = None
    denial: Denial | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message that is known: what it means, and where it is documented or was seen."""

    id: str
    meaning: Text
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """What speaks for a cause (or, with a negative weight, against it)."""

    id: str
    weight: int
    means: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLook:
    """What to look at next: the command that shows it, and what it shows."""

    what: Text
    find_key: str | None
    command: str
    shows: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A cause behind the failure; one that was `decided` against an estate has the `location` of the fault."""

    rule: str
    path: str | None
    likelihood: Likelihood
    why: Text
    fix: Text
    see_next: NextLook | None
    docs: str
    title: Text | None = None
    reasons: tuple[Clue, ...] = ()
    fixes: tuple[Text, ...] = ()
    verify: Text | None = None
    decided: bool = False
    location: Location = field(default_factory=Location)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estate:
    """What the estate says of the failure: `answer` is `fails`, `depends`, `works` or `no-match`."""

    answer: str
    sure: bool
    deliveries: tuple[Delivery, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainResult(Report):
    """What the text tells, and the causes behind it, the likeliest first: `keypost.explain.v1`."""

    facts: Facts
    messages: tuple[Message, ...]
    paths: tuple[str, ...]
    nearest: tuple[str, ...]
    causes: tuple[Cause, ...]
    estate: Estate | None = None


def explain(text: str, *, estate: CheckResult | None = None, language: Language = "en") -> ExplainResult:
    """Return the likely causes behind an error message, alarm history entry, CloudTrail event or delivery status log.

    With an `estate`, what `keypost.check` answered, the causes are decided against it and name its lines.

    Raises:
        InputError: the text is empty, or the estate was pickled since `keypost.check` gave it.
    """
    from keypost.diagnosis.decide import decide
    from keypost.diagnosis.explain import explain as find_causes
    from keypost.reports.explain_json import render_json

    with told_as_input_error():
        if not text.strip():
            raise UsageError(_EMPTY, hint=_GIVE_TEXT)
        explanation = find_causes(text)
        decided = None if estate is None else decide(explanation, estate.recall().decided)
    report = render_json(explanation, decided, language=language)
    return decode(ExplainResult, json.loads(report), _json=report)
