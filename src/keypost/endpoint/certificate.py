"""The certificate that messages are signed with, made anew with each process; nobody but this machine trusts it.

Source: SNS Developer Guide, verifying the signatures of Amazon SNS messages (version 1: SHA1, version 2: SHA256).
"""

import base64
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from keypost.named import NamedTuple

_HASHES = {"1": SHA1, "2": SHA256}
_BITS = 2048
_DAYS = 365
# Whoever subscribes to a topic gets the same message with the same signature.
_SIGNED_LAST = 64


class _Pair(NamedTuple):
    """A private key, and the certificate of its public half as PEM."""

    key: rsa.RSAPrivateKey
    pem: bytes


@lru_cache(maxsize=_SIGNED_LAST)
def sign(text: str, *, version: str) -> str:
    """Return the signature of a text in Base64; `version` is that of the signature, 1 or 2."""
    algorithm = _HASHES.get(version, SHA1)()
    return base64.b64encode(_make().key.sign(text.encode(), PKCS1v15(), algorithm)).decode()


def get_certificate() -> bytes:
    """Return the certificate as PEM."""
    return _make().pem


@lru_cache(maxsize=1)
def _make() -> _Pair:
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "keypost local, not sns.amazonaws.com")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=_DAYS))
        .sign(key, SHA256())
    )
    return _Pair(key, made.public_bytes(Encoding.PEM))
