"""What moto works out anew for every request, remembered or worked out at less cost: the answers stay the same.

It lists the methods of a service's class, spells the operation's name, takes a lock and looks through a list to find an
account's store, draws request ids and receipt handles letter by letter, and makes an RSA key for each symmetric one.
"""

import random
import string
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from keypost.endpoint.store.silence import StoreChangedError

_ID_LETTERS = string.ascii_uppercase + string.digits
_ID_LENGTH = 52
_HANDLE_LENGTH = 185
_SYMMETRIC = "SYMMETRIC_DEFAULT"
_REMEMBERED = (
    ("moto.core.responses", "method_names_from_class"),
    ("moto.core.responses", "camelcase_to_underscores"),
)


def take_shortcuts() -> None:
    """Replace what is slow.

    Raises:
        StoreChangedError: this release of moto lacks what is replaced.
    """
    for name, function in _REMEMBERED:
        module, known = _find(name, function)
        if not hasattr(known, "cache_info"):
            setattr(module, function, cache(known))
    for name, function, other in _DRAWN:
        setattr(_find(name, function)[0], function, other)
    keys, make = _find("moto.kms.models", "generate_private_key")
    if not isinstance(make, _PrivateKeys):
        keys.generate_private_key = _PrivateKeys(make)
    kind: Any = getattr(import_module("moto.core.base_backend"), "BackendDict", None)
    if not hasattr(kind, "_create_account_specific_backend"):
        raise StoreChangedError("moto.core.base_backend BackendDict")
    if not hasattr(kind, "keypost_find"):
        kind.keypost_find = kind.__getitem__
        kind.__getitem__ = _find_account


class _PrivateKeys:
    """Makes the private keys of KMS keys: all symmetric keys, which use none, have the same."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        self._make, self._unused = make, cache(make)

    def __call__(self, spec: str) -> Any:
        return self._unused(_SYMMETRIC) if spec == _SYMMETRIC else self._make(spec)


def _find(name: str, function: str) -> tuple[Any, Any]:
    module: Any = import_module(name)
    found = getattr(module, function, None)
    if not callable(found):
        raise StoreChangedError(f"{name} {function}")
    return module, found


def _find_account(stores: Any, account: str) -> Any:
    """Return the account's store; only the first one to ask for it makes it."""
    return dict.__getitem__(stores, account) if dict.__contains__(stores, account) else stores.keypost_find(account)


def _draw_request_id(headers: dict[str, Any] | None = None) -> str:
    """Return a request id, and put it among the headers (as `moto.utilities.aws_headers` does)."""
    drawn = "".join(random.choices(_ID_LETTERS, k=_ID_LENGTH))  # noqa: S311 -- no secret
    if headers is not None:
        headers["x-amzn-requestid"] = drawn
    return drawn


def _draw_handle() -> str:
    return "".join(random.choices(string.ascii_lowercase, k=_HANDLE_LENGTH))  # noqa: S311 -- no secret


_DRAWN = (
    ("moto.core.responses", "gen_amzn_requestid_long", _draw_request_id),
    ("moto.sqs.models", "generate_receipt_handle", _draw_handle),
)
