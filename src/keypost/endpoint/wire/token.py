"""Web identity tokens: JSON Web Tokens (RFC 7519), of which the claims are read and the signature isn't checked."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from keypost.endpoint.refusal import RefusalError
from keypost.named import NamedTuple

# IAM User Guide, pass session tags using AssumeRoleWithWebIdentity.
_TAGS = "https://aws.amazon.com/tags"
_PARTS = 3
_INVALID = RefusalError("InvalidIdentityToken", "The ID Token provided is not a valid JWT.")


class Token(NamedTuple):
    """What a token claims; `audience` is `azp` where the token has it (IAM User Guide, keys for OIDC federation)."""

    issuer: str
    subject: str
    audience: str
    audiences: tuple[str, ...]
    methods: tuple[str, ...]
    tags: tuple[tuple[str, str], ...]


def read_token(text: str) -> Token:
    """Return the claims of a token that hasn't ended.

    Raises:
        RefusalError: it is no token, or has ended.
    """
    claims = _decode(text)
    issuer, subject, audiences = claims.get("iss"), claims.get("sub"), _list(claims.get("aud"))
    ends = claims.get("exp")
    if not isinstance(issuer, str) or not isinstance(subject, str) or not audiences:
        raise _INVALID
    if isinstance(ends, bool) or not isinstance(ends, (int, float)):
        raise _INVALID
    now = datetime.now(UTC).timestamp()
    if ends <= now:
        message = f"Token expired: current date/time {now:.0f} must be before the expiration date/time {ends:.0f}"
        raise RefusalError("ExpiredTokenException", message)
    audience = claims.get("azp") if isinstance(claims.get("azp"), str) else audiences[0]
    return Token(issuer, subject, str(audience), audiences, _list(claims.get("amr")), _read_tags(claims))


def _decode(text: str) -> Mapping[str, Any]:
    parts = text.split(".")
    if len(parts) != _PARTS:
        raise _INVALID
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, RecursionError) as error:
        raise _INVALID from error
    if not isinstance(claims, dict):
        raise _INVALID
    return claims


def _list(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _read_tags(claims: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    told = claims.get(_TAGS)
    tags = told.get("principal_tags") if isinstance(told, dict) else None
    if not isinstance(tags, dict):
        return ()
    return tuple((str(name), _list(value)[0]) for name, value in tags.items() if _list(value))
