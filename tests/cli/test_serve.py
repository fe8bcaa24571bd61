"""`keypost serve`: what it refuses before it listens, and that it tells where."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from keypost.cli import serve
from keypost.cli.parser import Parser
from keypost.errors import UnreadableInputError, UsageError

PROGRAM = str(Path(sys.executable).with_name("keypost"))
TEMPLATE = str(Path(__file__).resolve().parents[2] / "examples" / "1-alarm-encrypted-topic" / "broken.yaml")


def run(*arguments: str) -> int:
    parser = Parser("serve", summary=serve.SUMMARY, language="en")
    serve.add_arguments(parser)
    return serve.run(parser.read(arguments))


@pytest.mark.parametrize("arguments", [(), ("-",), (TEMPLATE, "--port", "http"), (TEMPLATE, "--account", "1")])
def test_wrong_usage_is_refused(arguments: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        run(*arguments)


def test_what_cant_be_read_isnt_served(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError):
        run(str(tmp_path / "missing.yaml"))


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [PROGRAM, "serve", TEMPLATE, "--port", port]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith(f"keypost: port {port} can't be used")
    assert "Traceback" not in done.stderr


def test_it_serves_until_it_is_interrupted() -> None:
    command = [PROGRAM, "serve", TEMPLATE, "--lang", "ja"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ready = process.stdout.readline()
        address = re.fullmatch(r"keypost serve: (http://127\.0\.0\.1:\d+/[\w-]{32}/)\n", ready)
        assert address
        with urllib.request.urlopen(address[1], timeout=60) as answer:  # noqa: S310 - of this machine
            assert '<html lang="ja">' in answer.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) in {0, 130}
        assert "Traceback" not in (process.stderr.read() if process.stderr else "")
