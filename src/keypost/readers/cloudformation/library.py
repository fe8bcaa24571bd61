"""The templates of a run, each file loaded once: named ones, found ones, and those that nested stacks ask for."""

import os

from keypost.errors import UnreadableInputError
from keypost.estate.estate import Gap
from keypost.named import Iterator, Mapping, MappingProxyType
from keypost.origin import Origin
from keypost.readers.cloudformation.load import load_template
from keypost.readers.cloudformation.source import TemplateSource, find_partitions
from keypost.readers.cloudformation.template import SERVERLESS, SERVERLESS_TYPES, Template
from keypost.readers.files import read_file
from keypost.text import Text

_NO_TRANSFORM = Text(
    en=f"CloudFormation refuses `{{type}}` where a template doesn't name the transform `{SERVERLESS}`; it isn't read",
    ja=f"変換 `{SERVERLESS}` の宣言がないと CloudFormation は `{{type}}` を受け付けないため、読み込まれません",
)


class Library:
    """Templates by file; remembers which files could not be read and which were read as nested stacks."""

    def __init__(self, edited: Mapping[str, bytes] = MappingProxyType({})) -> None:
        """Start empty; `edited` are files, by name, that are read as if they said something else."""
        self._edited = {os.path.realpath(name): content for name, content in edited.items()}
        self._sources: dict[str, TemplateSource | UnreadableInputError] = {}
        self._nested: set[str] = set()

    def add(self, source: TemplateSource) -> None:
        """Take a template that was loaded already."""
        self._sources[os.path.realpath(source.name)] = source

    def find(self, file: str) -> TemplateSource | UnreadableInputError:
        """Return the template in a file, loaded now if need be, or why it can't be."""
        place = os.path.realpath(file)
        known = self._sources.get(place)
        if known is None:
            known = self._sources[place] = self._load(file)
        return known

    def edit(self, file: str, content: bytes) -> bytes:
        """Return what the file is to be read as, which is its content unless somebody wants to know what if."""
        return self._edited.get(os.path.realpath(file), content) if self._edited else content

    def _load(self, file: str) -> TemplateSource | UnreadableInputError:
        try:
            return build_source(self.edit(file, read_file(file)), file=file)
        except UnreadableInputError as error:
            return error

    def mark_nested(self, source: TemplateSource) -> None:
        """Remember that another template makes a stack of this one, so that it is no root."""
        self._nested.add(os.path.realpath(source.name))

    def is_nested(self, source: TemplateSource) -> bool:
        """Tell whether another template was seen to make a stack of this one."""
        return os.path.realpath(source.name) in self._nested

    def find_by_ending(self, path: str) -> TemplateSource | None:
        """Return the only template whose file ends in the last part of an address, None for none or several."""
        ending = "/" + path.rpartition("/")[2]
        matches = [
            source
            for place, source in self._sources.items()
            if place.endswith(ending) and isinstance(source, TemplateSource)
        ]
        return matches[0] if len(matches) == 1 else None


def build_source(content: str | bytes, *, file: str) -> TemplateSource:
    """Load a template from its text and run the SAM transform where it asks for it.

    Raises:
        UnreadableInputError: the text isn't a template.
    """
    template = load_template(content, file=file)
    return prepare(template, file=file)._replace(partitions=find_partitions(content))


def prepare(template: Template, *, file: str) -> TemplateSource:
    """Make a source of a loaded template; SAM's transform needs its own library, which is loaded only then."""
    folder = os.path.dirname(file)  # noqa: PTH120 -- keeps "" for the current folder
    if SERVERLESS in template.transforms:
        from keypost.readers.cloudformation.sam import transform

        return transform(template, file=file, folder=folder)
    return TemplateSource(file, template, folder, gaps=tuple(_find_untransformed(template)))


def _find_untransformed(template: Template) -> Iterator[Gap]:
    """Yield a gap for each resource of SAM: without its transform CloudFormation doesn't know such types.

    AWS SAM Developer Guide, template anatomy: the declaration of the transform is required.
    """
    for name, resource in template.resources.items():
        if resource.type.startswith(SERVERLESS_TYPES):
            yield Gap(name, _NO_TRANSFORM.fill(type=resource.type), template.origin(("Resources", name, "Type")))


def build_gap(error: UnreadableInputError) -> Gap:
    """Return the gap that an unreadable file leaves where the run goes on without it."""
    origin = error.origin
    return Gap(origin.file or "", error.message, Origin(file=origin.file, line=origin.line), is_input=True)
