"""The policies by which a candidate is decided, as far as they are known, and what an Allow under them means."""

from collections.abc import Iterator

from keypost.checker.access.candidates import Candidate, Sort
from keypost.checker.access.permissions import Standing
from keypost.estate.resource import Resource
from keypost.named import NamedTuple
from keypost.policy.document import Policy
from keypost.policy.parse import parse_policy
from keypost.policy.request import Policies

ALLOWS_ALL = parse_policy({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})


# Root users are limited by no identity policy (IAM User Guide, policy evaluation logic).
_WITHOUT_POLICIES = frozenset({Sort.SERVICE, Sort.ROOT_USER, Sort.OTHER})


class Side(NamedTuple):
    """The policies to decide by, what an Allow under them means, and whether the candidate has others unread."""

    policies: Policies
    standing: Standing = Standing.ALLOWED
    own_unread: bool = False


def list_sides(candidate: Candidate, key: Resource) -> Iterator[Side]:
    """Yield the sides to decide by; policies of the candidate that aren't known say nothing first, then all they can.

    Statements of the key's policy that could not be read are left out: they are told once, for the key.
    """
    policy = key.policy._replace(unread=()) if isinstance(key.policy, Policy) else key.policy
    policies = Policies(resource=policy, grants=key.grants)
    if candidate.resource is not None:
        yield from _sides_of_member(candidate.resource, policies)
        return
    has_no_policies = candidate.who.sort in _WITHOUT_POLICIES
    if not candidate.is_many:
        yield Side(policies, own_unread=not has_no_policies)
    if not has_no_policies:
        standing = Standing.ALLOWED if candidate.who.sort is Sort.EVERYONE else Standing.OWN_POLICIES
        yield Side(policies._replace(identity=(ALLOWS_ALL,)), standing)


def _sides_of_member(member: Resource, policies: Policies) -> Iterator[Side]:
    policies = policies._replace(permissions_boundary=None if member.boundary is None else (member.boundary,))
    known = tuple(policy._replace(unread=()) for policy in member.identity if isinstance(policy, Policy))
    is_whole = known == member.identity
    yield Side(policies._replace(identity=known), own_unread=not is_whole)
    if not is_whole:
        yield Side(policies._replace(identity=member.identity), Standing.OPEN)
