"""Backup plans as moto keeps them."""

from typing import Any


def find_plan(plan_id: str, *, account: str, region: str) -> Any:
    """Return moto's own object of the plan, None where there is none."""
    from moto.backup.models import backup_backends

    return backup_backends[account][region].plans.get(plan_id)
