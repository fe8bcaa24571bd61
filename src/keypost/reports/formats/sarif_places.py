"""SARIF's locations and artifacts: files below the working folder, lines where they are known."""

from typing import Any

from keypost.named import Iterator
from keypost.origin import Origin
from keypost.reports.formats.files import build_uri, name_file
from keypost.reports.outline import Outline
from keypost.reports.printable import make_printable
from keypost.text import Text

_Data = dict[str, Any]
BASE = "%SRCROOT%"


def build_location(origin: Origin, *, folder: str, message: str = "", number: int | None = None) -> _Data:
    """Return the place; empty where nothing is known of it. GitHub asks for a line: a file without lines has its first.

    What has no file is told by the API call or the JSON pointer that names it.
    """
    location: _Data = {} if number is None else {"id": number}
    if origin.file:
        region = {"startLine": origin.line if origin.line is not None else 1}
        location["physicalLocation"] = {"artifactLocation": build_artifact(origin.file, folder), "region": region}
    name = "" if origin.line is not None and origin.file else origin.call or origin.pointer
    if name:
        location["logicalLocations"] = [{"fullyQualifiedName": make_printable(name)}]
    if not (origin.file or name):
        return {}
    return location | ({"message": {"text": message}} if message else {})


def build_artifact(file: str, folder: str) -> _Data:
    """Return where the file is: relative to the working folder, or absolute where it lies outside."""
    path = name_file(file, folder=folder)
    uri = build_uri(path)
    return {"uri": uri} if path.startswith("/") else {"uri": uri, "uriBaseId": BASE}


def build_artifacts(outline: Outline) -> list[_Data]:
    """Return the files that were read, and those that results point to, each with its part in the run."""
    read, pointed_to = set(outline.result.files), set(_pointed_to(outline))
    artifacts = []
    for file in sorted(read | pointed_to):
        is_read, is_pointed_to = file in read, file in pointed_to
        roles = ["analysisTarget"] * is_read + ["resultFile"] * (is_pointed_to and not is_read)
        artifacts.append({"location": build_artifact(file, outline.folder), "roles": roles})
    return artifacts


def _pointed_to(outline: Outline) -> Iterator[str]:
    for entry in outline.entries:
        origins = (entry.origin, *(related.origin for related in entry.related))
        yield from (origin.file for origin in origins if origin.file)
        for proposal in entry.proposals:
            yield from (file for patch in proposal.patches for file in getattr(patch, "after", ()))


def say_plainly(text: Text, outline: Outline) -> str:
    """Return the text for a message: printable, and without anything that a viewer takes for a link."""
    return make_printable(outline.say(text)).replace("](", "] (")
