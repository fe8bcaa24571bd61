"""A folder of configuration -> an input to translate."""

from keypost.estate.estate import Gap
from keypost.readers.options import ReadOptions
from keypost.readers.terraform.hcl.folder import Module
from keypost.readers.terraform.hcl.scope import Scope
from keypost.readers.terraform.hcl.values import Value
from keypost.readers.terraform.modules.given import read_definitions, read_option
from keypost.readers.terraform.modules.here import Here
from keypost.readers.terraform.modules.module import ModuleInstance, Place
from keypost.readers.terraform.modules.world import World
from keypost.readers.terraform.naming import is_translated
from keypost.readers.terraform.translation import Input
from keypost.readers.terraform.tree import Tree


def load_folder(tree: Tree, *, label: str, options: ReadOptions, gaps: list[Gap]) -> Input:
    """Return what a folder's resources say; `label` is what its unknown parts are named after, unique in the run."""
    world = World(tree, label=label, options=options)
    root = build_root(world)
    resources = world.run(lambda: list(root.resources()))
    found = resources if isinstance(resources, list) else []
    instances = [tree.place(resource.build()) for resource in found if is_translated(resource.type)]
    gaps.extend(world.gaps)
    return Input(tree.name, label, instances)


def build_root(world: World) -> ModuleInstance:
    """Return the root module's only instance."""
    module = world.tree.root
    given: dict[str, Value] = {}
    root = ModuleInstance(module, Place(), world=world, given=given, caller=None)
    given.update(_read_given(module, world, Here(root, world.tree.name)))
    return root


def _read_given(module: Module, world: World, scope: Scope) -> dict[str, Value]:
    given = read_definitions(world.folder, name=world.tree.name, scope=scope, refuse=world.refuse)
    for name, text in world.options.parameters.items():
        block = module.block("variable", name)
        kind = block.body.arguments.get("type") if block is not None else None
        given[name] = read_option(text, None if kind is None else kind.expression, scope=scope)
    return given
