"""The statements of a path, by the policy that they belong in, and what there is to say about them."""

import json
from collections.abc import Iterable, Iterator

from keypost.catalogue.declare import (
    INFERRED,
    Call,
    Caller,
    LinkedRole,
    MadeGrant,
    Necessity,
    Path,
    ThePrincipal,
    When,
)
from keypost.checker.samples import PLACEHOLDER
from keypost.checker.statements import Form, Place, Placed, build_statements, list_callers
from keypost.named import NamedTuple
from keypost.policy.render import Json, render_statement
from keypost.reports.paths.facts import Facts, name_service
from keypost.reports.paths.trust import find_trust_needed
from keypost.reports.wording import path_statements as words
from keypost.text import Text

_BUCKET_KEYS = (When.BUCKET_KEY_IS_ON, When.BUCKET_KEY_IS_OFF)


_WIDTH = 88


def lay_out(data: object, *, indent: str = "", used: int = 0) -> str:
    """Return JSON as people write policies: on one line what fits, below each other what doesn't.

    `used` is the room that is taken on the first line.
    """
    flat = json.dumps(data, ensure_ascii=False)
    is_list_of_objects = isinstance(data, list) and any(isinstance(item, dict) for item in data)
    if not isinstance(data, dict | list) or (used and used + len(flat) <= _WIDTH and not is_list_of_objects):
        return flat
    deeper = f"{indent}  "
    if isinstance(data, list):
        items = [deeper + lay_out(item, indent=deeper) for item in data]
    else:
        heads = {key: f"{deeper}{json.dumps(key)}: " for key in data}
        items = [heads[key] + lay_out(value, indent=deeper, used=len(heads[key])) for key, value in data.items()]
    opening, closing = "[]" if isinstance(data, list) else "{}"
    return "\n".join((opening, ",\n".join(items), indent + closing))


class Block(NamedTuple):
    """The statements of one policy, under the name of that policy."""

    heading: Text
    place: Place
    caller: Caller
    statements: tuple[Json, ...]

    @property
    def text(self) -> str:
        """The statements as JSON that can be pasted into the policy's list of statements."""
        shown: object = self.statements[0] if len(self.statements) == 1 else list(self.statements)
        return lay_out(shown)


class Way(NamedTuple):
    """All statements that one caller needs; `title` is empty where nobody else could deliver."""

    title: Text | None
    caller: Caller
    blocks: tuple[Block, ...]


def list_ways(facts: Facts, *, form: Form) -> list[Way]:
    """Return the ways to let the delivery through; one of them is enough."""
    callers = list_callers(facts.sample)
    return [_build_way(facts, caller, form, is_only=len(callers) == 1) for caller in callers]


def explain_minimal(facts: Facts) -> Iterator[Text]:
    """Yield what else to know about the minimal statements."""
    ways = list_ways(facts, form=Form.MINIMAL)
    places = {block.place for way in ways for block in way.blocks}
    if not places:
        yield from _explain_nothing(facts.path)
        return
    yield words.DROP_ANY
    if len(ways) > 1:
        yield words.ONE_OF_THEM
    if Place.KEY_POLICY in places:
        yield words.KEEP_KEY_POLICY
    if Place.IDENTITY_POLICY in places and any(call.on_key for call in facts.path.calls):
        yield words.NEEDS_DELEGATION
    if isinstance(facts.path.caller, LinkedRole):
        yield words.LINKED_ROLE.fill(policy=facts.path.caller.policy)
    yield from _explain_exceptions(facts.path.calls)


def explain_hardened(facts: Facts) -> Iterator[Text]:
    """Yield what else to know about the hardened statements."""
    blocks = [block for way in list_ways(facts, form=Form.HARDENED) for block in way.blocks]
    if not blocks:
        return
    statements = [statement for block in blocks for statement in block.statements]
    yield words.RECOMMENDED
    if not any("Condition" in statement for statement in statements):
        yield words.NOTHING_TO_NARROW
    elif any("Condition" not in statement for statement in statements):
        yield words.NOT_ALL_NARROWED
    if "kms:EncryptionContext" in str(statements) and any(call.when in _BUCKET_KEYS for call in facts.path.calls):
        yield words.BUCKET_KEY
    added = [call for call in facts.path.calls if call.necessity is Necessity.RECOMMENDED]
    if added:
        yield _fill_actions(words.ADDED, added)


def list_placeholders(facts: Facts) -> list[tuple[str, Text]]:
    """Return the words to be replaced in the statements, and what stands in their place."""
    printed = [block.text for form in Form for way in list_ways(facts, form=form) for block in way.blocks]
    trust = find_trust_needed(facts)
    printed += [] if trust is None else [lay_out(trust.statement)]
    found = dict.fromkeys(PLACEHOLDER.findall("\n".join(printed)))
    return [(name, _explain_placeholder(name, facts.path)) for name in sorted(found)]


def _explain_placeholder(name: str, path: Path) -> Text:
    known = words.PLACEHOLDERS.get(name)
    if known is not None:
        return known
    ending = words.ARN_OF if name.endswith("_ARN") else words.NAME_OF
    if name.startswith(f"{path.target.name}_"):
        return ending.fill(kind=f"`{path.target.value}`")
    kinds = [f"`{kind.value}`" for kind in path.source]
    return Text(en=ending.en.format(kind=" or ".join(kinds)), ja=ending.ja.format(kind="・".join(kinds)))


def _build_way(facts: Facts, caller: Caller, form: Form, *, is_only: bool) -> Way:
    placed = build_statements(facts.sample, caller=caller, form=form)
    title = None if is_only else words.WAYS[type(caller)].fill(service=name_service(caller) or "")
    several = {one.place for one in placed if sum(other.place is one.place for other in placed) > 1}
    blocks = tuple(_build_block(facts.path, one, is_shared=one.place in several) for one in placed)
    return Way(title, caller, blocks)


def _build_block(path: Path, placed: Placed, *, is_shared: bool) -> Block:
    """Where several callers have statements in one policy, the heading says whose they are."""
    heading = _name_policy(path, placed)
    service = name_service(placed.caller)
    if is_shared and service:
        heading = Text(en=f"{heading.en} ({service})", ja=f"{heading.ja} ({service})")
    return Block(heading, placed.place, placed.caller, tuple(map(render_statement, placed.statements)))


def _name_policy(path: Path, placed: Placed) -> Text:
    if placed.place is Place.KEY_POLICY:
        return words.KEY_POLICY
    if placed.place is Place.IDENTITY_POLICY:
        return words.CALLER_POLICY if isinstance(placed.caller, ThePrincipal) else words.ROLE_POLICY
    action = next(call.action for call in path.calls if not call.on_key)
    return words.TARGET_POLICIES.get(action.partition(":")[0], words.TARGET_POLICY)


def _explain_nothing(path: Path) -> Iterator[Text]:
    grants = {call.grant for call in path.calls} - {MadeGrant.NONE}
    if MadeGrant.BY_HAND in grants:
        yield words.GRANT_TO_MAKE
        return
    yield words.GRANTED if grants else words.NOTHING_NEEDED
    if isinstance(path.caller, LinkedRole):
        yield words.LINKED_ROLE.fill(policy=path.caller.policy)
        yield words.NEEDS_DELEGATION


def _explain_exceptions(calls: tuple[Call, ...]) -> Iterator[Text]:
    """Yield which actions aren't needed in every case, or not surely."""
    off = {call.action for call in calls if call.when is not When.BUCKET_KEY_IS_ON}
    with_bucket_key = [call for call in calls if call.action not in off]
    if with_bucket_key:
        yield _fill_actions(words.WITH_BUCKET_KEY, with_bucket_key)
    inferred = [call for call in calls if call.evidence is INFERRED and call.necessity is Necessity.REQUIRED]
    if inferred:
        yield _fill_actions(words.INFERRED, inferred)


def _fill_actions(text: Text, calls: Iterable[Call]) -> Text:
    actions = [f"`{action}`" for action in dict.fromkeys(call.action for call in calls)]
    return Text(en=text.en.format(actions=", ".join(actions)), ja=text.ja.format(actions="、".join(actions)))
