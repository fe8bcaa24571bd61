"""The endpoint's own pages, under `/_keypost/`: health, decisions, deliveries, mails, chats, what is spent; JSON."""

from collections.abc import Callable
from typing import Any

from keypost.endpoint.certificate import get_certificate
from keypost.endpoint.controls import control_backup, control_chat, control_spend
from keypost.endpoint.decisions import Decided
from keypost.endpoint.deliveries.attempt import count_deliveries, list_deliveries
from keypost.endpoint.deliveries.notification import CERTIFICATE_PAGE
from keypost.endpoint.front import Front
from keypost.endpoint.mailbox import list_mails
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire.json_codec import write_json
from keypost.endpoint.wire.message import HttpAnswer, HttpRequest

PREFIX = "/_keypost/"
_JSON = (("Content-Type", "application/json; charset=utf-8"),)
_PEM = (("Content-Type", "application/x-pem-file"),)


def find_page(front: Front, request: HttpRequest) -> HttpAnswer | None:
    """Return the page that is asked for, None for a request that is meant for AWS."""
    if not request.path.startswith(PREFIX):
        return None
    name = request.path.removeprefix(PREFIX).rstrip("/")
    if name == CERTIFICATE_PAGE:
        return HttpAnswer(200, _PEM, get_certificate())
    return _find_site(front, request, name) or _show_data(front, request, name.removesuffix(".json"))


def _find_site(front: Front, request: HttpRequest, name: str) -> HttpAnswer | None:
    """Return what is for people, which needs the reports."""
    from keypost.endpoint.html.site import STYLE_PAGE, accepts_html, show_site, show_style

    if name == STYLE_PAGE:
        return show_style()
    return show_site(front, request) if not name and accepts_html(request) else None


def _show_data(front: Front, request: HttpRequest, name: str) -> HttpAnswer:
    show = _PAGES.get(name)
    if show is None:
        return HttpAnswer(404 if name else 200, _JSON, write_json({"pages": sorted(_PAGES)}))
    try:
        return HttpAnswer(200, _JSON, write_json(show(front, request)))
    except RefusalError as refusal:
        return HttpAnswer(refusal.status, _JSON, write_json({"error": refusal.message}))


def _show_health(front: Front, _request: HttpRequest) -> dict[str, Any]:
    settings = front.settings
    return {"status": "ready", "account": settings.account, "region": settings.region, "soft": settings.soft}


def _show_decisions(front: Front, request: HttpRequest) -> dict[str, Any]:
    wanted = dict(request.pairs).get("request")
    return {"schema": "keypost.local.v1", "decisions": [encode(one) for one in front.decisions.list(wanted)]}


def _show_deliveries(front: Front, _request: HttpRequest) -> dict[str, Any]:
    shown = [
        {
            "at": one.at.isoformat(),
            "path": one.path,
            "source": one.source,
            "target": one.target,
            "requestId": one.request_id,
            "arrived": not one.error,
            "error": one.error,
            "note": one.note,
        }
        for one in list_deliveries(front.state)
    ]
    return {"schema": "keypost.local.v1", "counts": count_deliveries(front.state), "deliveries": shown}


def _show_mailbox(front: Front, _request: HttpRequest) -> dict[str, Any]:
    shown = [
        {"at": one.at.isoformat(), "from": one.sender, "to": one.recipient, "subject": one.subject, "text": one.text}
        for one in list_mails(front.state)
    ]
    return {"schema": "keypost.local.v1", "mails": shown}


def encode(decided: Decided) -> dict[str, Any]:
    """Return a decision as plain data."""
    from keypost.reports.decision import encode_decision
    from keypost.reports.explanation import explain_decision

    request = decided.request
    told = explain_decision(decided.decision, request=request, action=request.action)
    return {
        "number": decided.number,
        "at": decided.at.isoformat(),
        "requestId": decided.request_id,
        "mark": decided.mark.value,
        "principal": request.principal.name,
        "action": request.action,
        "resource": request.resource,
        "context": {key: list(values) for key, values in sorted(request.context.items())},
        "message": {"en": told.en, "ja": told.ja},
        **encode_decision(decided.decision, with_trace=True),
    }


_PAGES: dict[str, Callable[[Front, HttpRequest], dict[str, Any]]] = {
    "health": _show_health,
    "decisions": _show_decisions,
    "deliveries": _show_deliveries,
    "mailbox": _show_mailbox,
    "backup": control_backup,
    "chat": control_chat,
    "spend": control_spend,
}
