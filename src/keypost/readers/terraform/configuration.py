"""The `configuration` of a plan: what the files say, as references and constants.

Format: https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation
"""

from collections.abc import Mapping

from keypost.named import NamedTuple
from keypost.readers.terraform.addresses import Steps, split_module

# `{"constant_value": ...}`, `{"references": [...]}`, or, for blocks, such things by attribute.
Expression = Mapping[str, object]
_NOTHING: Mapping[str, object] = {}


class ModuleConfiguration:
    """One module as its files say it: resources by `aws_sns_topic.alerts`, outputs, and calls of further modules."""

    def __init__(self, data: Mapping[str, object]) -> None:
        """Take a module object of the configuration."""
        self.resources = {
            str(one["address"]): one for one in members(data.get("resources")) if isinstance(one.get("address"), str)
        }
        self.outputs = mapping(data.get("outputs"))
        self._calls = mapping(data.get("module_calls"))
        self._children: dict[str, ModuleConfiguration | None] = {}

    def call(self, name: str) -> Mapping[str, object]:
        """Return the call of a module, nothing where there is none."""
        return mapping(self._calls.get(name))

    def child(self, name: str) -> "ModuleConfiguration | None":
        """Return the configuration of a module that this one calls."""
        if name not in self._children:
            data = self.call(name).get("module")
            self._children[name] = ModuleConfiguration(data) if isinstance(data, Mapping) else None
        return self._children[name]


class Configuration:
    """The whole configuration of a plan; that of a state is empty."""

    def __init__(self, data: Mapping[str, object], *, variables: Mapping[str, object]) -> None:
        """Take the plan's `configuration` and `variables`."""
        self.root = ModuleConfiguration(mapping(data.get("root_module")))
        self.providers = mapping(data.get("provider_config"))
        self.variables = {
            name: one["value"] for name, one in variables.items() if isinstance(one, Mapping) and "value" in one
        }
        self._modules: dict[Steps, ModuleConfiguration | None] = {}

    def module(self, steps: Steps) -> ModuleConfiguration | None:
        """Return the configuration of a module instance."""
        if not steps:
            return self.root
        if steps not in self._modules:
            call = split_module(steps)
            parent = self.module(call.parent)
            self._modules[steps] = parent.child(call.name) if parent else None
        return self._modules[steps]


class Scope(NamedTuple):
    """Where an expression stands: its module instance, and what `each` means there."""

    module: Steps
    for_each: Expression = _NOTHING
    key: int | str | None = None


def mapping(value: object) -> Mapping[str, object]:
    """Return an object of the document, an empty one for anything else."""
    return value if isinstance(value, dict) else _NOTHING


def members(value: object) -> list[Mapping[str, object]]:
    """Return the objects of a list of the document."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
