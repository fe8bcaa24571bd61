"""`keypost.paths`: the delivery paths that Keypost knows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from keypost.library.choices import Evidence, Verdict
from keypost.library.decode import decode
from keypost.library.errors import told_as_input_error
from keypost.library.values import Report, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who makes the calls of a path: the `kind` of principal, and its service where it is one's."""

    kind: str
    service: str | None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionKey:
    """Whether a call carries a condition key: `presence` is `present`, `absent` or `undocumented`."""

    presence: str
    value: str | None
    evidence: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PathCall:
    """One AWS action that a path needs, on which part, when, and what it carries (`context`)."""

    action: str
    on: str
    when: str
    necessity: str
    evidence: Evidence
    grant: str
    advised: str | None
    caller: Caller | None
    context: Mapping[str, ConditionKey]
    role_context: Mapping[str, ConditionKey] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The setting that makes a delivery of a path: the resource type that holds it, and its properties."""

    type: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    role: tuple[str, ...]
    key: tuple[str, ...]
    role_holder: str | None
    values: Mapping[str, str]
    terraform: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepts:
    """What a service demands of the target's encryption when the delivery is set up."""

    encryption: tuple[str, ...]
    action: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededTrust:
    """What a role's trust policy has to say, so that the service assumes it, and the address that shows it."""

    service: str
    statement: Mapping[str, Any]
    evidence: Evidence
    shown_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedStatements:
    """Policy statements, and the policy that they belong in."""

    policy: str
    caller: Caller
    statements: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to let a path through: the least statements, and the same with the conditions that it carries."""

    caller: Caller
    minimal: tuple[PlacedStatements, ...]
    hardened: tuple[PlacedStatements, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """The ways to let a path through, of which one is enough, and what their placeholders mean."""

    ways: tuple[Way, ...]
    placeholders: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedCall:
    """A call that isn't let through, and the reason's id."""

    action: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Encryption:
    """A kind of encryption, whether a path gets through it, and the calls that don't."""

    kind: str
    verdict: Verdict
    calls: tuple[StoppedCall, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A page that states a fact of a path, and what it says."""

    url: str
    says: Text
    read_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPath:
    """One kind of delivery: who calls what, what the calls carry, how it fails, and where that is documented.

    `path` is the id that reports name; an `id` of its own tells paths apart that reports name alike.
    """

    id: str
    path: str
    title: Text
    source: tuple[str, ...]
    target: str
    caller: Caller
    key: str
    reach: str
    accepts: Accepts | None
    settings: tuple[Setting, ...]
    calls: tuple[PathCall, ...]
    failure: str
    seen_in: tuple[Text, ...]
    symptoms: tuple[str, ...]
    evidence: Evidence
    notes: Text | None
    statements: Statements
    trust: NeededTrust | None
    encryption: tuple[Encryption, ...]
    documented_by: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathsResult(Report):
    """The catalogue, or one path of it: `keypost.paths.v1`."""

    paths: tuple[DeliveryPath, ...]


def paths(path_id: str | None = None) -> PathsResult:
    """Return all delivery paths that Keypost knows, or the one of an id.

    Raises:
        InputError: there is no such path; the hint names those that are called alike.
    """
    from keypost.reports.paths.json import render_json
    from keypost.reports.paths.look_up import look_up

    with told_as_input_error():
        text = render_json(look_up(path_id))
    return decode(PathsResult, json.loads(text), _json=text)
