"""moto reads the Region where the front writes it, in the signature's scope, and nowhere else.

Whatever stands before `.amazonaws.com` in an address, a key's name too, would else be the Region.
"""

import re

from moto.core.responses import BaseResponse

from keypost.endpoint.store.silence import StoreChangedError

_NEVER = re.compile(r"(?!)")


def fix_region() -> None:
    """Keep moto from reading the Region in addresses.

    Raises:
        StoreChangedError: this release of moto finds it otherwise.
    """
    if not hasattr(BaseResponse, "region_regex"):
        raise StoreChangedError("moto.core.responses BaseResponse region_regex")
    BaseResponse.region_regex = _NEVER
