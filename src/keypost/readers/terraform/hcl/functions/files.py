"""Functions of paths and files; what is read lies inside the root module's folder.

https://developer.hashicorp.com/terraform/language/functions#filesystem-functions
"""

import base64
import hashlib
import posixpath
from collections.abc import Callable, Mapping, Sequence

from keypost.readers.terraform.hcl.functions.declare import text
from keypost.readers.terraform.hcl.scope import Scope
from keypost.readers.terraform.hcl.values import Value, build_open, describe_call, to_text
from keypost.unknown import Unread, build_unknown


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


def _unknown_text(arguments: Sequence[Value]) -> Value:
    return build_unknown(describe_call("path", arguments))


# Those that ask the scope.
READERS: Mapping[str, Callable[[Sequence[Value], Scope], Value]] = {
    "file": _file,
    "filebase64": _file_base64,
    "fileexists": _exists,
    "filemd5": _digest("filemd5", "md5"),
    "filesha1": _digest("filesha1", "sha1"),
    "filesha256": _digest("filesha256", "sha256"),
    "filesha512": _digest("filesha512", "sha512"),
}
FUNCTIONS = {
    **{name: text(_unknown_text, 1, parts=True) for name in READERS},
    "abspath": text(_unknown_text, 1, parts=True),
    "basename": text(lambda arguments: posixpath.basename(to_text(arguments[0]).rstrip("/")) or "/", 1),
    "dirname": text(lambda arguments: posixpath.dirname(to_text(arguments[0])) or ".", 1),
    "pathexpand": text(_unknown_text, 1, parts=True),
}
