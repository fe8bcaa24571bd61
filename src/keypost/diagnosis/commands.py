"""The commands that show an artefact, filled from the facts and safe to paste into a shell."""

import re
import shlex

from keypost.arn import parse_arn
from keypost.diagnosis.evidence import name_role
from keypost.diagnosis.facts import Facts
from keypost.text import Text

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_NAMEABLE = frozenset({"iam", "sts"})  # services whose ARNs a policy can name as a principal

# What the text names beside the key -> how to learn its key.
_KEY_FINDERS = {
    "sns": "aws sns get-topic-attributes --topic-arn {topic} --query Attributes.KmsMasterKeyId --output text",
    "sqs": "aws sqs get-queue-attributes --queue-url {queue} --attribute-names KmsMasterKeyId",
    "s3": "aws s3api get-bucket-encryption --bucket {bucket}",
}


def fill_command(command: str, facts: Facts) -> str:
    """Return the command with the facts in it, quoted for a shell; what isn't known stands there in capitals."""
    values = _values(facts)
    return _PLACEHOLDER.sub(lambda found: _quote(values.get(found[1], "")) or found[1].upper(), command)


def find_key_command(facts: Facts) -> str:
    """Return the command that tells which key the target is under; empty where the key or no target is known."""
    finder = next((command for service, command in _KEY_FINDERS.items() if _target(facts, service)), "")
    return "" if facts.key or not finder else fill_command(finder, facts)


def fill_sentence(text: Text, facts: Facts) -> Text:
    """Return the sentence with the facts in it; what isn't known stands there in capitals.

    A command inside of it says `{key_word}`: the key as one word of a shell.
    """
    values = {name: value or name.upper() for name, value in _values(facts).items()}
    return text.fill(**values, key_word=_quote(facts.key) or "KEY")


def _quote(value: str) -> str:
    return shlex.quote(value) if value else ""


def _values(facts: Facts) -> dict[str, str]:
    caller = _caller_of(facts)
    role = _role_of(caller)
    return {
        "key": facts.key,
        "region": facts.region,
        "service": (caller or facts.service) if facts.by_service else role or caller,
        "trusted": facts.service,
        "principal": role or caller,
        "role": role,
        "role_name": role.rsplit("/", 1)[-1],
        "action": facts.action or "kms:Decrypt",
        "account": facts.account,
        "key_account": facts.key_account or facts.account,
        "operation": facts.operation or facts.action.partition(":")[2],
        "encoded": facts.encoded,
        "topic": _target(facts, "sns"),
        "queue": _queue_url(facts),
        "bucket": _target(facts, "s3").rpartition(":")[2].partition("/")[0],
        "resource": facts.resource or facts.target,
    }


def _caller_of(facts: Facts) -> str:
    """Return whom a policy can name: the text's caller, or the service where a resource of its stands in that place.

    CloudWatch names the alarm (`Resource: arn:aws:cloudwatch:...:alarm:NAME is not authorized`), and no policy can.
    """
    arn = parse_arn(facts.principal)
    is_its_own = arn is not None and (facts.by_service or arn.service not in _NAMEABLE)
    speaks_for_service = is_its_own and bool(facts.service)
    return facts.service if speaks_for_service else facts.principal


def _role_of(principal: str) -> str:
    """Return the role behind a session, or the principal itself; a root user has no policies to simulate."""
    arn = parse_arn(principal)
    return name_role(principal) if arn is not None and arn.resource != "root" else ""


def _target(facts: Facts, service: str) -> str:
    names = (facts.resource, facts.target, *facts.names)
    return next((name for name in names if (arn := parse_arn(name)) is not None and arn.service == service), "")


def _queue_url(facts: Facts) -> str:
    arn = parse_arn(_target(facts, "sqs"))
    if arn is None:
        return ""
    domain = "amazonaws.com.cn" if arn.partition == "aws-cn" else "amazonaws.com"  # AWS General Reference
    return f"https://sqs.{arn.region}.{domain}/{arn.account}/{arn.resource}"
