"""Which resources of the estate a scanner's finding is about."""

import re
from collections.abc import Iterable, Sequence

from keypost.estate.estate import Reading
from keypost.estate.kind import Kind
from keypost.estate.resource import Membership, Resource
from keypost.estate.scanned import Scanned

_INDEX = r"\[[^\]]*\]"


def find_resources(scanned: Scanned, *, kind: Kind, reading: Reading) -> list[Resource]:
    """Return what it is about: the instances of one resource, or all that it may mean; none found: empty.

    An ARN counts most, then the name in the file, then the lines in it, then the name anywhere.
    """
    known = {one.handle: one for case in reading.cases for one in case.estate.resources}
    inside = [one for one in known.values() if one.membership is Membership.INSIDE]
    wanted = [one for one in inside if one.kind is kind]
    if scanned.arn:
        return _of_arn(scanned.arn, wanted) or _of_aws_name(scanned.arn, wanted)
    if not scanned.file:
        return _of_id(scanned.resource, wanted)
    near = [one for one in inside if _is_file(scanned.file, one.origin.file)]
    there = [one for one in near if one.kind is kind]
    return _of_id(scanned.resource, there) or _of_lines(scanned, near, kind=kind)


def are_alike(resources: Sequence[Resource]) -> bool:
    """Tell whether one change reaches all: they differ by their indexes alone, or stand in one place of a module."""
    names = {(one.stack, _bare(one.id)) for one in resources}
    places = {(one.origin.file, one.origin.line) for one in resources}
    return len(names) == 1 or (len(places) == 1 and (None, None) not in places)


def _of_arn(arn: str, resources: Iterable[Resource]) -> list[Resource]:
    return [one for one in resources if one.arn == arn.removesuffix(":*")]


def _of_aws_name(arn: str, resources: Iterable[Resource]) -> list[Resource]:
    """Return those whose name in AWS is that of the ARN: a template doesn't know its account."""
    wanted = arn.removesuffix(":*")
    named = [one for one in resources if one.name and wanted.endswith((f":{one.name}", f"/{one.name}"))]
    return [one for one in named if not one.account.isdigit() or f":{one.account}:" in wanted or ":s3:::" in wanted]


def _of_id(said: str, resources: Sequence[Resource]) -> list[Resource]:
    """Return those that are called so: whole, without indexes, or by the end of a longer name."""
    if not said:
        return []
    exact = [one for one in resources if one.id == said]
    bare = [one for one in resources if _bare(one.id) == _bare(said)]
    return exact or bare or [one for one in resources if _ends_alike(_bare(one.id), _bare(said))]


def _bare(name: str) -> str:
    return re.sub(_INDEX, "", name)


def _ends_alike(name: str, said: str) -> bool:
    """Tell whether one is the other with more before it: `AWS::SNS::Topic.Alerts`, `module.m.aws_sns_topic.t`."""
    last = name.rsplit("/", 1)[-1]
    return said.endswith(f".{last}") or last.endswith(f".{said}") or last == said


def _of_lines(scanned: Scanned, near: Sequence[Resource], *, kind: Kind) -> list[Resource]:
    """Return those that begin within the lines, else the one that the first line stands in."""
    if not scanned.first:
        return []
    begun = [one for one in near if scanned.first <= (one.origin.line or 0) <= scanned.last and one.kind is kind]
    before = [one for one in near if 0 < (one.origin.line or 0) <= scanned.first]
    latest = max((one.origin.line or 0 for one in before), default=0)
    return begun or [one for one in before if one.origin.line == latest and one.kind is kind]


def _is_file(said: str, file: str | None) -> bool:
    """Tell whether both may be the same file: a scanner names it from where it was started, or whole."""
    left, right = _steps(said), _steps(file or "")
    shorter = min(len(left), len(right))
    return shorter > 0 and left[-shorter:] == right[-shorter:]


def _steps(path: str) -> list[str]:
    return [step for step in path.replace("\\", "/").split("/") if step not in {"", ".", ".."}]
