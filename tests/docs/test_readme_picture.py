"""The pictures of the READMEs show what the command prints now, and fetch nothing."""

from pathlib import Path

import pytest

from support.readme_picture import PICTURES, draw


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_the_picture_is_fresh(picture: Path) -> None:
    assert picture.read_text(encoding="utf-8") == draw(PICTURES[picture]), (
        "mend with: ./x python -m support.readme_picture"
    )


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_the_picture_fetches_nothing(picture: Path) -> None:
    text = picture.read_text(encoding="utf-8")
    assert "url(" not in text.replace("url(#", "")
    assert "FAILS" in text
