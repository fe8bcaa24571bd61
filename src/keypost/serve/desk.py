"""What lies on the desk: the inputs, the texts that somebody edits in the browser, and what is decided of both.

Edits stay in this process. No file is changed: whoever wants the edits takes the diff.
"""

import time
from collections.abc import Mapping
from threading import RLock

from keypost.checker.check import check
from keypost.checker.merge import identify
from keypost.checker.verdict import CheckResult, Verdict
from keypost.errors import KeypostError, UnreadableInputError
from keypost.estate.estate import Reading, Suppression
from keypost.named import NamedTuple
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.reports.html.fixes import MOST_FAULTS, Offer, find_offer
from keypost.serve.files import find_editable
from keypost.serve.watch import Watch
from keypost.text import Text
from keypost.writers.diff import render_diff
from keypost.writers.patch import Patch

_NO_FILE = Text(
    en="`{file}` is no template of this run that can be edited",
    ja="`{file}` はこの実行で編集できるテンプレートではありません",
)
_NO_FIX = Text(en="there is no such fix any more", ja="その対処はもうありません")
_GO_ON = Text(en="go on typing, or undo the last change", ja="入力を続けるか、直前の変更を取り消してください。")
_LOOK_AGAIN = Text(en="load the page again", ja="ページを読み込み直してください。")


class Asked(NamedTuple):
    """What is looked at: files and folders, what settles their open values, and what is accepted."""

    paths: tuple[str, ...]
    options: ReadOptions = ReadOptions()
    suppressions: tuple[Suppression, ...] = ()


class Seen(NamedTuple):
    """What was read and decided."""

    reading: Reading
    result: CheckResult


class Turn(NamedTuple):
    """A delivery (its number) that has another verdict than without the edits; before them there may be none."""

    delivery: int
    before: Verdict | None


class Desk:
    """One person's desk. Requests come from several threads, one at a time gets through."""

    def __init__(self, asked: Asked) -> None:
        """Read and decide what is asked for.

        Raises:
            UnreadableInputError: it can't be read.
        """
        self.asked = asked
        self.lock = RLock()
        self.edits: dict[str, str] = {}
        self._watch = Watch(asked.paths)
        self._edition = 0
        self._offer: Offer | None = None
        self._saved = self._now = self._look()

    @property
    def version(self) -> str:
        """What changes whenever the page should be drawn anew."""
        return f"{self._watch.mark}.{self._edition}"

    @property
    def seen(self) -> Seen:
        """What is decided now."""
        return self._now

    @property
    def offer(self) -> Offer:
        """What mends it, looked for when somebody first asks."""
        if self._offer is None:
            self._offer = find_offer(*self._now, most=MOST_FAULTS, edited=self.edits)
        return self._offer

    def refresh(self) -> KeypostError | None:
        """Read the files again if any of them has changed; return why they can't be read where they can't."""
        if not self._watch.has_changed():
            return None
        self._edition += 1
        try:
            saved = self._look()
            self._keep(saved, self._look(self.edits) if self.edits else saved)
        except UnreadableInputError as error:
            return error
        return None

    def edit(self, texts: Mapping[str, str]) -> None:
        """Take other texts for files, and decide everything anew; what was there before stays where that fails.

        Raises:
            UnreadableInputError: a text can't be read, or no such file can be edited.
        """
        known = self.list_texts()
        for file in texts:
            if file not in known:
                raise UnreadableInputError(_NO_FILE.fill(file=file), hint=_LOOK_AGAIN)
        edits = {file: text for file, text in {**self.edits, **texts}.items() if text != known[file]}
        now = self._look(edits) if edits else self._saved
        self.edits = edits
        self._edition += 1
        self._keep(self._saved, now)

    def reset(self) -> None:
        """Forget all edits."""
        self.edits = {}
        self._edition += 1
        self._keep(self._saved, self._saved)

    def try_fix(self, *, fix: int, candidate: int) -> None:
        """Edit the files as a candidate would.

        Raises:
            UnreadableInputError: there is no such candidate, or it can't be written into files.
        """
        proposals = self.offer.proposals
        patches = proposals[fix].patches if 0 <= fix < len(proposals) else ()
        patch = patches[candidate] if 0 <= candidate < len(patches) else None
        if not isinstance(patch, Patch):
            raise UnreadableInputError(_NO_FIX, hint=_LOOK_AGAIN)
        self.edit(patch.after)

    def list_texts(self) -> dict[str, str]:
        """Return the texts of the files that can be edited, as they are on the disk."""
        return find_editable(self._saved.reading.files)

    def list_turns(self) -> list[Turn]:
        """Return the deliveries that the edits turn."""
        before = {identify(one): one.verdict for one in self._saved.result.deliveries}
        now = enumerate(self._now.result.deliveries)
        return [Turn(at, before.get(identify(one))) for at, one in now if before.get(identify(one)) is not one.verdict]

    def render_diff(self) -> str:
        """Return the edits as a patch."""
        saved = self.list_texts()
        return "".join(render_diff(saved[file], text, file=file) for file, text in sorted(self.edits.items()))

    def read_for(self, *, account: str, region: str) -> tuple[Reading, Reading]:
        """Return the inputs as edited and as saved, deployed to this account and Region unless others are given."""
        given = self.asked.options
        options = given._replace(account=given.account or account or None, region=given.region or region or None)
        saved = read_paths(self.asked.paths, options)
        edited = {file: text.encode() for file, text in self.edits.items()}
        return read_paths(self.asked.paths, options, edited=edited) if edited else saved, saved

    def _keep(self, saved: Seen, now: Seen) -> None:
        self._saved, self._now, self._offer = saved, now, None

    def _look(self, edits: Mapping[str, str] | None = None) -> Seen:
        edited = {file: text.encode() for file, text in (edits or {}).items()}
        reading = read_paths(self.asked.paths, self.asked.options, edited=edited)
        _refuse_gaps(reading, edited)
        today = time.strftime("%Y-%m-%d", time.gmtime())
        return Seen(reading, check(reading, suppressions=self.asked.suppressions, today=today))


def _refuse_gaps(reading: Reading, edited: Mapping[str, bytes]) -> None:
    """Stop where an edited file became unreadable as a whole: in a folder that is but a gap."""
    for gap in reading.gaps:
        if gap.origin.file in edited and gap.origin.file not in reading.files:
            raise UnreadableInputError(gap.why, hint=_GO_ON, origin=gap.origin)
