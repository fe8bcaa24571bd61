"""The page as one file: markup, style, script and data, under a policy that lets nothing else in."""

import base64
import hashlib
import json
from importlib.resources import files

from keypost.checker.verdict import CheckResult
from keypost.estate.estate import Reading
from keypost.named import Iterable
from keypost.reports.html.data import Data, build_data
from keypost.reports.html.packing import pack
from keypost.reports.printable import escape_json

# Parts of one script, which share their names; in this order.
PARTS = ("dom", "model", "lookup", "details", "policy", "mend", "lanes", "graph", "panels", "ticket", "print", "app")
STYLES = ("look", "graph", "details", "contrast", "print")
_ASSETS = files("keypost.reports.html") / "assets"


def render_html(reading: Reading, result: CheckResult, *, language: str) -> str:
    """Return the page of a run, which begins in this language."""
    return render_page(build_data(reading, result, language=language), parts=PARTS, styles=STYLES)


def render_page(data: Data, *, parts: Iterable[str], styles: Iterable[str], connect: str = "'none'") -> str:
    """Return a page of these parts; `connect` is what its script may talk to, as the policy spells it."""
    style = _join(styles, "css")
    script = f'"use strict";\n{_join(parts, "js")}'
    policy = _POLICY.format(script=_digest(script), style=_digest(style), connect=connect)
    pieces = {"language": str(data["language"]), "policy": policy, "style": style, "script": script}
    shell = (_ASSETS / "page.html").read_text(encoding="utf-8")
    for name, piece in pieces.items():
        shell = shell.replace(f"<!--{name}-->", piece)
    return shell.replace("<!--data-->", encode_data(data))


def encode_data(data: Data) -> str:
    """Return the data as JSON that can't end the element that it stands in, nor open another."""
    encoded = escape_json(json.dumps(pack(data), ensure_ascii=False, separators=(",", ":")))
    return encoded.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


# Nothing is loaded, sent, framed or submitted; no text becomes markup or script.
_POLICY = (
    "default-src 'none'; script-src {script}; style-src {style}; connect-src {connect}; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


def _join(names: Iterable[str], suffix: str) -> str:
    return "".join((_ASSETS / f"{name}.{suffix}").read_text(encoding="utf-8") for name in names)


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
