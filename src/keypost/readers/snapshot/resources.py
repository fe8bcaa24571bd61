"""Records -> drafts: what building makes an estate of."""

from collections.abc import Iterator, Sequence

from keypost.estate.estate import Gap
from keypost.named import NamedTuple
from keypost.origin import Locate, Origin, Pointer, render_pointer
from keypost.readers.building.draft import Draft, EstatePlace
from keypost.readers.building.identity import Identity
from keypost.readers.building.resolved import ResolvedResource
from keypost.readers.building.whereabouts import Settled, find_home_region, find_url_suffix
from keypost.readers.snapshot.gaps import build_missed_gap, build_origin, build_part_gap
from keypost.readers.snapshot.load import load_part
from keypost.readers.snapshot.manifest import GLOBAL, Manifest, Scope, read_manifest
from keypost.readers.snapshot.record import Fault, Missed, Record

# The part whose records nothing else refers to: policies of an organization could deny anything.
_ORGANIZATIONS = "organizations"
_ORGANIZATION = "AWS::Organizations::Organization"
_UNREAD_ORGANIZATION = Record(
    _ORGANIZATION,
    "organization",
    "",
    "",
    {"ListedPolicyTypes": [], "Covers": "ACCOUNT"},
    "organizations:DescribeOrganization",
)


class Snapshot(NamedTuple):
    """A snapshot's folder and manifest; its parts are read when they are asked for."""

    folder: str
    manifest: Manifest

    def read_account(self, account: str, *, gaps: list[Gap]) -> Iterator[Draft]:
        """Yield the drafts of one account; what it doesn't hold is added to `gaps`.

        Raises:
            UnreadableInputError: while it is read: a part is damaged.
        """
        for scope in self.manifest.scopes(account):
            yield from self._read_scope(scope, gaps)

    def read_organization(self, account: str, *, gaps: list[Gap]) -> Iterator[Draft]:
        """Yield the drafts of what the account says of its organization.

        Raises:
            UnreadableInputError: while it is read: the part is damaged.
        """
        for scope in self.manifest.scopes(account):
            if scope.part == _ORGANIZATIONS:
                yield from self._read_scope(scope, gaps)

    def _read_scope(self, scope: Scope, gaps: list[Gap]) -> Iterator[Draft]:
        lines = load_part(self.folder, scope, version=self.manifest.version)
        if lines is None:
            gaps.append(build_part_gap(scope))
        if scope.part == _ORGANIZATIONS:
            lines = _doubt_organization(lines)
        yield from _read_part(lines or iter(()), scope=scope, partition=self.manifest.partition, gaps=gaps)


def open_snapshot(folder: str) -> Snapshot:
    """Open a snapshot.

    Raises:
        UnreadableInputError: its manifest is missing, damaged, or of a newer version.
    """
    return Snapshot(folder, read_manifest(folder))


def read_drafts(folders: Sequence[str], *, gaps: list[Gap]) -> list[Draft]:
    """Return the drafts of all accounts of some snapshots.

    Raises:
        UnreadableInputError: one of them is damaged, or of a newer version.
    """
    snapshots = [open_snapshot(folder) for folder in folders]
    return [
        draft
        for snapshot in snapshots
        for account in snapshot.manifest.accounts
        for draft in snapshot.read_account(account, gaps=gaps)
    ]


def _doubt_organization(lines: Iterator[Record | Missed] | None) -> Iterator[Record | Missed]:
    """Yield the lines, and an organization of which nothing is known where it couldn't be told whether there is one.

    Whoever isn't allowed to ask is told so by a gap; then it is as with a template.
    """
    is_known, is_missing = False, lines is None
    for line in lines or ():
        is_known = is_known or (isinstance(line, Record) and line.type == _ORGANIZATION)
        is_missing = is_missing or (isinstance(line, Missed) and line.fault is not Fault.DENIED)
        yield line
    if is_missing and not is_known:
        yield _UNREAD_ORGANIZATION


def _read_part(lines: Iterator[Record | Missed], *, scope: Scope, partition: str, gaps: list[Gap]) -> Iterator[Draft]:
    for line in lines:
        if isinstance(line, Missed):
            gaps.append(build_missed_gap(line, scope=scope))
        else:
            yield build_draft(line, scope=scope, partition=partition, gaps=gaps)


def build_draft(record: Record, *, scope: Scope, partition: str, gaps: list[Gap]) -> Draft:
    """Return what building makes a resource of; what it can't read will be added to `gaps`."""
    region = find_home_region(partition) if scope.region == GLOBAL else scope.region
    stack = name_stack(scope)
    return Draft(
        _resolve(record, stack),
        place=EstatePlace(stack, record.id),
        identity=Identity(record.arn, record.name, ""),
        whereabouts=Settled(scope.account, region, partition, find_url_suffix(partition) or ""),
        gaps=gaps,
    )


def name_stack(scope: Scope) -> str:
    """Return what the resources of one account and Region have in common in an estate."""
    return f"{scope.account}/{scope.region}"


def _resolve(record: Record, stack: str) -> ResolvedResource:
    origin = build_origin(record.call, about=record.id)
    locate = _locator(record, origin)
    return ResolvedResource(stack, record.id, record.type, record.properties, locate=locate, origin=origin)


def _locator(record: Record, origin: Origin) -> Locate:
    """A part of the properties stands in the answer of the call that told this property."""

    def locate(pointer: Pointer) -> Origin:
        call = record.calls.get(str(pointer[0])) if pointer else None
        place = build_origin(call, about=record.id) if call else origin
        return place.at(render_pointer(pointer))

    return locate
