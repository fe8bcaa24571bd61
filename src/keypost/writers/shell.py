"""A script for a POSIX shell: commands of the AWS CLI, and the documents that they read."""

import re
import shlex
from collections.abc import Iterator, Mapping

from keypost.named import NamedTuple

_END = "END_OF_DOCUMENT"


class Document(NamedTuple):
    """A file that a command reads: its name, and what it says."""

    name: str
    text: str


Word = str | Document


class Command(NamedTuple):
    """One call of the AWS CLI; `result` is the shell variable that remembers what it prints."""

    words: tuple[Word, ...]
    result: str | None = None


class Script(NamedTuple):
    """Commands in the order to run them.

    `variables` are the names of shell variables, by the unknown part of texts that each stands for: a new key's id.
    """

    commands: tuple[Command, ...]
    variables: Mapping[str, str]

    @property
    def documents(self) -> Mapping[str, str]:
        """The files that the commands read, by name; `@KEY_ID@` stands where the commands fill in a new key's id."""
        found = (word for command in self.commands for word in command.words if isinstance(word, Document))
        return {document.name: self._mark(document.text) for document in found}

    def render(self, *, folder: str | None = None) -> str:
        """Return the commands for a POSIX shell; without a folder they write the files themselves."""
        return "".join(line for command in self.commands for line in self._render(command, folder))

    def _render(self, command: Command, folder: str | None) -> Iterator[str]:
        for word in command.words:
            if isinstance(word, Document) and folder is None:
                yield f"cat > {word.name} <<'{_END}'\n{self._mark(word.text)}{_END}\n"
        guard = "".join(f': "{_use(name)}" && ' for name in self._used_in_documents(command))
        line = guard + "aws " + " ".join(self._quote(word, folder) for word in command.words)
        yield line + "\n" if command.result is None else f"{command.result}=$({line})\n"

    def _used_in_documents(self, command: Command) -> list[str]:
        """Return the variables of documents: an empty one stops `sed` alone, and not what is called with its answer."""
        texts = [word.text for word in command.words if isinstance(word, Document)]
        return [name for unit, name in self.variables.items() if any(unit in text for text in texts)]

    def _quote(self, word: Word, folder: str | None) -> str:
        if isinstance(word, str):
            return "".join(self._quote_parts(word)) or "''"
        path = word.name if folder is None else f"{folder.rstrip('/')}/{word.name}"
        used = (name for unit, name in self.variables.items() if unit in word.text)
        filled = " ".join(f'-e "s/@{name}@/{_use(name)}/g"' for name in used)
        return f'"$(sed {filled} {shlex.quote(path)})"' if filled else shlex.quote(f"file://{path}")

    def _quote_parts(self, text: str) -> Iterator[str]:
        units = "|".join(map(re.escape, self.variables))
        for part in re.split(f"({units})", text) if units else (text,):
            if part:
                yield f'"{_use(self.variables[part])}"' if part in self.variables else shlex.quote(part)

    def _mark(self, text: str) -> str:
        for unit, name in self.variables.items():
            text = text.replace(unit, f"@{name}@")
        return text


def _use(variable: str) -> str:
    """An empty variable must stop the command: an empty key would take the encryption away."""
    return f"${{{variable}:?}}"
