"""SARIF 2.1.0: what GitHub code scanning, Azure DevOps and editors show.

The format: docs.oasis-open.org, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0". What GitHub reads
of it: docs.github.com, "SARIF support for code scanning": a place in a file with a line for each result, the first 100
places of each, the first 5,000 results; so the worst come first.
"""

import json
from typing import Any

from keypost.checker.verdict import Severity
from keypost.estate.estate import Gap, list_unread
from keypost.named import Iterable
from keypost.reports.formats.sarif_places import BASE, build_artifacts, build_location, say_plainly
from keypost.reports.formats.sarif_results import build_results
from keypost.reports.outline import Outline, Topic
from keypost.reports.printable import escape_json
from keypost.reports.wording import pipeline as words
from keypost.reports.wording.sentences import fill
from keypost.version import __version__

_Data = dict[str, Any]
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_NOT_READ = Topic("not-read", words.NOT_READ, words.NOT_READ_WHY, words.NOT_READ_REMEDY, Severity.WARNING)
_NO_DELIVERY = Topic(
    "no-delivery-found", words.NO_DELIVERY, words.NO_DELIVERY_WHY, words.NO_DELIVERY_REMEDY, Severity.NOTE
)
_NOTIFICATIONS = (_NOT_READ, _NO_DELIVERY)
# What GitHub calls the severity of what is no security problem.
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note", None: "none"}


def render(outline: Outline) -> str:
    """Return the log with its one run."""
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(outline)]}
    return escape_json(json.dumps(log, ensure_ascii=False, indent=1)) + "\n"


def _run(outline: Outline) -> _Data:
    topics = tuple({entry.topic.id: entry.topic for entry in outline.entries}.values())
    return {
        "tool": {"driver": _driver(topics, outline)},
        "language": outline.language,
        "automationDetails": {"id": "keypost/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": {"text": "The folder that Keypost ran in."}}},
        "invocations": [_invocation(outline)],
        "artifacts": build_artifacts(outline),
        "results": build_results(outline, order=[topic.id for topic in topics]),
    }


def _driver(topics: Iterable[Topic], outline: Outline) -> _Data:
    return {
        "name": "Keypost",
        "semanticVersion": __version__,
        "informationUri": "pkg:pypi/keypost",
        "rules": [_rule(topic, outline) for topic in topics],
        "notifications": [_descriptor(topic, outline) for topic in _NOTIFICATIONS],
    }


def _descriptor(topic: Topic, outline: Outline) -> _Data:
    title, why, remedy = map(outline.say, (topic.title, topic.why, topic.remedy))
    heading = outline.say(words.WHAT_TO_DO)
    return {
        "id": topic.id,
        "shortDescription": {"text": title},
        "fullDescription": {"text": why},
        "help": {"text": f"{why}\n\n{heading}: {remedy}", "markdown": f"{why}\n\n**{heading}**: {remedy}"},
    }


def _rule(topic: Topic, outline: Outline) -> _Data:
    return _descriptor(topic, outline) | {
        "name": "".join(word.capitalize() for word in topic.id.split("-")),
        "defaultConfiguration": {"level": _LEVELS[topic.severity]},
        "properties": {
            "tags": ["aws", "kms", "delivery"],
            "precision": "high",
            "problem.severity": _PROBLEMS[topic.severity or Severity.NOTE],
        },
    }


def _invocation(outline: Outline) -> _Data:
    """Return how the run went; a delivery that fails is what it was to find, not its failure."""
    notifications = [_notify(gap, outline) for gap in outline.result.gaps]
    if outline.found_nothing:
        text = outline.say(words.NO_DELIVERY)
        notifications.append({"descriptor": {"id": _NO_DELIVERY.id}, "level": "note", "message": {"text": text}})
    return {
        "executionSuccessful": not list_unread(outline.result.gaps),
        "exitCode": outline.exit_code,
        "toolExecutionNotifications": notifications,
    }


def _notify(gap: Gap, outline: Outline) -> _Data:
    said = say_plainly(fill(words.A_GAP, what=gap.what, why=gap.why), outline)
    location = build_location(gap.origin, folder=outline.folder)
    notification = {
        "descriptor": {"id": _NOT_READ.id},
        "level": "error" if gap.is_input else "warning",
        "message": {"text": said},
    }
    return notification | ({"locations": [location]} if location else {})
