"""All stacks of a run under given settings: root stacks, the nested ones they make, and what links them."""

from os.path import commonpath, dirname

from keypost.estate.estate import Gap
from keypost.named import Iterable, Iterator, Mapping, NamedTuple, Sequence
from keypost.origin import Origin, Pointer
from keypost.readers.building.draft import Draft, EstatePlace
from keypost.readers.building.resolved import ResolvedResource, Value
from keypost.readers.cloudformation.cases import Open
from keypost.readers.cloudformation.library import Library
from keypost.readers.cloudformation.links import Exports
from keypost.readers.cloudformation.pseudo import STACK_NAME
from keypost.readers.cloudformation.settings import Budget, Settings
from keypost.readers.cloudformation.source import TemplateSource
from keypost.readers.cloudformation.stack import Stack
from keypost.text import Text
from keypost.unknown import Shape, build_unknown

NESTED_TYPES = frozenset({"AWS::CloudFormation::Stack", "AWS::CloudFormation::StackSet"})
_MOST_STACKS = 500

_TOO_MANY = Text(
    en="more than {limit} nested stacks; those from here on were not read",
    ja="ネストされたスタックが {limit} 個を超えています。これ以降は読み込まれていません",
)


class _Place(NamedTuple):
    """Where a stack stands: its root stack, what unknown parts are named after, and what its ids begin with."""

    root: str
    label: str
    prefix: str


class Member:
    """One stack, where it stands in the estate (`root`, and `prefix` of its ids), and where it comes from."""

    __slots__ = ("ancestors", "place", "prefix", "root", "source", "stack")

    def __init__(self, stack: Stack, *, source: TemplateSource, place: _Place, ancestors: tuple[str, ...]) -> None:
        """Take the stack and its place; `ancestors` are the files of the stacks around it."""
        self.stack = stack
        self.source = source
        self.place = place
        self.root = place.root
        self.prefix = place.prefix
        self.ancestors = ancestors

    def relocate(self, resource: str, origin: Origin) -> Origin:
        """Return where the user wrote what stands at a place of the template."""
        return self.source.relocate(resource, origin) if self.source.relocate else origin


class _Questions:
    """What the stacks below one root ask about others (a `Linker`)."""

    def __init__(self, stacks: "Stacks", root: str) -> None:
        self._stacks = stacks
        self._root = root
        self.budget = Budget()

    def imported(self, name: str) -> Value:
        """Return the value exported under a name."""
        return self._stacks.imported(name, root=self._root)

    def nested_output(self, stack: str, resource: str, output: str) -> Value:
        """Return an output of a nested stack."""
        return self._stacks.nested_output(stack, resource, output)

    def stack_output(self, stack_name: str, output: str) -> Value:
        """Return an output of a stack by the stack's name."""
        return self._stacks.stack_output(stack_name, output)


class Stacks:
    """The stacks of one settled reading; answers their questions about each other."""

    def __init__(
        self, sources: Sequence[TemplateSource], *, settings: Mapping[str, Settings], library: Library
    ) -> None:
        """Build a root stack for each source under its settings; nested ones follow when somebody asks for them."""
        self._settings = settings
        self._library = library
        self._members: dict[str, Member] = {}
        self._children: dict[tuple[str, str], str | None] = {}
        self._exports = Exports(self._members)
        self._gaps: list[Gap] = []
        for source, label in zip(sources, _labels(sources), strict=True):
            place = _Place(source.name, label, "")
            self._add(source, self._root_settings(source), place=place, ancestors=())
        self._expand()

    def members(self) -> list[Member]:
        """Return all stacks, parents before their children."""
        return list(self._members.values())

    def choices(self, clusters: Iterable[frozenset[str]]) -> list[Open]:
        """Return what the stacks' conditions leave open, each name once in a cluster of root stacks."""
        cluster_of = {root: cluster for cluster in clusters for root in cluster}
        seen: dict[tuple[str, frozenset[str]], Open] = {}
        for member in self._members.values():
            settled = self._settings[member.root].choices
            for choice in member.stack.choices():
                if choice.name not in settled:
                    key = (choice.name, cluster_of[member.root])
                    values = (*(seen[key].choice.values if key in seen else ()), *choice.values)
                    first = seen[key].choice if key in seen else choice
                    seen[key] = Open(first._replace(values=tuple(dict.fromkeys(values))), key[1])
        return list(seen.values())

    def roots(self) -> tuple[str, ...]:
        """Return the names of the root stacks."""
        return tuple(dict.fromkeys(member.root for member in self._members.values()))

    def links(self) -> list[frozenset[str]]:
        """Return which root stacks depend on each other through imports."""
        for member in self._members.values():
            member.stack.resources()
        return self._exports.links()

    def gaps(self) -> list[Gap]:
        """Return what the stacks could not read, and what could not be linked."""
        found = [gap for member in self._members.values() for gap in _gaps_of(member)]
        self._exports.report_clashes()
        return found + self._gaps + self._exports.gaps

    def drafts(self, *, gaps: list[Gap]) -> list[Draft]:
        """Return every resource of every stack, ready to be built."""
        return [
            _draft(resource, member, gaps)
            for member in self._members.values()
            for resource in member.stack.resources().values()
        ]

    def imported(self, name: str, *, root: str) -> Value:
        """Return the value exported under a name, for a stack below `root`."""
        return self._exports.find(name, root=root)

    def nested_output(self, stack: str, resource: str, output: str) -> Value:
        """Return an output of the nested stack behind a resource, unknown where its template isn't in the input."""
        child = self._child(stack, resource)
        if child is None:
            return build_unknown(f"{resource}.Outputs.{output}")
        return self._members[child].stack.output(output)

    def stack_output(self, stack_name: str, output: str) -> Value:
        """Return the output of a stack by its name; only stacks of a CDK assembly have known names."""
        for member in self._members.values():
            if member.source.stack_name == stack_name and not member.prefix:
                return member.stack.output(output)
        return build_unknown(f"{stack_name}.{output}")

    def _root_settings(self, source: TemplateSource) -> Settings:
        given = self._settings[source.name]
        told = given.parameters.get(STACK_NAME)
        name = told if isinstance(told, str) else source.stack_name
        choices = {**given.choices, STACK_NAME: name} if name else given.choices
        return given._replace(
            account=given.account or source.account, region=given.region or source.region, choices=choices
        )

    def _add(self, source: TemplateSource, settings: Settings, *, place: _Place, ancestors: tuple[str, ...]) -> str:
        name = "#".join(filter(None, (place.label, place.prefix.rstrip("/"))))
        stack = Stack(source.template, settings, _Questions(self, place.root), name=name)
        self._members[name] = Member(stack, source=source, place=place, ancestors=(*ancestors, source.name))
        return name

    def _expand(self) -> None:
        """Find all nested stacks, level by level."""
        todo = list(self._members)
        while todo:
            name = todo.pop(0)
            children = [self._child(name, resource_id) for resource_id in _nested_in(self._members[name].stack)]
            todo.extend(child for child in children if child)

    def _child(self, parent: str, resource_id: str) -> str | None:
        """Return the name of the nested stack behind a resource; built when first asked for."""
        key = (parent, resource_id)
        if key in self._children:
            return self._children[key]
        self._children[key] = None
        member = self._members[parent]
        resource = member.stack.resource(resource_id)
        if resource is None:
            return None
        if len(self._members) >= _MOST_STACKS:
            self._gaps.append(Gap(resource_id, _TOO_MANY.fill(limit=_MOST_STACKS), resource.origin))
            return None
        from keypost.readers.cloudformation.nested import find_nested

        found = find_nested(resource, parent=member.source, ancestors=member.ancestors, library=self._library)
        self._gaps.extend(found.gaps)
        if found.source is None:
            return None
        given = self._settings[member.root]
        # AWS makes up the name of a nested stack.
        name = build_unknown(f"{parent}#{resource_id}#{STACK_NAME}", shape=Shape.IDENTITY)
        settings = given._replace(
            parameters=found.parameters,
            choices={**given.choices, STACK_NAME: name},
            account=found.account or member.stack.pseudo.account,
            region=found.region or member.stack.pseudo.region,
        )
        place = member.place._replace(prefix=f"{member.prefix}{resource_id}/")
        self._children[key] = self._add(found.source, settings, place=place, ancestors=member.ancestors)
        return self._children[key]


def _nested_in(stack: Stack) -> list[str]:
    return [resource_id for resource_id, type_name in stack.types().items() if type_name in NESTED_TYPES]


def _labels(sources: Sequence[TemplateSource]) -> list[str]:
    """Return a short name for each root: nothing for the only one, else its path below the folder of all."""
    if len(sources) == 1:
        return [""]
    folders = {dirname(source.name) for source in sources}
    try:
        shared = commonpath(folders)
    except ValueError:  # absolute and relative paths
        shared = ""
    return [source.name.removeprefix(shared).lstrip("/") if shared else source.name for source in sources]


def _gaps_of(member: Member) -> Iterator[Gap]:
    yield from member.source.gaps
    for gap in (*member.source.template.gaps, *member.stack.gaps):
        yield gap._replace(origin=member.relocate(_resource_at(gap.origin), gap.origin))


def _resource_at(origin: Origin) -> str:
    """Return the logical id that a place of a template belongs to."""
    steps = origin.pointer.split("/")
    return steps[2] if len(steps) > 2 and steps[1] == "Resources" else ""


def _draft(resource: ResolvedResource, member: Member, gaps: list[Gap]) -> Draft:
    identity = member.stack.identity(resource.id)
    if member.source.relocate:
        resource = _relocated(resource, member)
    place = EstatePlace(member.root, member.prefix + resource.id)
    return Draft(resource, place=place, identity=identity, whereabouts=member.stack.pseudo, gaps=gaps)


def _relocated(resource: ResolvedResource, member: Member) -> ResolvedResource:
    locate = resource.locate

    def relocate(pointer: Pointer) -> Origin:
        return member.relocate(resource.id, locate(pointer))

    return resource._replace(locate=relocate, origin=member.relocate(resource.id, resource.origin))
