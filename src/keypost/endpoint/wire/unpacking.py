"""Bodies that clients compress: botocore does with those of PutMetricData beyond 10,240 bytes.

Source: AWS SDKs and Tools Reference Guide, request compression (gzip; the signature is over what is sent).
"""

import zlib

from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire.message import HttpRequest

_GZIP = 16 + zlib.MAX_WBITS
# A small body may stand for an enormous one; no operation that takes compressed ones takes more than a few megabytes.
_LARGEST = 32 * 1024 * 1024


def unpack(request: HttpRequest) -> HttpRequest:
    """Return the request with its body as it was before it was compressed.

    Raises:
        RefusalError: the body isn't compressed as the request says, or is larger than 32 MiB without.
    """
    if request.headers.get("content-encoding", "").strip().lower() != "gzip":
        return request
    headers = {name: value for name, value in request.headers.items() if name != "content-encoding"}
    return request._replace(headers=headers, body=_unpack(request.body))


def _unpack(body: bytes) -> bytes:
    reader = zlib.decompressobj(_GZIP)
    try:
        unpacked = reader.decompress(body, _LARGEST)
    except zlib.error as error:
        raise RefusalError("SerializationException", "The request body isn't compressed with gzip.") from error
    if reader.unconsumed_tail:
        raise RefusalError("RequestEntityTooLarge", "The request body is larger than 32 MiB.", status=413)
    if not reader.eof or reader.unused_data:
        raise RefusalError("SerializationException", "The request body isn't compressed with gzip.")
    return unpacked
