"""What the catalogue documents of a service's calls on keys: does it say for whose resource it calls?"""

from keypost.catalogue.all import all_paths
from keypost.catalogue.declare import Call, Evidence, Part, Path, Sent
from keypost.named import cache


@cache
def sends_source_account(service: str) -> bool:
    """Tell whether the service is documented to send aws:SourceAccount on every key that it calls for a resource.

    One path on which it doesn't, or on which nobody knows, is enough: a history doesn't tell the path.
    """
    calls = [call for path in all_paths() for call in path.calls if call.on_key and _service_of(path, call) == service]
    return bool(calls) and all(_is_documented(call) for call in calls)


def _service_of(path: Path, call: Call) -> str:
    return path.service_of(call).replace("{region}.", "")


def _is_documented(call: Call) -> bool:
    sent = call.context.get("aws:SourceAccount")
    is_account = isinstance(sent, Sent) and sent.value is Part.SOURCE_ACCOUNT
    return is_account and isinstance(sent, Sent) and sent.evidence is not Evidence.INFERRED
