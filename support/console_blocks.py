"""Console blocks in Markdown: `$ keypost ...`, and below it exactly what that prints.

`./x python -m support.console_blocks [PAGE...]` runs every command of the pages (default: all that git tracks) and
writes the new output in. A line `$ echo $?` prints the exit code of the command before it.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEYPOST = Path(sys.executable).with_name("keypost")
FENCE = re.compile(r"^( *)```console\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
PROMPT = "$ "
EXIT_CODE = "echo $?"
# What a page shows is what everybody sees: no colours, 100 columns, English unless the command says otherwise.
ENVIRONMENT = {"NO_COLOR": "1", "COLUMNS": "100", "LC_ALL": "C.UTF-8"}


def main(names: list[str]) -> int:
    """Refresh the pages named, or all; return 0."""
    for page in map(Path, names) if names else find_pages():
        old = page.read_text(encoding="utf-8")
        new = refresh(old)
        if new != old:
            page.write_text(new, encoding="utf-8")
            print(f"{page}: refreshed")
    return 0


def find_pages() -> list[Path]:
    """Return every tracked Markdown page with a console block."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", "*.md"],  # noqa: S607 -- git is looked up where the user has it
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    pages = [ROOT / name for name in filter(None, listed.stdout.split("\0"))]
    return [page for page in pages if page.is_file() and FENCE.search(page.read_text(encoding="utf-8"))]


def refresh(text: str) -> str:
    """Return the page with the output of every command as it is now."""
    with ThreadPoolExecutor() as pool:
        pool.map(run, {command for command in find_commands(text) if command != EXIT_CODE})
    return FENCE.sub(lambda block: _refresh_block(block[2], indent=block[1]), text)


def find_commands(text: str) -> Iterator[str]:
    """Yield every command of the page's console blocks."""
    for block in FENCE.finditer(text):
        for line in block[2].splitlines():
            if line.strip().startswith(PROMPT):
                yield line.strip().removeprefix(PROMPT)


@cache
def run(command: str) -> tuple[str, int]:
    """Return what the command prints, and its exit code."""
    program, *arguments = shlex.split(command)
    if program != "keypost":
        raise ValueError(f"a console block runs keypost only, not `{command}`")
    done = subprocess.run(
        [KEYPOST, *arguments],
        cwd=ROOT,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **ENVIRONMENT},
    )
    return done.stdout.decode(), done.returncode


def _refresh_block(block: str, *, indent: str) -> str:
    lines: list[str] = []
    exit_code = 0
    for line in block.splitlines():
        if not line.strip().startswith(PROMPT):
            continue
        command = line.strip().removeprefix(PROMPT)
        output, exit_code = (f"{exit_code}\n", 0) if command == EXIT_CODE else run(command)
        lines += [f"{PROMPT}{command}", *output.rstrip("\n").splitlines()]
    return "\n".join(f"{indent}{line}".rstrip() for line in ["```console", *lines, "```"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
