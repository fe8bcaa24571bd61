"""Folders of configuration for tests, and what is read of them."""

from collections.abc import Mapping
from pathlib import Path

from keypost.estate.estate import Gap
from keypost.readers.options import ReadOptions
from keypost.readers.terraform.hcl.values import Value
from keypost.readers.terraform.modules.load import load_folder
from keypost.readers.terraform.tree import Tree
from keypost.unknown import render_unknown

OPTIONS = ReadOptions(account="111122223333", region="eu-west-1")


class Read:
    """The instances of a folder by address, and the gaps."""

    def __init__(self, folder: Path, options: ReadOptions) -> None:
        self.gaps: list[Gap] = []
        self.input = load_folder(Tree(str(folder)), label="", options=options, gaps=self.gaps)
        self.instances = {instance.address: instance for instance in self.input.instances}

    def value(self, address: str, name: str) -> Value:
        """Return an attribute, unknown parts of texts as people see them."""
        value = self.instances[address].values[name]
        return render_unknown(value) if isinstance(value, str) else value


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write the files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def read(folder: Path, text: str = "", *, options: ReadOptions = OPTIONS, **files: str) -> Read:
    """Read a folder of one file, and further ones: `__` in a name is `/`, `_tf` at its end `.tf`."""
    named = {name.replace("__", "/").removesuffix("_tf") + ".tf": content for name, content in files.items()}
    return Read(write(folder, {"main.tf": text, **named}), options)
