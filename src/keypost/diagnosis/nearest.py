"""The delivery paths between the services that a text names."""

from keypost.catalogue.all import list_ids

_MOST = 4
_WORDLESS = frozenset(
    {"to", "from", "key", "app", "iam", "cross", "account", "consumer", "producer", "event", "rule", "logs"}
)
_SAID = {
    "cloudwatch": ("cloudwatch", "アラーム"),
    "alarm": ("alarm", "アラーム"),
    "budgets": ("budget", "予算"),
    "sns": ("sns", "topic", "トピック"),
    "sqs": ("sqs", "queue", "キュー"),
    "s3": ("s3", "bucket", "バケット"),
    "secrets": ("secret", "シークレット"),
    "backup": ("backup", "バックアップ"),
}


def find_nearest(letters: str) -> tuple[str, ...]:
    """Return the ids of the paths of which the text names most; at least two words of it."""
    counted = {path: count_named(path, letters) for path in list_ids()}
    best = max(counted.values(), default=0)
    if best < 2:
        return ()
    return tuple(path for path, count in counted.items() if count == best)[:_MOST]


def count_named(path: str, letters: str) -> int:
    """Return how many words of the path's id the text names."""
    words = [word for word in path.split("-") if word not in _WORDLESS]
    return sum(any(said in letters for said in _SAID.get(word, (word,))) for word in words)
