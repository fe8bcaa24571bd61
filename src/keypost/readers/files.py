"""Which files a run reads: named ones, and those that a search of named folders turns up."""

import os
import sys
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from keypost.errors import UnreadableInputError
from keypost.named import TYPE_CHECKING, Callable, Container, Enum, Iterator, NamedTuple, Sequence
from keypost.origin import Origin
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.readers.excluded import Excluded

STANDARD_INPUT = "-"
_SUFFIXES = (".yaml", ".yml", ".json", ".template", ".cfn")
_SKIPPED = frozenset({"node_modules", "__pycache__", "site-packages", "venv"})
# No template is larger: CloudFormation takes 1 MB, and a named file may be a little more.
_LARGEST_FOUND = 2_000_000
_LARGEST_NAMED = 20_000_000
# A plan repeats what there is three times over; one of 50,000 resources has about this size.
_LARGEST_PLAN = 500_000_000
_START = 65_536
_UTF16 = (BOM_UTF16_LE, BOM_UTF16_BE)  # what `>` writes in Windows PowerShell
_SNAPSHOT = "snapshot.json"
# What Terraform and OpenTofu read in the folder of a module.
_CONFIGURATION = (".tf", ".tf.json", ".tofu", ".tofu.json")


class Chosen(Enum):
    """How a file came into the run: what is named must be readable, what is found may be passed over."""

    NAMED = "named"
    FOUND = "found"


class InputFile(NamedTuple):
    """A file to read: its name as the user would write it, and how it came into the run."""

    name: str
    chosen: Chosen


class InputFolder(NamedTuple):
    """A folder that is one input by itself: a CDK cloud assembly."""

    name: str
    chosen: Chosen


class InputSnapshot(NamedTuple):
    """A folder that `keypost collect` wrote."""

    name: str
    chosen: Chosen


class InputConfiguration(NamedTuple):
    """A folder of Terraform's configuration files; `file` is the one that was named."""

    name: str
    chosen: Chosen
    file: str | None = None


Input = InputFile | InputFolder | InputSnapshot | InputConfiguration


_MISSING = Text(en="{name} doesn't exist", ja="{name} は存在しません")
_MISSING_HINT = Text(
    en="Check the path; it is taken from the current folder.",
    ja="パスを確認してください (現在のフォルダーから解釈されます)。",
)
_A_FOLDER = Text(en="{name} is a folder", ja="{name} はフォルダーです")
_GIVE_FILE = Text(en="Give a file.", ja="ファイルを指定してください。")
_UNREADABLE = Text(en="{name} can't be read: {reason}", ja="{name} を読み込めません: {reason}")
_UNREADABLE_HINT = Text(en="Check the path and the file's permissions.", ja="パスとファイルの権限を確認してください。")
_EMPTY = Text(en="a path is empty", ja="空のパスが指定されています")
_EMPTY_HINT = Text(
    en="name a file or a folder; `.` is the current one",
    ja="ファイルかフォルダーを指定してください。`.` は現在のフォルダーです。",
)
_TOO_LARGE = Text(en="{name} is larger than {limit} bytes", ja="{name} は {limit} バイトを超えています")
_TOO_LARGE_HINT = Text(
    en="A CloudFormation template has at most 1 MB; name the template itself.",
    ja="CloudFormation テンプレートは最大 1 MB です。テンプレート自体を指定してください。",
)


def find_inputs(
    paths: Sequence[str], excluded: "Excluded | None" = None, *, given: Container[str] = ()
) -> tuple[Input, ...]:
    """Return the files, assemblies and snapshots that the paths stand for, each once, in a stable order.

    What is `excluded` isn't looked for in folders; what is named itself is read. Of paths in `given` somebody holds
    the content: they are files, whatever lies on the disk.

    Raises:
        UnreadableInputError: an empty path, or a folder that can't be listed.
    """
    if "" in paths:
        raise UnreadableInputError(_EMPTY, hint=_EMPTY_HINT)
    inputs: dict[str, Input] = {}
    for path in paths:
        for identity, found in _inputs_of(path, excluded) if path not in given else _take_given(path):
            inputs.setdefault(identity, found)
    return tuple(inputs.values())


def read_file(name: str, *, limit: int = _LARGEST_NAMED) -> bytes:
    """Return the bytes of a file, or of standard input for `-`.

    Raises:
        UnreadableInputError: the file is missing, unreadable or too large.
    """
    origin = Origin(file=name)
    try:
        if name == STANDARD_INPUT:
            content = sys.stdin.buffer.read(limit + 1)
        else:
            with open(name, "rb") as stream:
                content = stream.read(limit + 1)
                if len(content) > limit and is_plan(content):
                    limit = _LARGEST_PLAN
                    content += stream.read(limit + 1 - len(content))
    except IsADirectoryError as error:
        raise UnreadableInputError(_A_FOLDER.fill(name=name), hint=_GIVE_FILE, origin=origin) from error
    except FileNotFoundError as error:
        raise UnreadableInputError(_MISSING.fill(name=name), hint=_MISSING_HINT, origin=origin) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableInputError(
            _UNREADABLE.fill(name=name, reason=reason), hint=_UNREADABLE_HINT, origin=origin
        ) from error
    if len(content) > limit:
        raise UnreadableInputError(_TOO_LARGE.fill(name=name, limit=limit), hint=_TOO_LARGE_HINT, origin=origin)
    return content


def is_in_assembly(name: str) -> bool:
    """Tell whether a file is a template of a CDK cloud assembly."""
    return name.endswith(".template.json") and _is_assembly(os.path.dirname(name))


def may_be_template(content: bytes) -> bool:
    """Tell quickly whether a found file can be a template at all: it names resources and their types.

    CloudFormation requires both (`Resources`, and `Type` in each); whatever lacks one needs no parsing.
    """
    return b"Resources" in content and b"Type" in content and b"\x00" not in content[:_START]


def is_plan(content: bytes) -> bool:
    """Tell quickly whether a file is a Terraform plan or state in JSON: each names the Terraform that wrote it.

    https://developer.hashicorp.com/terraform/internals/json-format; an empty state has its format's version alone.
    """
    if b'"terraform_version"' not in content and not content.startswith(b'{"format_version"'):
        return content.startswith(_UTF16) and "terraform_version" in content[:_START].decode("utf-16", "ignore")
    return content.lstrip()[:1] == b"{" or content.startswith(BOM_UTF8)


def is_saved_plan(content: bytes) -> bool:
    """Tell whether a file is a plan as `terraform plan -out` saves it: a zip archive that begins with the plan itself.

    https://developer.hashicorp.com/terraform/internals/json-format (only `terraform show -json` is for other tools).
    """
    return content.startswith(b"PK\x03\x04") and b"tfplan" in content[:_START]


def read_found(name: str) -> bytes | None:
    """Return the bytes of a file that a search found, None where it is too large to be a template, and no plan.

    Raises:
        UnreadableInputError: the file can't be read.
    """
    try:
        if os.stat(name).st_size > _LARGEST_FOUND:
            with open(name, "rb") as stream:
                if not is_plan(stream.read(_START)):
                    return None
    except OSError:
        return None
    return read_file(name)


# What tells one file from another, and the file.
_Identified = tuple[str, Input]


def _inputs_of(path: str, excluded: "Excluded | None") -> Iterator[_Identified]:
    if path == STANDARD_INPUT:
        yield path, InputFile(path, Chosen.NAMED)
    elif _is_folder(path):
        yield from _search(path, excluded)
    elif os.path.basename(path) == "manifest.json" and _is_assembly(os.path.dirname(path)):
        folder = os.path.dirname(path) or os.curdir
        yield os.path.realpath(folder), InputFolder(folder, Chosen.NAMED)
    elif os.path.basename(path) == _SNAPSHOT and is_snapshot(os.path.dirname(path)):
        folder = os.path.dirname(path) or os.curdir
        yield os.path.realpath(folder), InputSnapshot(folder, Chosen.NAMED)
    elif path.endswith(_CONFIGURATION) and os.path.isfile(path):
        folder = os.path.dirname(path) or os.curdir
        yield os.path.realpath(folder), InputConfiguration(folder, Chosen.NAMED, path)
    else:
        yield _identity(path), InputFile(path, Chosen.NAMED)


def _take_given(path: str) -> Iterator[_Identified]:
    yield _identity(path), InputFile(path, Chosen.NAMED)


def _identity(path: str) -> str:
    try:
        return os.path.realpath(path)
    except ValueError:
        return path


def _is_folder(path: str) -> bool:
    return os.path.isdir(path)


def _search(path: str, excluded: "Excluded | None") -> Iterator[_Identified]:
    """Walk a folder by names; links are followed, but no folder is entered twice."""
    entered: set[str] = set()
    first = True
    todo = [path]
    while todo:
        folder = todo.pop()
        real = os.path.realpath(folder)
        if real in entered:
            continue
        entered.add(real)
        names, files, folders = _list(folder, chosen=Chosen.NAMED if first else Chosen.FOUND)
        if excluded is not None:
            names, files, folders = _leave_out(excluded, folder, names, files, folders)
        if "manifest.json" in names and _is_assembly(folder):
            yield real, InputFolder(folder, Chosen.NAMED if first else Chosen.FOUND)
            continue
        if _SNAPSHOT in names and is_snapshot(folder):
            yield real, InputSnapshot(folder, Chosen.NAMED if first else Chosen.FOUND)
            continue
        if any(map(_is_configuration, names)):
            yield real, InputConfiguration(folder, Chosen.NAMED if first else Chosen.FOUND)
        for entry in files:
            identity = os.path.realpath(entry.path) if entry.is_symlink() else f"{real}/{entry.name}"
            yield identity, InputFile(entry.path, Chosen.FOUND)
        todo.extend(reversed(folders))
        first = False


def _list(folder: str, *, chosen: Chosen) -> tuple[set[str], list[os.DirEntry[str]], list[str]]:
    """All names of a folder, and the files and folders among them that a search looks into."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        if chosen is Chosen.FOUND:
            return set(), [], []
        raise UnreadableInputError(
            _UNREADABLE.fill(name=folder, reason=error.strerror), hint=_UNREADABLE_HINT, origin=Origin(file=folder)
        ) from error
    files = [entry for entry in entries if _has_template_name(entry.name) and _is(entry.is_file)]
    folders = [entry.path for entry in entries if not _is_skipped(entry.name) and _is(entry.is_dir)]
    return {entry.name for entry in entries}, files, folders


def _leave_out(
    excluded: "Excluded", folder: str, names: set[str], files: list[os.DirEntry[str]], folders: list[str]
) -> tuple[set[str], list[os.DirEntry[str]], list[str]]:
    kept = {name for name in names if not excluded.covers(os.path.join(folder, name))}
    return (
        kept,
        [entry for entry in files if entry.name in kept],
        [one for one in folders if os.path.basename(one) in kept],
    )


def _is(ask: Callable[[], bool]) -> bool:
    """A link that leads back to itself is neither file nor folder."""
    try:
        return ask()
    except OSError:
        return False


def _has_template_name(name: str) -> bool:
    return name.endswith(_SUFFIXES) and not name.startswith(".") and not _is_configuration(name)


def _is_configuration(name: str) -> bool:
    return name.endswith(_CONFIGURATION) and not name.startswith(".")


def _is_skipped(name: str) -> bool:
    return name in _SKIPPED or name.startswith(".")


def _is_assembly(folder: str) -> bool:
    """A cloud assembly's manifest names its schema version and its artifacts (aws-cdk-lib, cloud-assembly-schema)."""
    start = _read_start(os.path.join(folder, "manifest.json"))
    return b'"artifacts"' in start and b'"version"' in start


def is_snapshot(folder: str) -> bool:
    """The manifest of a snapshot names its schema, in whatever version."""
    return b'"keypost.snapshot.v' in _read_start(os.path.join(folder, _SNAPSHOT))


def _read_start(name: str) -> bytes:
    try:
        with open(name, "rb") as stream:
            return stream.read(_START)
    except OSError:
        return b""
