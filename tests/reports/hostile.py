"""Names that would do something if a report let them: as parts of every text that comes from the input."""

from keypost.checker.verdict import CheckResult, Delivery, Related
from keypost.estate.estate import Gap, Suppression
from keypost.estate.resource import Resource
from keypost.origin import Origin
from keypost.reports.outline import Outline, build_outline
from keypost.text import Text
from tests.reports import samples

NAMES = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'><b>quoted",
    "a\u202edlrow\u2066\u200b",
    "\x1b[31mred\x1b]0;title\x07\x9b2J",
    "two\nlines\r\nand\u2028more",
    "::error file=x::owned",
    "##[error]owned",
    '=HYPERLINK("http://evil.example","x")',
    "`code` and ```fence",
    "\n```\n# out\n",
    "@everyone and @octocat, octocat/repo#1 #2 !3 &4 ~5 %6 $7",
    "[text](http://evil.example) ![image](http://evil.example/x.png) http://evil.example www.evil.example",
    "\x00\x08\x0b\x0c\x0e\x1f\x7f\x85\ufffe\uffff\ud800 \U000e0041",
    "| a | b |",
    "</details><details open>",
    "]]> <!-- --> &amp; &#64;x <![CDATA[x]]>",
    "%0A::warning::x %25 {0} {{1}} $" + "{x}",
    "/close\n/merge",
    "- item\n1. item\n> quote\n***\n---",
    "\\`\\@x\\<i\\>",
)


def poison(name: str) -> CheckResult:
    """Return a result with every verdict, in which whatever the input names has this name."""
    result = samples.everything()
    said = Text(en=f"`{name}` and {name} stop it.", ja=f"`{name}` と {name} が止めています。")
    place = Origin(f"dir/{name}.yaml", 3)
    findings = tuple(
        one._replace(message=said, fixes=(said, Text(en=f"Add:\n{name}", ja=f"追加:\n{name}")), origin=place)
        for one in result.findings
    )
    apart = findings[0]._replace(deliveries=(), related=(Related(said, place),), subject=name)
    accepted = Suppression(("*",), name, None, origin=place)
    suppressed = findings[1]._replace(suppressed=accepted, subject=name)
    deliveries = [_poison_delivery(one, name) for one in result.deliveries]
    deliveries[1] = deliveries[1]._replace(suppressed=accepted)
    gap = Gap(name, said, place)
    return CheckResult(tuple(deliveries), (findings[0], suppressed, apart), (gap,), (f"dir/{name}.yaml",))


def outline(name: str, *, language: str) -> Outline:
    """Return the outline of that result."""
    return build_outline(poison(name), language=language, exit_code=1)


def _poison_delivery(delivery: Delivery, name: str) -> Delivery:
    source, target = (_poison_resource(one, name) for one in (delivery.source, delivery.target))
    wire = delivery.wire._replace(source=source, holder=source, setting=name)
    key = None if delivery.key is None else _poison_resource(delivery.key, name)
    needs = tuple(need._replace(fact=name) for need in delivery.needs)
    return delivery._replace(source=source, target=target, wire=wire, key=key, needs=needs)


def _poison_resource(resource: Resource, name: str) -> Resource:
    return resource._replace(id=name, arn=f"{resource.arn}{name}", origin=Origin(f"dir/{name}.yaml", 9))
