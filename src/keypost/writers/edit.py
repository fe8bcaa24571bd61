"""What can be asked of an editor, and the reasons why it may say no."""

from keypost.named import Enum, NamedTuple

# Plain data as JSON has it: dict, list, str, int, float, bool, None; intrinsic functions in their long form.
Json = object


class Append(NamedTuple):
    """Put an item at the end of the list at `pointer`; a single value there becomes a list of both."""

    pointer: str
    value: Json


class Insert(NamedTuple):
    """Put a key at the end of the mapping at `pointer`; nothing happens where it is there with that very value."""

    pointer: str
    key: str
    value: Json


class Replace(NamedTuple):
    """Put another value at `pointer`."""

    pointer: str
    value: Json


class Remove(NamedTuple):
    """Take out the key or the item at `pointer`, with its value."""

    pointer: str


Edit = Append | Insert | Replace | Remove


class Obstacle(Enum):
    """Why an edit can't be made."""

    UNREADABLE = "unreadable"
    MISSING = "missing"
    NOT_A_MAPPING = "not-a-mapping"
    KEY_TAKEN = "key-taken"
    DUPLICATE_KEY = "duplicate-key"
    FUNCTION = "function"
    FUNCTION_IN_TEXT = "function-in-text"
    SHARED = "shared"
    MERGED = "merged"
    VALUE = "value"
    LAYOUT = "layout"


class Refused(NamedTuple):
    """An edit that wasn't made: why, and the line of what stands in its way."""

    edit: Edit
    why: Obstacle
    line: int | None = None


class ObstacleError(Exception):
    """Carries an obstacle from where it is met to where the edit is refused; never leaves this room."""

    def __init__(self, why: Obstacle, *, line: int | None = None) -> None:
        """Take the obstacle, and the line where a text can't be read."""
        super().__init__(why.value)
        self.why = why
        self.line = line


def parse_pointer(pointer: str) -> tuple[str, ...]:
    """Return the steps of an RFC 6901 JSON pointer, as texts."""
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
