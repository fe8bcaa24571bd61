"""What a request says of its signature: whose access key, for which service and Region."""

from urllib.parse import unquote_plus

from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire.message import HttpRequest
from keypost.named import NamedTuple

ALGORITHM = "AWS4-HMAC-SHA256"
_SCOPE_PARTS = 5


class Scope(NamedTuple):
    """The credential scope; `is_query` where it stands in a presigned address.

    `ends` is set for a presigned address of version 2 alone, which S3 still takes: the second after which it is void.
    """

    access_key: str
    date: str
    region: str
    service: str
    signature: str
    signed_headers: tuple[str, ...]
    token: str = ""
    is_query: bool = False
    ends: str = ""


def read_scope(request: HttpRequest) -> Scope | None:
    """Return the scope of a signed request, None for one that isn't signed.

    Raises:
        RefusalError: it is signed in another way than Signature Version 4, or the signature is incomplete.
    """
    header = request.headers.get("authorization", "")
    if header:
        return _read_header(header, request.headers.get("x-amz-security-token", ""))
    pairs = dict(request.pairs)
    if "X-Amz-Credential" in pairs or "X-Amz-Signature" in pairs:
        return _build(
            pairs.get("X-Amz-Credential", ""), pairs.get("X-Amz-SignedHeaders", ""), pairs.get("X-Amz-Signature", ""),
            pairs.get("X-Amz-Security-Token", ""), is_query=True,
        )  # fmt: skip
    if "AWSAccessKeyId" in pairs and "Signature" in pairs:
        return Scope(
            pairs["AWSAccessKeyId"], "", "", "s3", pairs["Signature"], (), pairs.get("x-amz-security-token", ""),
            is_query=True, ends=pairs.get("Expires", "0"),
        )  # fmt: skip
    return None


def _read_header(header: str, token: str) -> Scope:
    algorithm, _, rest = header.partition(" ")
    if algorithm != ALGORITHM:
        raise RefusalError("IncompleteSignature", f"Unsupported AWS 'algorithm': '{algorithm}'.")
    fields = dict(_split(part) for part in rest.split(","))
    return _build(
        fields.get("Credential", ""),
        fields.get("SignedHeaders", ""),
        fields.get("Signature", ""),
        token,
        is_query=False,
    )


def _build(credential: str, headers: str, signature: str, token: str, *, is_query: bool) -> Scope:
    parts = unquote_plus(credential).rsplit("/", _SCOPE_PARTS - 1)
    if len(parts) != _SCOPE_PARTS or not all(parts) or not headers or not signature:
        raise RefusalError(
            "IncompleteSignature",
            "Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' parameters.",
        )
    access_key, date, region, service, _ = parts
    names = tuple(headers.lower().split(";"))
    return Scope(access_key, date, region, service.lower(), signature, names, token, is_query)


def _split(part: str) -> tuple[str, str]:
    name, _, value = part.strip().partition("=")
    return name, value
