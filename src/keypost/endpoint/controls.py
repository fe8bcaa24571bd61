"""What is set from outside, under `/_keypost/`, as no call of AWS does it: spend, where chats go, when a plan runs."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from keypost.endpoint.channel import find_webhook, list_messages, set_webhook
from keypost.endpoint.deliveries.backup_plans import run_plan
from keypost.endpoint.deliveries.budgets_to_sns import get_spend, set_spend
from keypost.endpoint.front import Front
from keypost.endpoint.posting import NOT_HERE, is_on_this_machine
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire.message import HttpRequest

_NAMES = {"actual": "ACTUAL", "forecasted": "FORECASTED"}
_SPEND = frozenset({*_NAMES, "budget", "account"})
_CHAT = frozenset({"webhook", "channel"})
_PLAN = frozenset({"plan", "account", "region"})
_HOW_BACKUP = 'send JSON such as {"plan": "the plan\'s id", "account": "000000000000", "region": "us-east-1"}'
_HOW_CHAT = 'send JSON such as {"webhook": "http://127.0.0.1:9000/", "channel": "C0123456789"}'
_HOW = 'send JSON such as {"actual": 120, "forecasted": 150, "budget": "monthly", "account": "000000000000"}'


def control_spend(front: Front, request: HttpRequest) -> dict[str, Any]:
    """Set what is spent where the request has a body; return what is spent.

    Raises:
        RefusalError: the body can't be read.
    """
    given = _read(request.body, _SPEND, _HOW) if request.body else dict(request.pairs)
    account, budget = str(given.get("account") or front.settings.account), str(given.get("budget") or "")
    if request.body:
        amounts = {kind: _read_amount(given[name]) for name, kind in _NAMES.items() if name in given}
        if not amounts:
            raise RefusalError("InvalidParameter", f"neither actual nor forecasted; {_HOW}")
        set_spend(front, account, budget=budget, amounts=amounts)
    spend = get_spend(front, account, budget)
    shown = {name: str(spend[kind]) for name, kind in _NAMES.items()}
    return {"schema": "keypost.local.v1", "account": account, "budget": budget or None, **shown}


def control_chat(front: Front, request: HttpRequest) -> dict[str, Any]:
    """Set where chat messages are posted where the request has a body; return what the channels were sent.

    Raises:
        RefusalError: the body can't be read, or the webhook isn't on this machine.
    """
    if request.body:
        given = _read(request.body, _CHAT, _HOW_CHAT)
        webhook = str(given.get("webhook") or "")
        if webhook and not is_on_this_machine(webhook):
            raise RefusalError("InvalidParameter", f"{webhook}: {NOT_HERE}")
        set_webhook(front.state, webhook, channel=str(given.get("channel") or ""))
        front.changes += 1
    shown = [
        {"at": one.at.isoformat(), "channel": one.channel, "configuration": one.configuration, "text": one.text,
         "webhook": one.webhook}
        for one in list_messages(front.state)
    ]  # fmt: skip
    webhook = find_webhook(front.state) or front.settings.webhook
    return {"schema": "keypost.local.v1", "webhook": webhook or None, "messages": shown}


def control_backup(front: Front, request: HttpRequest) -> dict[str, Any]:
    """Run a backup plan now; return what became of each resource.

    Raises:
        RefusalError: the body can't be read, or there is no such plan.
    """
    given = _read(request.body, _PLAN, _HOW_BACKUP) if request.body else {}
    if not given.get("plan"):
        raise RefusalError("InvalidParameter", f"no plan is named; {_HOW_BACKUP}")
    settings = front.settings
    account, region = str(given.get("account") or settings.account), str(given.get("region") or settings.region)
    ran = run_plan(front, str(given["plan"]), account=account, region=region)
    shown = [{"rule": one.rule, "resource": one.resource, "state": one.state, "message": one.message} for one in ran]
    return {"schema": "keypost.local.v1", "plan": given["plan"], "jobs": shown}


def _read(body: bytes, names: frozenset[str], how: str) -> Mapping[str, Any]:
    try:
        given = json.loads(body)
    except ValueError as error:
        raise RefusalError("InvalidParameter", f"the body isn't JSON; {how}") from error
    if not isinstance(given, dict) or given.keys() - names:
        raise RefusalError("InvalidParameter", f"the body has other members; {how}")
    return given


def _read_amount(value: object) -> Decimal:
    try:
        amount = Decimal(str(value))
    except InvalidOperation as error:
        raise RefusalError("InvalidParameter", f"{value} isn't an amount; {_HOW}") from error
    if not amount.is_finite():
        raise RefusalError("InvalidParameter", f"{value} isn't an amount; {_HOW}")
    return amount
