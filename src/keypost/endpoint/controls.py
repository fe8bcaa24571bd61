"""What is set from outside, under `/_keypost/`, because no call of AWS does it: what an account has spent."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from keypost.endpoint.deliveries.budgets_to_sns import get_spend, set_spend
from keypost.endpoint.front import Front
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire.message import HttpRequest

_NAMES = {"actual": "ACTUAL", "forecasted": "FORECASTED"}
_HOW = 'send JSON such as {"actual": 120, "forecasted": 150, "budget": "monthly", "account": "000000000000"}'


def control_spend(front: Front, request: HttpRequest) -> dict[str, Any]:
    """Set what is spent where the request has a body; return what is spent.

    Raises:
        RefusalError: the body can't be read.
    """
    given = _read(request.body) if request.body else dict(request.pairs)
    account, budget = str(given.get("account") or front.settings.account), str(given.get("budget") or "")
    if request.body:
        amounts = {kind: _read_amount(given[name]) for name, kind in _NAMES.items() if name in given}
        if not amounts:
            raise RefusalError("InvalidParameter", f"neither actual nor forecasted; {_HOW}")
        set_spend(front, account, budget=budget, amounts=amounts)
    spend = get_spend(front, account, budget)
    shown = {name: str(spend[kind]) for name, kind in _NAMES.items()}
    return {"schema": "keypost.local.v1", "account": account, "budget": budget or None, **shown}


def _read(body: bytes) -> Mapping[str, Any]:
    try:
        given = json.loads(body)
    except ValueError as error:
        raise RefusalError("InvalidParameter", f"the body isn't JSON; {_HOW}") from error
    if not isinstance(given, dict) or given.keys() - {*_NAMES, "budget", "account"}:
        raise RefusalError("InvalidParameter", f"the body has other members; {_HOW}")
    return given


def _read_amount(value: object) -> Decimal:
    try:
        amount = Decimal(str(value))
    except InvalidOperation as error:
        raise RefusalError("InvalidParameter", f"{value} isn't an amount; {_HOW}") from error
    if not amount.is_finite():
        raise RefusalError("InvalidParameter", f"{value} isn't an amount; {_HOW}")
    return amount
