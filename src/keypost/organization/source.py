"""The accounts of a snapshot as lines: one account is read at a time, never all of them."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from keypost.errors import UnreadableInputError
from keypost.estate.estate import Gap
from keypost.estate.organization import Account as Membership
from keypost.named import NamedTuple
from keypost.organization.account import Line, Part
from keypost.organization.shapes import read_header
from keypost.organization.words import ACCOUNT, name_word
from keypost.readers.building.draft import Draft
from keypost.readers.building.organization import build_accounts
from keypost.readers.snapshot.gaps import build_missed_gap, build_part_gap
from keypost.readers.snapshot.load import Lines, load_lines, refuse_line
from keypost.readers.snapshot.manifest import Scope
from keypost.readers.snapshot.record import End, Missed, NotALineError, Record, decode_line
from keypost.readers.snapshot.resources import Snapshot, build_draft

# What an account says about its organization counts for all accounts, and is read before any of them.
ORGANIZATIONS = "organizations"
_BUCKETS = "s3"
_RECORD, _BUCKET = b'{"type":', b'{"type":"AWS::S3::Bucket",'


class Contents(NamedTuple):
    """What one account holds: the lines of its parts, and gaps for what couldn't be read."""

    parts: list[Part]
    gaps: list[Gap]


class Source:
    """A snapshot, from which one account at a time is read."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Take the snapshot."""
        self.folder, self.manifest = snapshot.folder, snapshot.manifest

    def fetch_account(self, account: str) -> Contents:
        """Read the lines of an account, its id taken out of them.

        Raises:
            UnreadableInputError: a part is damaged.
        """
        parts: list[Part] = []
        gaps: list[Gap] = []
        for scope in self.manifest.scopes(account):
            loaded = self._fetch_lines(scope, replaced=(account.encode(), ACCOUNT))
            if loaded is None:
                gaps.append(build_part_gap(scope))
                continue
            lines = loaded.lines
            if loaded.misses:
                lines = [line for line in loaded.lines if line.startswith(_RECORD)]
                gaps += self._tell_missed(loaded.lines, scope)
            if scope.part != ORGANIZATIONS:  # what that says was read before any account
                parts.append((scope, lines))
        return Contents(parts, gaps)

    def draft(self, line: Line, *, gaps: list[Gap]) -> Draft:
        """Return what building makes a resource of.

        Raises:
            UnreadableInputError: the line is no record.
        """
        record = self._decode(line.restore(), line.scope)
        if not isinstance(record, Record):
            raise self._refuse(line.scope)
        return build_draft(record, scope=line.scope, partition=self.manifest.partition, gaps=gaps)

    def _tell_missed(self, lines: Iterable[bytes], scope: Scope) -> Iterator[Gap]:
        for line in lines:
            if not line.startswith(_RECORD):
                missed = self._decode(Line(scope, line).restore(), scope)
                if isinstance(missed, Missed):
                    yield build_missed_gap(missed, scope=scope)

    def _fetch_lines(self, scope: Scope, *, replaced: tuple[bytes, bytes] | None = None) -> Lines | None:
        return load_lines(self.folder, scope, version=self.manifest.version, replaced=replaced)

    def _decode(self, text: bytes, scope: Scope) -> Record | Missed | End:
        try:
            return decode_line(text)
        except NotALineError as error:
            raise self._refuse(scope) from error

    def _refuse(self, scope: Scope) -> UnreadableInputError:
        return refuse_line(Path(self.folder, scope.path))

    def fetch_memberships(self, *, gaps: list[Gap]) -> Mapping[str, Membership]:
        """Read what the organization has over each account; an account may say that of itself.

        Raises:
            UnreadableInputError: a part is damaged.
        """
        snapshot = Snapshot(self.folder, self.manifest)
        drafts = [
            draft for account in self.manifest.accounts for draft in snapshot.read_organization(account, gaps=gaps)
        ]
        return build_accounts(drafts, gaps=gaps) if drafts else {}

    def fetch_buckets(self) -> dict[bytes, str]:
        """Read whose each bucket is: of all that others name, buckets alone have no account in their ARN."""
        owners: dict[bytes, str] = {}
        for account in self.manifest.accounts:
            for scope in self.manifest.scopes(account):
                loaded = self._fetch_lines(scope) if scope.part == _BUCKETS else None
                for line in loaded.lines if loaded is not None else ():
                    if line.startswith(_BUCKET):
                        owners[name_word(read_header(line)[2])] = account
        return owners
