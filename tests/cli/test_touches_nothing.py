"""Commands that read files connect to nothing, start nothing and write nothing (docs/security-model.md)."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = "examples/3-backup-vault-deny/broken.yaml"
# Python announces what it opens, starts and connects to: https://docs.python.org/3/library/audit_events.html
WATCHED = """
import os, sys
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
DEEDS = ("socket.", "subprocess.", "shutil.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.remove",
         "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.ch")
def watch(event, arguments):
    if event.startswith(DEEDS) or (event == "open" and arguments[2] & WRITING and arguments[0] != os.devnull):
        os.write(2, f"DEED {event} {arguments[:2]}\\n".encode())
        os._exit(99)
sys.addaudithook(watch)
from keypost.cli.main import main
sys.exit(main())
"""


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the command, watched."""
    command = [sys.executable, "-B", "-c", WATCHED, *arguments]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", TEMPLATE, "--format", "html"],
        ["check", "examples/terraform/3-backup-vault-deny/broken"],
        ["fix", TEMPLATE],
        ["diff", TEMPLATE, "examples/3-backup-vault-deny/repaired.yaml"],
        ["explain", "KMS key is either disabled or pending deletion or access to KMS key is denied", "--in", TEMPLATE],
        ["lint", "examples/replay/new.json", "--kind", "key"],
    ],
)
def test_a_command_that_reads_files_does_nothing_else(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout


def test_the_watch_sees_what_is_written(tmp_path: Path) -> None:
    done = run("check", TEMPLATE, "--output", str(tmp_path / "report.txt"))
    assert done.returncode == 99
    assert "DEED" in done.stderr
