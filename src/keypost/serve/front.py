"""Requests of the live page, and their answers."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from keypost.errors import KeypostError
from keypost.reports.html.data import Data, build_data
from keypost.reports.html.fixes import Offer
from keypost.reports.html.render import PARTS, STYLES, encode_data, render_page
from keypost.reports.html.table import show_lines
from keypost.reports.wording.serve import WORDS
from keypost.serve.desk import Desk
from keypost.serve.guard import find_refusal

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LARGEST_BODY = 8_000_000
_Body = dict[str, Any]
_Answer = tuple[int, str, str]
_HTML, _JSON, _TEXT = "text/html; charset=utf-8", "application/json; charset=utf-8", "text/plain; charset=utf-8"
_REASONS = {200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 413: "Content Too Large"} | {
    405: "Method Not Allowed",
    421: "Misdirected Request",
}
_HEADERS = (
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "frame-ancestors 'none'"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
)
_LIVE_PARTS = (*PARTS[:-1], "live", "replay", PARTS[-1])


class Front:
    """The WSGI application. It answers under its token, and nowhere else."""

    def __init__(self, desk: Desk, *, token: str, language: str) -> None:
        """Take the desk, the token of the address, and the language to begin in."""
        self.port = 0
        self._desk = desk
        self._token = token
        self._language = language

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        status, kind, text = self._answer(environ)
        body = text.encode("utf-8", "backslashreplace")
        headers = [("Content-Type", kind), ("Content-Length", str(len(body))), *_HEADERS]
        start_response(f"{status} {_REASONS[status]}", headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    def _answer(self, environ: "WSGIEnvironment") -> _Answer:
        refusal = find_refusal(environ, token=self._token, port=self.port)
        if refusal is not None:
            return _refuse(refusal)
        name = environ["PATH_INFO"].removeprefix(f"/{self._token}").removeprefix("/")
        method = environ["REQUEST_METHOD"]
        with self._desk.lock:
            if method == "POST":
                return self._act(name, environ)
            show = self._pages.get(name)
            if show is None:
                return _refuse(404)
            return show() if method in {"GET", "HEAD"} else _refuse(405)

    @property
    def _pages(self) -> Mapping[str, Callable[[], _Answer]]:
        return {"": self._show_page, "data": self._show_data, "version": self._show_version, "diff": self._show_diff}

    def _act(self, name: str, environ: "WSGIEnvironment") -> _Answer:
        act = _ACTS.get(name)
        if act is None:
            return _refuse(404)
        body = _read_body(environ)
        if body is None:
            return _refuse(400)
        try:
            told = act(self._desk, body)
        except (KeyError, TypeError):
            return _refuse(400)
        except KeypostError as error:
            return 200, _JSON, encode_data({"problem": _tell_error(error)})
        return 200, _JSON, told if told is not None else encode_data(self._build(Offer()) | {"pending": True})

    def _show_page(self) -> _Answer:
        self._desk.refresh()
        data = self._build(self._desk.offer)
        return 200, _HTML, render_page(data, parts=_LIVE_PARTS, styles=(*STYLES, "live"), connect="'self'")

    def _show_data(self) -> _Answer:
        return 200, _JSON, encode_data(self._build(self._desk.offer))

    def _show_version(self) -> _Answer:
        error = self._desk.refresh()
        told: Data = {"version": self._desk.version}
        return 200, _JSON, encode_data(told | ({"problem": _tell_error(error)} if error else {}))

    def _show_diff(self) -> _Answer:
        return 200, _TEXT, self._desk.render_diff()

    def _build(self, offer: Offer) -> Data:
        desk = self._desk
        data = build_data(*desk.seen, language=self._language, offer=offer)
        words = {name: [text.en, text.ja] for name, text in WORDS.items()}
        known = data["words"]
        return data | {
            "words": {**known, **words} if isinstance(known, dict) else words,
            "version": desk.version,
            "editable": desk.list_texts() | desk.edits,
            "edited": sorted(desk.edits),
            "turns": [[one.delivery, one.before.value if one.before else None] for one in desk.list_turns()],
        }


def _edit(desk: Desk, body: _Body) -> None:
    desk.edit({_text(body, "file"): _text(body, "text")})


def _reset(desk: Desk, _body: _Body) -> None:
    desk.reset()


def _try_fix(desk: Desk, body: _Body) -> None:
    desk.try_fix(fix=_number(body, "fix"), candidate=_number(body, "candidate"))


def _explain(desk: Desk, body: _Body) -> str:
    """Return what an error message tells, decided against what lies on the desk."""
    from keypost.diagnosis.decide import decide
    from keypost.diagnosis.explain import explain
    from keypost.reports.explain_json import render_json

    explanation = explain(_text(body, "text"))
    return render_json(explanation, decide(explanation, desk.seen.result))


def _replay(desk: Desk, body: _Body) -> str:
    """Return what of a history the edited policy of a key would deny."""
    from keypost.serve.history import Asking, read_records, replay_records

    texts = {name: _text(body, name) for name in ("stack", "key", "arn")}
    return replay_records(desk, Asking(read_records(_text(body, "records")), **texts))


_ACTS: dict[str, Callable[[Desk, _Body], str | None]] = {
    "edit": _edit,
    "explain": _explain,
    "replay": _replay,
    "reset": _reset,
    "try": _try_fix,
}


def _text(body: _Body, name: str) -> str:
    value = body[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _number(body: _Body, name: str) -> int:
    value = body[name]
    if not isinstance(value, int):
        raise TypeError(name)
    return value


def _read_body(environ: "WSGIEnvironment") -> _Body | None:
    """Return the object that the body holds, None where it holds none."""
    try:
        body = json.loads(environ["wsgi.input"].read(LARGEST_BODY))
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _tell_error(error: KeypostError) -> Data:
    """Return what can't be read, what to do about it, and where."""
    told = {
        name: [show_lines(text.en), show_lines(text.ja)]
        for name, text in (("message", error.message), ("hint", error.hint))
    }
    return {**told, "at": show_lines(str(error.origin))}


def _refuse(status: int) -> _Answer:
    return status, _TEXT, f"{_REASONS[status]}\n"
