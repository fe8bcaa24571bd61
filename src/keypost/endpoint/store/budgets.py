"""Budgets as moto keeps them, with what it lacks: subscribers one by one, the state of a notification, the spend."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from keypost.named import NamedTuple

ALARM, OK = "ALARM", "OK"
_PARTITION = "aws"
_STATE = "NotificationState"


class StoredNotification(NamedTuple):
    """One notification of a budget; both parts are moto's own, so that what is changed in them stays."""

    details: dict[str, Any]
    subscribers: list[dict[str, str]]

    @property
    def state(self) -> str:
        """`ALARM` while the threshold is crossed, else `OK`."""
        return str(self.details.get(_STATE, OK))

    def turn(self, state: str) -> None:
        """Change the state."""
        self.details[_STATE] = state


class StoredBudget:
    """One budget of moto's."""

    def __init__(self, kept: Any) -> None:
        """Take moto's own object."""
        self._kept = kept

    @property
    def details(self) -> dict[str, Any]:
        """What was given when the budget was made."""
        details: dict[str, Any] = self._kept.budget
        return details

    @property
    def name(self) -> str:
        """The budget's name."""
        return str(self.details["BudgetName"])

    @property
    def unit(self) -> str:
        """The currency, or the unit of usage."""
        return str(self._limit().get("Unit", "USD"))

    @property
    def limit(self) -> Decimal:
        """The amount of the period that it is now."""
        return Decimal(str(self._limit().get("Amount", "0")))

    def replace(self, details: Mapping[str, Any]) -> None:
        """Take what an update gives; what it doesn't mention stays."""
        self._kept.budget.update(details, LastUpdatedTime=datetime.now(UTC).timestamp())

    def list_notifications(self) -> list[StoredNotification]:
        """Return the notifications."""
        return [StoredNotification(one.details, one.subscribers) for one in self._kept.notifications]

    def find_notification(self, wanted: Mapping[str, Any]) -> StoredNotification | None:
        """Return the notification that a request names: by kind, comparison and threshold."""
        key = _key(wanted)
        return next((one for one in self.list_notifications() if _key(one.details) == key), None)

    def delete_notification(self, wanted: Mapping[str, Any]) -> None:
        """Forget the notification that a request names."""
        key = _key(wanted)
        self._kept.notifications = [one for one in self._kept.notifications if _key(one.details) != key]

    def _limit(self) -> Mapping[str, Any]:
        limit: Mapping[str, Any] = self.details.get("BudgetLimit") or {}
        planned = self.details.get("PlannedBudgetLimits") or {}
        now = datetime.now(UTC).timestamp()
        begun = sorted((float(start) for start in planned if float(start) <= now), reverse=True)
        return next((one for start, one in planned.items() if begun and float(start) == begun[0]), limit)


def find_budget(name: str, *, account: str) -> StoredBudget | None:
    """Return the budget, None where there is none of that name."""
    kept = _list(account).get(name)
    return None if kept is None else StoredBudget(kept)


def list_budgets(account: str) -> list[StoredBudget]:
    """Return all budgets of an account."""
    return [StoredBudget(kept) for kept in _list(account).values()]


def _list(account: str) -> dict[str, Any]:
    from moto.budgets.models import budgets_backends

    kept: dict[str, Any] = budgets_backends[account][_PARTITION].budgets[account]
    return dict(kept)


def _key(details: Mapping[str, Any]) -> tuple[object, ...]:
    return (
        details.get("NotificationType"), details.get("ComparisonOperator"), float(details.get("Threshold") or 0),
        details.get("ThresholdType") or "PERCENTAGE",
    )  # fmt: skip
