"""Listening: a client that keeps a connection open, as every SDK does, keeps nobody else out."""

import contextlib
import socket
import threading
import urllib.request
from collections.abc import Iterable
from typing import Any

from keypost.endpoint.listening import HOST, listen

KEPT_OPEN = 150  # more than waitress takes unless it is told


def test_many_clients_keep_their_connections_open() -> None:
    server = listen(_answer, port=0, largest_body=1024)
    port = int(server.effective_port)
    threading.Thread(target=server.run, daemon=True).start()
    with contextlib.ExitStack() as connections:
        for _ in range(KEPT_OPEN):
            connections.enter_context(socket.create_connection((HOST, port), timeout=60))
        with urllib.request.urlopen(f"http://{HOST}:{port}/", timeout=60) as answer:
            assert answer.read() == b"here"
    server.close()


def _answer(_environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    start("200 OK", [("Content-Length", "4")])
    return [b"here"]
