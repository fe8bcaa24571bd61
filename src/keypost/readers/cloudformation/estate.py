"""Templates -> Reading: one case for each way to settle what conditions leave open."""

from keypost.catalogue.all import wirings_by_holder
from keypost.estate.estate import Assumption, Case, Estate, Gap, Reading, Suppression
from keypost.named import Iterable, Iterator, Mapping, Sequence
from keypost.origin import Locate, Pointer
from keypost.readers.building.draft import Draft
from keypost.readers.building.estate import build_estate
from keypost.readers.cloudformation.cases import (
    FEW_CASES,
    MOST_CASES,
    Open,
    SettingsOf,
    choose,
    count_ways,
    join_roots,
    list_assumptions,
    list_ways,
)
from keypost.readers.cloudformation.library import Library
from keypost.readers.cloudformation.pseudo import STACK_NAME
from keypost.readers.cloudformation.settings import Settings
from keypost.readers.cloudformation.source import TemplateSource
from keypost.readers.cloudformation.stacks import Member, Stacks
from keypost.readers.cloudformation.template import Template
from keypost.readers.options import ReadOptions
from keypost.text import Text

# How many resources all cases together may have: a bound on the time that a run takes.
_MOST_RESOURCES = 40_000

_TOO_MANY_CASES = Text(
    en="conditions leave too many ways to settle these templates; only {count} were looked at. Give values with "
    "--parameter, --account or --region, or check fewer templates at once",
    ja="条件によるテンプレートの決まり方が多すぎるため、{count} 通りだけを調べました。"
    "--parameter、--account、--region で値を指定するか、一度に検査するテンプレートを減らしてください",
)
_NO_PARAMETER = Text(
    en="no template here has a parameter of this name, so its value isn't used",
    ja="この名前のパラメータを持つテンプレートがないため、値は使われていません",
)


def read_estate(
    sources: Sequence[TemplateSource], options: ReadOptions, *, library: Library, others: Sequence[Draft] = ()
) -> Reading:
    """Read all templates as one estate, once for every way to settle what their conditions test.

    `others` are resources that no template describes: they are part of the estate in each of these ways.
    """
    settings = Settings(options.parameters, options.account, options.region, choices=_spelled_partition(sources))
    gaps: list[Gap] = []
    suppressions: list[Suppression] = []
    cases = []
    found, unfinished = _settle(sources, settings, library, gaps)
    for stacks, assumptions in found:
        estate = _build(stacks, others, gaps)
        cases.append(Case(estate, assumptions))
        for member in stacks.members():
            suppressions.extend(_suppressions(member, gaps))
    gaps.extend(_unused_parameters(options, [member for stacks, _ in found for member in stacks.members()]))
    files = tuple(source.name for source in sources)
    return Reading(tuple(cases), tuple(_distinct(gaps)), tuple(dict.fromkeys(suppressions)), files, unfinished)


def _unused_parameters(options: ReadOptions, members: Sequence[Member]) -> Iterator[Gap]:
    """Yield the given parameters that no template has: a misspelt one must not go unnoticed."""
    declared = {STACK_NAME, *(name for member in members for name in member.source.template.parameters)}
    for name in options.parameters:
        if name not in declared and name not in options.optional:
            yield Gap(f"--parameter {name}", _NO_PARAMETER)


def _spelled_partition(sources: Sequence[TemplateSource]) -> dict[str, str | None]:
    """Settle AWS::Partition where the templates spell out one partition in ARNs: they could work in no other."""
    spelled = {partition for source in sources for partition in source.partitions}
    return {"AWS::Partition": spelled.pop()} if len(spelled) == 1 else {}


def _settle(
    sources: Sequence[TemplateSource], settings: Settings, library: Library, gaps: list[Gap]
) -> tuple[list[tuple[Stacks, tuple[Assumption, ...]]], frozenset[str]]:
    """Settle choices, and those that come up once others are settled, until none is open."""
    found: list[tuple[Stacks, tuple[Assumption, ...]]] = []
    unfinished: frozenset[str] = frozenset()
    todo: list[tuple[SettingsOf, tuple[Assumption, ...]]] = [({source.name: settings for source in sources}, ())]
    while todo:
        settled, assumptions = todo.pop(0)
        stacks = _link(sources, settled, library)
        choices = _open_choices(stacks)
        if not choices:
            found.append((stacks, assumptions))
            continue
        ways, crowded = list_ways(choices, room=max(_most_cases(stacks) - len(found) - len(todo), 1))
        if crowded:
            unfinished |= crowded
            gaps.append(_crowded_gap(crowded, choices, count=len(found) + len(todo) + len(ways)))
        todo[:0] = [(choose(settled, way), (*assumptions, *list_assumptions(way))) for way in ways]
    return found, unfinished


def _open_choices(stacks: Stacks) -> list[Open]:
    """Return the open choices: of all stacks together where these are few, else of each cluster by itself."""
    everything = stacks.choices([frozenset(stacks.roots())])
    if count_ways(everything) <= min(FEW_CASES, _most_cases(stacks)):
        return everything
    return stacks.choices(join_roots(stacks.roots(), links=stacks.links()))


def _crowded_gap(crowded: frozenset[str], choices: Sequence[Open], *, count: int) -> Gap:
    names = sorted({one.choice.name for one in choices if one.roots & crowded})
    return Gap(", ".join(names), _TOO_MANY_CASES.fill(count=count), choices[0].choice.origin)


def _link(sources: Sequence[TemplateSource], settings: SettingsOf, library: Library) -> Stacks:
    """Link the stacks; a template that turns out to be nested in another is no root, unless all are (a circle)."""
    while True:
        roots = [source for source in sources if not library.is_nested(source)] or list(sources[:1])
        stacks = Stacks(roots, settings=settings, library=library)
        if len(roots) == 1 or not any(library.is_nested(source) for source in roots):
            return stacks


def _most_cases(stacks: Stacks) -> int:
    resources = sum(len(member.source.template.resources) for member in stacks.members())
    return min(MOST_CASES, max(_MOST_RESOURCES // max(resources, 1), 4))


def _build(stacks: Stacks, others: Sequence[Draft], gaps: list[Gap]) -> Estate:
    drafts = [*stacks.drafts(gaps=gaps), *others]
    estate = build_estate(drafts, wirings=wirings_by_holder({draft.kind for draft in drafts}), gaps=gaps)
    gaps.extend(stacks.gaps())
    return estate


def _suppressions(member: Member, gaps: list[Gap]) -> Iterator[Suppression]:
    for metadata, resource, start in _annotated(member):
        from keypost.readers.cloudformation.suppressions import Where, read_suppressions  # few templates have any

        where = Where(member.root, resource=resource, locate=_locate_below(member.source.template, start))
        yield from read_suppressions(metadata, where=where, gaps=gaps)


def _annotated(member: Member) -> Iterator[tuple[Mapping[str, object], str | None, Pointer]]:
    """Yield each Metadata section with something for Keypost, whose it is (None: the template's), and its place."""
    whole = member.source.template.data.get("Metadata")
    if isinstance(whole, dict) and "keypost" in whole:
        yield whole, None, ("Metadata",)
    for resource in member.stack.resources().values():
        if "keypost" in resource.metadata:
            yield resource.metadata, member.prefix + resource.id, ("Resources", resource.id, "Metadata")


def _locate_below(template: Template, start: Pointer) -> Locate:
    return lambda pointer: template.origin((*start, *pointer))


def _distinct(gaps: Iterable[Gap]) -> Iterator[Gap]:
    """Several cases meet the same gaps."""
    yield from dict.fromkeys(gaps)
