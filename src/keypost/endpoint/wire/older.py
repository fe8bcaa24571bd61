"""Amazon SQS as clients of its query protocol know it: their names of lists and maps, which the model no longer has.

Source: Amazon SQS API reference, version 2012-11-05, query requests and their XML answers (AWS CLI up to 2.13 and
SDKs of that age send these).
"""

import copy
from collections.abc import Mapping
from typing import Any

from botocore.model import ServiceModel

_LIST = "List"
_MAPS = {
    "QueueAttributeMap": ("Attribute", "Name", "Value"),
    "MessageSystemAttributeMap": ("Attribute", "Name", "Value"),
    "MessageBodyAttributeMap": ("MessageAttribute", "Name", "Value"),
    "MessageBodySystemAttributeMap": ("MessageSystemAttribute", "Name", "Value"),
    "TagMap": ("Tag", "Key", "Value"),
}
_OTHERWISE = {"MessageSystemAttributeList": "MessageSystemAttributeName"}


def build_older(model: Mapping[str, Any]) -> ServiceModel:
    """Return the service model of SQS in which lists and maps have the names of the query protocol."""
    data: Any = copy.deepcopy(model)
    for name, shape in data["shapes"].items():
        if shape["type"] == "list" and shape.get("flattened"):
            shape["member"]["locationName"] = _OTHERWISE.get(name, name.removesuffix(_LIST))
        if name in _MAPS:
            _, shape["key"]["locationName"], shape["value"]["locationName"] = _MAPS[name]
        for member in (shape.get("members") or {}).values():
            if member["shape"] in _MAPS:
                member["locationName"] = _MAPS[member["shape"]][0]
    return ServiceModel(data, service_name="sqs")
