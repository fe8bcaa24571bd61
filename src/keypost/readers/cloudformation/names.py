"""What `Ref` and `Fn::GetAtt` find in one stack: parameters, pseudo parameters, resources."""

from keypost.named import TYPE_CHECKING, Callable, Mapping, NamedTuple
from keypost.readers.building.identity import Identity, Naming
from keypost.readers.building.resolved import Value
from keypost.readers.cloudformation.intrinsics.scope import NO_VALUE, CannotResolveError, Scope, build_malformed
from keypost.readers.cloudformation.parameters import Parameters
from keypost.readers.cloudformation.pseudo import PseudoParameters
from keypost.readers.cloudformation.settings import Linker
from keypost.readers.cloudformation.template import TemplateResource
from keypost.text import Text
from keypost.unknown import Tri, Why

if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")

NESTED_STACKS = frozenset({"AWS::CloudFormation::Stack", "AWS::Serverless::Application"})
_OUTPUTS = "Outputs."

_CIRCULAR = Text(
    en="its name depends on itself; the name is unknown", ja="名前が自分自身に依存しています。名前は不明とします"
)
_TOO_DEEP = Text(
    en="names depend on each other too deeply here; the name is unknown",
    ja="名前どうしの依存が深すぎます。名前は不明とします",
)
_ABSENT = Text(
    en="refers to `{id}`, whose Condition is false; CloudFormation refuses that",
    ja="Condition が偽の `{id}` を参照しています (CloudFormation は受け付けません)",
)


class Declared(NamedTuple):
    """A resource of the stack, and the scope of what it says."""

    resource: TemplateResource
    scope: Scope


class Names:
    """Finds what names stand for; names of resources are found once."""

    def __init__(
        self,
        declared: Callable[[], Mapping[str, Declared]],
        *,
        parameters: Parameters,
        pseudo: PseudoParameters,
        linker: Linker,
        stack: str,
        present: Callable[[Declared], Tri],
    ) -> None:
        """Take what the template declares; `present` tells whether a resource's Condition holds."""
        self._declared = declared
        self._parameters = parameters
        self._pseudo = pseudo
        self._pseudo_values = pseudo.values()
        self._linker = linker
        self._stack = stack
        self._present = present
        self._identities: dict[str, Identity] = {}
        self._attributes: dict[tuple[str, str], Value] = {}
        self._busy: set[str] = set()

    def reference(self, name: str) -> Value:
        """Return what `Ref` gives.

        Raises:
            CannotResolveError: nothing has that name.
        """
        if name in self._pseudo_values:
            return self._pseudo_values[name]
        if name in self._parameters:
            return self._parameters.value(name)
        if name == "AWS::NoValue":
            return NO_VALUE
        return self.identity(name).ref

    def attribute(self, id: str, attribute: str) -> Value:  # noqa: A002
        """Return what `Fn::GetAtt` gives.

        Raises:
            CannotResolveError: there is no such resource.
        """
        key = (id, attribute)
        if key not in self._attributes:
            self._attributes[key] = self._find_attribute(id, attribute)
        return self._attributes[key]

    def identity(self, id: str) -> Identity:  # noqa: A002
        """Return ARN, name and `Ref` value of a resource.

        Raises:
            CannotResolveError: there is no such resource.
        """
        if id not in self._identities:
            self._identities[id] = self._ask(self._find(id), lambda naming: naming.identity())
        return self._identities[id]

    def _find_attribute(self, id: str, attribute: str) -> Value:  # noqa: A002
        entry = self._find(id)
        if entry.resource.type in NESTED_STACKS and attribute.startswith(_OUTPUTS):
            return self._linker.nested_output(self._stack, id, attribute.removeprefix(_OUTPUTS))
        return self._ask(entry, lambda naming: naming.attribute(attribute))

    def _find(self, id: str) -> Declared:  # noqa: A002
        entry = self._declared().get(id)
        if entry is None:
            raise build_malformed(
                f"there is no parameter or resource `{id}`", ja=f"`{id}` というパラメーターまたはリソースはありません"
            )
        if self._present(entry) is False:
            raise CannotResolveError(Why.NOT_IN_INPUT, text=_ABSENT.fill(id=id))
        return entry

    def _ask(self, entry: Declared, question: "Callable[[Naming], T]") -> "T":
        """Ask for a name; where it depends on itself, for the one that it had if nothing were given."""
        resource, scope = entry
        if resource.id in self._busy:
            scope.report(resource.properties, what=resource.id, why=_CIRCULAR)
            return question(self._build_naming(resource, lambda _: None))
        if not scope.enter():
            scope.report(resource.properties, what=resource.id, why=_TOO_DEEP)
            return question(self._build_naming(resource, lambda _: None))
        self._busy.add(resource.id)
        answer = question(self._build_naming(resource, lambda name: _find_property(entry, name)))
        self._busy.discard(resource.id)
        scope.leave()
        return answer

    def _build_naming(self, resource: TemplateResource, find: Callable[[str], Value]) -> Naming:
        return Naming(resource.type, id=resource.id, stack=self._stack, whereabouts=self._pseudo, find=find)


def _find_property(entry: Declared, name: str) -> Value:
    properties = entry.resource.properties
    if not isinstance(properties, dict):
        return None
    if name in properties:
        value = entry.scope.resolve(properties[name])
        return None if value is NO_VALUE else value
    if any(key.startswith("Fn::") for key in properties):
        resolved = entry.scope.resolve(properties)
        return resolved.get(name) if isinstance(resolved, dict) else None
    return None
