"""The page at `/_keypost/`, for whoever accepts HTML; what its forms send is set as by the sub-addresses."""

import json
from collections.abc import Callable
from urllib.parse import parse_qsl

from keypost.endpoint.controls import control_chat, control_spend
from keypost.endpoint.front import Front
from keypost.endpoint.html import words
from keypost.endpoint.html.decisions import show_decisions
from keypost.endpoint.html.deliveries import show_chat, show_deliveries, show_mails
from keypost.endpoint.html.markup import Html, join, tag
from keypost.endpoint.html.parts import HOME, Asked
from keypost.endpoint.html.settings import show_spend, show_unmodelled
from keypost.endpoint.html.style import STYLE
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire.message import HttpAnswer, HttpRequest
from keypost.text import LANGUAGES

STYLE_PAGE = "page.css"
_FORM = "application/x-www-form-urlencoded"
_POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_SAFE = (
    ("Content-Security-Policy", _POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),  # with none a browser sends `Origin: null` with a form
    ("Cache-Control", "no-store"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
_VIEWS: dict[str, Callable[[Front, Asked], Html]] = {
    "deliveries": show_deliveries,
    "decisions": show_decisions,
    "mailbox": show_mails,
    "chat": show_chat,
    "spend": show_spend,
    "unmodelled": show_unmodelled,
}
_CONTROLS = {"chat": control_chat, "spend": control_spend}
# Sub-addresses that show the same as JSON.
_AS_JSON = frozenset({"deliveries", "decisions", "mailbox", "chat", "spend"})


def accepts_html(request: HttpRequest) -> bool:
    """Tell whether a browser asks, rather than a program."""
    return "text/html" in request.headers.get("accept", "")


def show_style() -> HttpAnswer:
    """Return the style sheet."""
    return HttpAnswer(200, (("Content-Type", "text/css; charset=utf-8"), *_SAFE), STYLE.encode())


def show_site(front: Front, request: HttpRequest) -> HttpAnswer:
    """Return the view that is asked for; set what a form sends."""
    is_form = request.method == "POST"
    given = dict(parse_qsl(request.body.decode(errors="replace")) if is_form else request.pairs)
    asked = _read(front, request, given)
    if not is_form:
        return _answer(200, front, asked)
    try:
        _control(front, request, asked, given)
    except RefusalError as refusal:
        wrong = tag("p", asked.say(words.NOT_SET, why=refusal.message), class_="bad", role="alert")
        return _answer(400, front, asked, wrong)
    return HttpAnswer(303, (("Location", asked.link(asked.view)), *_SAFE), b"")


def _control(front: Front, request: HttpRequest, asked: Asked, given: dict[str, str]) -> None:
    told = {name: value for name, value in given.items() if name not in {"view", "lang"}}
    control = _CONTROLS.get(asked.view)
    if control is None or not request.headers.get("content-type", "").startswith(_FORM):
        raise RefusalError("InvalidParameter", asked.view)
    control(front, request._replace(body=json.dumps(told).encode()))


def _read(front: Front, request: HttpRequest, given: dict[str, str]) -> Asked:
    view = given.get("view", "")
    return Asked(
        view=view if view in _VIEWS else "deliveries",
        language=_choose_language(given.get("lang", ""), request.headers.get("accept-language", ""), front),
        request=given.get("request", ""),
        is_denied_only=bool(given.get("denied")),
    )


def _choose_language(wanted: str, accepted: str, front: Front) -> str:
    """Return the language that is asked for, else the first that the browser prefers, else the endpoint's."""
    preferred = (one.strip()[:2].lower() for one in accepted.split(","))
    return next((one for one in (wanted, *preferred) if one in LANGUAGES), front.settings.language)


def _answer(status: int, front: Front, asked: Asked, *further: Html) -> HttpAnswer:
    title = f"{asked.say(words.VIEWS[asked.view])} - {words.TITLE}"
    head = tag(
        "head", tag("meta", charset="utf-8"), tag("title", title),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("link", rel="stylesheet", href=f"{HOME}{STYLE_PAGE}"),
    )  # fmt: skip
    body = tag("body", _show_header(front, asked), tag("main", *further, _show_view(front, asked)))
    page = f"<!doctype html>{tag('html', head, body, lang=asked.language)}"
    return HttpAnswer(status, (("Content-Type", "text/html; charset=utf-8"), *_SAFE), page.encode())


def _show_view(front: Front, asked: Asked) -> Html:
    json_link = tag("p", tag("a", asked.say(words.AS_JSON), href=f"{HOME}{asked.view}"))
    return join(
        tag("h2", asked.say(words.VIEWS[asked.view])),
        _VIEWS[asked.view](front, asked),
        json_link if asked.view in _AS_JSON else join(),
    )


def _show_header(front: Front, asked: Asked) -> Html:
    settings = front.settings
    where = asked.say(words.ACCOUNT, account=settings.account, region=settings.region)
    soft = [tag("p", asked.say(words.SOFT), class_="bad")] if settings.soft else []
    views = [_link(asked.link(name), asked.say(text), is_here=name == asked.view)
             for name, text in words.VIEWS.items()]  # fmt: skip
    languages = [_link(asked._replace(language=code).link(asked.view), name, is_here=code == asked.language)
                 for code, name in (("en", "English"), ("ja", "日本語"))]  # fmt: skip
    return tag(
        "header", tag("h1", words.TITLE), tag("p", where), *soft,
        tag("nav", *languages, aria_label=asked.say(words.LANGUAGE_LABEL)),
        tag("nav", *views, aria_label=asked.say(words.VIEWS_LABEL)),
    )  # fmt: skip


def _link(address: str, text: str, *, is_here: bool) -> Html:
    return tag("a", text, href=address, aria_current="page" if is_here else "")
