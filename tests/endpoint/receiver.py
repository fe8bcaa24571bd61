"""Who listens on this machine: an HTTP server that keeps what it is sent."""

import json
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any


class Receiver:
    """What was posted, and with which statuses it is answered: the last one again and again."""

    def __init__(self) -> None:
        self.address = ""
        self.statuses = [200]
        self._go = Event()
        self._go.set()
        self.headers: list[Mapping[str, str]] = []
        self.bodies: list[str] = []

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [json.loads(body) for body in self.bodies]

    @contextmanager
    def held(self) -> Iterator[None]:
        """Answer nobody until the end of the block."""
        self._go.clear()
        yield
        self._go.set()

    def take(self, headers: Mapping[str, str], body: bytes) -> int:
        self._go.wait()
        self.headers.append(headers)
        self.bodies.append(body.decode())
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]


@contextmanager
def listen(*, certificate: Path | None = None) -> Iterator[Receiver]:
    """Serve until the end of the block, over TLS with a certificate and its key."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(receiver.take(dict(self.headers), body))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_given: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.address = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}/hook"
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
