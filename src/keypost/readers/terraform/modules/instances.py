"""How many there are of something: one, several by number or name, or nobody knows."""

from keypost.named import Enum, NamedTuple
from keypost.readers.terraform.hcl.blocks import Block
from keypost.readers.terraform.hcl.evaluate import evaluate
from keypost.readers.terraform.hcl.scope import Scope
from keypost.readers.terraform.hcl.values import CannotEvaluateError, HclSet, Value, to_number, to_text
from keypost.unknown import Unread, render_unknown

# More instances of one resource than people have.
_MOST = 10_000


class Many(Enum):
    """How the instances of a block are told apart."""

    ONE = "one"
    COUNTED = "counted"
    KEYED = "keyed"
    OPEN = "open"


class Each(NamedTuple):
    """What tells one instance: its key (None: there is but one) and the value that `for_each` has for it."""

    key: int | str | None = None
    value: Value = None

    @property
    def suffix(self) -> str:
        """The end of its address."""
        if self.key is None:
            return ""
        return f"[{self.key}]" if isinstance(self.key, int) else f'["{render_unknown(self.key)}"]'


class Expansion(NamedTuple):
    """The instances that a block makes; with OPEN one, which stands for all."""

    many: Many
    each: tuple[Each, ...]


SINGLE = Expansion(Many.ONE, (Each(),))
OPEN = Expansion(Many.OPEN, (Each(),))


def expand(block: Block, scope: Scope) -> Expansion:
    """Return the instances that `count` or `for_each` of a block makes.

    https://developer.hashicorp.com/terraform/language/meta-arguments/for_each
    """
    count, over = block.body.arguments.get("count"), block.body.arguments.get("for_each")
    if count is not None:
        return _count(evaluate(count.expression, scope))
    return SINGLE if over is None else _go_over(evaluate(over.expression, scope))


def _count(value: Value) -> Expansion:
    try:
        number = to_number(value)
    except CannotEvaluateError:
        return OPEN
    if isinstance(number, Unread) or not 0 <= number <= _MOST:
        return OPEN
    return Expansion(Many.COUNTED, tuple(Each(index) for index in range(int(number))))


def _go_over(value: Value) -> Expansion:
    if isinstance(value, dict) and len(value) <= _MOST:
        return Expansion(Many.KEYED, tuple(Each(key, value[key]) for key in sorted(value)))
    if not isinstance(value, list) or len(value) > _MOST or (isinstance(value, HclSet) and not value.counted):
        return OPEN
    try:
        keys = [to_text(item) for item in value if not isinstance(item, Unread)]
    except CannotEvaluateError:
        return OPEN
    return OPEN if len(keys) < len(value) else Expansion(Many.KEYED, tuple(Each(key, key) for key in keys))
