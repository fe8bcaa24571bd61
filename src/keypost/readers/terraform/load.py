"""Plans and states -> inputs to translate."""

from collections.abc import Iterable

from keypost.readers.options import ReadOptions
from keypost.readers.terraform.document import read_document
from keypost.readers.terraform.follow import Follower
from keypost.readers.terraform.instance import Instance
from keypost.readers.terraform.naming import entry_of
from keypost.readers.terraform.nodes import Node
from keypost.readers.terraform.places import PlanPlaces
from keypost.readers.terraform.plan import read_world
from keypost.readers.terraform.providers import Providers
from keypost.readers.terraform.translation import Input


def load_plan(content: bytes, *, name: str, label: str, options: ReadOptions) -> Input:
    """Read a plan or state; `label` is what its unknown parts are named after, unique in the run.

    Raises:
        UnreadableInputError: it can't be read.
    """
    written, document = read_document(content, name=name)
    world = read_world(written, document)
    providers = Providers(world.nodes, options)
    follower = Follower(world.nodes, stack=label, providers=providers)
    loader = _Loader(follower, providers, PlanPlaces(content, file=name))
    return Input(name, label, loader.instances(world.nodes.all), loader.instances(world.gone))


class _Loader:
    """Makes instances of nodes."""

    def __init__(self, follower: Follower, providers: Providers, places: PlanPlaces) -> None:
        self._follower = follower
        self._providers = providers
        self._places = places

    def instances(self, nodes: Iterable[Node]) -> list[Instance]:
        """Return the instances of those nodes whose types are translated."""
        return [self._build(node) for node in nodes if _is_translated(node)]

    def _build(self, node: Node) -> Instance:
        return Instance(
            node.address,
            node.type,
            self._follower.values(node),
            self._providers.of(node),
            _computed(node),
            self._places.locate(node.address),
            self._places.origin(node.address),
        )


def _is_translated(node: Node) -> bool:
    translated = entry_of(node.type).type
    return bool(translated.cloudformation or translated.parts)


def _computed(node: Node) -> frozenset[str]:
    """Return the attributes that nobody wrote; of a state, nobody can tell, so that all may be."""
    return frozenset(name for name in entry_of(node.type).attributes if name not in node.expressions)
