"""Where the providers of a configuration work: the account and the Region of each.

https://developer.hashicorp.com/terraform/language/providers/configuration
"""

from collections.abc import Callable

from keypost.arn import parse_arn
from keypost.readers.building.whereabouts import Settled, settle_whereabouts
from keypost.readers.terraform.hcl.blocks import Block
from keypost.readers.terraform.hcl.evaluate import evaluate
from keypost.readers.terraform.hcl.folder import Module
from keypost.readers.terraform.hcl.naming import name_expression
from keypost.readers.terraform.hcl.scope import Scope
from keypost.readers.terraform.hcl.syntax import Entries, Expression, Literal
from keypost.readers.terraform.hcl.values import Value
from keypost.readers.terraform.modules.world import World
from keypost.unknown import has_unknown

_DEFAULT = "aws"

# Tells where a provider works that is passed on under a local name, None where none is.
Passed = Callable[[str], Settled | None]


class Providers:
    """The providers that a module has: its own, and those that its caller passes on."""

    def __init__(
        self, module: Module, *, world: World, address: str, passed: Passed, scope: Callable[[str], Scope]
    ) -> None:
        """Take the module, its address, who tells what is passed on to it, and what makes the scope of its files."""
        self._world = world
        self._address = address
        self._passed = passed
        self._scope = scope
        self._own = {_name_block(block): block for block in module.of_type("provider") if _is_aws(block)}

    def of(self, block: Block, scope: Scope) -> Settled:
        """Return where a resource stands: where its provider works, or in the Region that it names itself."""
        argument = block.body.arguments.get("provider")
        here = self._find(_DEFAULT if argument is None else _name(argument.expression))
        own = block.body.arguments.get("region") if block.type == "resource" else None
        region = None if own is None else _known(evaluate(own.expression, scope))
        return here if region is None else settle_whereabouts(_known(here.account), region)

    def passed_to(self, block: Block) -> Passed:
        """Return who tells what is passed on to a called module: what the call names, and the default provider."""
        argument = block.body.arguments.get("providers")
        names = {_DEFAULT: _DEFAULT}
        if argument is not None and isinstance(argument.expression, Entries):
            names |= {_name(entry.key): _name(entry.value) for entry in argument.expression.entries}
        return lambda name: self._find(names[name]) if name in names else None

    def _find(self, name: str) -> Settled:
        options = self._world.options
        unsaid = settle_whereabouts(options.account, options.region)
        found = self._world.settle((self._address, "provider", name), lambda: self._settle(name), cycle=unsaid)
        return found if isinstance(found, Settled) else unsaid

    def _settle(self, name: str) -> Settled:
        options, block = self._world.options, self._own.get(name)
        if block is None:
            return self._passed(name) or settle_whereabouts(options.account, options.region)
        scope = self._scope(block.file)
        region = self._read(block, "region", scope)
        return settle_whereabouts(self._find_account(block, scope) or options.account, region or options.region)

    def _find_account(self, block: Block, scope: Scope) -> str | None:
        for role in block.body.nested("assume_role"):
            arn = parse_arn(self._read(role, "role_arn", scope) or "")
            if arn is not None and not has_unknown(arn.account):
                return arn.account
        argument = block.body.arguments.get("allowed_account_ids")
        allowed = None if argument is None else evaluate(argument.expression, scope)
        return _known(allowed[0]) if isinstance(allowed, list) and len(allowed) == 1 else None

    def _read(self, block: Block, name: str, scope: Scope) -> str | None:
        argument = block.body.arguments.get(name)
        return None if argument is None else _known(evaluate(argument.expression, scope))


def _is_aws(block: Block) -> bool:
    return bool(block.labels) and block.labels[0] == _DEFAULT


def _name_block(block: Block) -> str:
    alias = block.body.arguments.get("alias")
    return _DEFAULT if alias is None else f"{_DEFAULT}.{_name(alias.expression)}"


def _name(expression: Expression) -> str:
    if isinstance(expression, Literal):
        return str(expression.value)
    return name_expression(expression)


def _known(value: Value) -> str | None:
    return value if isinstance(value, str) and value and not has_unknown(value) else None
