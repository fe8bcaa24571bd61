"""A folder of configuration files: one module, and where the modules that it calls lie.

https://developer.hashicorp.com/terraform/language/files
"""

import json
from collections.abc import Mapping
from pathlib import Path

from keypost.errors import UnreadableInputError
from keypost.origin import Origin
from keypost.readers.terraform.hcl.blocks import Block, Body
from keypost.readers.terraform.hcl.grammar import MAX_BYTES
from keypost.readers.terraform.hcl.json_files import read_json_file
from keypost.readers.terraform.hcl.native import read_native
from keypost.readers.terraform.hcl.syntax import Literal
from keypost.text import Text

# Real modules have a few dozen files.
_MAX_FILES = 1_000
# OpenTofu reads its own suffix instead of a `.tf` file of the same name.
# https://opentofu.org/docs/language/files/
_SUFFIXES = (".tofu", ".tofu.json", ".tf", ".tf.json")
# What one block says of another of the same type and labels is taken argument by argument.
_MERGED = frozenset({"locals", "terraform"})

_TOO_LARGE = Text(
    en="{file} can't be read: it is larger than {limit} bytes",
    ja="{file} を読み込めません: {limit} バイトを超えています",
)
_TOO_MANY = Text(
    en="{file} can't be read: it has more than {limit} configuration files",
    ja="{file} を読み込めません: 設定ファイルが {limit} 個を超えています",
)
_UNREADABLE = Text(en="{file} can't be read: {why}", ja="{file} を読み込めません: {why}")
_SMALLER = Text(
    en="Give the folder of the configuration that you deploy.",
    ja="実際にデプロイする設定のフォルダーを指定してください。",
)


class Module:
    """The blocks of one folder, override files applied; `broken` has what of it can't be read."""

    __slots__ = ("_by_name", "blocks", "broken", "folder")

    def __init__(self, folder: Path, blocks: tuple[Block, ...], broken: tuple[UnreadableInputError, ...] = ()) -> None:
        """Take the folder, its blocks in the order of files, and the errors of files that have no blocks."""
        self.folder = folder
        self.blocks = blocks
        self.broken = broken
        self._by_name = {(block.type, *block.labels): block for block in blocks}

    def block(self, kind: str, *labels: str) -> Block | None:
        """Return the block of a type with these labels."""
        return self._by_name.get((kind, *labels))

    def of_type(self, kind: str) -> tuple[Block, ...]:
        """Return all blocks of a type."""
        return tuple(block for block in self.blocks if block.type == kind)


def is_configuration(name: str) -> bool:
    """Tell by its name whether Terraform or OpenTofu reads a file."""
    return name.endswith(_SUFFIXES) and not (name.startswith((".", "#")) or name.endswith("~"))


def read_folder(folder: Path, *, name: str | None = None) -> Module:
    """Read a folder's configuration files; `name` is what the folder is called in places, else its path.

    Raises:
        UnreadableInputError: the folder can't be listed, or has too many files.
    """
    files = _find_files(folder)
    if len(files) > _MAX_FILES:
        raise UnreadableInputError(
            _TOO_MANY.fill(file=folder, limit=_MAX_FILES), hint=_SMALLER, origin=Origin(str(folder))
        )
    bodies: list[Body] = []
    broken: list[UnreadableInputError] = []
    overrides: list[Body] = []
    for path in files:
        shown = str(path) if name is None else f"{name.removesuffix('/')}/{path.name}"
        try:
            (overrides if _is_override(path.name) else bodies).append(_read_file(path, file=shown))
        except UnreadableInputError as error:
            broken.append(error)
    blocks = [block for body in bodies for block in body.blocks]
    for body in overrides:
        blocks = _override(blocks, body.blocks)
    return Module(folder, tuple(blocks), tuple(broken))


def _find_files(folder: Path) -> list[Path]:
    try:
        files = sorted(path for path in folder.iterdir() if is_configuration(path.name) and path.is_file())
    except OSError as error:
        message = _UNREADABLE.fill(file=folder, why=error.strerror or error)
        raise UnreadableInputError(message, hint=_SMALLER, origin=Origin(str(folder))) from error
    names = {path.name for path in files}
    return [path for path in files if path.name.replace(".tf", ".tofu", 1) not in names - {path.name}]


def _read_file(path: Path, *, file: str) -> Body:
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        message = _UNREADABLE.fill(file=file, why=error.strerror or error)
        raise UnreadableInputError(message, hint=_SMALLER, origin=Origin(file)) from error
    if len(content) > MAX_BYTES:
        raise UnreadableInputError(_TOO_LARGE.fill(file=file, limit=MAX_BYTES), hint=_SMALLER, origin=Origin(file))
    return read_json_file(content, file=file) if path.name.endswith(".json") else read_native(content, file=file)


def _is_override(name: str) -> bool:
    stem = name.partition(".")[0]
    return stem == "override" or stem.endswith("_override")


def _override(blocks: list[Block], changes: tuple[Block, ...]) -> list[Block]:
    """Apply an override file: its arguments and nested blocks stand instead of those of the same name.

    https://developer.hashicorp.com/terraform/language/files/override
    """
    changed = list(blocks)
    for change in changes:
        found = next((index for index, block in enumerate(changed) if _is_same(block, change)), None)
        if found is None or change.type in _MERGED:
            changed.append(change)
        else:
            changed[found] = _apply(changed[found], change)
    return changed


def _is_same(block: Block, change: Block) -> bool:
    return (block.type, block.labels) == (change.type, change.labels)


def _apply(block: Block, change: Block) -> Block:
    replaced = {nested.makes for nested in change.body.blocks}
    kept = tuple(nested for nested in block.body.blocks if nested.makes not in replaced)
    arguments = {**block.body.arguments, **change.body.arguments}
    return block._replace(body=Body(arguments, (*kept, *change.body.blocks)))


def find_called(module: Module, call: Block, *, path: tuple[str, ...], installed: Mapping[str, Path]) -> Path | None:
    """Return the folder of a called module, None where it isn't on this machine.

    `path` has the names of the calls that lead here, the called one last; `installed` is `read_installed`'s.
    """
    argument = call.body.arguments.get("source")
    source = argument.expression.value if argument and isinstance(argument.expression, Literal) else None
    if not isinstance(source, str):
        return None
    found = module.folder / source if source.startswith(("./", "../")) else installed.get(".".join(path))
    return found if found is not None and found.is_dir() else None


def read_installed(root: Path) -> Mapping[str, Path]:
    """Return the folders of modules that `terraform init` has put on this machine, by their dotted path of names."""
    listing = root / ".terraform" / "modules" / "modules.json"
    try:
        modules = json.loads(listing.read_bytes()[:MAX_BYTES])["Modules"]
        return {module["Key"]: root / module["Dir"] for module in modules if module["Key"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
