"""What the catalogue documents of a service's calls on keys: for whose resource it calls, and what it doesn't tell.

A history doesn't tell the path. The encryption context narrows it down: SNS, SQS and others name the resource in it
(`aws:sns:topicArn`), so a call with one of these pairs is none of a path that sends other pairs alone. And services do
more with keys than deliver: a call is taken for a delivery only if its encryption context is one of a path.
"""

from keypost.arn import Arn, parse_arn
from keypost.catalogue.all import all_paths
from keypost.catalogue.declare import Absent, Call, ContextKey, ContextValue, Evidence, Part, Path, Sent
from keypost.named import NamedTuple, cache
from keypost.readers.trail.requests import PastRequest
from keypost.unknown import build_unknown

_PAIR = "kms:encryptioncontext:"
_Keys = dict[str, ContextValue]


class PathCall(NamedTuple):
    """A service's call on a key, and the path that it belongs to; context keys are in lower case."""

    path: Path
    call: Call
    context: _Keys

    @property
    def pairs(self) -> frozenset[str]:
        """The names in the encryption context, in lower case; none where the path doesn't tell or there are none."""
        return frozenset(
            key.removeprefix(_PAIR)
            for key, value in self.context.items()
            if key.startswith(_PAIR) and isinstance(value, Sent)
        )


class Documented(NamedTuple):
    """What the paths of a request agree on: context keys that it carries, and those, in lower case, that it doesn't.

    `doubtful` are those that some of the paths send, or perhaps. A value that the record doesn't tell is unknown.
    """

    context: dict[str, tuple[str, ...]]
    absent: frozenset[str]
    doubtful: frozenset[str]


@cache
def list_calls(service: str) -> tuple[PathCall, ...]:
    """Return all calls on keys that the service, named without a Region, is documented to make as itself."""
    return tuple(
        PathCall(path, call, {key.lower(): value for key, value in call.context.items()})
        for path in all_paths()
        for call in path.calls
        if call.on_key and path.service_of(call).replace("{region}.", "") == service
    )


@cache
def sends_source_account(service: str) -> bool:
    """Tell whether the service is documented to send aws:SourceAccount on every key that it calls for a resource.

    One path on which it doesn't, or on which nobody knows, is enough: a history doesn't tell the path.
    """
    sent = [one.context.get("aws:sourceaccount") for one in list_calls(service)]
    return bool(sent) and all(
        isinstance(one, Sent) and one.value is Part.SOURCE_ACCOUNT and _is_sure(one) for one in sent
    )


def find_calls(past: PastRequest, *, action: str) -> tuple[PathCall, ...]:
    """Return the calls that the service's request may have been; none where none has such an encryption context."""
    names = {name.lower() for name, _ in past.encryption_context}
    service = past.caller.replace(f".{past.region}.", ".").removeprefix(f"{past.region}.")
    calls = [one for one in list_calls(service) if one.call.action == action]
    if not any(names & one.pairs if names else not one.pairs for one in calls):
        return ()
    return tuple(one for one in calls if not names or not one.pairs or names & one.pairs)


def find_documented(past: PastRequest, *, action: str, keys: frozenset[str]) -> Documented:
    """Return what all paths that the service's request may belong to say of the keys (in lower case)."""
    calls = find_calls(past, action=action)
    said = {key: [one.context.get(key) for one in calls] for key in keys} if calls else {}
    absent = frozenset(
        key for key, values in said.items() if all(isinstance(one, Absent) and _is_sure(one) for one in values)
    )
    sent = {key for key, values in said.items() if all(isinstance(one, Sent) and _is_sure(one) for one in values)}
    doubtful = {key for key, values in said.items() if any(isinstance(one, Sent) for one in values)} - sent
    carried: dict[str, tuple[str, ...]] = {name: (_agree(name, calls, past),) for name in _name(sent, calls)}
    return Documented(carried, absent, frozenset(doubtful))


def _name(keys: set[str], calls: tuple[PathCall, ...]) -> list[ContextKey]:
    """Return the keys, of which all calls send each, as AWS writes them."""
    return [name for name in calls[0].call.context if name.lower() in keys] if calls else []


def _is_sure(value: Sent | Absent) -> bool:
    return value.evidence is not Evidence.INFERRED


def _agree(key: ContextKey, calls: tuple[PathCall, ...], past: PastRequest) -> str:
    """Return the text that all calls send, unknown where they send several or the record doesn't tell it."""
    texts = {_fill(value, one, past, key) for one in calls if isinstance(value := one.call.context.get(key), Sent)}
    return texts.pop() if len(texts) == 1 else build_unknown(key)


def _fill(sent: Sent, one: PathCall, past: PastRequest, key: str) -> str:
    """Return the text as far as the record tells it; what isn't told is called as the context key."""
    if sent.others:
        return build_unknown(key)
    told = _find_told(one, past)
    here = parse_arn(past.key)
    partition = here.partition if here is not None else build_unknown(key)  # nothing reaches from one into another
    source, target, nothing = (
        _Side(key, arn, partition) for arn in (told.get(Part.SOURCE_ARN), told.get(Part.TARGET), None)
    )
    template = sent.value.value if isinstance(sent.value, Part) else sent.value
    unknown = build_unknown(key)
    return template.format(
        source=source, target=target, key=nothing, role=nothing, values=nothing, reference=unknown, any=unknown
    )


def _find_told(one: PathCall, past: PastRequest) -> dict[Part | str, Arn]:
    """Return the ARNs of source and target, where the encryption context tells them with their accounts."""
    told = {name.lower(): parse_arn(value) for name, value in past.encryption_context}
    return {
        sent.value: arn
        for name in one.pairs
        if isinstance(sent := one.context[f"{_PAIR}{name}"], Sent)
        and (arn := told.get(name)) is not None
        and arn.account
    }


class _Side:
    """The fields of a source or target whose ARN is told, or of one that isn't known."""

    def __init__(self, key: str, arn: Arn | None, partition: str) -> None:
        self._unknown, self.partition = build_unknown(key), partition
        if arn is not None:
            self.arn, self.account, self.region = str(arn), arn.account, arn.region

    def __getattr__(self, name: str) -> str:
        return self._unknown
