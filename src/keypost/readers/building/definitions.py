"""The definition of a state machine as Step Functions gets it: an object, its placeholders filled in.

`${Name}` is filled in from DefinitionSubstitutions (CloudFormation reference, AWS::StepFunctions::StateMachine). What a
JSONata expression `{% ... %}` gives is known only to an execution, so such texts are left out.
"""

import json
import re
from collections.abc import Mapping

from keypost.readers.ways import spell
from keypost.unknown import Unread, Why

_DEFINITIONS = ("Definition", "DefinitionString")
_PLACEHOLDER = re.compile(r"\$\{([A-Za-z0-9_-]+)\}")


def fill_definition(properties: Mapping[str, object]) -> Mapping[str, object]:
    """Return the properties of a state machine with its definition filled in, as an object where it is one."""
    texts = _read_substitutions(properties.get("DefinitionSubstitutions"))
    filled = dict(properties)
    for name in _DEFINITIONS:
        if name in properties:
            filled[name] = _fill(_parse(_replace(properties[name], texts)), texts)
    return filled


def _read_substitutions(given: object) -> dict[str, str]:
    values = given.items() if isinstance(given, Mapping) else ()
    return {name: text for name, value in values if (text := spell(value)) is not None}


def _replace(value: object, texts: Mapping[str, str]) -> object:
    """Fill the placeholders of a text; one that nothing fills stays."""
    if not isinstance(value, str) or not texts:
        return value
    return _PLACEHOLDER.sub(lambda match: texts.get(match[1], match[0]), value)


def _parse(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        parsed: object = json.loads(value, strict=False)
    except ValueError:
        return value
    return parsed


def _fill(value: object, texts: Mapping[str, str]) -> object:
    if isinstance(value, Mapping):
        return {name: _fill(inner, texts) for name, inner in value.items()}
    if isinstance(value, list):
        return [_fill(inner, texts) for inner in value]
    text = _replace(value, texts)
    if not isinstance(text, str):
        return text
    unfilled = _PLACEHOLDER.fullmatch(text)
    if unfilled:
        return Unread(Why.UNKNOWN_VALUE, unfilled[1])
    return None if text.startswith("{%") else text
