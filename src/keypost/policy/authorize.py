"""One request, decided and explained."""

from keypost.policy.compile import compile_policies
from keypost.policy.decision import Decision
from keypost.policy.request import KeyFacts, Policies, Request


def authorize(request: Request, policies: Policies, *, key: KeyFacts | None = None) -> Decision:
    """Return the decision with its trace; for many requests under the same policies compile them once instead."""
    return compile_policies(policies, key=key).explain(request)
