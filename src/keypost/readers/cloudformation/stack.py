"""A template under given settings: its resources, outputs and exports with their intrinsics resolved."""

from keypost.estate.estate import Gap
from keypost.named import Iterator, Mapping
from keypost.origin import LateOrigin, Origin, Pointer
from keypost.readers.building.identity import Identity
from keypost.readers.building.resolved import ResolvedResource, Value
from keypost.readers.cloudformation.choices import ChoiceFinder, find_used
from keypost.readers.cloudformation.conditions import Conditions
from keypost.readers.cloudformation.intrinsics.scope import NO_VALUE, CannotResolveError, Scope, render_text
from keypost.readers.cloudformation.loops import Entry, expand_entries
from keypost.readers.cloudformation.names import Declared, Names
from keypost.readers.cloudformation.parameters import Parameters
from keypost.readers.cloudformation.places import find_place
from keypost.readers.cloudformation.pseudo import PseudoParameters
from keypost.readers.cloudformation.reports import Reports
from keypost.readers.cloudformation.resolver import Resolver
from keypost.readers.cloudformation.settings import Choice, Linker, Settings
from keypost.readers.cloudformation.template import INCLUDE, Template, build_template_resource
from keypost.text import Text
from keypost.unknown import Tri, Unread, Why, find_only_unknown

_CIRCULAR = Text(
    en="the output depends on itself; it is unknown", ja="出力が自分自身に依存しています。値は不明とします"
)


class Stack:
    """One template under given settings. Everything is found when asked for, and once.

    With every choice settled, each condition is true or false; until then resources whose Condition is open are
    left out.
    """

    def __init__(self, template: Template, settings: Settings, linker: Linker, *, name: str) -> None:
        """Take a template, what the run settles, who answers for other stacks, and a name unique to this stack."""
        self.template = template
        self.settings = settings
        self.linker = linker
        self.name = name
        self.pseudo = PseudoParameters(settings, stack=name)
        self._reports = Reports(template)
        self._root = Resolver(self, budget=linker.budget)
        self._parameters = Parameters(template.parameters, settings=settings)
        self._conditions = Conditions(self._condition_entries, settings=settings, allowed=self.allowed)
        self._names = Names(
            self._declared,
            parameters=self._parameters,
            pseudo=self.pseudo,
            linker=linker,
            stack=name,
            present=self._is_present,
        )
        self._condition_cache: dict[str, Entry] | None = None
        self._declared_cache: dict[str, Declared] | None = None
        self._output_cache: dict[str, Entry] | None = None
        self._resources: dict[str, ResolvedResource] = {}
        self._values: dict[str, Value] = {}
        self._busy: set[str] = set()

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What could not be resolved so far; what the template's own form lacks stands in its `gaps`."""
        return self._reports.gaps

    def resources(self) -> dict[str, ResolvedResource]:
        """Return the resources whose Condition holds, by logical id."""
        found = ((id_, self.resource(id_)) for id_ in self._declared())
        return {id_: resource for id_, resource in found if resource is not None}

    def resource(self, resource_id: str) -> ResolvedResource | None:
        """Return one resource, or None where there is none whose Condition holds."""
        entry = self._declared().get(resource_id)
        if entry is None or not self._is_present(entry):
            return None
        if resource_id not in self._resources:
            self._resources[resource_id] = self._build_resource(entry)
        return self._resources[resource_id]

    def types(self) -> dict[str, str]:
        """Return the type of every resource that the template declares, whatever its Condition."""
        return {id_: entry.resource.type for id_, entry in self._declared().items()}

    def identity(self, id: str) -> Identity:  # noqa: A002
        """Return what a resource of this stack is called: ARN, name, and what `Ref` gives.

        Raises:
            CannotResolveError: there is no such resource under these settings.
        """
        return self._names.identity(id)

    def output(self, name: str) -> Value:
        """Return the value of an output; Unread where there is none."""
        if name in self._busy:
            self._reports.report(None, what=name, why=_CIRCULAR)
            return Unread(Why.NOT_SUPPORTED, name)
        if name not in self._values:
            self._busy.add(name)
            self._values[name] = self._find_output(name)
            self._busy.discard(name)
        return self._values[name]

    def exports(self) -> dict[str, Value]:
        """Return the exported values by export name, which may have unknown parts."""
        return {name: self.output(output) for name, output in self.export_outputs().items()}

    def export_outputs(self) -> dict[str, str]:
        """Return which output each export name exports, without finding any value."""
        return {name: output for name, output, _ in self._exports()}

    def export_origins(self) -> dict[str, Origin]:
        """Return where each export is declared."""
        return {name: self.template.origin(pointer) for name, _, pointer in self._exports()}

    def choices(self) -> tuple[Choice, ...]:
        """Return what is open that conditions in use test, and the values that make a difference."""
        finder = ChoiceFinder(
            self._conditions,
            entries=self._condition_entries(),
            allowed=self.allowed,
            locate=self.template.origin,
        )
        return finder.find(self._used_conditions())

    def reference(self, name: str) -> Value:
        """Return what `Ref` gives.

        Raises:
            CannotResolveError: nothing has that name.
        """
        return self._names.reference(name)

    def attribute(self, resource: str, attribute: str) -> Value:
        """Return what `Fn::GetAtt` gives.

        Raises:
            CannotResolveError: there is no such resource.
        """
        return self._names.attribute(resource, attribute)

    def holds(self, condition: object, *, within: Scope | None = None) -> Tri:
        """Evaluate a condition by name, or an expression; None while it is open."""
        return self._conditions.holds(condition, within=within or self._root)

    def mapping(self, name: str) -> object:
        """Return one entry of the Mappings section, or None."""
        return self.template.mappings.get(name)

    def allowed(self, text: str) -> tuple[str, ...] | None:
        """Return the only texts that an unknown one can stand for, or None where that isn't known."""
        unknown = find_only_unknown(text)
        if unknown is None or unknown.name not in self._parameters or self._parameters.value(unknown.name) != text:
            return None
        return self._parameters.allowed(unknown.name)

    def report(self, node: object, *, what: str, why: Text) -> str:
        """Record a gap at the place of `node`, a part of the template's data."""
        return self._reports.report(node, what=what, why=why)

    def _condition_entries(self) -> Mapping[str, Entry]:
        if self._condition_cache is None:
            self._condition_cache = {}
            for entry in self._expand("Conditions", self.template.conditions):
                self._condition_cache[entry.key] = entry
        return self._condition_cache

    def _declared(self) -> Mapping[str, Declared]:
        if self._declared_cache is None:
            self._declared_cache = {}
            for key, body, pointer, scope in self._expand("Resources", self.template.resource_bodies):
                resource = build_template_resource(key, body=body, pointer=pointer)
                if resource is not None and key != INCLUDE:
                    self._declared_cache[key] = Declared(resource, scope)
        return self._declared_cache

    def _outputs(self) -> Mapping[str, Entry]:
        if self._output_cache is None:
            self._output_cache = {}
            for entry in self._expand("Outputs", self.template.outputs):
                self._output_cache[entry.key] = entry
        return self._output_cache

    def _expand(self, section: str, bodies: dict[str, object]) -> Iterator[Entry]:
        return expand_entries(bodies, scope=self._root, pointer=(section,))

    def _is_present(self, entry: Declared) -> Tri:
        condition = entry.resource.condition
        return True if condition is None else self._conditions.holds(condition, within=entry.scope)

    def _build_resource(self, entry: Declared) -> ResolvedResource:
        resource, scope = entry
        self._reports.place = resource.pointer
        properties = scope.resolve(resource.properties)
        if not isinstance(properties, dict):
            properties = {} if properties is NO_VALUE or properties is None else {INCLUDE: properties}

        def find(path: Pointer) -> Origin:
            return self._locate(entry, path)

        return ResolvedResource(
            stack=self.name,
            id=resource.id,
            type=resource.type,
            properties=properties,
            metadata=resource.metadata,
            locate=lambda path: LateOrigin(find, path),
            origin=LateOrigin(self.template.origin, resource.pointer),
        )

    def _locate(self, entry: Declared, path: Pointer) -> Origin:
        pointer = (*entry.resource.pointer, "Properties")
        return self.template.origin(
            find_place(entry.resource.properties, path=path, scope=entry.scope, pointer=pointer)
        )

    def _find_output(self, name: str) -> Value:
        entry = self._outputs().get(name)
        if entry is None or not isinstance(entry.body, dict) or not self._is_declared(entry):
            return Unread(Why.NOT_IN_INPUT, name)
        self._reports.place = entry.pointer
        value = entry.scope.resolve(entry.body.get("Value"))
        return Unread(Why.NOT_IN_INPUT, name) if value is NO_VALUE else value

    def _is_declared(self, entry: Entry) -> bool:
        """Tell whether the Condition of an output holds."""
        condition = entry.body.get("Condition") if isinstance(entry.body, dict) else None
        return not isinstance(condition, str) or self._conditions.holds(condition, within=entry.scope) is True

    def _exports(self) -> Iterator[tuple[str, str, Pointer]]:
        """Yield the name, the output and the place of each export."""
        for key, body, pointer, scope in self._outputs().values():
            export = body.get("Export") if isinstance(body, dict) else None
            if not isinstance(export, dict) or "Name" not in export:
                continue
            if not self._is_declared(self._outputs()[key]):
                continue
            self._reports.place = pointer
            try:
                yield render_text(scope.resolve(export["Name"])), key, pointer
            except CannotResolveError as error:
                self._reports.report(export, what=key, why=error.text)

    def _used_conditions(self) -> Iterator[tuple[object, Scope, Pointer]]:
        """Yield the conditions that resources and outputs use, unless their own Condition is false.

        Where no condition is open there is no need to look for each `Fn::If`.
        """
        conditions = self._condition_entries().items()
        settled = all(self.holds(name, within=entry.scope) is not None for name, entry in conditions)
        for resource, scope in self._declared().values():
            self._reports.place = resource.pointer
            if resource.condition is not None:
                yield resource.condition, scope, (*resource.pointer, "Condition")
                if self._conditions.holds(resource.condition, within=scope) is False:
                    continue
            if settled:
                continue
            for condition, place in find_used(resource.properties, pointer=(*resource.pointer, "Properties")):
                yield condition, scope, place
        for entry in self._outputs().values():
            if isinstance(entry.body, dict):
                condition = entry.body.get("Condition")
                if isinstance(condition, str):
                    yield condition, entry.scope, (*entry.pointer, "Condition")
                for used, place in find_used(entry.body.get("Value"), pointer=(*entry.pointer, "Value")):
                    yield used, entry.scope, place
