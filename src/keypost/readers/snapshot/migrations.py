"""How lines of older snapshots become lines of this version: one step a version, data only until there are two."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

from keypost.readers.snapshot.manifest import VERSION

Step = Callable[[dict[str, object]], dict[str, object]]

# By the version that a step starts from.
STEPS: Mapping[int, Step] = MappingProxyType({})


def migrate_line(text: bytes, *, version: int, steps: Mapping[int, Step] = STEPS, wanted: int = VERSION) -> bytes | str:
    """Return the line as the wanted version writes it; a line that is no JSON stays as it is."""
    if version == wanted:
        return text
    try:
        data = json.loads(text)
    except ValueError:
        return text
    for number in range(version, wanted):
        data = steps[number](data)
    return json.dumps(data, ensure_ascii=False)
