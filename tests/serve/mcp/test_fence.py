"""The fence: what a template names beyond the folder stays unread, and nothing else is done."""

import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from keypost.errors import UnreadableInputError
from keypost.serve.mcp.fence import Fence


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "a.txt").write_text("a")
    (tmp_path / "secret.txt").write_text("secret")
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "links").symlink_to(tmp_path)
    (tmp_path / "inside-too").mkdir()
    return inside


def test_what_is_inside_is_read(folder: Path) -> None:
    with Fence(str(folder)):
        assert (folder / "a.txt").read_text() == "a"
        assert sorted(folder.iterdir())


@pytest.mark.parametrize("name", ["../secret.txt", "link.txt", "links/secret.txt", "../inside-too", "links"])
def test_what_is_outside_is_not(folder: Path, name: str) -> None:
    fence, path = Fence(str(folder)), folder / name
    with fence, pytest.raises(PermissionError, match="outside the folder"):
        sorted(path.iterdir()) if path.is_dir() else path.read_bytes()
    with pytest.raises(UnreadableInputError):
        fence.check_named(str(path))


DEEDS: dict[str, Callable[[Path], object]] = {
    "write": lambda folder: (folder / "b.txt").write_text("b"),
    "append": lambda folder: (folder / "a.txt").open("a"),
    "remove": lambda folder: (folder / "a.txt").unlink(),
    "rename": lambda folder: (folder / "a.txt").rename(folder / "b.txt"),
    "make a folder": lambda folder: (folder / "b").mkdir(),
    "start": lambda _: subprocess.run(["true"], check=False),  # noqa: S607 - it isn't started
    "connect": lambda _: socket.create_connection(("127.0.0.1", 9), timeout=1),
    "look a name up": lambda _: socket.getaddrinfo("example.com", 443),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_is_done_but_reading(folder: Path, deed: str) -> None:
    with Fence(str(folder)), pytest.raises(PermissionError, match="reads"):
        DEEDS[deed](folder)
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "link.txt", "links"]


def test_it_stands_while_a_tool_works_and_no_longer(folder: Path) -> None:
    with Fence(str(folder)):
        pass
    assert (folder / "link.txt").read_text() == "secret"


def test_modules_of_python_are_read_beyond_it(folder: Path) -> None:
    fence = Fence(str(folder))
    assert fence.holds(os.__file__)
    assert fence.holds(pytest.__file__)
    assert not fence.holds("/etc/passwd")
