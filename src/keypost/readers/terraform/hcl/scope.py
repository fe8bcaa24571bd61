"""What an expression may ask of the module that it stands in."""

from keypost.named import Protocol
from keypost.readers.terraform.hcl.values import TooMuchError, Value, pick
from keypost.text import Text

# `aws_kms_key.main[0].arn` is ("aws_kms_key", "main", 0, "arn").
Parts = tuple[str | int, ...]

_MAX_DEPTH = 90
_MAX_BUILT = 20_000_000
# What evaluating one part of an expression costs, in characters that could be built in the meantime.
_STEP = 20


class Budget:
    """How deep evaluating is, and how much it has built; one for a whole run."""

    __slots__ = ("built", "depth", "guarded", "unknowns")

    def __init__(self) -> None:
        """Start at nothing."""
        self.depth = 0
        self.built = 0
        self.guarded = 0
        self.unknowns = 0

    def enter(self) -> None:
        """Go one level deeper.

        Raises:
            TooMuchError: that would be too deep.
        """
        if self.depth >= _MAX_DEPTH:
            raise TooMuchError
        self.depth += 1
        self.spend(_STEP)

    def leave(self) -> None:
        """Come back from one level."""
        self.depth -= 1

    def spend(self, count: int) -> None:
        """Count characters and items that are built.

        Raises:
            TooMuchError: there are too many of them.
        """
        self.built += count
        if self.built > _MAX_BUILT:
            raise TooMuchError

    def name_unknown(self, name: str) -> str:
        """Return a name for something unknown that is like no other."""
        self.unknowns += 1
        return f"{name}#{self.unknowns}"


class Scope(Protocol):
    """A module, as one instance of it sees itself."""

    @property
    def budget(self) -> Budget:
        """What evaluating may cost."""

    def reference(self, parts: Parts) -> Value:
        """Return what a reference gives, all of its parts taken; CannotEvaluateError where there is no such thing.

        First part: a resource type, or `data`, `var`, `local`, `module`, `each`, `count`, `path`, `terraform`, `self`.
        A resource as a whole is `Attributes`, with `count` a list and with `for_each` an object of them.
        """

    def read_file(self, path: str) -> Value:
        """Return the text of a file, its path taken from the root module's folder; Unread where it can't be read."""

    def list_files(self, path: str) -> Value:
        """Return the paths of all files below a folder, taken from there; Unread where it can't be listed."""

    def report(self, what: str, *, why: Text, line: int) -> None:
        """Record a gap."""


class Inner:
    """A scope with variables of a loop, or of a template, in front of another scope."""

    __slots__ = ("_names", "_outer", "_sealed", "budget")

    def __init__(self, outer: Scope, names: dict[str, Value], *, sealed: bool = False) -> None:
        """Take the scope around, and the variables; a sealed one has nothing else (a template file)."""
        self._outer = outer
        self._names = names
        self._sealed = sealed
        self.budget = outer.budget

    def reference(self, parts: Parts) -> Value:
        """Return what a variable gives, or what the scope around does."""
        name = str(parts[0])
        if name not in self._names and not self._sealed:
            return self._outer.reference(parts)
        value = pick(self._names, name)
        for step in parts[1:]:
            value = pick(value, step)
        return value

    def read_file(self, path: str) -> Value:
        """Return the text of a file."""
        return self._outer.read_file(path)

    def list_files(self, path: str) -> Value:
        """Return the paths of all files below a folder."""
        return self._outer.list_files(path)

    def report(self, what: str, *, why: Text, line: int) -> None:
        """Record a gap."""
        self._outer.report(what, why=why, line=line)
