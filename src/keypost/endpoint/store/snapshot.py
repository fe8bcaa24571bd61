"""All that moto keeps, as bytes and back; only classes that a store consists of are made from them again."""

import copyreg
import io
import pickle
import threading
import weakref
from collections import defaultdict
from importlib import import_module
from importlib.metadata import version
from types import MappingProxyType
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from keypost.endpoint.store.apps import lock

_KEYS = (rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey, ed25519.Ed25519PrivateKey)
_LOCK = type(threading.Lock())
_REENTRANT = type(threading.RLock())
_EMPTY: tuple[Any, ...] = ({}, [], set())
_OWN = ("moto.", "keypost.endpoint.", "keypost.policy.")
_OTHERS = {
    "builtins": {"set", "frozenset", "bytearray", "object", "complex", "range", "slice", "list", "dict", "tuple"},
    "collections": {"OrderedDict", "defaultdict", "deque", "Counter"},
    "copyreg": {"_reconstructor"},
    "datetime": {"datetime", "date", "timedelta", "timezone", "time"},
    "decimal": {"Decimal"},
    "threading": {"Condition", "Lock", "RLock"},
    "uuid": {"UUID"},
    "re": {"_compile"},
    "weakref": {"WeakValueDictionary"},
}
# What services keep beside their accounts.
_SHARED = {"s3": ("bucket_accounts",), "organizations": ("master_accounts",)}


def name_release() -> str:
    """Return which moto this is: what one release keeps another may not understand."""
    return version("moto")


def dump(beside: Any) -> bytes:
    """Return everything, and what is kept beside moto, as bytes."""
    with lock:
        stores = _list_stores()
        accounts = {
            backends.service_name: {account: dict(regions) for account, regions in backends.items()}
            for backends in stores
        }
        shared = {
            (backends.service_name, name): getattr(backends, name)
            for backends in stores
            for name in _SHARED.get(backends.service_name, ())
        }
        buffer = io.BytesIO()
        _Writer(buffer).dump((accounts, shared, beside))
    return buffer.getvalue()


def load(content: bytes) -> Any:
    """Put back what `dump` returned, and return what was kept beside it.

    Raises:
        pickle.UnpicklingError: it holds something that no store consists of.
    """
    from moto.backends import get_backend

    accounts, shared, beside = _Reader(io.BytesIO(content)).load()
    with lock:
        for service, found in accounts.items():
            backends: Any = get_backend(service)
            for account, regions in found.items():
                for region, backend in regions.items():
                    backends[account][region] = backend
        for (service, name), value in shared.items():
            other: Any = get_backend(service)
            getattr(other, name).update(value)
    return beside


def _list_stores() -> list[Any]:
    """Return the stores of all services that anything was asked of."""
    from moto.core import base_backend

    kind: Any = base_backend.BackendDict
    stores: list[Any] = kind._instances  # noqa: SLF001 -- there is no other list of them
    return stores


class _Writer(pickle.Pickler):
    """Writes locks as new ones, private keys as PEM, what can't be changed or is held weakly as what it is just now."""

    def reducer_override(self, made: Any) -> Any:
        if isinstance(made, threading.Condition):
            return threading.Condition, ()
        if isinstance(made, (_LOCK, _REENTRANT)):
            return (threading.Lock if isinstance(made, _LOCK) else threading.RLock), ()
        if isinstance(made, defaultdict):
            return _take_apart(made)
        if isinstance(made, (MappingProxyType, weakref.WeakValueDictionary)):
            return (dict if isinstance(made, MappingProxyType) else weakref.WeakValueDictionary), (dict(made),)
        if isinstance(made, _KEYS):
            return load_private_key, (_encode(made),)
        return NotImplemented


def _take_apart(made: defaultdict[Any, Any]) -> Any:
    """Return what a dictionary with defaults is made of: one of SSM's own takes other things than a default."""
    kind: Any = made.default_factory
    if _is_nameless(kind):
        return defaultdict, (type(kind()),), None, None, iter(made.items())
    if type(made) is defaultdict:
        return NotImplemented
    state = vars(made), {"default_factory": kind}
    return copyreg.__newobj__, (type(made),), state, None, iter(made.items())  # type: ignore[attr-defined]


class _Reader(pickle.Unpickler):
    """Makes nothing but what a store consists of: a file from elsewhere can't run anything."""

    def find_class(self, module: str, name: str) -> Any:
        if module == __name__ and name == load_private_key.__name__:
            return load_private_key
        if name in _OTHERS.get(module, ()):
            return getattr(import_module(module), name)
        found = super().find_class(module, name) if module.startswith(_OWN) else None
        if isinstance(found, type):
            return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _is_nameless(factory: Any) -> bool:
    """Tell whether what fills a dictionary is a function that can't be named: such make empty lists and the like."""
    return "<lambda>" in getattr(factory, "__qualname__", "") and factory() in _EMPTY


def load_private_key(pem: bytes) -> Any:
    """Return the private key that a PEM text holds."""
    return serialization.load_pem_private_key(pem, password=None)


def _encode(key: Any) -> bytes:
    encoded: bytes = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return encoded
