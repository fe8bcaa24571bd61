"""The READMEs show the page, in their own language, by daylight and in the dark."""

import struct

import pytest

from support.console_blocks import ROOT
from support.page_picture import EXAMPLES, PICTURES

MOST_BYTES = 300_000


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_a_readme_shows_its_pictures(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    language = "ja" if ".ja" in readme else "en"
    own = [picture for picture, (spoken, _) in PICTURES.items() if spoken == language]
    assert len(own) == 2
    assert all(picture.relative_to(ROOT).as_posix() in text for picture in own)


def test_pictures_are_those_of_a_browser_and_small() -> None:
    for picture in PICTURES:
        content = picture.read_bytes()
        assert struct.unpack(">II", content[16:24]) == (1280, 800)
        assert len(content) < MOST_BYTES


def test_the_examples_are_there() -> None:
    assert all((ROOT / example).is_file() for example in EXAMPLES)
