"""Listening on this machine: waitress, on 127.0.0.1."""

import logging
from collections.abc import Callable
from typing import Any

from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer, create_server

HOST = "127.0.0.1"
_THREADS = 32  # those that wait for messages hold one each
_SECONDS_IDLE = 600
_CONNECTIONS = 900  # a test suite keeps a client a principal; most systems let a process have 1,024 files


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection on which a request without a body may expect to be told to go on, or stop in the middle."""

    def send_continue(self) -> None:
        """Tell the client to go on; a request that is complete already stays so."""
        is_complete = self.request.completed
        super().send_continue()
        self.request.completed = is_complete

    def handle_close(self) -> None:
        """Close the connection, and the file that holds what has come of a request."""
        if self.request is not None:
            self.request.close()
        super().handle_close()


def listen(application: Callable[..., Any], *, port: int, largest_body: int) -> Any:
    """Return a server that is bound to the port, to a free one where that is 0.

    Raises:
        OSError: the port is taken.
    """
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait for a thread is no news
    TcpWSGIServer.channel_class = _Channel
    return create_server(
        application, host=HOST, port=port, threads=_THREADS, ident="keypost", channel_timeout=_SECONDS_IDLE,
        max_request_body_size=largest_body, clear_untrusted_proxy_headers=True,
        connection_limit=_CONNECTIONS, asyncore_use_poll=True,
    )  # fmt: skip
