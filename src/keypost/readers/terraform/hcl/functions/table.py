"""Every function by name, and how one is called."""

from collections.abc import Mapping, Sequence

from keypost.readers.terraform.hcl.functions import (
    arns,
    collections,
    encoding,
    files,
    formatting,
    matching,
    networks,
    numbers,
    sets,
    texts,
    types,
)
from keypost.readers.terraform.hcl.functions.declare import Function, Gives
from keypost.readers.terraform.hcl.scope import Scope
from keypost.readers.terraform.hcl.values import Value, build_error, build_open, describe_call, first_unknown
from keypost.unknown import build_unknown

# https://developer.hashicorp.com/terraform/language/functions
FUNCTIONS: Mapping[str, Function] = {
    **texts.FUNCTIONS,
    **formatting.FUNCTIONS,
    **matching.FUNCTIONS,
    **collections.FUNCTIONS,
    **sets.FUNCTIONS,
    **types.FUNCTIONS,
    **numbers.FUNCTIONS,
    **encoding.FUNCTIONS,
    **networks.FUNCTIONS,
    **arns.FUNCTIONS,
    **files.FUNCTIONS,
}
# What these give is another value each time.
_NEVER_KNOWN = frozenset({"bcrypt", "plantimestamp", "timestamp", "uuid"})


def call_function(name: str, arguments: Sequence[Value], scope: Scope) -> Value:
    """Return what a function gives.

    Raises:
        CannotEvaluateError: Terraform would refuse the arguments.
        TooMuchError: it would build too much.
    """
    function = FUNCTIONS[name]
    if len(arguments) < function.least or (function.most is not None and len(arguments) > function.most):
        raise build_error(
            f"`{name}` doesn't take {len(arguments)} arguments",
            ja=f"`{name}` に渡す引数の数 ({len(arguments)}) が正しくありません",
        )
    if name in _NEVER_KNOWN:
        return build_unknown(scope.budget.name_unknown(f"{name}()"))
    if name in files.READERS:
        return files.READERS[name](arguments, scope)
    if not function.parts and first_unknown(list(arguments)) is not None:
        return _build_unknown(name, function, arguments)
    scope.budget.spend(sum(map(_weigh, arguments)) + 1)
    given = function.run(arguments)
    scope.budget.spend(_weigh(given))
    return given


def _build_unknown(name: str, function: Function, arguments: Sequence[Value]) -> Value:
    what = describe_call(name, arguments)
    return build_unknown(what) if function.gives is Gives.TEXT else build_open(what)


def _weigh(given: Value) -> int:
    return len(given) if isinstance(given, str | list | dict) else 1
