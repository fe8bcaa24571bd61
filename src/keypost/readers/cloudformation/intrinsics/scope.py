"""What an intrinsic function may ask of the stack that it stands in."""

from keypost.named import TYPE_CHECKING, Mapping, Protocol
from keypost.readers.building.resolved import Value
from keypost.readers.cloudformation.settings import Linker
from keypost.text import Text
from keypost.unknown import Tri, Unread, Why, build_unknown

if TYPE_CHECKING:
    from typing import Self


class CannotResolveError(Exception):
    """One intrinsic can't be resolved; the resolver turns this into a gap at its place and an unread value."""

    def __init__(self, why: Why, *, text: Text) -> None:
        """Take the kind of reason, and the sentence that people read."""
        super().__init__(text.en)
        self.why = why
        self.text = text


class _NoValue:
    """The type of NO_VALUE."""

    __slots__ = ()


# What `Ref: AWS::NoValue` gives: the property, item or argument goes away.
NO_VALUE = _NoValue()


class Scope(Protocol):
    """The stack around an intrinsic, and the loop variables that hold there."""

    @property
    def linker(self) -> Linker:
        """Answers questions about other stacks."""

    @property
    def stack(self) -> str:
        """The name of the stack, as Keypost calls it."""

    def resolve(self, value: object) -> Value:
        """Return the value with its intrinsics resolved."""

    def text(self, value: object) -> str:
        """Resolve the value to a text; raises CannotResolveError where it is a list or an object."""

    def items(self, value: object) -> list[Value] | Unread:
        """Resolve the value to a list; raises CannotResolveError where it is something else."""

    def reference(self, name: str) -> Value:
        """Return what `Ref` gives for a parameter, pseudo parameter or resource."""

    def attribute(self, resource: str, attribute: str) -> Value:
        """Return what `Fn::GetAtt` gives."""

    def holds(self, condition: object) -> Tri:
        """Evaluate a condition: its name, or an expression."""

    def mapping(self, name: str) -> object:
        """Return one entry of the Mappings section, or None."""

    def allowed(self, text: str) -> tuple[str, ...] | None:
        """Return the only texts that an unknown one can stand for, or None where that isn't known."""

    def spend(self, characters: int) -> None:
        """Count text that was built; raises CannotResolveError where a template builds too much of it."""

    @property
    def bindings(self) -> Mapping[str, str]:
        """The values of loop variables."""

    def bind(self, bindings: Mapping[str, str]) -> "Self":
        """Return the scope inside a loop."""

    def spend_copies(self, copies: int) -> bool:
        """Count the entries that loops make; tell whether there may be that many."""

    def report(self, node: object, *, what: str, why: Text) -> str:
        """Record a gap at the place of `node`; return a name for the unknown value, unique to that place."""

    def enter(self) -> bool:
        """Go one level deeper; False where that would be too deep."""

    def leave(self) -> None:
        """Come back from one level."""


def build_malformed(en: str, *, ja: str) -> CannotResolveError:
    """Build the error for an intrinsic that isn't written as the reference says."""
    return CannotResolveError(Why.MALFORMED, text=Text(en=en, ja=ja))


def render_text(value: Value) -> str:
    """Return a resolved scalar as the text that CloudFormation makes of it.

    Raises:
        CannotResolveError: it is a list or an object.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Unread):
        return build_unknown(value.subject or "?")
    if value is None or value is NO_VALUE:
        return ""
    raise build_malformed(
        "a list or an object stands where a text is needed", ja="文字列が必要な箇所にリストまたはオブジェクトがあります"
    )


def take_arguments(argument: object, *, least: int, most: int) -> list[object]:
    """Return the arguments of a function that takes a list of `least` to `most`.

    Raises:
        CannotResolveError: it was given something else.
    """
    if not isinstance(argument, list) or not least <= len(argument) <= most:
        count = str(least) if least == most else f"{least} to {most}"
        raise build_malformed(f"it needs a list of {count} arguments", ja=f"引数 {count} 個のリストが必要です")
    return argument
