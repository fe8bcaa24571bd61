"""One file of results: which scanner wrote it, and its findings."""

import json
from collections.abc import Iterator

from keypost.errors import UnreadableInputError
from keypost.estate.scanned import Scanned
from keypost.origin import Origin
from keypost.readers.files import read_file
from keypost.readers.scanners.sarif import is_sarif, read_sarif
from keypost.readers.scanners.shapes import SHAPES
from keypost.text import Text
from keypost.unknown import scrub

_LARGEST = 200_000_000
_NOT_JSON = Text(
    en="{name} is no whole JSON: {why}",
    ja="{name} は JSON として不完全です: {why}",
)
_RUN_AGAIN = Text(
    en="write the results as JSON or SARIF once more; a run that was cut short leaves half a file",
    ja="結果を JSON か SARIF で出力し直してください。途中で終わった実行は不完全なファイルを残します。",
)
_NO_RESULTS = Text(
    en="{name} isn't the result of a scanner that is known here",
    ja="{name} は、対応しているスキャナーの結果ではありません",
)
_KNOWN = Text(
    en="it reads SARIF, and the JSON of Checkov, Trivy, Prowler, cfn-nag, KICS and tfsec",
    ja="SARIF と、Checkov、Trivy、Prowler、cfn-nag、KICS、tfsec の JSON を読めます。",
)


def read_results(name: str) -> tuple[Scanned, ...]:
    """Return the findings that failed, of a file or of standard input (`-`); passed ones are left out.

    Raises:
        UnreadableInputError: the file is missing, no JSON, or no scanner's.
    """
    data = _decode(name)
    origin = Origin(name)
    if is_sarif(data):
        return tuple(map(_scrub, read_sarif(data, origin=origin)))
    for is_like, read in SHAPES:
        if is_like(data):
            return tuple(map(_scrub, read(data, origin)))
    raise UnreadableInputError(_NO_RESULTS.fill(name=name), hint=_KNOWN, origin=origin)


def _decode(name: str) -> object:
    """Return the JSON, or the objects of a file that has one a line."""
    content = read_file(name, limit=_LARGEST)
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = content.decode(encoding)
        return list(_decode_lines(text)) if _has_lines(text) else json.loads(text)
    except json.JSONDecodeError as error:
        why = f"{error.msg}"
        raise UnreadableInputError(
            _NOT_JSON.fill(name=name, why=why), hint=_RUN_AGAIN, origin=Origin(name, error.lineno)
        ) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise UnreadableInputError(
            _NOT_JSON.fill(name=name, why=type(error).__name__), hint=_RUN_AGAIN, origin=Origin(name)
        ) from error


def _has_lines(text: str) -> bool:
    """Tell whether each line is an object by itself."""
    first, _, rest = text.partition("\n")
    return first.startswith("{") and first.rstrip().endswith("}") and rest.lstrip().startswith("{")


def _decode_lines(text: str) -> Iterator[object]:
    yield from (json.loads(line) for line in text.splitlines() if line.strip())


def _scrub(one: Scanned) -> Scanned:
    """Replace what would be taken for the mark of an unknown part."""
    return one._replace(
        rule=scrub(one.rule),
        resource=scrub(one.resource),
        file=scrub(one.file),
        arn=scrub(one.arn),
        scanner=scrub(one.scanner),
    )
