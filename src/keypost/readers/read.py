"""Files and folders -> Reading.

What a run does with what it can't read: a named file that is missing, unreadable or no template stops it (exit code 2).
In a folder, files that aren't templates are passed over; one that is meant as a template but broken leaves a gap at its
line and the others are checked, for one broken file shouldn't hide what is wrong in all others; where it is the only
template, it stops the run as if it had been named. A folder without any template stops the run too: a check that saw
nothing must not look like one that found nothing.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from keypost.errors import UnreadableInputError
from keypost.estate.estate import Gap, Reading
from keypost.named import TYPE_CHECKING
from keypost.origin import Origin
from keypost.readers.cloudformation.library import Library, build_gap, build_source
from keypost.readers.cloudformation.load import looks_like_template
from keypost.readers.cloudformation.source import TemplateSource
from keypost.readers.files import (
    Chosen,
    InputFile,
    InputFolder,
    InputSnapshot,
    find_inputs,
    is_in_assembly,
    may_be_template,
    read_file,
    read_found,
)
from keypost.readers.options import ReadOptions
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.readers.building.draft import Draft

# Called with how many inputs are read, how many there are, and which one is next.
Progress = Callable[[int, int, str], None]

_NOTHING = Text(en="no CloudFormation template in {paths}", ja="{paths} に CloudFormation テンプレートがありません")
_NOTHING_HINT = Text(
    en="Name a template, a folder that holds templates or a cdk.out, or a snapshot.",
    ja="テンプレート、テンプレートか cdk.out を含むフォルダー、またはスナップショットを指定してください。",
)
_SYNTH_HINT = Text(
    en="This is a CDK app: run `cdk synth` first, then check its cdk.out.",
    ja="CDK アプリです。先に `cdk synth` を実行し、生成された cdk.out を指定してください。",
)


def read_paths(
    paths: Sequence[str],
    options: ReadOptions,
    *,
    progress: Progress | None = None,
    edited: Mapping[str, bytes] = MappingProxyType({}),
) -> Reading:
    """Read files and folders (`-`: standard input) as one estate; `edited` files as if they said something else.

    Raises:
        UnreadableInputError: a named input can't be read, or there is no template at all.
    """
    inputs = find_inputs(paths)
    library, gaps = Library(edited), _Gaps()
    sources: list[TemplateSource] = []
    snapshots: list[str] = []
    for number, one in enumerate(inputs):
        if progress is not None:
            progress(number, len(inputs), one.name)
        if isinstance(one, InputSnapshot):
            snapshots.append(one.name)
        else:
            sources.extend(_read_input(one, library=library, gaps=gaps))
    if progress is not None:
        progress(len(inputs), len(inputs), "")
    if not sources and not snapshots:
        raise gaps.only_error or _build_nothing(paths)
    others = _read_snapshots(snapshots, gaps) if snapshots else []
    from keypost.readers.cloudformation.estate import read_estate

    reading = read_estate(sources, options, library=library, others=others)
    found, files = (*gaps.found, *reading.gaps), (*reading.files, *snapshots)
    return Reading(reading.cases, found, reading.suppressions, files, reading.unfinished)


def _read_snapshots(folders: list[str], gaps: "_Gaps") -> "list[Draft]":
    from keypost.readers.snapshot.resources import read_drafts

    return read_drafts(folders, gaps=gaps.found)


class _Gaps:
    """What could not be read of the files that a search found."""

    def __init__(self) -> None:
        self.found: list[Gap] = []
        self.only_error: UnreadableInputError | None = None

    def add(self, error: UnreadableInputError) -> None:
        """Take one more; the first is raised where nothing else can be read."""
        self.found.append(build_gap(error))
        self.only_error = self.only_error or error


def _read_input(one: InputFile | InputFolder, *, library: Library, gaps: _Gaps) -> list[TemplateSource]:
    try:
        if isinstance(one, InputFolder):
            return _read_assembly(one.name, library, gaps)
        if one.chosen is Chosen.NAMED and is_in_assembly(one.name):
            return _read_one_of_assembly(one.name, library, gaps)
        content = read_file(one.name) if one.chosen is Chosen.NAMED else read_found(one.name)
        if content is None or (one.chosen is Chosen.FOUND and not _is_meant(content)):
            return []
        source = build_source(library.edit(one.name, content), file=one.name)
    except UnreadableInputError as error:
        if one.chosen is Chosen.NAMED:
            raise
        gaps.add(error)
        return []
    library.add(source)
    return [source]


def _read_assembly(folder: str, library: Library, gaps: _Gaps) -> list[TemplateSource]:
    from keypost.readers.cloudformation.cdk import read_assembly

    sources, unread = read_assembly(folder, library=library)
    gaps.found.extend(unread)
    return sources


def _read_one_of_assembly(file: str, library: Library, gaps: _Gaps) -> list[TemplateSource]:
    """Read one stack of a cloud assembly; the others only give it its nested stacks and its source lines."""
    _read_assembly(os.path.dirname(file) or os.curdir, library, gaps)
    found = library.find(file)
    if isinstance(found, UnreadableInputError):
        raise found
    return [found]


def _is_meant(content: bytes) -> bool:
    return may_be_template(content) and looks_like_template(content)


def _build_nothing(paths: Sequence[str]) -> UnreadableInputError:
    where = Origin(file=paths[0]) if paths else Origin()
    is_app = any(os.path.isfile(os.path.join(path, "cdk.json")) for path in paths)
    hint = _SYNTH_HINT if is_app else _NOTHING_HINT
    return UnreadableInputError(_NOTHING.fill(paths=", ".join(paths)), hint=hint, origin=where)
