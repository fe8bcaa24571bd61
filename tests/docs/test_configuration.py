"""What the pages show of the config file is what is read, and every key stands there."""

import re

import pytest

from keypost.settings.file import read_config
from keypost.settings.keys import IGNORE, KEYS
from support.console_blocks import ROOT

BLOCK = re.compile(r"^```toml\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", ["configuration.md", "configuration.ja.md", "suppressions.md", "suppressions.ja.md"])
def test_every_example_is_read(name: str) -> None:
    blocks = BLOCK.findall((ROOT / "docs" / name).read_text(encoding="utf-8"))
    assert blocks
    for block in blocks:
        assert read_config(name, block.encode(), is_shared=False) is not None


@pytest.mark.parametrize("ending", [".md", ".ja.md"])
def test_every_key_is_explained_and_shown(ending: str) -> None:
    for page, keys in (("configuration", KEYS.keys), ("suppressions", IGNORE.keys)):
        text = (ROOT / "docs" / f"{page}{ending}").read_text(encoding="utf-8")
        assert [key.name for key in keys if f"\n| `{key.name}` |" not in text] == []
    text = (ROOT / "docs" / f"configuration{ending}").read_text(encoding="utf-8")
    shown = read_config("x", BLOCK.findall(text)[0].encode(), is_shared=False)
    assert shown is not None
    assert [name for name, value in shown.items() if not value] == []
