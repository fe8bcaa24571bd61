"""What the attributes of a Terraform resource are called before anybody knows them: as its type's `gives` say."""

from collections.abc import Iterator
from functools import cache

from keypost.named import NamedTuple
from keypost.readers.building.identity import Naming
from keypost.readers.building.resolved import Value
from keypost.readers.building.whereabouts import Whereabouts
from keypost.readers.terraform.properties import Place, Values, list_places, read_source
from keypost.readers.terraform.types.all import OTHER, TYPES
from keypost.readers.terraform.types.declare import Type
from keypost.unknown import Shape, build_unknown, has_unknown

_PARTS = {"{Name}": "Name", "{Arn}": "Arn", "{Ref}": "Ref", "{Id}": "Id"}
NATURAL = "arn"


class Entry(NamedTuple):
    """What is known of one Terraform type: its translation, and all attributes that it looks at.

    `ways` are those of its places, and of the blocks that they stand in; `blocks` those that nobody but the files make.
    """

    type: Type
    places: dict[str, Place]
    ways: frozenset[str]
    attributes: tuple[str, ...]
    blocks: frozenset[str]


@cache
def entry_of(type_name: str) -> Entry:
    """Return the entry of a Terraform type, an empty one for a type that isn't translated."""
    found = TYPES.get(type_name, OTHER)
    places = dict(list_places(found.properties))
    for part in found.parts:
        places.update(list_places(part.properties))
        places[part.by.removesuffix("[]")] = Place(listed=part.by.endswith("[]"))
        places.update((attribute, Place()) for attribute in part.also.values())
    named = (NATURAL, *found.gives, _prefix_of(type_name))
    attributes = dict.fromkeys((*(way.partition(".")[0] for way in places), *named))
    ways = frozenset(one for way in places for one in _list_prefixes(way))
    blocks = frozenset(way for way, place in places.items() if place.block and not place.computed)
    return Entry(found, places, ways, tuple(attributes), blocks)


def _prefix_of(type_name: str) -> str:
    """Return the attribute that begins a generated name, where the type has one."""
    return "bucket_prefix" if type_name == "aws_s3_bucket" else "name_prefix"


def _list_prefixes(way: str) -> Iterator[str]:
    names = way.split(".")
    return (".".join(names[: count + 1]) for count in range(len(names)))


def is_translated(type_name: str) -> bool:
    """Tell whether a Terraform type is a resource in CloudFormation's words, or a part of one."""
    found = TYPES.get(type_name, OTHER)
    return bool(found.cloudformation or found.parts)


def pattern_of(type_name: str, attribute: str) -> str | None:
    """Return which part of a resource's identity an attribute is, None for one that is none."""
    found = TYPES.get(type_name)
    if found is None:
        return None
    return found.gives.get(attribute) or ("{Arn}" if attribute == NATURAL and found.cloudformation else None)


def build_naming(type_name: str, *, address: str, stack: str, whereabouts: Whereabouts, values: Values) -> Naming:
    """Return who names an instance; `values` are asked for no more than the name depends on."""
    translated = entry_of(type_name).type

    def find(name: str) -> Value:
        source = translated.properties.get(name)
        return None if source is None else read_source(source, values)

    key = f"{stack}#{address}" if stack else address
    known = _known_parts(type_name, values, key=key)
    return Naming(
        translated.cloudformation or type_name, id=address, stack=stack, whereabouts=whereabouts, find=find, known=known
    )


def _known_parts(type_name: str, values: Values, *, key: str) -> dict[str, str]:
    """Return the parts of the identity that Terraform knows: an existing resource has its ARN and its name."""
    known = {}
    for attribute, part in _telling(type_name):
        value = values.get(attribute)
        if isinstance(value, str) and value and not has_unknown(value):
            known[part] = value
    if "Name" not in known:
        prefix = values.get(_prefix_of(type_name))
        if isinstance(prefix, str) and prefix:
            known["Name"] = prefix + build_unknown(key, shape=Shape.IDENTITY)
    return known


@cache
def _telling(type_name: str) -> tuple[tuple[str, str], ...]:
    """Return the attributes that are a whole part of the identity, and which part."""
    gives = {NATURAL: "{Arn}", **entry_of(type_name).type.gives}
    return tuple((attribute, _PARTS[pattern]) for attribute, pattern in gives.items() if pattern in _PARTS)
