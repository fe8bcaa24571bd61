"""The endpoint as a server on this machine: everything put together."""

import gc
from pathlib import Path
from threading import Thread
from typing import Any

from keypost.endpoint.cloudformation.operations.all import OPERATIONS as STACK_OPERATIONS
from keypost.endpoint.deliveries.all import list_followings, list_operations, list_reactions
from keypost.endpoint.door import Door
from keypost.endpoint.front import Front
from keypost.endpoint.listening import HOST, listen
from keypost.endpoint.operations.all import OPERATIONS
from keypost.endpoint.saving import Saver
from keypost.endpoint.settings import Settings
from keypost.endpoint.stacksets.automatic import REACTIONS
from keypost.endpoint.store.expected import expect_release
from keypost.endpoint.store.pace import quicken
from keypost.endpoint.store.region import fix_region
from keypost.endpoint.store.shortcuts import take_shortcuts
from keypost.endpoint.store.silence import silence
from keypost.endpoint.wire.message import LARGEST_BODY

# Objects that come into being between two rounds of the garbage collector; a request makes some thousands.
_BETWEEN_ROUNDS = 20_000


def build_front(settings: Settings) -> Front:
    """Return a front with all operations and deliveries, and moto silenced behind it.

    Raises:
        StoreChangedError: this release of moto lacks what is used of it.
    """
    expect_release()
    silence()
    quicken()
    take_shortcuts()
    fix_region()
    operations = OPERATIONS | STACK_OPERATIONS | list_operations()
    reactions = list_reactions() | REACTIONS
    return Front(settings, operations=operations, reactions=reactions, followings=list_followings())


class Server:
    """A running endpoint; `address` is where clients reach it."""

    def __init__(self, settings: Settings, *, state: str | None = None) -> None:
        """Bind the port, a free one where the settings say 0; `state` is the file that keeps what is made.

        Raises:
            OSError: the port is taken.
            UnreadableInputError: the file can't be used, is used already, is damaged, or of another release of moto.
        """
        self.front = build_front(settings)
        self._server: Any = listen(Door(self.front), port=settings.port, largest_body=LARGEST_BODY)
        port = int(self._server.effective_port)
        self.front.settings = settings._replace(port=port)
        self.address = f"http://{HOST}:{port}"
        self._saver = None if state is None else Saver(self.front, Path(state))

    def run(self) -> None:
        """Serve until interrupted."""
        _keep_what_stays()
        try:
            self._server.run()
        finally:
            self._save()

    def start(self) -> None:
        """Serve in a thread."""
        Thread(target=self._server.run, daemon=True).start()

    def stop(self) -> None:
        """Stop serving."""
        # First what still answers, for it wakes the server up that it answers through.
        self._server.task_dispatcher.shutdown(cancel_pending=True, timeout=1)
        self._server.close()
        self._save()

    def _save(self) -> None:
        if self._saver is not None:
            self._saver.stop()


def _keep_what_stays() -> None:
    """Take what was loaded, and lasts as long as the process, out of the garbage collector's rounds."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_BETWEEN_ROUNDS, *gc.get_threshold()[1:])
