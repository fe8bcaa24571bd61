"""Tags that a call brings along, as condition keys: `aws:RequestTag/KEY` and `aws:TagKeys` (IAM User Guide, tags)."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import parse_qsl

from keypost.endpoint.call import NOTHING, Call, Context

# How services call what holds tags, and their keys; S3's are parts of a text or of a structure.
_HOLDERS = ("Tags", "tags", "ResourceTags", "TagList", "Tagging", "BackupVaultTags", "BackupPlanTags")
_KEYS = ("TagKeys", "tagKeys", "TagKeyList", "ResourceTagKeys", "Keys")
_NAMES = (("Key", "Value"), ("TagKey", "TagValue"), ("key", "value"))
_OF_OBJECTS = frozenset({"PutObject", "CopyObject", "CreateMultipartUpload", "PutObjectTagging"})


def tell_tags(call: Call) -> Context:
    """Return the condition keys that the call's tags make."""
    pairs = [pair for name in _HOLDERS for pair in _read(call.parameters.get(name))]
    keys = [key for key, _ in pairs] + [str(key) for name in _KEYS for key in _list(call.parameters.get(name))]
    if not keys:
        return NOTHING
    if call.service == "s3" and call.operation in _OF_OBJECTS:
        prefix, all_keys = "s3:RequestObjectTag/", "s3:RequestObjectTagKeys"
    else:
        prefix, all_keys = "aws:RequestTag/", "aws:TagKeys"
    return {f"{prefix}{key}": (value,) for key, value in pairs} | {all_keys: tuple(dict.fromkeys(keys))}


def _read(given: object) -> Iterator[tuple[str, str]]:
    if isinstance(given, str):  # S3: a query string
        yield from parse_qsl(given, keep_blank_values=True)
    elif isinstance(given, Mapping) and isinstance(given.get("TagSet"), list):
        yield from _read(given["TagSet"])
    elif isinstance(given, Mapping):
        yield from ((str(key), str(value)) for key, value in given.items())
    elif isinstance(given, list):
        yield from _read_structures(given)


def _read_structures(given: Iterable[object]) -> Iterator[tuple[str, str]]:
    for one in given:
        for key, value in _NAMES:
            if isinstance(one, Mapping) and key in one:
                yield str(one[key]), str(one.get(value) or "")
                break


def _list(given: object) -> Iterable[object]:
    return given if isinstance(given, list) else ()
