"""A history -> the key policy that allows exactly what happened."""

import json
from collections.abc import Iterator, Sequence

from keypost.diagnosis.learn.administration import build_administration
from keypost.diagnosis.learn.applying import Applying
from keypost.diagnosis.learn.declare import Doubt, Learned, Lesson, NotLearned
from keypost.diagnosis.learn.statements import learn_statements
from keypost.policy.document import EMPTY_POLICY, Policy, Statement
from keypost.policy.render import render_policy
from keypost.readers.trail.record import has_succeeded
from keypost.readers.trail.requests import History, Seen

# KMS Developer Guide, resource quotas: key policy document size, in bytes.
_LARGEST_POLICY = 32_768
# What holds of every history: it has a beginning and an end, and doesn't tell all that happened in between.
_ALWAYS = (
    Doubt.WINDOW,
    Doubt.RARE_JOBS,
    Doubt.CACHED_KEYS,
    Doubt.GRANTS,
    Doubt.OTHER_ACCOUNTS_DENIALS,
    Doubt.ADMINISTRATION,
)


def learn(history: History, *, key: str, current: Policy | None = None, source_accounts: Sequence[str] = ()) -> Lesson:
    """Return what the history of the key teaches; `source_accounts` are those for whose resources services call.

    A Deny of the current policy stays, unless it would have hit what succeeded.
    """
    succeeded = tuple(seen for seen in history.seen if has_succeeded(seen.request.error))
    failed = tuple(seen for seen in history.seen if not has_succeeded(seen.request.error))
    statements, not_learned = learn_statements(succeeded, source_accounts=source_accounts)
    applying = Applying(current or EMPTY_POLICY, succeeded)
    kept, dropped = applying.list_denying()
    learned = [Learned(build_administration(key)), *statements, *map(Learned, kept)]
    policy = EMPTY_POLICY.append(one.statement for one in learned)
    lesson = Lesson(
        key=key,
        policy=policy,
        learned=tuple(
            one._replace(statement=statement) for one, statement in zip(learned, policy.statements, strict=True)
        ),
        doubts=(),
        failed=failed,
        not_learned=tuple(not_learned),
        unused=applying.list_unused(),
        dropped=dropped,
    )
    return lesson._replace(doubts=tuple(_doubt(lesson, history, kept)))


def _doubt(lesson: Lesson, history: History, kept: Sequence[Statement]) -> Iterator[Doubt]:
    yield from _ALWAYS
    facts: dict[Doubt, object] = {
        Doubt.READ_IN_PART: history.skipped or not history.complete,
        Doubt.FAILED_CALLS: lesson.failed,
        Doubt.KEPT_DENY: kept,
        Doubt.DROPPED_DENY: lesson.dropped,
        Doubt.TOO_LARGE: measure(lesson.policy) > _LARGEST_POLICY,
    }
    yield from (doubt for doubt, holds in facts.items() if holds)


def measure(policy: Policy) -> int:
    """Return how many bytes the policy takes as `learn` prints it."""
    return len(write_policy(policy).encode())


def write_policy(policy: Policy) -> str:
    """Return the policy as JSON to paste."""
    return json.dumps(render_policy(policy), ensure_ascii=False, indent=2)


def find_window(seen: Sequence[Seen], not_learned: Sequence[NotLearned] = ()) -> tuple[str, str]:
    """Return the times of the first and the last of the requests; empty texts of none."""
    every = [*seen, *(one.seen for one in not_learned)]
    return min((one.first for one in every), default=""), max((one.last for one in every), default="")
