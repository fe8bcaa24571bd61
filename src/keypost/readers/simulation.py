"""A case of `keypost simulate`, as JSON -> request, policies and facts about the key."""

import json
from collections.abc import Mapping
from typing import NoReturn, TypeVar

from keypost.errors import UnreadableInputError
from keypost.named import Enum, NamedTuple
from keypost.origin import NOWHERE, Origin, Pointer, locate_by_pointer, render_pointer
from keypost.policy.document import Policy
from keypost.policy.parse import NotAPolicy, NotAPolicyError, parse_policy
from keypost.policy.principals import NotAPrincipalError, parse_principal
from keypost.policy.request import SYMMETRIC, Grant, KeyFacts, KeyManager, KeyState, Policies, Request
from keypost.text import Text
from keypost.unknown import scrub

Json = Mapping[str, object]
Word = TypeVar("Word", bound=Enum)

_NOT_JSON = Text(en="this is not JSON: {why}", ja="JSON として読めません: {why}")
_NOT_UTF8 = Text(en="this is not UTF-8", ja="UTF-8 ではありません")
_TOO_DEEP = Text(en="this is nested too deeply", ja="入れ子が深すぎます")
_TOO_LARGE = Text(en="this is larger than {limit} bytes", ja="{limit} バイトを超えています")
_SMALL = Text(en="a policy of AWS has at most 32 KB", ja="AWS のポリシーは最大 32 KB です。")
_TWICE = Text(en="the key `{name}` stands twice in one object", ja="1 つのオブジェクトにキー `{name}` が 2 回あります")
_WRONG_TYPE = Text(en="`{where}` is not {wanted}", ja="`{where}` が{wanted}ではありません")
_A_TEXT = Text(en="a text", ja="文字列")
_A_LIST = Text(en="a list", ja="リスト")
_AN_OBJECT = Text(en="an object", ja="オブジェクト")
_TEXTS = Text(en="a list of texts", ja="文字列のリスト")
_TEXT_OR_TEXTS = Text(en="a text or a list of texts", ja="文字列または文字列のリスト")
_LEVELS = Text(en="a list of lists, one a level", ja="階層ごとのリストを並べたリスト")
_MISSING = Text(en="`{where}` is missing", ja="`{where}` がありません")
_NOT_KNOWN = Text(en="`{where}` is no part of a case", ja="`{where}` というキーはありません")
_NO_WORD = Text(en="`{where}` is none of {words}", ja="`{where}` は {words} のいずれでもありません")
_NO_PRINCIPAL = Text(
    en="`{where}` is no ARN of an IAM principal, no service, no account and not `anonymous`",
    ja="`{where}` は IAM プリンシパルの ARN、サービス、アカウント、`anonymous` のいずれでもありません",
)
_NO_SERVICE = Text(
    en="`{where}` names no service in front of its action, as `kms:Decrypt` does",
    ja="`{where}` のアクションに、`kms:Decrypt` のようなサービスの接頭辞がありません",
)
_PATTERN = Text(
    en="`{where}` is a pattern, and a request has one action",
    ja="`{where}` がパターンです。1 つのリクエストのアクションは 1 つです",
)
_NO_POLICY = Text(en="`{where}` is not a policy: {why}", ja="`{where}` はポリシーではありません: {why}")
_TWO_GRANTEES = Text(en="`{where}` needs exactly one grantee", ja="`{where}` には付与先がちょうど 1 つ必要です")
_HINT = Text(
    en="a case has `request` (principal, action, resource, ...), `policies` and perhaps `key`",
    ja="ケースには `request` (principal、action、resource など) と `policies`、必要なら `key` を書きます。",
)
_PROBLEMS = {
    NotAPolicy.NOT_JSON: Text(en="no JSON", ja="JSON ではありません"),
    NotAPolicy.NOT_AN_OBJECT: Text(en="no object", ja="オブジェクトではありません"),
    NotAPolicy.NO_STATEMENT: Text(en="no Statement", ja="Statement がありません"),
    NotAPolicy.NOT_A_STATEMENT: Text(
        en="a statement that is no object", ja="ステートメントがオブジェクトではありません"
    ),
}
_REQUEST_KEYS = frozenset({"principal", "action", "resource", "resourceAccount", "context", "unknown"})
_POLICY_KEYS = frozenset(
    [
        "identity",
        "resource",
        "permissionsBoundary",
        "session",
        "serviceControl",
        "resourceControl",
        "vpcEndpoint",
        "grants",
    ]
)
_CONSTRAINTS = frozenset({"EncryptionContextSubset", "EncryptionContextEquals", "SourceArn"})


# The most bytes that one case may have.
LARGEST_CASE = 20_000_000


class Case(NamedTuple):
    """One question: the request, the policies that may speak, the key, and the name that the answer repeats."""

    request: Request
    policies: Policies
    key: KeyFacts
    name: str | None = None


def refuse_large(origin: Origin = NOWHERE) -> UnreadableInputError:
    """Return what a case of more than LARGEST_CASE bytes is answered."""
    return UnreadableInputError(_TOO_LARGE.fill(limit=LARGEST_CASE), hint=_SMALL, origin=origin)


def refuse_deep(origin: Origin = NOWHERE) -> UnreadableInputError:
    """Return what a case is answered whose policies are nested more deeply than they can be read."""
    return UnreadableInputError(_TOO_DEEP, hint=_SMALL, origin=origin)


def decode_case(line: bytes) -> Json:
    """Return the JSON object that the bytes hold.

    Raises:
        UnreadableInputError: it is not UTF-8, not JSON, no object, nested too deeply, or says a key twice.
    """
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInputError(_NOT_UTF8, hint=_HINT) from error
    try:
        case = _DECODER.decode(text)
        plain = text.isascii() and "\\u" not in text
        return _object(case if plain else _scrub_all(case), ())
    except RecursionError as error:
        raise UnreadableInputError(_TOO_DEEP, hint=_HINT) from error
    except ValueError as error:
        raise UnreadableInputError(_NOT_JSON.fill(why=str(error)[:200]), hint=_HINT) from error


def read_case(case: Json, *, policies: Policies | None = None) -> Case:
    """Return the case that the object describes; `policies` are those that were read from its text before.

    Raises:
        UnreadableInputError: a part is missing, has the wrong type, or isn't what its name says.
    """
    _refuse_others(case, frozenset({"name", "request", "policies", "key"}), ())
    name = case.get("name")
    if name is not None and not isinstance(name, str):
        _refuse(_WRONG_TYPE, ("name",), wanted=_A_TEXT)
    return Case(
        request=_read_request(_object(case.get("request"), ("request",))),
        policies=policies or _read_policies(_optional_object(case.get("policies"), ("policies",))),
        key=_read_key(_optional_object(case.get("key"), ("key",))),
        name=name,
    )


def _read_request(data: Json) -> Request:
    at: Pointer = ("request",)
    _refuse_others(data, _REQUEST_KEYS, at)
    try:
        principal = parse_principal(_text(data, "principal", at))
    except NotAPrincipalError:
        _refuse(_NO_PRINCIPAL, (*at, "principal"))
    context = _optional_object(data.get("context"), (*at, "context"))
    account = data.get("resourceAccount")
    return Request(
        principal=principal,
        action=_action(data, at),
        resource=_text(data, "resource", at),
        resource_account=None if account is None else _text(data, "resourceAccount", at),
        context={key: _values(value, (*at, "context", key)) for key, value in context.items()},
        unknown=frozenset(_texts(data.get("unknown"), (*at, "unknown"))),
    )


def _action(data: Json, at: Pointer) -> str:
    action = _text(data, "action", at)
    if ":" not in action:
        _refuse(_NO_SERVICE, (*at, "action"))
    if "*" in action or "?" in action:
        _refuse(_PATTERN, (*at, "action"))
    return action


def _read_policies(data: Json) -> Policies:
    at: Pointer = ("policies",)
    _refuse_others(data, _POLICY_KEYS, at)
    resource = data.get("resource")
    return Policies(
        identity=_documents(data, "identity"),
        resource=None if resource is None else _policy(resource, (*at, "resource")),
        permissions_boundary=_documents(data, "permissionsBoundary") or None,
        session=_documents(data, "session") or None,
        service_control=_levels(data, "serviceControl"),
        resource_control=_levels(data, "resourceControl"),
        vpc_endpoint=_documents(data, "vpcEndpoint") or None,
        grants=_grants(data.get("grants"), (*at, "grants")),
    )


def _read_key(data: Json) -> KeyFacts:
    if not data:
        return KeyFacts()
    at: Pointer = ("key",)
    _refuse_others(data, frozenset({"manager", "state", "spec"}), at)
    return KeyFacts(
        manager=_word(data, "manager", at, default=KeyManager.CUSTOMER),
        state=_word(data, "state", at, default=KeyState.ENABLED),
        spec=_text(data, "spec", at) if data.get("spec") is not None else SYMMETRIC,
    )


def _documents(data: Json, kind: str) -> tuple[Policy, ...]:
    return _list_of_policies(data.get(kind), ("policies", kind))


def _levels(data: Json, kind: str) -> tuple[tuple[Policy, ...], ...] | None:
    at: Pointer = ("policies", kind)
    levels = data.get(kind)
    if levels is None:
        return None
    if not isinstance(levels, list) or not all(isinstance(level, list) for level in levels):
        _refuse(_WRONG_TYPE, at, wanted=_LEVELS)
    return tuple(_list_of_policies(level, (*at, index)) for index, level in enumerate(levels))


def _list_of_policies(value: object, at: Pointer) -> tuple[Policy, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        return (_policy(value, at),)
    return tuple(_policy(document, (*at, index)) for index, document in enumerate(value))


def _policy(document: object, at: Pointer) -> Policy:
    try:
        return parse_policy(document, locate=lambda pointer: locate_by_pointer((*at, *pointer)))
    except NotAPolicyError as error:
        _refuse(_NO_POLICY, at, why=_PROBLEMS[error.problem])


def _grants(value: object, at: Pointer) -> tuple[Grant, ...]:
    grants = [] if value is None else value
    if not isinstance(grants, list):
        _refuse(_WRONG_TYPE, at, wanted=_A_LIST)
    return tuple(_grant(_object(grant, (*at, index)), (*at, index)) for index, grant in enumerate(grants))


def _grant(data: Json, at: Pointer) -> Grant:
    principal, service = (
        _optional_text(data, "GranteePrincipal", at),
        _optional_text(data, "GranteeServicePrincipal", at),
    )
    if (principal is None) is (service is None):
        _refuse(_TWO_GRANTEES, at)
    constraints = _optional_object(data.get("Constraints"), (*at, "Constraints"))
    _refuse_others(constraints, _CONSTRAINTS, (*at, "Constraints"))
    return Grant(
        operations=_texts(data.get("Operations"), (*at, "Operations")),
        grantee_principal=principal,
        grantee_service=service,
        retiring_principal=_optional_text(data, "RetiringPrincipal", at),
        retiring_service=_optional_text(data, "RetiringServicePrincipal", at),
        context_equals=_pairs(constraints, "EncryptionContextEquals", at),
        context_subset=_pairs(constraints, "EncryptionContextSubset", at),
        source_arn=_optional_text(constraints, "SourceArn", (*at, "Constraints")),
        origin=locate_by_pointer(at),
    )


def _pairs(constraints: Json, name: str, at: Pointer) -> dict[str, str] | None:
    if constraints.get(name) is None:
        return None
    pointer = (*at, "Constraints", name)
    pairs = _object(constraints[name], pointer)
    return {key: _text(pairs, key, pointer) for key in pairs}


def _values(value: object, at: Pointer) -> tuple[str, ...]:
    return tuple(_scalar(part, at) for part in value) if isinstance(value, list) else (_scalar(value, at),)


def _scalar(value: object, at: Pointer) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return json.dumps(value)
    return _refuse(_WRONG_TYPE, at, wanted=_TEXT_OR_TEXTS)


def _texts(value: object, at: Pointer) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        _refuse(_WRONG_TYPE, at, wanted=_TEXTS)
    return tuple(value)


def _text(data: Json, key: str, at: Pointer) -> str:
    value = data.get(key)
    if value is None:
        _refuse(_MISSING, (*at, key))
    if not isinstance(value, str) or not value:
        _refuse(_WRONG_TYPE, (*at, key), wanted=_A_TEXT)
    return value


def _optional_text(data: Json, key: str, at: Pointer) -> str | None:
    return None if data.get(key) is None else _text(data, key, at)


def _word(data: Json, key: str, at: Pointer, *, default: Word) -> Word:
    if data.get(key) is None:
        return default
    written = _text(data, key, at)
    for word in type(default):
        if word.value == written:
            return word
    words = ", ".join(str(word.value) for word in type(default))
    return _refuse(_NO_WORD, (*at, key), words=Text(en=words, ja=words))


def _object(value: object, at: Pointer) -> Json:
    if value is None and at:
        _refuse(_MISSING, at)
    if not isinstance(value, dict):
        _refuse(_WRONG_TYPE, at, wanted=_AN_OBJECT)
    return value


def _optional_object(value: object, at: Pointer) -> Json:
    return {} if value is None else _object(value, at)


def _refuse_others(data: Json, known: frozenset[str], at: Pointer) -> None:
    for key in data:
        if key not in known:
            _refuse(_NOT_KNOWN, (*at, key))


def _refuse(message: Text, at: Pointer, **values: Text) -> NoReturn:
    where = ".".join(str(step) for step in at) or "the case"
    said = Text(
        en=message.en.format(where=where, **{name: value.en for name, value in values.items()}),
        ja=message.ja.format(where=where, **{name: value.ja for name, value in values.items()}),
    )
    raise UnreadableInputError(said, hint=_HINT, origin=Origin(pointer=render_pointer(at)))


def _refuse_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise UnreadableInputError(_TWICE.fill(name=twin[:100]), hint=_HINT)
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise UnreadableInputError(_NOT_JSON.fill(why=name), hint=_HINT)


_DECODER = json.JSONDecoder(object_pairs_hook=_refuse_twins, parse_constant=_refuse_constant)


def _scrub_all(value: object) -> object:
    """Replace what would be taken for the mark of an unknown part."""
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, list):
        return [_scrub_all(part) for part in value]
    if isinstance(value, dict):
        return {scrub(key): _scrub_all(part) for key, part in value.items()}
    return value
