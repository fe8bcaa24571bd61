"""The stack around a template's values: what references give while a stack is made, and what they will give."""

from collections.abc import Callable, Mapping
from typing import Any

from keypost.endpoint.cloudformation.failure import StackFailure, invalid
from keypost.endpoint.cloudformation.records import Resource, Stack
from keypost.endpoint.cloudformation.template import ZONES
from keypost.readers.building.resolved import Value
from keypost.readers.building.whereabouts import find_partition
from keypost.readers.cloudformation.conditions import Conditions
from keypost.readers.cloudformation.intrinsics.scope import NO_VALUE, Scope
from keypost.readers.cloudformation.loops import Entry, expand_entries
from keypost.readers.cloudformation.resolver import Resolver
from keypost.readers.cloudformation.settings import Budget, Linker, Settings
from keypost.readers.cloudformation.template import Template
from keypost.text import Text
from keypost.unknown import Tri, Unread, Why, build_unknown, has_unknown, unknowns_in

# Finds what a name outside the stack stands for: an export, or `{{resolve:...}}`.
Lookup = Callable[[str], Any]
_ZONES = "abc"
_DYNAMIC = "resolve:"


class _Linker:
    """Answers what a stack asks of others, and remembers what it imports."""

    def __init__(self, find_export: Lookup) -> None:
        self.budget, self._find, self.imports = Budget(), find_export, set[str]()

    def imported(self, name: str) -> Value:
        self.imports.add(name)
        value: Value = self._find(name)
        return value

    def nested_output(self, _stack: str, _resource: str, output: str) -> Value:
        return Unread(Why.NOT_IN_INPUT, output)

    def stack_output(self, stack_name: str, output: str) -> Value:
        raise StackFailure(f"Fn::GetStackOutput of {stack_name}.{output} isn't built in keypost local.")


class Scene:
    """Resolves a template's values for one stack.

    `find` gives a resource of the stack by its logical id; None for one that isn't made yet, whose name and attributes
    are then unknown parts of texts.
    """

    name = ""

    def __init__(
        self,
        template: Template,
        stack: Stack,
        *,
        values: Mapping[str, Any],
        find: Callable[[str], Resource | None],
        find_export: Lookup,
        find_dynamic: Lookup,
    ) -> None:
        """Take the template, what its parameters stand for, and who finds the rest."""
        self.template, self._stack, self._values, self._find = template, stack, values, find
        self._find_dynamic = find_dynamic
        self._links = _Linker(find_export)
        self.linker: Linker = self._links
        self._root = Resolver(self, budget=self.linker.budget)
        self._conditions = Conditions(
            lambda: {one.key: one for one in self._expand("Conditions", template.conditions)},
            settings=Settings(),
            allowed=self.allowed,
        )
        self._pseudo = _list_pseudo(stack)

    @property
    def imports(self) -> set[str]:
        """The names of exports that were asked for."""
        return self._links.imports

    def resources(self) -> dict[str, Entry]:
        """Return the resources whose Condition holds, by logical id."""
        entries = self._expand("Resources", self.template.resource_bodies)
        return {entry.key: entry for entry in entries if self.is_wanted(entry)}

    def outputs(self) -> dict[str, Entry]:
        """Return the outputs whose Condition holds."""
        entries = self._expand("Outputs", self.template.outputs)
        return {entry.key: entry for entry in entries if self.is_wanted(entry)}

    def is_wanted(self, entry: Entry) -> bool:
        """Tell whether the Condition of an entry holds, where it has one."""
        condition = entry.body.get("Condition") if isinstance(entry.body, dict) else None
        return not isinstance(condition, str) or bool(self.holds(condition, within=entry.scope))

    def resolve(self, value: object, scope: Scope | None = None) -> Any:
        """Return a value with everything in it resolved.

        Raises:
            RefusalError: it can't be.
            StackFailure: another stack doesn't export what is asked for.
        """
        found = (scope or self._root).resolve(value)
        return None if found is NO_VALUE else self._settle(found)

    def reference(self, name: str) -> Value:
        """Return what `Ref` gives."""
        if name == "AWS::NoValue":
            return NO_VALUE
        if name in self._pseudo:
            return self._pseudo[name]
        if name in self._values:
            return self._values[name]
        found = self._find(name)
        if found is None and name in self.template.resource_bodies:
            return build_unknown(name)
        if found is None:
            raise invalid(f"Template error: {name} isn't a parameter or resource of this template")
        return found.physical_id

    def attribute(self, resource: str, attribute: str) -> Value:
        """Return what `Fn::GetAtt` gives."""
        found = self._find(resource)
        if found is None:
            return build_unknown(f"{resource}.{attribute}")
        if attribute not in found.attributes:
            raise StackFailure(
                f"Template error: resource {resource} does not support attribute type {attribute} in Fn::GetAtt"
            )
        return found.attributes[attribute]

    def holds(self, condition: object, *, within: Scope) -> Tri:
        """Evaluate a condition."""
        return self._conditions.holds(condition, within=within)

    def mapping(self, name: str) -> object:
        """Return one entry of Mappings; zones are those that most Regions have."""
        if name == ZONES:
            region = self._stack.region
            return {region: {"names": [region + letter for letter in _ZONES]}}
        return self.template.mappings.get(name)

    def allowed(self, _text: str) -> tuple[str, ...] | None:
        """Return None: every text is known."""
        return None

    def report(self, node: object, *, what: str, why: Text) -> str:
        """Refuse what the reader of templates would only note.

        Raises:
            RefusalError: always.
        """
        del node
        _, is_mapping, path = why.en.partition("no such entry in Mappings: ")
        if is_mapping:
            raise invalid(f"Template error: Unable to get mapping for {path.replace(' / ', '::')}")
        raise invalid(f"Template error: {what}: {why.en}")

    def _expand(self, section: str, bodies: dict[str, object]) -> list[Entry]:
        return list(expand_entries(bodies, scope=self._root, pointer=(section,)))

    def _settle(self, value: Any) -> Any:
        """Return the value with what `{{resolve:...}}` stands for."""
        if isinstance(value, dict):
            return {key: self._settle(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self._settle(one) for one in value]
        if isinstance(value, str) and has_unknown(value):
            for part in unknowns_in(value):
                if part.name.startswith(_DYNAMIC):
                    value = value.replace(build_unknown(part.name, shape=part.shape), self._find_dynamic(part.name))
        return value


def _list_pseudo(stack: Stack) -> dict[str, Any]:
    partition, suffix = find_partition(stack.region)
    return {
        "AWS::AccountId": stack.account,
        "AWS::NotificationARNs": list(stack.intent.topics),
        "AWS::Partition": partition,
        "AWS::Region": stack.region,
        "AWS::StackId": stack.id,
        "AWS::StackName": stack.name,
        "AWS::URLSuffix": suffix,
    }
