"""The text of a template -> what a stack is to be; what isn't a template is refused as AWS refuses it."""

from collections.abc import Iterator, Mapping
from typing import Any

from keypost.endpoint.cloudformation.failure import invalid
from keypost.endpoint.cloudformation.types.all import TYPES
from keypost.errors import UnreadableInputError
from keypost.readers.cloudformation.library import prepare
from keypost.readers.cloudformation.load import read_document
from keypost.readers.cloudformation.loading.document import Document
from keypost.readers.cloudformation.template import HARMLESS_TRANSFORMS, LOOP, SECTIONS, Template

EXTENSIONS = "AWS::LanguageExtensions"
ZONES = "keypost::Zones"
_FILE = "template"
# Where functions name what they are about.
_GET_ATT, _SUB, _IF = "Fn::GetAtt", "Fn::Sub", "Fn::If"
_PSEUDO = "AWS::"
_MOST_RESOURCES = 500  # CloudFormation User Guide, quotas


def read_template(text: str) -> Template:
    """Read a template and run its transforms.

    Raises:
        RefusalError: it isn't a template that CloudFormation takes.
    """
    template = read_untransformed(text)
    for name in template.transforms:
        if name not in HARMLESS_TRANSFORMS:
            raise invalid(f"No transform named {name} found.")
    source = prepare(template, file=_FILE)
    for gap in source.gaps:
        raise invalid(f"Transform {gap.what} failed with: {gap.why.en}")
    data: Any = _place_zones(source.template.data)
    made = Template(Document(data, lambda _pointer: None), file=_FILE)
    check(made)
    return made


def read_untransformed(text: str) -> Template:
    """Read a template as it is written.

    Raises:
        RefusalError: it isn't one.
    """
    try:
        document = read_document(text, file=_FILE)
    except UnreadableInputError as error:
        kind = "JSON" if text.lstrip().startswith("{") else "YAML"
        line = f" (line {error.origin.line})" if error.origin.line else ""
        raise invalid(f"Template format error: {kind} not well-formed.{line}") from error
    if not isinstance(document.data, dict):
        raise invalid("Template format error: unsupported structure.")
    resources = document.data.get("Resources")
    if not isinstance(resources, dict) or not resources:
        raise invalid("Template format error: At least one Resources member must be defined.")
    return Template(document, file=_FILE)


def check(template: Template) -> None:
    """Let nothing begin with a template that contradicts itself.

    Raises:
        RefusalError: it does; the first thing that is wrong.
    """
    unknown = sorted(set(template.data) - SECTIONS)
    if unknown:
        raise invalid(f"Invalid template property or properties [{', '.join(unknown)}]")
    if len(template.resource_bodies) > _MOST_RESOURCES:
        raise invalid(
            f"Template format error: Number of resources, {len(template.resource_bodies)}, is greater than maximum "
            f"allowed, {_MOST_RESOURCES}"
        )
    for name, body in template.resource_bodies.items():
        if not name.startswith(LOOP) and (not isinstance(body, dict) or not isinstance(body.get("Type"), str)):
            raise invalid(
                f"Template format error: [/Resources/{name}] Every Resources object must contain a Type member."
            )
    has_loops = any(key.startswith(LOOP) for section in (template.data,) for key in _walk_keys(section))
    if has_loops and EXTENSIONS not in template.transforms:
        raise invalid(f"Template format error: Fn::ForEach needs the transform {EXTENSIONS}.")
    if not has_loops:
        _check_references(template)


def find_references(value: object, *, bound: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """Yield what a part of a template refers to: the name, and the attribute where `Fn::GetAtt` asks for one."""
    if isinstance(value, list):
        for one in value:
            yield from find_references(one, bound=bound)
    if not isinstance(value, dict):
        return
    if len(value) == 1:
        ((name, argument),) = value.items()
        if name == "Ref":
            yield str(argument), ""
            return
        if name == _GET_ATT:
            yield from _find_attribute(argument)
            return
        if name == _SUB:
            yield from _find_in_text(argument)
            return
    for one in value.values():
        yield from find_references(one, bound=bound)


def find_conditions(value: object) -> Iterator[str]:
    """Yield the conditions that a part of a template names in `Fn::If`."""
    if isinstance(value, list):
        for one in value:
            yield from find_conditions(one)
    if isinstance(value, dict):
        for name, one in value.items():
            if name == _IF and isinstance(one, list) and one and isinstance(one[0], str):
                yield one[0]
            yield from find_conditions(one)


def _check_references(template: Template) -> None:
    resources, parameters = set(template.resource_bodies), set(template.parameters)
    for section in ("Resources", "Outputs"):
        bodies = template.data.get(section)
        unresolved: dict[str, None] = {}
        for body in bodies.values() if isinstance(bodies, dict) else ():
            for name, attribute in find_references(body):
                if attribute:
                    _check_attribute(template, name, attribute)
                if not attribute and name not in resources | parameters and not name.startswith(_PSEUDO):
                    unresolved[name] = None
            unresolved |= dict.fromkeys(one for one in list_dependencies(body) if one not in resources)
            _check_conditions(template, body, section)
        if unresolved:
            names = ", ".join(unresolved)
            raise invalid(
                f"Template format error: Unresolved resource dependencies [{names}] in the {section} block of the "
                "template"
            )


def _check_attribute(template: Template, name: str, attribute: str) -> None:
    if name not in template.resource_bodies:
        raise invalid(f"Template error: instance of Fn::GetAtt references undefined resource {name}")
    resource = template.resources.get(name)
    kind = TYPES.get(resource.type) if resource is not None else None
    if kind is not None and kind.tells is None and attribute not in kind.attributes and attribute[:2] != "${":
        raise invalid(f"Template error: resource {name} does not support attribute type {attribute} in Fn::GetAtt")


def _check_conditions(template: Template, body: object, section: str) -> None:
    named = body.get("Condition") if isinstance(body, dict) else None
    for condition in (*find_conditions(body), *([named] if isinstance(named, str) else [])):
        if condition not in template.conditions:
            raise invalid(
                f"Template format error: Unresolved condition dependency {condition} in the {section} block of the "
                "template"
            )


def list_dependencies(body: object) -> list[str]:
    """Return what `DependsOn` of a resource names."""
    named = body.get("DependsOn") if isinstance(body, dict) else None
    return [str(one) for one in named] if isinstance(named, list) else [str(named)] if named else []


def _find_attribute(argument: object) -> Iterator[tuple[str, str]]:
    if isinstance(argument, list) and argument:
        yield str(argument[0]), ".".join(str(one) for one in argument[1:]) or "?"
        yield from find_references(argument[1:])
    elif isinstance(argument, str):
        name, _, attribute = argument.partition(".")
        yield name, attribute or "?"


def _find_in_text(argument: object) -> Iterator[tuple[str, str]]:
    text, own = (argument[0], argument[1]) if isinstance(argument, list) and len(argument) == 2 else (argument, {})
    yield from find_references(own)
    for part in str(text).split("${")[1:]:
        name = part.partition("}")[0].strip() if "}" in part else "!"
        if not name.startswith("!") and name not in (own if isinstance(own, Mapping) else {}):
            resource, _, attribute = name.partition(".")
            yield resource, attribute


def _walk_keys(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _walk_keys(one)
    if isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from _walk_keys(one)


def _place_zones(value: Any) -> Any:
    """Return the template with `Fn::GetAZs` as a mapping: readers can't know an account's zones, a deployment does."""
    if isinstance(value, list):
        return [_place_zones(one) for one in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1 and "Fn::GetAZs" in value:
        region = value["Fn::GetAZs"] or {"Ref": "AWS::Region"}
        return {"Fn::FindInMap": [ZONES, region, "names"]}
    return {key: _place_zones(one) for key, one in value.items()}
