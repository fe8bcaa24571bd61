"""AWS Lambda: whether event source mappings could read what they poll.

https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html
`LastProcessingResult` is `OK`, `No records processed`, or `PROBLEM: ...`. The second tells of no delivery; nor does
`PROBLEM: Function call failed`, which is the function's own fault.
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.observing import Pair, observe
from keypost.readers.live.part import Part
from keypost.readers.snapshot.record import Record

_CALL = "lambda:ListEventSourceMappings"
_PROBLEM, _OF_FUNCTION = "PROBLEM", "PROBLEM: Function call failed"


def _fetch(api: Api) -> Iterator[Record]:
    for mapping in api.items("ListEventSourceMappings", "EventSourceMappings"):
        name, result = mapping["UUID"], mapping.get("LastProcessingResult") or ""
        source = mapping.get("EventSourceMappingArn") or api.arn("lambda", f"event-source-mapping:{name}")
        pair = Pair(source, mapping.get("EventSourceArn") or "")
        fails = result.startswith(_PROBLEM) and not result.startswith(_OF_FUNCTION)
        if pair.target and (fails or result == "OK"):
            yield observe(pair, call=_CALL, fails=fails, says=result)


PART = Part("mapping-results", "lambda", {"ListEventSourceMappings": _CALL}, _fetch)
