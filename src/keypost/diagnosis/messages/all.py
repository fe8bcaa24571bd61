"""The registry of messages: every file of the corpus, the most telling families first."""

from functools import cache

from keypost.diagnosis.declare import Message

FAMILIES = (
    "kms",
    "keys",
    "iam",
    "topics",
    "queues",
    "buckets",
    "replication",
    "mail",
    "trails",
    "backups",
    "instances",
    "volumes",
    "clusters",
    "functions",
    "tasks",
    "databases",
    "logs",
    "secrets",
    "sessions",
    "streams",
    "events",
    "pipelines",
    "deployments",
    "grants",
    "elsewhere",
)
GENERAL = "general"  # asked only where no other message tells anything


@cache
def load_messages() -> tuple[Message, ...]:
    """Load the whole corpus, in the order of its families."""
    return tuple(message for family in FAMILIES for message in _load(family))


@cache
def load_general_messages() -> tuple[Message, ...]:
    """Load what single words tell, where no message of the corpus does."""
    return _load(GENERAL)


def _load(family: str) -> tuple[Message, ...]:
    module = __import__(f"keypost.diagnosis.messages.{family}", fromlist=["MESSAGES"])
    messages: tuple[Message, ...] = module.MESSAGES
    return messages
