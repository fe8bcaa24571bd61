"""Signature Version 4: what the secret makes of a request, compared with the signature that came along.

Sources: AWS General Reference, create a signed AWS API request; S3 User Guide, signing and authenticating REST requests
(version 2, for presigned addresses alone).
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from urllib.parse import quote, urlsplit

from botocore.auth import HmacV1QueryAuth
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials
from botocore.utils import normalize_url_path

from keypost.endpoint.wire.message import HttpRequest
from keypost.endpoint.wire.models import list_parts
from keypost.endpoint.wire.scope import ALGORITHM, Scope

_HASH = "x-amz-content-sha256"
_UNSIGNED = "UNSIGNED-PAYLOAD"
_OF_AWS = "x-amz-"
# What is checked otherwise, or tells of the client only.
_HARMLESS = frozenset({_HASH, "x-amz-date", "x-amz-security-token", "x-amz-user-agent"})
_STREAMING = "STREAMING-"
_END = "aws4_request"
_OF_CLIENTS = frozenset({"x-id"})


def is_signed_with(secret: str, *, scope: Scope, request: HttpRequest) -> bool:
    """Tell whether the request carries the signature that this secret makes, over the body that came."""
    if scope.ends:
        return _is_signed_the_old_way(secret, scope, request)
    date = _find_date(request, scope)
    if not _is_body_signed(request, scope) or any(name not in request.headers for name in scope.signed_headers):
        return False
    if find_unsigned(scope, request):
        return False
    scope_text = f"{date[:8]}/{scope.region}/{scope.service}/{_END}"
    canonical = hashlib.sha256(_canonical(request, scope).encode()).hexdigest()
    told = "\n".join((ALGORITHM, date, scope_text, canonical))
    key = _derive_key(secret, date[:8], scope.region, scope.service)
    return hmac.compare_digest(hmac.new(key, told.encode(), hashlib.sha256).hexdigest(), scope.signature)


def find_unsigned(scope: Scope, request: HttpRequest) -> list[str]:
    """Return the headers that change what a request does and that nobody signed.

    Whoever holds a presigned address could add them (S3 User Guide, signing: every x-amz-* header must be signed).
    """
    changing = [name for name in request.headers if name.startswith(_OF_AWS) and name not in _HARMLESS]
    return [name for name in changing if name not in scope.signed_headers]


def is_over(scope: Scope, request: HttpRequest) -> bool:
    """Tell whether a presigned address is void by now."""
    now = datetime.now(UTC)
    if scope.ends:
        return not scope.ends.isdecimal() or int(scope.ends) < now.timestamp()
    if not scope.is_query:
        return False
    try:
        begins = datetime.strptime(_find_date(request, scope), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return begins + timedelta(seconds=int(dict(request.pairs).get("X-Amz-Expires", "0"))) < now
    except (ValueError, OverflowError):
        return True


def _is_signed_the_old_way(secret: str, scope: Scope, request: HttpRequest) -> bool:
    """Tell whether a presigned address of version 2 has the signature that the secret makes.

    It covers the parts of a bucket or object that were known when it was made: no other may be asked for with it.
    """
    if (list_parts("s3") & dict(request.pairs).keys()) - set(HmacV1QueryAuth.QSAOfInterest) - _OF_CLIENTS:
        return False
    signer = HmacV1QueryAuth(Credentials(scope.access_key, secret, scope.token or None))
    address = urlsplit(f"http://{request.headers.get('host', '')}{request.path}?{request.query}")
    headers = HTTPHeaders.from_dict(request.headers)
    told = signer.canonical_string(request.method, address, headers, expires=scope.ends)
    return hmac.compare_digest(signer.sign_string(told), scope.signature)


@lru_cache(maxsize=1024)
def _derive_key(secret: str, *steps: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for step in (*steps, _END):
        key = hmac.new(key, step.encode(), hashlib.sha256).digest()
    return key


def _canonical(request: HttpRequest, scope: Scope) -> str:
    """Return the canonical request: exactly the headers that the client says it signed."""
    is_s3 = scope.service == "s3"
    path = request.path if is_s3 else quote(normalize_url_path(request.path), safe="/~")
    headers = "".join(f"{name}:{' '.join(request.headers[name].split())}\n" for name in scope.signed_headers)
    told = request.headers.get(_HASH) or hashlib.sha256(request.body).hexdigest()
    payload = _UNSIGNED if scope.is_query and is_s3 else told
    names = ";".join(scope.signed_headers)
    return "\n".join((request.method, path, _canonical_query(request), headers, names, payload))


def _canonical_query(request: HttpRequest) -> str:
    if not request.query:
        return ""
    pairs = [(name, value) for name, value in request.pairs if name != "X-Amz-Signature"]
    encoded = sorted((quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in pairs)
    return "&".join(f"{name}={value}" for name, value in encoded)


def _is_body_signed(request: HttpRequest, scope: Scope) -> bool:
    """Tell whether the hash that was signed is the body's, where one was signed."""
    told = request.headers.get(_HASH)
    if told is None or (scope.is_query and scope.service == "s3") or told == _UNSIGNED or told.startswith(_STREAMING):
        return True
    return hmac.compare_digest(told, hashlib.sha256(request.body).hexdigest())


def _find_date(request: HttpRequest, scope: Scope) -> str:
    if scope.is_query:
        return dict(request.pairs).get("X-Amz-Date", "")
    return request.headers.get("x-amz-date", "")
