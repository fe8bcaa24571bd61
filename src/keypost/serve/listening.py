"""Listening on this machine: waitress, on 127.0.0.1."""

import logging
import secrets
from typing import Any

from waitress.server import create_server

from keypost.serve.desk import Desk
from keypost.serve.front import LARGEST_BODY, Front

HOST = "127.0.0.1"
_THREADS = 4


class Server:
    """The live page as a server; `address` is where a browser opens it, with the token that lets it in."""

    def __init__(self, desk: Desk, *, port: int, language: str) -> None:
        """Bind the port, a free one where that is 0.

        Raises:
            OSError: the port is taken.
        """
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        token = secrets.token_urlsafe(24)
        front = Front(desk, token=token, language=language)
        self._server: Any = create_server(
            front,
            host=HOST,
            port=port,
            threads=_THREADS,
            ident=None,
            max_request_body_size=LARGEST_BODY,
            clear_untrusted_proxy_headers=True,
        )
        front.port = int(self._server.effective_port)
        self.address = f"http://{HOST}:{front.port}/{token}/"

    def run(self) -> None:
        """Serve until interrupted."""
        self._server.run()

    def stop(self) -> None:
        """Stop serving."""
        self._server.close()
        self._server.task_dispatcher.shutdown(cancel_pending=True, timeout=1)
