"""Where something was read: a place in a file, or an API call."""

from keypost.named import Callable

# The steps from a document's root to one of its parts.
Pointer = tuple[str | int, ...]


class Origin:
    """One place: `file` and 1-based `line`, or the API `call` that told it, and the JSON `pointer` inside it."""

    __slots__ = ("call", "file", "line", "pointer")
    file: str | None
    line: int | None
    pointer: str
    call: str | None

    def __init__(
        self, file: str | None = None, line: int | None = None, pointer: str = "", call: str | None = None
    ) -> None:
        """Take what is known of the place."""
        self.file, self.line, self.pointer, self.call = file, line, pointer, call

    def __str__(self) -> str:
        """Return `file:line`, the call, or the pointer: the most a reader can open."""
        if self.file is not None:
            return f"{self.file}:{self.line}" if self.line is not None else self.file
        return self.call or self.pointer

    def __repr__(self) -> str:
        """Return all that is known."""
        return f"Origin({self.file!r}, {self.line!r}, {self.pointer!r}, {self.call!r})"

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same place."""
        return isinstance(other, Origin) and self.parts() == other.parts()

    def __hash__(self) -> int:
        """Return a hash that equal places share."""
        return hash(self.parts())

    def at(self, pointer: str) -> "Origin":
        """Return the same place with another pointer."""
        return Origin(self.file, self.line, pointer, self.call)

    def inside(self, *steps: str | int) -> "Origin":
        """Return the place of a part of what stands here; the same place where nobody can tell."""
        del steps
        return self

    def parts(self) -> tuple[str | None, int | None, str, str | None]:
        """Return file, line, pointer and call."""
        return self.file, self.line, self.pointer, self.call


NOWHERE = Origin()

# Tells for a path inside a document where that part stands.
Locate = Callable[[Pointer], Origin]


class LateOrigin(Origin):
    """A place that is looked up when somebody first asks: most places of a document are never shown."""

    __slots__ = ("_locate", "_steps")

    def __init__(self, locate: Locate, steps: Pointer) -> None:
        """Take who can tell the place, and the path to tell it for; the inherited slots stay unset until then."""
        self._locate, self._steps = locate, steps

    def inside(self, *steps: str | int) -> Origin:
        """Return the place of a part of what stands here."""
        return LateOrigin(self._locate, (*self._steps, *steps))

    def __getattr__(self, name: str) -> object:
        """Fill the slots; Python comes here only for one that isn't set yet."""
        if name not in Origin.__slots__:
            raise AttributeError(name)
        self.file, self.line, self.pointer, self.call = self._locate(self._steps).parts()
        return getattr(self, name)


def render_pointer(pointer: Pointer) -> str:
    """Return an RFC 6901 JSON pointer for the steps, e.g. `/Statement/0/Condition`."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in pointer)


def locate_by_pointer(pointer: Pointer) -> Origin:
    """Locate parts of a document that has no lines: by JSON pointer alone."""
    return Origin(pointer=render_pointer(pointer))
