"""All that the page shows of a run, as plain data in which nothing stands twice.

Names are short where there are many of them; rows refer to each other by number. The page's script reads no other form,
and nobody else should: for programs there is `keypost.check.v1`.
"""

from keypost.checker.verdict import CheckResult, Delivery, Finding, Need
from keypost.estate.estate import Gap, Reading
from keypost.estate.kind import Kind
from keypost.estate.resource import Membership, Resource, Sse
from keypost.policy.request import KeyManager
from keypost.reports.assumptions import say_assumptions
from keypost.reports.html.calls import Calls
from keypost.reports.html.fixes import Offer, encode_fixes, find_offer
from keypost.reports.html.paths import encode_path
from keypost.reports.html.policies import Policies
from keypost.reports.html.table import Row, Table, Texts, show_lines
from keypost.reports.needs import answer_need, explain_need
from keypost.reports.observations import say_observation
from keypost.reports.rule_pages import find_page
from keypost.reports.scope import measure
from keypost.reports.story import describe_suppression
from keypost.reports.text import say_encryption
from keypost.reports.wording import page as words
from keypost.reports.wording import report as report_words
from keypost.reports.wording.sentences import fill, quote
from keypost.text import Text
from keypost.unknown import has_unknown

Data = dict[str, object]
_MOST_NAMED = 8


class Collected:
    """The rows of a page while it is put together."""

    def __init__(self, reading: Reading, result: CheckResult) -> None:
        """Take what was read, and what was decided of it."""
        self.reading, self.result = reading, result
        self.texts, self.paths, self.resources = Texts(), Table(), Table()
        self.policies = Policies(reading, self.texts)
        self.calls = Calls(self.texts, self.policies)

    def add_resource(self, resource: Resource) -> int:
        """Return the number of the resource."""
        return self.resources.add(resource.handle, lambda: self._encode_resource(resource))

    def _encode_resource(self, resource: Resource) -> Row:
        data: Data = {
            "type": self.texts.name(resource.kind.value),
            "id": self.texts.name(resource.id),
            "at": self.texts.place(resource.origin),
        }
        for name in ("arn", "stack", "account"):
            if value := getattr(resource, name):
                data[name] = self.texts.name(value)
        if resource.membership is Membership.OUTSIDE:
            data["outside"] = 1
            if not resource.arn and has_unknown(resource.account):
                data.pop("account", None)  # nothing names it: as a choice of the filter it would be an empty name
        if resource.is_key and not is_guess(resource):
            data["manager"] = self.texts.name(resource.facts.manager.value)
        policy = self.policies.add(resource.policy, of=resource.id)
        return data if policy is None else data | {"policy": policy}

    def encode_delivery(self, delivery: Delivery) -> Row:
        """Return the delivery; what it hasn't is left out."""
        add = self.texts.add
        data: Data = {
            "path": self.paths.add(delivery.path.id, lambda: encode_path(delivery.path, texts=self.texts)),
            "source": self.add_resource(delivery.source),
            "target": self.add_resource(delivery.target),
            "verdict": delivery.verdict.value,
            "encryption": add(say_encryption(delivery, self.result.preview)),
            "calls": [self.calls.add(call, delivery=delivery) for call in delivery.calls],
        }
        optional: Data = {
            "key": self._find_key(delivery),
            "findings": list(delivery.findings),
            "needs": [self._encode_need(need) for need in delivery.needs],
            "assumptions": [add(say_assumptions(assumed)) for assumed in delivery.assumptions],
            "onward": list(delivery.onward),
            "observed": [add(say_observation(one)) for one in delivery.observations],
            "accepted": None if delivery.suppressed is None else add(describe_suppression(delivery.suppressed)),
            "current": None if delivery.current is None else delivery.current.value,
        }
        return data | {name: value for name, value in optional.items() if value not in (None, [])}

    def _find_key(self, delivery: Delivery) -> int | None:
        """Return the number of the key; one that no input holds is known by its name alone."""
        encryption = delivery.encryption
        if delivery.key is not None:
            return self.add_resource(delivery.key)
        if encryption is None or encryption.mode is not Sse.KMS:
            return None
        kind, name = self.texts.name(Kind.KEY.value), self.texts.name(encryption.key or "?")
        return self.resources.add(("", name, "?"), lambda: {"type": kind, "id": name, "at": "", "outside": 1})

    def _encode_need(self, need: Need) -> Row:
        return [self.texts.add(explain_need(need)), self.texts.add(answer_need(need)), self.texts.place(need.origin)]

    def encode_finding(self, finding: Finding) -> Row:
        """Return the finding."""
        add = self.texts.add
        data: Data = {
            "rule": self.texts.name(finding.rule),
            "severity": self.texts.name(finding.severity.value),
            "message": add(finding.message),
            "at": self.texts.place(finding.origin),
            "related": [[add(one.message), self.texts.place(one.origin)] for one in finding.related],
            "fixes": [add(fix) for fix in finding.fixes],
            "deliveries": list(finding.deliveries),
            "docs": self.texts.name(find_page(finding.rule)),
        }
        return data | ({"accepted": add(describe_suppression(finding.suppressed))} if finding.suppressed else {})

    def encode_gap(self, gap: Gap) -> Row:
        """Return what could not be read, why, and where."""
        return [show_lines(gap.what), self.texts.add(gap.why), self.texts.place(gap.origin)]


def is_guess(key: Resource) -> bool:
    """Tell whether nobody knows who manages the key: the input only names it."""
    return key.membership is Membership.OUTSIDE and key.facts.manager is KeyManager.CUSTOMER


def build_data(reading: Reading, result: CheckResult, *, language: str, offer: Offer | None = None) -> Data:
    """Return all that the page shows, beginning in this language; without an offer, fixes are looked for."""
    offer = find_offer(reading, result) if offer is None else offer
    collected = Collected(reading, result)
    deliveries = [collected.encode_delivery(one) for one in result.deliveries]
    findings = [collected.encode_finding(one) for one in result.findings]
    gaps = [collected.encode_gap(one) for one in result.gaps]
    fixes = encode_fixes(offer, result, texts=collected.texts)
    notes = [collected.texts.add(note) for note in _tell_preview(result)]
    texts = collected.texts
    return {
        "language": language,
        "words": {name: [text.en, text.ja] for name, text in words.WORDS.items()},
        "limits": [[text.en, text.ja] for text in words.LIMITS],
        "files": [show_lines(file) for file in reading.files],
        "resourcesRead": measure(reading).resources,
        "preview": notes,
        "names": texts.names.rows,
        "patterns": texts.patterns.rows,
        "texts": texts.rows.rows,
        "paths": collected.paths.rows,
        "resources": collected.resources.rows,
        "statements": collected.policies.statements.rows,
        "policies": collected.policies.table.rows,
        "steps": collected.calls.steps.rows,
        "calls": collected.calls.table.rows,
        "deliveries": deliveries,
        "findings": findings,
        "fixes": fixes,
        "unmended": offer.unmended,
        "gaps": gaps,
    }


def _tell_preview(result: CheckResult) -> list[Text]:
    """Return what a preview takes for granted."""
    preview = result.preview
    if preview is None:
        return []
    is_managed = preview.choice.value == "aws-managed"
    names = quote((resource.id for resource in preview.resources), most=_MOST_NAMED)
    put = fill(report_words.PREVIEWED, resources=names) if preview.resources else report_words.NONE_PREVIEWED
    return [report_words.PREVIEW_MANAGED if is_managed else report_words.PREVIEW_CUSTOMER, put]
