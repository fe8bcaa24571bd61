"""Typed changes -> what they make of a Terraform module: a diff of its files, else the pieces to put in by hand."""

import re
from collections.abc import Iterator, Mapping, Sequence

from keypost.errors import UnreadableInputError
from keypost.estate.kind import Kind
from keypost.estate.resource import Encryption, Handle, Resource, Sse
from keypost.fixer.change import Changes, EncryptionChange, NewKey, PolicyChange
from keypost.fixer.free_names import find_free_name
from keypost.fixer.outlook import Outlook
from keypost.origin import NOWHERE
from keypost.policy.changes import ChangeKind
from keypost.policy.document import Policy
from keypost.policy.reasons import PolicyKind
from keypost.policy.render import render_policy, render_statement
from keypost.readers.terraform.hcl.blocks import Block
from keypost.readers.terraform.hcl.native import read_native
from keypost.unknown import has_unknown
from keypost.writers.diff import render_diff
from keypost.writers.snippet import Language, Snippet
from keypost.writers.spelling import NotSpellableError
from keypost.writers.splice import Splice, apply_splices
from keypost.writers.terraform.blocks import Writer
from keypost.writers.terraform.edits import edit_statement
from keypost.writers.terraform.piece import Piece
from keypost.writers.terraform.render import Json, Raw, render_arguments, render_block, render_value
from keypost.writers.terraform.source import Sources
from keypost.writers.terraform.spelling import Speller, split_address
from keypost.writers.terraform.statements import render_policy as render_policy_argument

_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9_-]+")


def write_for_terraform(changes: Changes, before: Outlook) -> Snippet | None:
    """Return the lines that make the changes; None where something isn't Terraform's, or can't be named there."""
    written = _write_pieces(changes, before)
    if written is None:
        return None
    pieces, sources = written
    texts = _edit_texts(pieces, sources) or {}
    diff = "".join(render_diff(sources.text(file), text, file=file) for file, text in texts.items())
    text = diff or "\n".join(piece.render() for piece in pieces)
    return None if has_unknown(text) else Snippet(Language.TERRAFORM, text)


def edit_terraform(changes: Changes, before: Outlook) -> Mapping[str, tuple[str, str]] | None:
    """Return what each file says, and what it would say with the changes; None where a change has no certain spot."""
    written = _write_pieces(changes, before)
    texts = None if written is None else _edit_texts(*written)
    if written is None or texts is None or any(map(has_unknown, texts.values())):
        return None
    return {file: (written[1].text(file), text) for file, text in texts.items()}


def _write_pieces(changes: Changes, before: Outlook) -> tuple[list[Piece], Sources] | None:
    was = before.ground.by_handle
    new = {change.key.handle for change in changes if isinstance(change, NewKey)}
    owners = {change.owner for change in changes if not isinstance(change, NewKey)} - new
    if not owners or not all(owner in was and split_address(was[owner]) for owner in owners):
        return None
    writer = _Pieces(changes, was, tuple(before.and_then(changes).by_handle.values()))
    try:
        return list(writer.write()), writer.sources
    except NotSpellableError:
        return None


def _edit_texts(pieces: Sequence[Piece], sources: Sources) -> dict[str, str] | None:
    """Return what all pieces make of the files, None where one has no certain spot or the language would be broken."""
    files: dict[str, list[Splice]] = {}
    for piece in pieces:
        if piece.file is None or piece.splices is None:
            return None
        files.setdefault(piece.file, []).extend(piece.splices)
    texts = {file: apply_splices(sources.text(file), splices) for file, splices in files.items()}
    try:
        for file, text in texts.items():
            read_native(text.encode(), file=file)
    except UnreadableInputError:
        return None
    return texts


class _Pieces:
    """Writes a candidate's pieces."""

    def __init__(self, changes: Changes, was: Mapping[Handle, Resource], after: Sequence[Resource]) -> None:
        self.sources = Sources()
        self._changes, self._was = changes, was
        self._keys: dict[Handle, Resource] = {}
        for change in changes:
            if isinstance(change, EncryptionChange):
                self._name_key(change, after)
        self._now = {one.handle: self._keys.get(one.handle, one) for one in after}
        self._done: set[tuple[Handle, PolicyKind | None]] = set()
        self._needed: dict[tuple[str, str], Resource] = {}

    def _name_key(self, change: EncryptionChange, after: Sequence[Resource]) -> None:
        """Give a new key an address in the module of the first resource that it encrypts."""
        key = next((one for one in after if one.is_key and one.arn == change.encryption.key), None)
        if key is None or key.handle in self._was or key.handle in self._keys:
            return
        near = self._was[change.owner]
        prefix = (split_address(near) or ("", ""))[0]
        label = _WORDS.sub("_", key.id).lower()
        taken = {block.labels[-1] for block in self._blocks(near) if block.labels and "aws_kms" in block.labels[0]}
        taken |= {one.id.rpartition(".")[2] for one in self._keys.values()}
        self._keys[key.handle] = key._replace(id=f"{prefix}aws_kms_key.{find_free_name(label, taken=taken)}")

    def _blocks(self, near: Resource) -> tuple[Block, ...]:
        module = self.sources.module(near.origin.file) if near.origin.file else None
        return module.blocks if module is not None else ()

    def write(self) -> Iterator[Piece]:
        """Yield the pieces; data sources that they need come last."""
        for change in self._changes:
            if isinstance(change, EncryptionChange):
                yield from self._encrypt(change)
            elif isinstance(change, PolicyChange) and change.owner in self._was:
                yield from self._edit(change, self._was[change.owner])
        for (kind, name), near in self._needed.items():
            writer = self._writer(near)
            yield writer.beside(f'data "{kind}" "{name}" {{}}', "put in this data source")

    def _writer(self, near: Resource) -> Writer:
        return Writer(near, self._speller(near), self.sources)

    def _speller(self, near: Resource) -> Speller:
        blocks = self._blocks(near)
        known = {one.labels[0]: one.labels[1] for one in blocks if one.type == "data" and len(one.labels) == 2}
        return Speller(tuple(self._now.values()), near, known=known)

    def _spell(self, data: Json, near: Resource) -> Json:
        speller = self._speller(near)
        spelled = speller.spell(data)
        for kind, name in speller.needed.items():
            self._needed.setdefault((kind, name), near)
        return spelled

    def _encrypt(self, change: EncryptionChange) -> Iterator[Piece]:
        resource, writer = self._was[change.owner], self._writer(self._was[change.owner])
        is_kms = change.encryption.mode is Sse.KMS and change.encryption.key is not None
        key = self._spell(change.encryption.key, resource) if is_kms else None
        yield from self._write_key(change, resource, writer)
        match resource.kind:
            case Kind.QUEUE if change.encryption.mode is Sse.AWS_OWNED:
                reuse = {"kms_data_key_reuse_period_seconds": None}
                yield writer.set_arguments({"kms_master_key_id": key, **reuse, "sqs_managed_sse_enabled": True})
            case Kind.TOPIC | Kind.QUEUE:
                yield writer.set_arguments({"kms_master_key_id": key})
            case Kind.STREAM:
                yield writer.set_arguments({"encryption_type": "KMS" if is_kms else "NONE", "kms_key_id": key})
            case _:
                yield self._encrypt_bucket(resource, writer, key)

    def _encrypt_bucket(self, bucket: Resource, writer: Writer, key: Json) -> Piece:
        arguments = {"sse_algorithm": "AES256" if key is None else "aws:kms", "kms_master_key_id": key}
        block = self._find_default(bucket)
        if block is not None:
            return writer.set_arguments(arguments, block=block)
        code = "\n".join(render_arguments({name: one for name, one in arguments.items() if one is not None}, indent=2))
        return Piece(str(bucket.origin), f"in the default encryption of {writer.address}, set", code)

    def _find_default(self, bucket: Resource) -> Block | None:
        """Return the block that says how a bucket is encrypted, a nested one of the resource or of one beside it."""
        encryption = bucket.encryption
        block = self.sources.block(encryption.origin) if isinstance(encryption, Encryption) else None
        for name in ("server_side_encryption_configuration", "rule", "apply_server_side_encryption_by_default"):
            nested = block.body.nested(name) if block is not None else ()
            block = nested[0] if nested else block
        return block if block is not None and "sse_algorithm" in block.body.arguments else None

    def _write_key(self, change: EncryptionChange, near: Resource, writer: Writer) -> Iterator[Piece]:
        for handle, key in list(self._keys.items()):
            if key.arn != change.encryption.key or (handle, None) in self._done:
                continue
            self._done.add((handle, None))
            name = key.id.rpartition(".")[2]
            policy = render_policy(self._policy_of(handle))
            described = {"description": f"For {writer.address}", "enable_key_rotation": True}
            lines = render_policy_argument(self._spell_policy(policy, near), indent=2)
            key_block = render_block(f'resource "aws_kms_key" "{name}"', described, blocks=(lines,))
            alias = {"name": f"alias/{name}", "target_key_id": Raw(f"aws_kms_key.{name}.key_id")}
            alias_block = render_block(f'resource "aws_kms_alias" "{name}"', alias)
            yield writer.beside(f"{key_block}\n\n{alias_block}", "put in this key")

    def _policy_of(self, handle: Handle) -> Policy:
        policy = self._now[handle].policy
        if not isinstance(policy, Policy):
            raise NotSpellableError(handle.id)
        return policy

    def _spell_policy(self, policy: Mapping[str, Json], near: Resource) -> dict[str, Json]:
        spelled = self._spell({name: value for name, value in policy.items() if name != "Id"}, near)
        return spelled if isinstance(spelled, dict) else {}

    def _edit(self, change: PolicyChange, resource: Resource) -> Iterator[Piece]:
        edit, writer = change.change, self._writer(resource)
        if edit.kind is ChangeKind.ENABLE_KEY:
            yield writer.set_arguments({"is_enabled": None})
        elif edit.kind is ChangeKind.ADD_STATEMENT:
            yield from self._add(change, resource, writer)
        else:
            values = [self._spell(value, resource) for value in edit.values]
            done = edit_statement(edit, values, resource, self.sources)
            told = writer.describe(edit, _tell(edit.kind, edit.operator, edit.key, values))
            yield told if done is None else told._replace(file=done[0], splices=(done[1],))

    def _add(self, change: PolicyChange, resource: Resource, writer: Writer) -> Iterator[Piece]:
        edit = change.change
        is_identity = edit.policy is PolicyKind.IDENTITY
        if not is_identity and _has_own_policy(resource) and edit.added is not None:
            spelled = self._spell(render_statement(edit.added), resource)
            yield writer.add_statement(spelled if isinstance(spelled, dict) else {})
        elif (change.owner, edit.policy) not in self._done:
            self._done.add((change.owner, edit.policy))
            label = writer.address.split(".")[1].partition("[")[0]
            taken = {block.labels[-1] for block in self._blocks(resource) if "_policy" in " ".join(block.labels[:1])}
            name = find_free_name(f"{label}_use_key" if is_identity else label, taken=taken)
            yield writer.add_policy(self._whole_policy(change, resource, is_identity=is_identity), name=name)

    def _whole_policy(self, change: PolicyChange, resource: Resource, *, is_identity: bool) -> dict[str, Json]:
        if not is_identity:
            return self._spell_policy(render_policy(self._policy_of(change.owner)), resource)
        edits = [one.change for one in self._changes if isinstance(one, PolicyChange) and one.owner == change.owner]
        added = [render_statement(one.added) for one in edits if one.added is not None]
        return self._spell_policy({"Version": "2012-10-17", "Statement": added}, resource)


def _has_own_policy(resource: Resource) -> bool:
    """Tell whether somebody wrote the policy, and AWS didn't give it by default."""
    policy = resource.policy
    return isinstance(policy, Policy) and policy.origin not in (NOWHERE, resource.origin)


def _tell(kind: ChangeKind, operator: str | None, key: str | None, values: Sequence[Json]) -> str:
    """Return what is to be done by hand in a statement."""
    listed = ", ".join(render_value(value) for value in values)
    if kind is ChangeKind.DROP_TEST:
        return f"leave out {operator} {key}"
    if kind is ChangeKind.ADD_TEST:
        return f"add {operator} {key} with {listed} to its Condition"
    return f"add {listed} to {key or 'its actions'}"
