"""Where the providers of a plan work: the account and the Region of each.

A plan has the arguments of its providers, but not what the environment gives them. The account is that of the role
that a provider assumes, the only one that it allows, or the one that `aws_caller_identity` was told.
"""

from collections.abc import Iterable, Mapping

from keypost.arn import parse_arn
from keypost.readers.building.whereabouts import Settled, settle_whereabouts
from keypost.readers.options import ReadOptions
from keypost.readers.terraform.addresses import parse_steps
from keypost.readers.terraform.candidates import Candidates
from keypost.readers.terraform.configuration import Scope, mapping, members
from keypost.readers.terraform.nodes import Node, Nodes

_CALLER = "data.aws_caller_identity"
_REGION = "data.aws_region"
_DEFAULT = "aws"


class Providers:
    """Tells for each node of a plan which account and Region its provider works in."""

    def __init__(self, nodes: Nodes, options: ReadOptions) -> None:
        """Take the nodes; what providers don't say is what the options say."""
        self._nodes = nodes
        self._options = options
        self._candidates = Candidates(nodes)
        self._settled: dict[tuple[str, str], Settled] = {}
        self._accounts = dict(_read_data(nodes.all, _CALLER, ("account_id", "id")))
        self._regions = dict(_read_data(nodes.all, _REGION, ("region", "name", "id")))

    def of(self, node: Node) -> Settled:
        """Return the whereabouts of a node: those of its provider, its own Region where it names one."""
        written, own = node.written, node.values.get("region")
        key = str(written.get("provider_config_key")) if written else _DEFAULT
        region = own if isinstance(own, str) and not node.type.startswith("data.") else ""
        settled = self._settled.get((key, region))
        if settled is None:
            settled = self._settled[key, region] = self._settle(key, region)
        return settled

    def _settle(self, key: str, region: str) -> Settled:
        provider = mapping(self._nodes.configuration.providers.get(key))
        written = mapping(provider.get("expressions"))
        scope = Scope(parse_steps(str(provider.get("module_address") or "")))
        region = region or self._known(written.get("region"), scope) or self._regions.get(key, "")
        account = self._account(written, scope) or self._accounts.get(key, "")
        return settle_whereabouts(account or self._options.account, region or self._options.region)

    def _account(self, written: Mapping[str, object], scope: Scope) -> str:
        for role in members(written.get("assume_role")):
            arn = parse_arn(self._known(role.get("role_arn"), scope))
            if arn is not None:
                return arn.account
        allowed = mapping(written.get("allowed_account_ids")).get("constant_value")
        return str(allowed[0]) if isinstance(allowed, list) and len(allowed) == 1 else ""

    def _known(self, expression: object, scope: Scope) -> str:
        """Return the text of an expression that is one constant or one variable, an empty one for any other."""
        found = [one.value for one in self._candidates.of(expression, scope)]
        return found[0] if len(found) == 1 and isinstance(found[0], str) else ""


def _read_data(nodes: Iterable[Node], type_name: str, names: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    """Yield what data sources of a type say, by the provider that they asked."""
    for node in nodes:
        if node.type == type_name:
            key = str(node.written.get("provider_config_key")) if node.written else _DEFAULT
            value = next((one for name in names if isinstance(one := node.values.get(name), str)), None)
            if value is not None:
                yield key, value
