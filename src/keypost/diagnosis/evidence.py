"""A pasted text -> the facts that it tells: by name, whatever message they stand in."""

import re
from collections.abc import Iterable

from keypost.arn import parse_arn
from keypost.diagnosis.declare import Manner
from keypost.diagnosis.denials import find_denial
from keypost.diagnosis.facts import Facts
from keypost.diagnosis.paste import Paste
from keypost.diagnosis.services import find_caller, find_targets

# All are searched in the text without white space: a wrapped line breaks an ARN wherever it likes.
_ACCOUNT = r"[^:\s/]{0,24}"
_PRINCIPAL = re.compile(
    rf"arn:aws[\w-]*:(?:iam|sts)::{_ACCOUNT}:(?:root|(?:user|role|assumed-role|federated-user)/[\w+=,.@/-]{{1,700}})"
)
_USER = re.compile(r"(?:User|Resource):\"?(?P<who>\S{1,300}?)\"?isnotauthorizedtoperform", re.IGNORECASE)
_KMS_ACTION = re.compile(
    r"kms:(?:GenerateDataKeyPairWithoutPlaintext|GenerateDataKeyWithoutPlaintext|GenerateDataKeyPair|GenerateDataKey"
    r"|ReEncryptFrom|ReEncryptTo|ReEncrypt|Decrypt|Encrypt|CreateGrant|ListGrants|RevokeGrant|RetireGrant"
    r"|DescribeKey|CreateKey|CreateAlias|UpdateAlias|DeleteAlias|ListAliases|ListKeys|PutKeyPolicy|GetKeyPolicy"
    r"|EnableKeyRotation|GetKeyRotationStatus|ScheduleKeyDeletion|CancelKeyDeletion|EnableKey|DisableKey|TagResource"
    r"|UntagResource|ListResourceTags|ListKeyPolicies|UpdateKeyDescription|Sign|Verify|GetPublicKey|GenerateMac|VerifyMac"
    r"|ReplicateKey|GenerateRandom)\*?",
    re.IGNORECASE,
)
_PERFORM = re.compile(
    r"perform(?:the)?:?(?P<action>[a-zA-Z][a-zA-Z0-9-]*:[A-Za-z*]+?)(?=onresource|onth|because|withan|action|[^A-Za-z*]|$)"
)
_ACTION = re.compile(
    r"(?<![:/.-])(?P<action>(?:sns|sqs|s3|iam|sts|ec2|logs|lambda|dynamodb|secretsmanager|ssm|kinesis|firehose|events"
    r"|states|backup|rds|ecs|ecr|es|glue|athena|cloudtrail|config|organizations|budgets|cloudformation|codepipeline"
    r"|codebuild|cloudwatch|autoscaling|elasticfilesystem|bedrock|sagemaker|ses):[A-Z][A-Za-z]{3,40}\*?)"
)
_KEY = re.compile(
    rf"arn:aws[\w-]*:kms:[\w*<>-]*:{_ACCOUNT}:"
    r"(?:key/(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[\w*<>.-]{1,40})|alias/[\w/-]{1,256})"
)
_ALIAS = re.compile(r"alias/[\w/-]{1,256}")
_KEY_ID = re.compile(r"(?<![\w-])(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?![\w-])")
_TARGET = re.compile(
    r"arn:aws[\w-]*:(?:sns|sqs|s3|kinesis|firehose|backup|dynamodb|secretsmanager|logs|lambda|events|states|rds"
    r"|elasticfilesystem|ecr|ssm):[\w*-]*:[^:\s]{0,24}:[\w+=,.@:/*-]+"
)
_ARN = re.compile(r"arn:aws[\w-]*:[a-z0-9-]+:[^\s\"'`,<>|\\]+")
_REGION = re.compile(
    r"(?<![a-z])(?:us|eu|ap|ca|sa|me|af|il|mx|cn)-(?:gov-)?(?:north|south|east|west|central)+(?:east|west)?-\d"
)
_REQUEST_ID = re.compile(r"request-?id\"?[:=]+\"?(?P<id>[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z0-9]{16})", re.IGNORECASE)
_OPERATIONS = (
    re.compile(r"whencallingthe(?P<name>[A-Z]\w{1,80}?)operation"),
    re.compile(r"(?<![A-Za-z])(?P<name>[A-Z][A-Za-z]{1,80})(?:オペレーション|操作|API)"),
    re.compile(r"operationerror[A-Za-z0-9]{1,80}?:(?P<name>[A-Z][A-Za-z]{1,80}),"),
    re.compile(r"API:(?:sqs|sns|kms|s3|ec2):(?P<name>[A-Z][A-Za-z]+)"),
)
_ERRORS = (
    re.compile(r"anerroroccurred\((?P<code>[\w.]+)\)", re.IGNORECASE),
    re.compile(r"エラーが発生しました\((?P<code>[\w.]+)\)"),
    re.compile(r"(?:error|エラー)-?(?:code|コード)\"?[:：=]+\"?(?P<code>[A-Z][\w.]+)", re.IGNORECASE),
    re.compile(r"__type\"?:\"?(?:[\w.]+#)?(?P<code>\w+)"),
    re.compile(r"apierror(?P<code>[A-Z][\w.]{0,80}?(?:Exception|Denied|Error|Fault|NotFound))"),
    re.compile(
        r"(?<![A-Za-z.])(?P<code>(?:[A-Z]\w{0,60}\.)?[A-Z]\w{0,60}?(?:Exception|Fault|AccessDenied|NotFound|Error))(?![a-z])"
    ),
)
_ENCODED = re.compile(r"encodedauthorization(?:failure)?message:?(?P<text>[\w+/=-]{40,})", re.IGNORECASE)
_TYPES = re.compile(r"AWS::\w+::\w+|(?<![\w.])aws_[a-z0-9]+_[a-z0-9_]+(?=\.)")
_DENIED = re.compile(r"not ?authorized|denied|AccessDenied|権限が|許可されて|実行できません|拒否", re.IGNORECASE)
# What sentences put behind a name, Markdown's emphasis too; more asterisks stand for what was masked.
_TRAILING = re.compile(r"(?:[.,;:)\]}]|(?<!\*)\*{1,2}(?!\*))+$")
_LINE_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_CUT = re.compile(r"(?<=[-/:])\n[ \t]*(?=\S)")  # no word ends so
_TRAILING_OF_KEYS = ".-"
# A key's ARN, its id in full: letters that no id has stand in what people have masked.
_WHOLE_KEY = re.compile(r"arn:aws[\w-]*:kms:[^:]*:[^:]*:key/(?:mrk-\w{32}|\w{8}-(?:\w{4}-){3}\w{12})", re.ASCII)
_KMS_OPERATIONS = frozenset(
    {
        "Decrypt",
        "Encrypt",
        "GenerateDataKey",
        "GenerateDataKeyWithoutPlaintext",
        "ReEncrypt",
        "CreateGrant",
        "DescribeKey",
    }
)
_LINKED = "AWSServiceRoleFor"


def find_facts(paste: Paste, *, manner: Manner = Manner.UNKNOWN, service: str = "") -> Facts:
    """Return the facts of a text; `manner` and `service` are what its message tells where nothing else does."""
    principal = _find_principal(paste)
    known = find_caller(paste.letters, paste.flat)
    key = _find_key(paste)
    found_manner = _manner_of(principal)
    if found_manner is Manner.UNKNOWN:
        found_manner = manner if manner is not Manner.UNKNOWN or known is None else known.manner
    key_arn = parse_arn(key)
    operation = _first_of(_OPERATIONS, paste.flat, "name")
    return Facts(
        principal=principal,
        manner=found_manner,
        service=_service_of(principal) or service or (known.principal if known else ""),
        action=_find_action(paste) or (f"kms:{operation}" if operation in _KMS_OPERATIONS else ""),
        resource=_find_resource(paste),
        key=key,
        account=_account_of(principal),
        key_account=key_arn.account if key_arn and key_arn.account.isdigit() else "",
        region=_find_region(paste, key),
        request_id=_named(_REQUEST_ID, paste.flat, "id"),
        error=_first_of(_ERRORS, paste.flat, "code"),
        operation=operation,
        resource_type=_first(_TYPES, paste.text),
        denial=find_denial(paste.flat),
        target=_trim(_first(_TARGET, paste.text)),
        target_kinds=find_targets(paste.letters),
        names=_find_names(paste, key),
        encoded=_named(_ENCODED, paste.flat, "text"),
    )


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def _named(pattern: re.Pattern[str], text: str, group: str) -> str:
    found = pattern.search(text)
    return found[group] if found else ""


def _first_of(patterns: Iterable[re.Pattern[str]], text: str, group: str) -> str:
    return next(filter(None, (_named(pattern, text, group) for pattern in patterns)), "")


def _find_key(paste: Paste) -> str:
    """Return the key or alias, put together again where a line break cut it; a blank ends it."""
    spaced, cut, joined = (_first(_KEY, text).rstrip(_TRAILING_OF_KEYS) for text in _rejoin(paste.text))
    whole = _WHOLE_KEY.match(joined)
    if whole and joined.startswith(spaced):
        return whole[0]
    of_flat = _WHOLE_KEY.match(_first(_KEY, paste.flat))
    found = cut or joined or (of_flat[0] if of_flat else "")
    return found or _first(_ALIAS, paste.text) or _first(_ALIAS, paste.flat)


def _rejoin(text: str) -> tuple[str, str, str]:
    """Return the text as it is, without the line breaks that surely cut a name, and without any."""
    return text, _CUT.sub("", text), _LINE_BREAK.sub("", text)


def _find_principal(paste: Paste) -> str:
    who = _named(_USER, paste.flat, "who")
    return who or _first(_PRINCIPAL, paste.text) or _first(_PRINCIPAL, paste.flat)


def _manner_of(principal: str) -> Manner:
    if not principal:
        return Manner.UNKNOWN
    if principal.endswith((".amazonaws.com", ".amazonaws.com.cn")):
        return Manner.SERVICE
    if _LINKED in principal or "aws-service-role/" in principal:
        return Manner.LINKED_ROLE
    if ":assumed-role/" in principal or ":role/" in principal:
        return Manner.ROLE
    if ":iam::" in principal or ":sts::" in principal:
        return Manner.USER
    return Manner.SERVICE if principal.startswith("arn:") else Manner.UNKNOWN  # an alarm, a rule: its service calls


def _service_of(principal: str) -> str:
    """Return the service of a resource that calls: `cloudwatch.amazonaws.com` of an alarm."""
    arn = parse_arn(principal)
    return f"{arn.service}.amazonaws.com" if arn is not None and arn.service not in {"iam", "sts"} else ""


def _account_of(principal: str) -> str:
    arn = parse_arn(principal)
    return arn.account if arn is not None and arn.account.isdigit() else ""


def _find_action(paste: Paste) -> str:
    performed = _named(_PERFORM, paste.flat, "action")
    if performed:
        return performed
    on_key = _first(_KMS_ACTION, paste.flat)
    if on_key or not _DENIED.search(paste.flat):
        return on_key
    return _named(_ACTION, paste.text, "action") or _named(_ACTION, paste.flat, "action")


def _find_resource(paste: Paste) -> str:
    found = re.search(r"on resource: ?\"?(arn:[^\s\"]+)", paste.text, re.IGNORECASE)
    return _trim(found[1]) if found else ""


def _trim(name: str) -> str:
    return _TRAILING.sub("", name)


def _find_names(paste: Paste, key: str) -> tuple[str, ...]:
    found = (_trim(one) for one in _ARN.findall(paste.text))
    return tuple(dict.fromkeys(name_role(name) for name in (*found, key) if name.startswith("arn:")))


def name_role(principal: str) -> str:
    """Return the ARN of the role behind a session, any other name as it is."""
    arn = parse_arn(principal)
    if arn is None or not arn.resource.startswith("assumed-role/"):
        return principal
    name = arn.resource.split("/")[1]
    return f"arn:{arn.partition}:iam::{arn.account}:role/{name}"


def _find_region(paste: Paste, key: str) -> str:
    arn = parse_arn(key)
    if arn is not None and arn.region:
        return arn.region
    return _first(_REGION, paste.text) or _first(_REGION, paste.flat)
