"""Functions of paths and files; what is read lies inside the root module's folder.

https://developer.hashicorp.com/terraform/language/functions#filesystem-functions
"""

import base64
import hashlib
import posixpath
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase

from keypost.readers.terraform.hcl.functions.declare import text, value
from keypost.readers.terraform.hcl.scope import Scope
from keypost.readers.terraform.hcl.values import HclSet, Value, build_open, describe_call, to_text
from keypost.unknown import Unread, build_unknown

_LONGEST_PATTERN = 200


def _file(arguments: Sequence[Value], scope: Scope) -> Value:
    return _of_file("file", arguments, scope, str)


def _exists(arguments: Sequence[Value], scope: Scope) -> Value:
    read = scope.read_file(to_text(arguments[0]))
    return build_open(describe_call("fileexists", arguments)) if isinstance(read, Unread) else True


def _of_file(name: str, arguments: Sequence[Value], scope: Scope, change: Callable[[str], str]) -> Value:
    read = scope.read_file(to_text(arguments[0]))
    return change(read) if isinstance(read, str) else build_unknown(describe_call(name, arguments))


def _digest(name: str, algorithm: str) -> Callable[[Sequence[Value], Scope], Value]:
    def run(arguments: Sequence[Value], scope: Scope) -> Value:
        return _of_file(
            name,
            arguments,
            scope,
            lambda read: hashlib.new(algorithm, read.encode(), usedforsecurity=False).hexdigest(),
        )

    return run


def _file_base64(arguments: Sequence[Value], scope: Scope) -> Value:
    return _of_file("filebase64", arguments, scope, lambda read: base64.b64encode(read.encode()).decode())


def _file_set(arguments: Sequence[Value], scope: Scope) -> Value:
    listed = scope.list_files(to_text(arguments[0]))
    pattern = to_text(arguments[1])
    if not isinstance(listed, list) or len(pattern) > _LONGEST_PATTERN:
        return build_open(describe_call("fileset", arguments))
    return HclSet(path for path in listed if _matches(str(path).split("/"), pattern.split("/")))


def _matches(path: list[str], pattern: list[str]) -> bool:
    """Tell whether a path matches: `**` is any number of folders, `{a,b}` either, all else as in a shell."""
    if not pattern or not path:
        return not pattern and not path
    if pattern[0] == "**":
        return _matches(path, pattern[1:]) or _matches(path[1:], pattern)
    fits = any(fnmatchcase(path[0], one) for one in _alternatives(pattern[0]))
    return fits and _matches(path[1:], pattern[1:])


def _alternatives(pattern: str) -> list[str]:
    before, opened, rest = pattern.partition("{")
    inside, closed, after = rest.partition("}")
    return [before + one + after for one in inside.split(",")] if opened and closed else [pattern]


def _unknown_text(arguments: Sequence[Value]) -> Value:
    return build_unknown(describe_call("path", arguments))


# Those that ask the scope.
READERS: Mapping[str, Callable[[Sequence[Value], Scope], Value]] = {
    "file": _file,
    "filebase64": _file_base64,
    "fileexists": _exists,
    "fileset": _file_set,
    "filemd5": _digest("filemd5", "md5"),
    "filesha1": _digest("filesha1", "sha1"),
    "filesha256": _digest("filesha256", "sha256"),
    "filesha512": _digest("filesha512", "sha512"),
}
FUNCTIONS = {
    **{name: text(_unknown_text, 1, parts=True) for name in READERS},
    "fileset": value(_unknown_text, 2, parts=True),
    "abspath": text(_unknown_text, 1, parts=True),
    "basename": text(lambda arguments: posixpath.basename(to_text(arguments[0]).rstrip("/")) or "/", 1),
    "dirname": text(lambda arguments: posixpath.dirname(to_text(arguments[0])) or ".", 1),
    "pathexpand": text(_unknown_text, 1, parts=True),
}
