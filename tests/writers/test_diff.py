"""Diffs: as people read them, and as git takes them."""

import subprocess
from pathlib import Path

import pytest

from keypost.writers.diff import render_diff


def test_a_diff_names_the_file_and_shows_what_is_around() -> None:
    before = "a\nb\nc\nd\ne\nf\ng\n"
    assert render_diff(before, before.replace("d\n", "d\nnew\n"), file="./infra/t.yaml") == (
        "--- a/infra/t.yaml\n+++ b/infra/t.yaml\n@@ -2,6 +2,7 @@\n b\n c\n d\n+new\n e\n f\n g\n"
    )


def test_equal_texts_have_no_diff() -> None:
    assert render_diff("a\n", "a\n", file="t") == ""


def test_a_new_file_comes_from_nothing() -> None:
    assert render_diff(None, "a\n", file="t") == "--- /dev/null\n+++ b/t\n@@ -0,0 +1 @@\n+a\n"


def test_a_missing_final_newline_is_told() -> None:
    assert render_diff("a", "b\n", file="t").endswith("@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n")


@pytest.mark.parametrize("name", ["t.yaml", "deep/t t.yaml"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb\n", "a\nnew\nb\n"),
        ("a\r\nb\r\n", "a\r\nnew\r\nb\r\n"),
        ("a\nb", "a\nb\nnew"),
        ("a\x0cb\u2028c\n", "a\x0cb\u2028c\nnew\x85\n"),
        (None, "new\n"),
        ("a\n" * 50 + "b\n" + "c\n" * 50, "new\n" + "a\n" * 50 + "c\n" * 49),
    ],
)
def test_git_applies_it(tmp_path: Path, name: str, before: str | None, after: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    if before is not None:
        file.write_bytes(before.encode())
    patch = render_diff(before, after, file=name).encode()
    subprocess.run(["git", "apply", "-"], input=patch, cwd=tmp_path, check=True)  # noqa: S607
    assert file.read_bytes() == after.encode()
