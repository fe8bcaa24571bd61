"""Templates -> Reading: one case for each way to settle what conditions leave open."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product

from keypost.catalogue.all import wirings_by_holder
from keypost.estate.estate import Assumption, Case, Estate, Gap, Reading, Suppression
from keypost.origin import Locate, Pointer
from keypost.readers.cloudformation.build import build_estate
from keypost.readers.cloudformation.library import Library
from keypost.readers.cloudformation.resolved import Choice, Settings
from keypost.readers.cloudformation.source import TemplateSource
from keypost.readers.cloudformation.stacks import Member, Stacks
from keypost.readers.cloudformation.suppressions import Where, read_suppressions
from keypost.readers.cloudformation.template import Template
from keypost.readers.options import ReadOptions
from keypost.text import Text

MOST_CASES = 64

_TOO_MANY_CASES = Text(
    en="conditions leave {count} or more ways to settle these templates; {limit} of them were looked at. "
    "Give values with --parameter, --account or --region",
    ja="条件によってテンプレートの決まり方が {count} 通り以上あり、そのうち {limit} 通りだけを調べました。"
    "--parameter、--account、--region で値を指定してください",
)


def read_estate(sources: Sequence[TemplateSource], options: ReadOptions, *, library: Library) -> Reading:
    """Read all templates as one estate, once for every way to settle what their conditions test."""
    settings = Settings(options.parameters, options.account, options.region, choices=_spelled_partition(sources))
    gaps: list[Gap] = []
    suppressions: list[Suppression] = []
    cases = []
    found, complete = _settle(sources, settings, library, gaps)
    for stacks, assumptions in found:
        estate = _build(stacks, gaps)
        cases.append(Case(estate, assumptions))
        for member in stacks.members():
            suppressions.extend(_suppressions(member, gaps))
    files = tuple(source.name for source in sources)
    return Reading(tuple(cases), tuple(_distinct(gaps)), tuple(dict.fromkeys(suppressions)), files, complete)


def _spelled_partition(sources: Sequence[TemplateSource]) -> dict[str, str | None]:
    """Settle AWS::Partition where the templates spell out one partition in ARNs: they could work in no other."""
    spelled = {partition for source in sources for partition in source.partitions}
    return {"AWS::Partition": spelled.pop()} if len(spelled) == 1 else {}


def _settle(
    sources: Sequence[TemplateSource], settings: Settings, library: Library, gaps: list[Gap]
) -> tuple[list[tuple[Stacks, tuple[Assumption, ...]]], bool]:
    """Settle choices, and those that come up once others are settled, until none is open."""
    found: list[tuple[Stacks, tuple[Assumption, ...]]] = []
    complete = True
    todo: list[tuple[Settings, tuple[Assumption, ...]]] = [(settings, ())]
    while todo:
        settings, assumptions = todo.pop(0)
        stacks = _link(sources, settings, library)
        choices = [choice for choice in stacks.choices() if choice.name not in settings.choices]
        if not choices:
            found.append((stacks, assumptions))
            continue
        room = MOST_CASES - len(found) - len(todo)
        ways, all_of_them = _ways(choices, room=max(room, 1))
        if not all_of_them:
            complete = False
            why = _TOO_MANY_CASES.fill(count=MOST_CASES, limit=MOST_CASES)
            gaps.append(Gap(", ".join(choice.name for choice in choices), why, choices[0].origin))
        todo[:0] = [(_chosen(settings, way), (*assumptions, *_assumed(way))) for way in ways]
    return found, complete


_Way = tuple[tuple[Choice, str | None], ...]


def _ways(choices: Sequence[Choice], *, room: int) -> tuple[list[_Way], bool]:
    """Return the combinations of all choices; where there is no room for all, a few in which every value occurs."""
    count = 1
    for choice in choices:
        count *= len(choice.values)
    if count <= room:
        return [tuple(zip(choices, values, strict=True)) for values in product(*(one.values for one in choices))], True
    most = max(len(choice.values) for choice in choices)
    few = [tuple((choice, choice.values[turn % len(choice.values)]) for choice in choices) for turn in range(most)]
    return few[:room], False


def _chosen(settings: Settings, way: _Way) -> Settings:
    choices, excluded = dict(settings.choices), dict(settings.excluded)
    for choice, value in way:
        choices[choice.name] = value
        if value is None:
            excluded[choice.name] = frozenset(one for one in choice.values if one is not None)
    return replace(settings, choices=choices, excluded=excluded)


def _assumed(way: _Way) -> Iterator[Assumption]:
    for choice, value in way:
        others = ", ".join(one for one in choice.values if one is not None)
        yield Assumption(choice.name, value if value is not None else f"≠ {others}", choice.origin)


def _link(sources: Sequence[TemplateSource], settings: Settings, library: Library) -> Stacks:
    """Link the stacks; a template that turns out to be nested in another is no root, unless all are (a circle)."""
    while True:
        roots = [source for source in sources if not library.is_nested(source)] or list(sources[:1])
        stacks = Stacks(roots, settings=settings, library=library)
        if len(roots) == 1 or not any(library.is_nested(source) for source in roots):
            return stacks


def _build(stacks: Stacks, gaps: list[Gap]) -> Estate:
    drafts = stacks.drafts(gaps=gaps)
    estate = build_estate(drafts, wirings=wirings_by_holder({draft.kind for draft in drafts}), gaps=gaps)
    gaps.extend(stacks.gaps())
    return estate


def _suppressions(member: Member, gaps: list[Gap]) -> Iterator[Suppression]:
    template = member.source.template
    whole = template.data.get("Metadata")
    if isinstance(whole, dict) and "keypost" in whole:
        where = Where(member.root, resource=None, locate=_locate_below(template, ("Metadata",)))
        yield from read_suppressions(whole, where=where, gaps=gaps)
    for resource in member.stack.resources().values():
        if "keypost" in resource.metadata:
            locate = _locate_below(template, ("Resources", resource.id, "Metadata"))
            where = Where(member.root, resource=member.prefix + resource.id, locate=locate)
            yield from read_suppressions(resource.metadata, where=where, gaps=gaps)


def _locate_below(template: Template, start: Pointer) -> Locate:
    return lambda pointer: template.origin((*start, *pointer))


def _distinct(gaps: Iterable[Gap]) -> Iterator[Gap]:
    """Several cases meet the same gaps."""
    yield from dict.fromkeys(gaps)
