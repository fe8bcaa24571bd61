"""The registry of causes."""

from functools import cache

from keypost.diagnosis.causes.declare import Cause

_FAMILIES = ("key_policies", "keys", "callers", "limits", "targets")


@cache
def load_causes() -> dict[str, Cause]:
    """Load every cause, by its rule id."""
    return {cause.id: cause for family in _FAMILIES for cause in _load(family)}


def _load(family: str) -> tuple[Cause, ...]:
    module = __import__(f"keypost.diagnosis.causes.{family}", fromlist=["CAUSES"])
    causes: tuple[Cause, ...] = module.CAUSES
    return causes
