"""A page of a report: the items from one number on, and how many there are, so that an agent's context stays free."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from keypost.named import NamedTuple

Data = dict[str, Any]


class Window(NamedTuple):
    """Which items are shown of each list, and whether each has everything."""

    offset: int
    limit: int
    is_full: bool = False

    def cut(self, items: Sequence[Any]) -> list[Any]:
        """Return the items that are seen through it."""
        return list(items[self.offset : self.offset + self.limit])

    def describe(self, **lists: Sequence[Any]) -> Data:
        """Return the member `page`: how many items each list has in all, and the next offset (null: that was all)."""
        end = self.offset + self.limit
        goes_on = any(len(items) > end for items in lists.values())
        counts = {name: len(items) for name, items in lists.items()}
        return {"offset": self.offset, "limit": self.limit, "of": counts, "next": end if goes_on else None}


def cut_check(report: Data, window: Window, *, verdicts: Iterable[str]) -> Data:
    """Return a page of a `keypost.check.v1`: deliveries of these verdicts; indexes count within the page."""
    deliveries, wanted = report["deliveries"], frozenset(verdicts)
    chosen = [index for index, one in enumerate(deliveries) if one["verdict"] in wanted]
    shown = {index: place for place, index in enumerate(window.cut(chosen))}
    kept, others = frozenset(chosen), report["findings"]
    beside = [finding for finding in others if kept.isdisjoint(finding["deliveries"])]
    among = [finding for finding in others if not shown.keys().isdisjoint(finding["deliveries"])]
    return report | {
        "deliveries": [_cut_delivery(deliveries[index], shown, window) for index in shown],
        "findings": [_renumber(finding, "deliveries", shown) for finding in (*among, *window.cut(beside))],
        "gaps": window.cut(report["gaps"]),
        "page": window.describe(deliveries=chosen, otherFindings=beside, gaps=report["gaps"]),
    }


def cut_fixes(report: Data, window: Window) -> Data:
    """Return a page of a `keypost.fix.v1`; only the best candidate of each unless everything is wanted."""
    fixes = window.cut(report["fixes"])
    page = window.describe(fixes=report["fixes"])
    if window.is_full:
        return report | {"fixes": fixes, "page": page}
    page["moreCandidates"] = [len(fix["candidates"][1:]) for fix in fixes]
    return report | {"fixes": [fix | {"candidates": fix["candidates"][:1]} for fix in fixes], "page": page}


def cut_explanation(report: Data, window: Window) -> Data:
    """Return a page of a `keypost.explain.v1`: of the causes, and of what the estate has to say."""
    lists = {"causes": report["causes"]}
    estate = report.get("estate")
    if estate is None:
        return report | {"causes": window.cut(report["causes"]), "page": window.describe(**lists)}
    lists |= {name: estate[name] for name in ("deliveries", "gaps")}
    deliveries = [_cut_delivery(one, {}, window) for one in window.cut(estate["deliveries"])]
    shown = estate | {"deliveries": deliveries, "gaps": window.cut(estate["gaps"])}
    return report | {"causes": window.cut(report["causes"]), "estate": shown, "page": window.describe(**lists)}


def cut_paths(report: Data, window: Window) -> Data:
    """Return a page of a `keypost.paths.v1`, of each path what tells it from others unless everything is wanted."""
    paths = window.cut(report["paths"])
    if not window.is_full:
        paths = [{name: path[name] for name in SHORT_PATH} for path in paths]
    return report | {"paths": paths, "page": window.describe(paths=report["paths"])}


SHORT_PATH = ("id", "path", "title", "source", "target")


def _cut_delivery(delivery: Data, shown: Mapping[int, int], window: Window) -> Data:
    """Return a delivery with the calls that aren't allowed, unless everything is wanted."""
    stopped = [call for call in delivery["calls"] if window.is_full or call["decision"] != "allow"]
    short = delivery | {"calls": stopped}
    return _renumber(short, "onward", shown) if "onward" in short else short


def _renumber(item: Data, name: str, shown: Mapping[int, int]) -> Data:
    return item | {name: [shown[index] for index in item[name] if index in shown]}
