"""Typed changes -> commands of the AWS CLI for what lives in an account; they are printed, and never run by Keypost."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping

from keypost.arn import parse_arn
from keypost.estate.kind import Kind
from keypost.estate.resource import Encryption, Handle, Resource, Sse
from keypost.fixer.change import Changes, EncryptionChange, NewKey, PolicyChange
from keypost.fixer.outlook import Outlook
from keypost.policy.document import Policy, Statement
from keypost.policy.reasons import PolicyKind
from keypost.policy.render import render_policy, render_statement
from keypost.unknown import Unread, has_unknown
from keypost.writers.shell import Command, Document, Script, Word

Json = object
# How hosts of a partition end; a queue is named by its URL (Amazon SQS Developer Guide, queue and message identifiers).
_HOSTS = {"aws": "amazonaws.com", "aws-cn": "amazonaws.com.cn", "aws-us-gov": "amazonaws.com"}
_OUTSIDE_NAMES = re.compile(r"[^A-Za-z0-9_.-]+")


def write_script(changes: Changes, before: Outlook) -> Script | None:
    """Return the commands that make the changes; None where something isn't in an account, or can't be named there."""
    was = before.ground.by_handle
    owners = (change.owner for change in changes if not isinstance(change, NewKey))
    if not all(_can_be_named(was[owner]) for owner in owners if owner in was):
        return None
    writer = _Writer(changes, was, before.and_then(changes).by_handle)
    script = Script(tuple(writer.write()), writer.variables)
    return None if any(has_unknown(text) for text in _texts_of(script)) else script


def is_in_account(resource: Resource) -> bool:
    """Tell whether an API call told of the resource."""
    return resource.origin.call is not None


def _can_be_named(resource: Resource) -> bool:
    is_known = resource.kind in _PUT or resource.is_principal
    return is_in_account(resource) and is_known and (resource.kind is not Kind.QUEUE or resource.partition in _HOSTS)


def _texts_of(script: Script) -> Iterator[str]:
    yield script.render()
    yield from script.documents.values()


class _Writer:
    """Writes the commands: new keys first, then policies, then what is encrypted with a key."""

    def __init__(self, changes: Changes, was: Mapping[Handle, Resource], now: Mapping[Handle, Resource]) -> None:
        self._changes, self._was, self._now = changes, was, now
        self._keys = [now[change.key.handle] for change in changes if isinstance(change, NewKey)]
        self._new = {key.handle for key in self._keys}
        names = ("KEY_ID", *(f"KEY_ID_{number}" for number in range(2, len(self._keys) + 1)))
        self.variables = {key.name: name for key, name in zip(self._keys, names, strict=False)}

    def write(self) -> Iterator[Command]:
        """Yield the commands."""
        yield from map(self._create, self._keys)
        edits = (one for one in self._changes if isinstance(one, PolicyChange) and one.owner not in self._new)
        for owner, kind in dict.fromkeys((one.owner, one.change.policy) for one in edits):
            yield Command(self._put(self._now[owner], kind))
        for change in self._changes:
            if isinstance(change, EncryptionChange):
                resource = self._now[change.owner]
                yield Command(_ENCRYPT[resource.kind](resource, self._was[change.owner].encryption, change.encryption))
        for key in self._keys:
            yield Command(("kms", "enable-key-rotation", *_in_region(key), "--key-id", key.name))
            named = ("--alias-name", f"alias/{_plain(key.id)}", "--target-key-id", key.name)
            yield Command(("kms", "create-alias", *_in_region(key), *named))

    def _create(self, key: Resource) -> Command:
        policy = render_policy(key.policy) if isinstance(key.policy, Policy) else {}
        document = _build_document(f"key-policy-{key.id}", policy)
        asked = ("--query", "KeyMetadata.KeyId", "--output", "text")
        words: tuple[Word, ...] = (
            "kms",
            "create-key",
            *_in_region(key),
            "--description",
            key.id,
            "--policy",
            document,
            *asked,
        )
        return Command(words, self.variables[key.name])

    def _put(self, owner: Resource, kind: PolicyKind | None) -> tuple[Word, ...]:
        if kind is PolicyKind.IDENTITY:
            return self._attach(owner)
        if kind is None:
            return ("kms", "enable-key", *_in_region(owner), "--key-id", _short(owner))
        return _PUT[owner.kind](owner, _merge(self._was[owner.handle].policy, owner.policy))

    def _attach(self, role: Resource) -> tuple[Word, ...]:
        """Put an inline policy beside those that are there; a name that tells its content replaces no other's."""
        noun = "user" if role.kind is Kind.USER else "role"
        policy = {"Version": "2012-10-17", "Statement": list(map(render_statement, self._added_to(role)))}
        document = _build_document(f"{noun}-policy-{_short(role)}", policy)
        content = "".join((document.text, *(key.id for key in self._keys)))
        name = f"keypost-{hashlib.sha256(content.encode()).hexdigest()[:12]}"
        named = (f"--{noun}-name", _short(role), "--policy-name", name)
        return ("iam", f"put-{noun}-policy", *named, "--policy-document", document)

    def _added_to(self, owner: Resource) -> Iterator[Statement]:
        for change in self._changes:
            if isinstance(change, PolicyChange) and change.owner == owner.handle and change.change.added is not None:
                yield change.change.added


def _merge(was: Policy | Unread | None, now: Policy | Unread | None) -> dict[str, Json]:
    """Return the whole policy as it shall be; statements that don't change say what they said."""
    if not isinstance(now, Policy):
        return {}
    known = _by_number(was) if isinstance(was, Policy) else {}
    return {**render_policy(now), "Statement": [_write_statement(one, known) for one in now.statements]}


def _by_number(policy: Policy) -> dict[int, tuple[Statement, Json]]:
    listed = (policy.source or {}).get("Statement", ())
    written = listed if isinstance(listed, list) else [listed]
    return {one.number: (one, written[one.number]) for one in policy.statements if one.number < len(written)}


def _write_statement(statement: Statement, known: Mapping[int, tuple[Statement, Json]]) -> Json:
    before, written = known.get(statement.number, (None, None))
    return written if statement == before else render_statement(statement)


def _build_document(name: str, data: Json) -> Document:
    return Document(f"{_plain(name)}.json", json.dumps(data, indent=2, ensure_ascii=False) + "\n")


def _plain(name: str) -> str:
    """Return the name in letters that files and aliases can have."""
    return _OUTSIDE_NAMES.sub("-", name).strip("-")


def _short(resource: Resource) -> str:
    """Return the last part of the ARN: a role's name without its path, a key's id."""
    arn = parse_arn(resource.arn)
    return arn.name if arn is not None else resource.name


def _in_region(resource: Resource) -> tuple[str, ...]:
    return ("--region", resource.region)


def _put_by_arn(*words: str) -> Callable[[Resource, dict[str, Json]], tuple[Word, ...]]:
    """Return how the policy of a kind is put: service, operation, options; `{arn}` and `{name}` are the resource's."""

    def put(owner: Resource, policy: dict[str, Json]) -> tuple[Word, ...]:
        service, operation, *options = words
        named = (option.format(arn=owner.arn, name=_short(owner), account=owner.account) for option in options)
        document = _build_document(f"{service}-policy-{_short(owner)}", policy)
        return service, operation, *_in_region(owner), *named, document

    return put


def _put_queue(queue: Resource, policy: dict[str, Json]) -> tuple[Word, ...]:
    document = _build_document(f"sqs-policy-{_short(queue)}", {"Policy": json.dumps(policy, ensure_ascii=False)})
    return "sqs", "set-queue-attributes", *_in_region(queue), "--queue-url", _url_of(queue), "--attributes", document


def _url_of(queue: Resource) -> str:
    return f"https://sqs.{queue.region}.{_HOSTS[queue.partition]}/{queue.account}/{_short(queue)}"


def _put_trust(role: Resource, policy: dict[str, Json]) -> tuple[Word, ...]:
    document = _build_document(f"trust-policy-{_short(role)}", policy)
    return "iam", "update-assume-role-policy", "--role-name", _short(role), "--policy-document", document


_put_key = _put_by_arn("kms", "put-key-policy", "--key-id", "{name}", "--policy-name", "default", "--policy")
# What puts the policy of each kind, replacing the whole of it (AWS CLI Command Reference).
_PUT: dict[Kind, Callable[[Resource, dict[str, Json]], tuple[Word, ...]]] = {
    Kind.KEY: _put_key,
    Kind.REPLICA_KEY: _put_key,
    Kind.QUEUE: _put_queue,
    Kind.ROLE: _put_trust,
    Kind.TOPIC: _put_by_arn(
        "sns", "set-topic-attributes", "--topic-arn", "{arn}", "--attribute-name", "Policy", "--attribute-value"
    ),
    Kind.BUCKET: _put_by_arn(
        "s3api", "put-bucket-policy", "--bucket", "{name}", "--expected-bucket-owner", "{account}", "--policy"
    ),
    Kind.VAULT: _put_by_arn("backup", "put-backup-vault-access-policy", "--backup-vault-name", "{name}", "--policy"),
    Kind.SECRET: _put_by_arn("secretsmanager", "put-resource-policy", "--secret-id", "{arn}", "--resource-policy"),
    Kind.STREAM: _put_by_arn("kinesis", "put-resource-policy", "--resource-arn", "{arn}", "--policy"),
}


def _encrypt_topic(topic: Resource, _: Encryption | Unread, after: Encryption) -> tuple[Word, ...]:
    named = ("--topic-arn", topic.arn, "--attribute-name", "KmsMasterKeyId", "--attribute-value", after.key or "")
    return "sns", "set-topic-attributes", *_in_region(topic), *named


def _encrypt_queue(queue: Resource, _: Encryption | Unread, after: Encryption) -> tuple[Word, ...]:
    """A queue has one kind of encryption: SSE-SQS goes on as the key goes (SQS API Reference, SetQueueAttributes)."""
    attributes = {"KmsMasterKeyId": after.key or ""}
    if after.mode is Sse.AWS_OWNED:
        attributes["SqsManagedSseEnabled"] = "true"
    named = ("--queue-url", _url_of(queue), "--attributes", json.dumps(attributes, ensure_ascii=False))
    return "sqs", "set-queue-attributes", *_in_region(queue), *named


def _encrypt_bucket(bucket: Resource, _: Encryption | Unread, after: Encryption) -> tuple[Word, ...]:
    default = {"SSEAlgorithm": "AES256"}
    if after.mode is Sse.KMS and after.key is not None:
        default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": after.key}
    rule: dict[str, Json] = {"ApplyServerSideEncryptionByDefault": default}
    if after.bucket_key is True:
        rule["BucketKeyEnabled"] = True
    named = ("--bucket", bucket.name, "--expected-bucket-owner", bucket.account)
    rules = json.dumps({"Rules": [rule]}, ensure_ascii=False)
    put = ("s3api", "put-bucket-encryption", *_in_region(bucket))
    return *put, *named, "--server-side-encryption-configuration", rules


def _encrypt_stream(stream: Resource, before: Encryption | Unread, after: Encryption) -> tuple[Word, ...]:
    """Off goes the key that is on (Kinesis API Reference, StopStreamEncryption)."""
    is_on = after.mode is Sse.KMS
    encryption = before if isinstance(before, Encryption) and not is_on else after
    verb = "start-stream-encryption" if is_on else "stop-stream-encryption"
    named = ("--stream-name", _short(stream), "--encryption-type", "KMS", "--key-id", encryption.key or "")
    return "kinesis", verb, *_in_region(stream), *named


_ENCRYPT: dict[Kind, Callable[[Resource, Encryption | Unread, Encryption], tuple[Word, ...]]] = {
    Kind.TOPIC: _encrypt_topic,
    Kind.QUEUE: _encrypt_queue,
    Kind.BUCKET: _encrypt_bucket,
    Kind.STREAM: _encrypt_stream,
}
