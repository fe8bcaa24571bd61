"""Which statement a change is about, where numbers or places alone don't tell."""

from keypost.fixer.meant import find_meant
from keypost.origin import Origin
from keypost.policy.changes import Change, ChangeKind
from keypost.policy.document import EMPTY_POLICY, Policy, build_allow
from keypost.policy.reasons import PolicyKind
from keypost.unknown import Unread, Why


def build(*lines: int) -> Policy:
    """Return a policy with a statement for each line."""
    statements = (build_allow(("kms:Decrypt",), resource="*") for _ in lines)
    policy = EMPTY_POLICY.append(statements)
    placed = zip(policy.statements, lines, strict=True)
    return policy._replace(statements=tuple(one._replace(origin=Origin("main.tf", line)) for one, line in placed))


def find(policy: Policy | Unread | None, *, statement: int, line: int) -> int | None:
    change = Change(ChangeKind.LIST, PolicyKind.RESOURCE, statement=statement, origin=Origin("main.tf", line))
    found = find_meant(change, policy)
    return None if found is None else found.number


def test_of_statements_at_one_place_the_numbered_one_is_meant() -> None:
    assert find(build(7, 7, 7), statement=1, line=7) == 1


def test_where_a_condition_leaves_statements_out_the_place_tells() -> None:
    assert find(build(3, 9), statement=4, line=9) == 1


def test_what_isnt_there_is_not_meant() -> None:
    assert find(build(3), statement=0, line=4) is None
    assert find(None, statement=0, line=3) is None
    assert find(Unread(Why.NOT_IN_INPUT, "key"), statement=0, line=3) is None
