"""Typed changes -> lines for a CDK app, in TypeScript and in Python: its templates are made anew at each synthesis."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from keypost.estate.kind import Kind
from keypost.estate.resource import Handle, Resource, Sse
from keypost.fixer.change import Changes, EncryptionChange, NewKey, PolicyChange
from keypost.named import NamedTuple
from keypost.policy.changes import ChangeKind
from keypost.policy.conditions.operators import Spelling, join_operator
from keypost.policy.document import NamedPrincipal, PrincipalForm, Statement
from keypost.policy.reasons import PolicyKind
from keypost.readers.files import is_in_assembly
from keypost.unknown import render_unknown
from keypost.writers.snippet import Language, Snippet

_PSEUDO = re.compile(r"\$\{AWS::([A-Za-z]+)\}")
_SOURCES = (".ts", ".js", ".mjs", ".cjs", ".py", ".java", ".cs", ".go")
_HASH = re.compile(r"[0-9A-F]{8}(?=$|Key$)")
_PARTS_OF_NAMES = re.compile(r"[^A-Za-z0-9]+")
# How the key of each kind is called in its construct's properties, and how to do without KMS (aws-cdk-lib reference).
_KEY_PROPERTIES = {Kind.TOPIC: "masterKey", Kind.QUEUE: "encryptionMasterKey", Kind.BUCKET: "encryptionKey"}
_WITHOUT_KMS = {Kind.QUEUE: "sqs.QueueEncryption.SQS_MANAGED", Kind.BUCKET: "s3.BucketEncryption.S3_MANAGED"}


class Dialect(NamedTuple):
    """How one language writes what both say."""

    comment: str
    end: str
    is_python: bool

    def name(self, text: str) -> str:
        """Return a name as the language spells variables, methods and properties."""
        words = re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z0-9]+", text)
        if self.is_python:
            return "_".join(word.lower() for word in words)
        return "".join(word.lower() if index == 0 else word.capitalize() for index, word in enumerate(words))

    def text(self, text: str) -> str:
        """Return a literal; account, Region and partition are those of the stack."""
        shown = render_unknown(text)
        if not _PSEUDO.search(shown):
            return json.dumps(shown, ensure_ascii=False)
        parts = _PSEUDO.split(shown)  # text and pseudo parameter in turn
        written = (self._hole(part) if index % 2 else self._escape(part) for index, part in enumerate(parts))
        inner = "".join(written)
        return f'f"{inner}"' if self.is_python else f"`{inner}`"

    def _escape(self, text: str) -> str:
        """Return a text as it stands inside a literal with holes."""
        if self.is_python:
            return json.dumps(text, ensure_ascii=False)[1:-1].replace("{", "{{").replace("}", "}}")
        return text.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")

    def remark(self, text: str) -> str:
        """Return a comment of one line, whatever line breaks a name has."""
        return f"{self.comment} {' '.join(text.split())}"

    def _hole(self, parameter: str) -> str:
        expression = f"cdk.Aws.{_SHOUT.get(parameter, parameter.upper())}"
        return f"{{{expression}}}" if self.is_python else f"${{{expression}}}"

    def call(self, name: str, arguments: Sequence[tuple[str, str]]) -> str:
        """Return the construction of a thing with named arguments."""
        if self.is_python:
            return f"{name}({', '.join(f'{self.name(key)}={value}' for key, value in arguments)})"
        return f"new {name}({{ {', '.join(f'{key}: {value}' for key, value in arguments)} }})"


_SHOUT = {"AccountId": "ACCOUNT_ID", "StackName": "STACK_NAME", "URLSuffix": "URL_SUFFIX"}
TYPESCRIPT = Dialect("//", ";", is_python=False)
PYTHON = Dialect("#", "", is_python=True)


def write_for_app(changes: Changes, known: Mapping[Handle, Resource]) -> tuple[Snippet, ...]:
    """Return the same lines in both languages; none where some resource isn't one of a CDK app's constructs."""
    new = {change.key.handle for change in changes if isinstance(change, NewKey)}
    touched = {change.owner for change in changes if not isinstance(change, NewKey)} - new
    if not touched or not all(owner in known and _is_of_app(known[owner]) for owner in touched):
        return ()
    dialects = ((Language.CDK_TYPESCRIPT, TYPESCRIPT), (Language.CDK_PYTHON, PYTHON))
    return tuple(Snippet(language, "\n".join(_write(changes, known, dialect))) for language, dialect in dialects)


def _is_of_app(resource: Resource) -> bool:
    """Whether a CDK app made the resource: its place is a line of the app, or a template of its assembly."""
    file = resource.origin.file or ""
    return file.endswith(_SOURCES) or is_in_assembly(file)


def _construct(resource: Resource) -> str:
    """Return the construct's path, or what its logical id tells of it (the rest is a hash: 8 hexadecimal digits)."""
    return resource.attributes.get("construct") or _HASH.sub("", resource.id)


def _write(changes: Changes, known: Mapping[Handle, Resource], dialect: Dialect) -> Iterator[str]:
    for change in changes:
        if isinstance(change, NewKey):
            yield from _write_key(change.key, dialect)
        elif isinstance(change, EncryptionChange):
            yield from _write_encryption(change, known[change.owner], changes, dialect)
        else:
            yield from _write_policy(change, known.get(change.owner), dialect)


def _name_key(key: str, dialect: Dialect) -> str:
    return dialect.name(_HASH.sub("", key))


def _write_key(key: Resource, dialect: Dialect) -> Iterator[str]:
    variable, name = _name_key(key.id, dialect), json.dumps(_HASH.sub("", key.id))
    if dialect.is_python:
        yield f"{variable} = kms.Key(self, {name}, enable_key_rotation=True)"
    else:
        yield f"const {variable} = new kms.Key(this, {name}, {{ enableKeyRotation: true }});"


def _write_encryption(
    change: EncryptionChange, resource: Resource, changes: Changes, dialect: Dialect
) -> Iterator[str]:
    name, value = "encryption", _WITHOUT_KMS.get(change.kind)
    if change.encryption.mode is Sse.KMS:
        name = _KEY_PROPERTIES.get(change.kind, "encryptionKey")
        keys = (one.key for one in changes if isinstance(one, NewKey) and one.key.arn == change.encryption.key)
        value = next((_name_key(key.id, dialect) for key in keys), None)
    where = f"{_construct(resource)} ({resource.origin})"
    if value is None:
        yield dialect.remark(f"{where}: leave out {dialect.name(_KEY_PROPERTIES.get(change.kind, 'encryptionKey'))}")
        return
    yield dialect.remark(f"{where}:")
    yield f"{dialect.name(name)}={value}," if dialect.is_python else f"{name}: {value},"


def _write_policy(change: PolicyChange, resource: Resource | None, dialect: Dialect) -> Iterator[str]:
    edit = change.change
    variable, method = _name_method(change, resource, dialect)
    place = f" ({resource.origin})" if resource is not None else ""
    if edit.added is not None:
        if resource is not None:
            yield dialect.remark(f"{_construct(resource)}{place}")
        yield f"{variable}.{method}({_write_statement(edit.added, dialect)}){dialect.end}"
        return
    statement = edit.sid or f"#{edit.statement + 1}"
    yield dialect.remark(f"in statement {statement} of the policy of {variable}{place}:")
    if edit.kind is ChangeKind.DROP_TEST:
        yield dialect.remark(f"leave out {edit.operator} {edit.key}")
    elif edit.key:
        yield f"{json.dumps(edit.operator)}: {{{json.dumps(edit.key)}: {_write_values(edit.values, dialect)}}},"
    else:
        yield dialect.remark(f"add to its actions: {', '.join(edit.values)}")


def _name_method(change: PolicyChange, resource: Resource | None, dialect: Dialect) -> tuple[str, str]:
    """Return the variable that the construct is likely to have, and its method; a function's own role has none."""
    if resource is None:
        return _name_key(change.owner.id, dialect), dialect.name("addToResourcePolicy")
    *parts, last = [part for part in _construct(resource).split("/") if part != "Resource"]
    if change.change.policy is not PolicyKind.IDENTITY:
        return dialect.name(_PARTS_OF_NAMES.sub("", last)), _name_adding(resource, dialect)
    if last == "ServiceRole" and parts:
        return dialect.name(_PARTS_OF_NAMES.sub("", parts[-1])), dialect.name("addToRolePolicy")
    return dialect.name(_PARTS_OF_NAMES.sub("", last)), dialect.name("addToPolicy")


def _name_adding(resource: Resource, dialect: Dialect) -> str:
    """Return the method that adds to the resource policy; a role has its trust policy as a property, maybe unset."""
    if resource.kind is not Kind.ROLE:
        return dialect.name("addToResourcePolicy")
    mark = "" if dialect.is_python else "?"
    return f"{dialect.name('assumeRolePolicy')}{mark}.{dialect.name('addStatements')}"


def _write_statement(statement: Statement, dialect: Dialect) -> str:
    arguments: list[tuple[str, str]] = []
    if statement.sid is not None:
        arguments.append(("sid", dialect.text(statement.sid)))
    if statement.principals is not None:
        principals = ", ".join(_write_principal(named, dialect) for named in statement.principals.values)
        arguments.append(("principals", f"[{principals}]"))
    for name, listing in (("actions", statement.actions), ("resources", statement.resources)):
        if listing is not None:
            arguments.append((name, f"[{', '.join(dialect.text(value) for value in listing.values)}]"))
    if statement.conditions:
        arguments.append(("conditions", _write_conditions(statement, dialect)))
    return dialect.call("iam.PolicyStatement", arguments)


def _write_principal(named: NamedPrincipal, dialect: Dialect) -> str:
    kind = "ServicePrincipal" if named.form is PrincipalForm.SERVICE else "ArnPrincipal"
    built = f"iam.{kind}({dialect.text(named.value)})"
    return built if dialect.is_python else f"new {built}"


def _write_conditions(statement: Statement, dialect: Dialect) -> str:
    block: dict[str, list[str]] = {}
    for condition in statement.conditions:
        operator = join_operator(Spelling(condition.operator, condition.quantifier, condition.if_exists))
        test = f"{json.dumps(condition.key)}: {_write_values(condition.values, dialect)}"
        block.setdefault(operator, []).append(test)
    return "{" + ", ".join(f"{json.dumps(name)}: {{{', '.join(tests)}}}" for name, tests in block.items()) + "}"


def _write_values(values: Sequence[str], dialect: Dialect) -> str:
    written = [dialect.text(value) for value in values]
    return written[0] if len(written) == 1 else f"[{', '.join(written)}]"
