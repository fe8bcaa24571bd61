"""Plans and states -> inputs to translate."""

from collections.abc import Iterable

from keypost.named import TYPE_CHECKING
from keypost.origin import LateOrigin
from keypost.readers.options import ReadOptions
from keypost.readers.terraform.document import read_document
from keypost.readers.terraform.follow import Follower
from keypost.readers.terraform.instance import Instance
from keypost.readers.terraform.naming import entry_of, is_translated
from keypost.readers.terraform.nodes import Node
from keypost.readers.terraform.places import PlanPlaces
from keypost.readers.terraform.plan import read_world
from keypost.readers.terraform.providers import Providers
from keypost.readers.terraform.translation import Input

if TYPE_CHECKING:
    from keypost.readers.terraform.evaluation import Modules


class Plan:
    """A plan or state, decoded; its values are settled when its instances are asked for."""

    def __init__(self, content: bytes, *, name: str) -> None:
        """Take the text of a file, and what the file is called.

        Raises:
            UnreadableInputError: it can't be read.
        """
        self.name = name
        self._content = content
        self._world = read_world(*read_document(content, name=name))

    @property
    def addresses(self) -> list[str]:
        """The addresses of all that is to be there."""
        return [node.address for node in self._world.nodes.all if is_translated(node.type)]

    def read(self, *, label: str, options: ReadOptions, files: "Modules | None" = None) -> Input:
        """Return its instances; `label` is what unknown parts are named after, unique in the run.

        What `files` say, those that the plan was made of, settles what the plan doesn't know.
        """
        nodes = self._world.nodes
        providers = Providers(nodes, options)
        follower = Follower(nodes, stack=label, providers=providers)
        if files is not None:
            from keypost.readers.terraform.evaluation import Evaluation

            follower.evaluate = Evaluation(nodes, files, attribute=follower.attribute).value
        loader = _Loader(follower, providers, PlanPlaces(self._content, file=self.name))
        return Input(self.name, label, loader.instances(nodes.all), loader.instances(self._world.gone))


class _Loader:
    """Makes instances of nodes."""

    def __init__(self, follower: Follower, providers: Providers, places: PlanPlaces) -> None:
        self._follower = follower
        self._providers = providers
        self._places = places

    def instances(self, nodes: Iterable[Node]) -> list[Instance]:
        """Return the instances of those nodes whose types are translated."""
        return [self._build(node) for node in nodes if is_translated(node.type)]

    def _build(self, node: Node) -> Instance:
        locate = self._places.locate(node.address)
        values = self._follower.values(node)
        return Instance(
            node.address,
            node.type,
            values,
            self._providers.of(node),
            node.expressions,  # nobody can tell what was written of a state, so that nothing may have been
            locate,
            LateOrigin(locate, ()),
            self._follower.identity(node) if entry_of(node.type).type.cloudformation else None,
        )
