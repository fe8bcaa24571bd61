"""The page is one file that fetches nothing, and whose data can't become anything else."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from keypost.reports.html.render import PARTS, STYLES, encode_data
from keypost.reports.wording.page import WORDS
from keypost.reports.wording.serve import WORDS as LIVE_WORDS
from tests.reports.html.pages import HOSTILE, write_hostile, write_several

ASSETS = Path(__file__).resolve().parents[3] / "src" / "keypost" / "reports" / "html" / "assets"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("page")
    write_several(folder)
    return (folder / "several.html").read_text(encoding="utf-8")


def test_the_policy_names_script_and_style_by_their_hashes(page: str) -> None:
    for element in ('<script type="module">(.*?)</script>', "<style>(.*?)</style>"):
        [text] = re.findall(element, page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in page
    assert "unsafe" not in page.partition("<style>")[0]


def test_nothing_is_loaded() -> None:
    names = [f"{part}.js" for part in PARTS] + [f"{style}.css" for style in STYLES]
    assets = "".join((ASSETS / name).read_text(encoding="utf-8") for name in ("page.html", *names))
    assert re.findall(r"@import|url\(|src=|fetch\(|innerHTML|style=|https?://(?!www\.w3\.org/2000/svg)", assets) == []


def test_data_stays_data() -> None:
    encoded = encode_data({"name": HOSTILE})
    assert re.findall(r"[<>&\x1b\u202e]", encoded) == []
    assert json.loads(encoded) == {"name": HOSTILE}


def test_hostile_names_open_no_element(tmp_path: Path) -> None:
    write_hostile(tmp_path)
    text = (tmp_path / "hostile.html").read_text(encoding="utf-8")
    assert (text.count("<script"), text.count("</script>"), text.count("<img")) == (2, 2, 0)


def test_every_word_of_the_script_is_there() -> None:
    script = "".join(asset.read_text(encoding="utf-8") for asset in ASSETS.glob("*.js"))
    asked = set(re.findall(r'\b(?:word|section|none)\("([^"]+)"', script))
    assert len(asked) > 50
    assert asked - WORDS.keys() - LIVE_WORDS.keys() == set()


def test_no_part_of_the_script_is_long() -> None:
    lengths = {asset.name: len(asset.read_text(encoding="utf-8").splitlines()) for asset in ASSETS.iterdir()}
    assert {name: length for name, length in lengths.items() if length > 300} == {}
