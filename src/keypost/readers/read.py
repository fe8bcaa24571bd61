"""Files and folders -> Reading.

What a run does with what it can't read: a named file that is missing, unreadable or no template stops it (exit code 2).
In a folder, files that aren't templates are passed over; one that is meant as a template but broken leaves a gap at its
line and the others are checked, for one broken file shouldn't hide what is wrong in all others (the exit code tells of
it: 2, where nothing fails); where it is the only template, it stops the run as if it had been named. A folder without
any template stops the run too: a check that saw nothing must not look like one that found nothing.
"""

import os

from keypost.errors import UnreadableInputError
from keypost.estate.estate import Gap, Reading
from keypost.named import TYPE_CHECKING, Callable, Mapping, MappingProxyType, Sequence
from keypost.origin import Origin
from keypost.readers.cloudformation.library import Library, build_gap, build_source
from keypost.readers.cloudformation.load import looks_like_template
from keypost.readers.cloudformation.source import TemplateSource
from keypost.readers.files import (
    Chosen,
    InputConfiguration,
    InputFile,
    InputFolder,
    InputSnapshot,
    find_inputs,
    is_in_assembly,
    is_plan,
    is_saved_plan,
    may_be_template,
    read_file,
    read_found,
)
from keypost.readers.options import ReadOptions
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.readers.building.draft import Draft
    from keypost.readers.terraform.sources import Sources

# Called with how many inputs are read, how many there are, and which one is next.
Progress = Callable[[int, int, str], None]

_NOTHING = Text(
    en="no CloudFormation template, no Terraform plan and no configuration in {paths}",
    ja="{paths} に CloudFormation テンプレートも Terraform のプランや設定もありません",
)
_NOTHING_HINT = Text(
    en="Name a template, a plan (`terraform show -json`), a folder that holds such files, `*.tf` files or a cdk.out, "
    "or a snapshot.",
    ja="テンプレート、プラン (`terraform show -json` の出力)、それらや `*.tf`、cdk.out を含むフォルダー、"
    "またはスナップショットを指定してください。",
)
_SAVED = Text(
    en="{name} is a saved plan, which only Terraform itself can read",
    ja="{name} は保存されたプランです。Terraform 以外では読み込めません",
)
_SHOW = Text(
    en="write it as JSON: `terraform show -json {name} > plan.json`, and check plan.json",
    ja="`terraform show -json {name} > plan.json` で JSON に変換し、plan.json を検査してください。",
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
    """Read files and folders (`-`: standard input) as one estate; `edited` files as if they said that, or existed.

    Raises:
        UnreadableInputError: a named input can't be read, or there is no template at all.
    """
    inputs = find_inputs(paths, options.excluded, given=edited)
    library, gaps = Library(edited), _Gaps()
    sources: list[TemplateSource] = []
    snapshots: list[str] = []
    terraform = _Terraform(options, alone=len(inputs) == 1)
    for number, one in enumerate(inputs):
        if progress is not None:
            progress(number, len(inputs), one.name)
        if isinstance(one, InputSnapshot):
            snapshots.append(one.name)
        elif isinstance(one, InputConfiguration):
            terraform.add_folder(one, gaps)
        else:
            sources.extend(_read_input(one, library=library, gaps=gaps, terraform=terraform))
    if progress is not None:
        progress(len(inputs), len(inputs), "")
    if not sources and not snapshots and not terraform.files:
        raise gaps.only_error or _build_nothing(paths)
    others = _read_snapshots(snapshots, gaps) if snapshots else []
    if terraform.files:
        others += terraform.sources.build_drafts(gaps.found)
    from keypost.readers.cloudformation.estate import read_estate

    reading = read_estate(sources, options, library=library, others=others)
    found, files = (*gaps.found, *reading.gaps), (*reading.files, *terraform.files, *snapshots)
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


class _Terraform:
    """The Terraform inputs of a run; nothing that reads them is loaded while there are none."""

    def __init__(self, options: ReadOptions, *, alone: bool) -> None:
        self._options = options
        self._alone = alone
        self._sources: Sources | None = None

    @property
    def files(self) -> list[str]:
        return [] if self._sources is None else self._sources.files

    @property
    def sources(self) -> "Sources":
        if self._sources is None:
            from keypost.readers.terraform.sources import Sources

            self._sources = Sources(self._options, alone=self._alone)
        return self._sources

    def add_folder(self, one: InputConfiguration, gaps: _Gaps) -> None:
        def refuse(error: UnreadableInputError) -> None:
            if one.file is not None and _is_same_file(one.file, error.origin.file):
                raise error
            gaps.add(error)

        self.sources.add_folder(one.name, refuse=refuse)


def _is_same_file(name: str, other: str | None) -> bool:
    return other is not None and os.path.normpath(name) == os.path.normpath(other)


def _read_input(
    one: InputFile | InputFolder, *, library: Library, gaps: _Gaps, terraform: _Terraform
) -> list[TemplateSource]:
    try:
        if isinstance(one, InputFolder):
            return _read_assembly(one.name, library, gaps)
        if one.chosen is Chosen.NAMED and is_in_assembly(one.name):
            return _read_one_of_assembly(one.name, library, gaps)
        content = _read_named(one.name, library) if one.chosen is Chosen.NAMED else read_found(one.name)
        if content is not None and is_plan(content):
            terraform.sources.add_plan(content, name=one.name)
            return []
        if content is not None and one.chosen is Chosen.NAMED and is_saved_plan(content):
            raise _build_saved(one.name)
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


def _read_named(name: str, library: Library) -> bytes:
    """Return what the file holds; what is to be read as something else needn't exist."""
    return library.edit(name, b"") or read_file(name)


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


def _build_saved(name: str) -> UnreadableInputError:
    return UnreadableInputError(_SAVED.fill(name=name), hint=_SHOW.fill(name=name), origin=Origin(name))


def _build_nothing(paths: Sequence[str]) -> UnreadableInputError:
    where = Origin(file=paths[0]) if paths else Origin()
    is_app = any(os.path.isfile(os.path.join(path, "cdk.json")) for path in paths)
    hint = _SYNTH_HINT if is_app else _NOTHING_HINT
    return UnreadableInputError(_NOTHING.fill(paths=", ".join(paths)), hint=hint, origin=where)
