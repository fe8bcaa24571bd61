"""SARIF 2.1.0, whoever wrote it (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from keypost.estate.scanned import Scanned
from keypost.origin import Origin
from keypost.readers.scanners.parts import Json, line_of, object_of, objects_of, text_of

# `kind` other than fail (3.27.9) and an accepted suppression (3.27.23) are no findings.
_FAIL = "fail"


def is_sarif(data: object) -> bool:
    """Tell whether it is a SARIF log: it has runs, each with a tool (3.13.4, 3.14.6)."""
    runs = object_of(data).get("runs")
    return isinstance(runs, list) and all("tool" in object_of(run) for run in runs)


def read_sarif(data: object, *, origin: Origin) -> Iterator[Scanned]:
    """Yield the results of all runs."""
    for run_at, run in enumerate(objects_of(object_of(data).get("runs"))):
        driver = object_of(object_of(run.get("tool")).get("driver"))
        for at, result in enumerate(objects_of(run.get("results"))):
            if result.get("kind", _FAIL) == _FAIL and not _is_suppressed(result):
                yield _read(result, run, text_of(driver.get("name")), origin.at(f"/runs/{run_at}/results/{at}"))


def _is_suppressed(result: Json) -> bool:
    return any(one.get("status", "accepted") == "accepted" for one in objects_of(result.get("suppressions")))


def _read(result: Json, run: Json, scanner: str, origin: Origin) -> Scanned:
    location = next(objects_of(result.get("locations")), {})
    physical = object_of(location.get("physicalLocation"))
    region = object_of(physical.get("region"))
    logical = next(objects_of(location.get("logicalLocations")), {})
    first = line_of(region.get("startLine"))
    return Scanned(
        scanner,
        _rule(result, run),
        resource=text_of(logical.get("fullyQualifiedName")) or text_of(logical.get("name")),
        file=_path(text_of(object_of(physical.get("artifactLocation")).get("uri"))),
        first=first,
        last=line_of(region.get("endLine")) or first,
        origin=origin,
    )


def _rule(result: Json, run: Json) -> str:
    """Return the rule's id, which a result may give by the rule's place in the list (3.27.5 to 3.27.7)."""
    told = text_of(result.get("ruleId")) or text_of(object_of(result.get("rule")).get("id"))
    rules = list(objects_of(object_of(object_of(run.get("tool")).get("driver")).get("rules")))
    index = result.get("ruleIndex")
    if told or not isinstance(index, int) or not 0 <= index < len(rules):
        return told
    return text_of(rules[index].get("id"))


def _path(uri: str) -> str:
    """Return the path of a URI (3.4.3): relative, or with the scheme `file`."""
    try:
        return unquote(urlsplit(uri).path)
    except ValueError:
        return uri
