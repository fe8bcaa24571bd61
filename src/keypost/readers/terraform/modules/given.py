"""Values that a run gives to the variables of the root module: options, then `*.tfvars` files.

https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from keypost.errors import UnreadableInputError
from keypost.readers.cloudformation.loading.json_document import read_json
from keypost.readers.terraform.hcl.evaluate import evaluate
from keypost.readers.terraform.hcl.grammar import MAX_BYTES, build_not_text
from keypost.readers.terraform.hcl.native import read_native
from keypost.readers.terraform.hcl.scope import Scope
from keypost.readers.terraform.hcl.syntax import Expression
from keypost.readers.terraform.hcl.values import Value
from keypost.readers.terraform.modules.constraints import is_complex
from keypost.unknown import scrub

_FIRST = ("terraform.tfvars", "terraform.tfvars.json")
_AUTOMATIC = (".auto.tfvars", ".auto.tfvars.json")


def read_definitions(
    folder: Path, *, name: str, scope: Scope, refuse: Callable[[UnreadableInputError], None]
) -> dict[str, Value]:
    """Return what files that Terraform loads by itself give to variables; `refuse` takes broken ones."""
    given: dict[str, Value] = {}
    for path in _find_files(folder):
        try:
            given.update(_read_file(path, file=f"{name.removesuffix('/')}/{path.name}", scope=scope))
        except UnreadableInputError as error:
            refuse(error)
    return given


def _find_files(folder: Path) -> list[Path]:
    first = [folder / name for name in _FIRST]
    automatic = sorted(path for path in folder.iterdir() if path.name.endswith(_AUTOMATIC))
    return [path for path in (*first, *automatic) if path.is_file() and path.stat().st_size <= MAX_BYTES]


def _read_file(path: Path, *, file: str, scope: Scope) -> Mapping[str, Value]:
    content = path.read_bytes()
    if path.name.endswith(".json"):
        data = read_json(_decode(content, file=file), file=file).data
        return data if isinstance(data, dict) else {}
    body = read_native(content, file=file)
    return {name: evaluate(argument.expression, scope) for name, argument in body.arguments.items()}


def _decode(content: bytes, *, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise build_not_text(content, error, file=file) from error


def read_option(text: str, kind: Expression | None, *, scope: Scope) -> Value:
    """Return the value of `--parameter NAME=text`: as with `-var`, an expression where the variable isn't a scalar."""
    if not is_complex(kind):
        return scrub(text)
    try:
        body = read_native(f"x = {text}\n".encode(), file="--parameter")
        return evaluate(body.arguments["x"].expression, scope)
    except (UnreadableInputError, KeyError):
        return scrub(text)
