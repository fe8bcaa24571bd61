"""The values of a template's parameters: given, chosen, by default, or unknown."""

from keypost.arn import parse_arn
from keypost.named import Mapping
from keypost.readers.building.resolved import Value
from keypost.readers.cloudformation.intrinsics.scope import CannotResolveError, render_text
from keypost.readers.cloudformation.loading.scalars import WORDS
from keypost.readers.cloudformation.settings import Settings
from keypost.readers.cloudformation.settled import settle_text
from keypost.unknown import Shape, Unread, Why, build_unknown, find_only_unknown, has_unknown

_SSM_VALUE = "AWS::SSM::Parameter::Value<"
_ACCOUNT_PATTERN = r"\^?\(?(?:\\d|\[0-9\])\{12\}\)?\$?\Z"
_REGION = r"[a-z]{2,4}(?:-[a-z]+)+-[0-9]+\Z"
_ABSENT = object()


class Parameters:
    """The Parameters section under given settings.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
    """

    def __init__(self, definitions: Mapping[str, dict[str, object]], *, settings: Settings) -> None:
        """Take the section as written, and what the run settles."""
        self._definitions = definitions
        self._settings = settings
        self._values: dict[str, Value] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._definitions

    def value(self, name: str) -> Value:
        """Return what `Ref` gives for a parameter of the template."""
        if name not in self._values:
            self._values[name] = self._find_value(name)
        return self._values[name]

    def allowed(self, name: str) -> tuple[str, ...] | None:
        """Return the texts that AllowedValues leaves for a parameter, or None where it may be anything."""
        values = self._definitions.get(name, {}).get("AllowedValues")
        if not isinstance(values, list):
            return None
        excluded = self._settings.excluded.get(name, frozenset())
        return tuple(text for text in map(_render, values) if text not in excluded)

    def _find_value(self, name: str) -> Value:
        definition = self._definitions[name]
        kind = definition.get("Type")
        kind = kind if isinstance(kind, str) else "String"
        written = self._find_written(name, ssm=kind.startswith(_SSM_VALUE))
        if written is _ABSENT:
            return self._build_open(name, kind=kind)
        if isinstance(written, Unread) or (isinstance(written, list) and _is_list(kind)):
            return written
        if isinstance(written, int | float) and kind == "Number":
            return written
        text = settle_text(_render(written), settings=self._settings)
        return _split_list(text, name=name) if _is_list(kind) else text

    def _find_written(self, name: str, *, ssm: bool) -> Value:
        """Return the given, chosen or default value; of an SSM parameter the default is only its name."""
        given = self._settings.parameters.get(name, _ABSENT)
        if given is not _ABSENT and not (ssm and isinstance(given, str) and _is_ssm_name(given)):
            return self._spell(name, given)
        chosen = self._settings.choices.get(name)
        if chosen is not None:
            return chosen
        if not ssm and "Default" in self._definitions[name]:
            return self._definitions[name]["Default"]
        allowed = self.allowed(name)
        return allowed[0] if allowed is not None and len(allowed) == 1 else _ABSENT

    def _spell(self, name: str, given: Value) -> Value:
        """Return `yes` as true where the template, by unquoted words of YAML, knows true and false only."""
        definition = self._definitions[name]
        allowed = definition.get("AllowedValues")
        known = [definition.get("Default"), *(allowed if isinstance(allowed, list) else [])]
        word = WORDS.get(given) if isinstance(given, str) else None
        return word if word is not None and any(isinstance(value, bool) for value in known) else given

    def _build_open(self, name: str, *, kind: str) -> Value:
        if _is_list(kind):
            return Unread(Why.UNKNOWN_VALUE, name)
        return build_unknown(name, shape=self._find_shape(name))

    def _find_shape(self, name: str) -> Shape:
        pattern = self._definitions[name].get("AllowedPattern")
        if isinstance(pattern, str) and "12" in pattern and _is_like(_ACCOUNT_PATTERN, pattern):
            return Shape.ACCOUNT
        allowed = self.allowed(name)
        if allowed and all("-" in text and _is_like(_REGION, text) for text in allowed):
            return Shape.REGION
        return Shape.TEXT


def _is_ssm_name(given: str) -> bool:
    arn = parse_arn(given)
    return given.startswith("/") or (arn is not None and arn.service == "ssm")


def _is_like(expression: str, text: str) -> bool:
    import re  # few parameters come so far

    return re.match(expression, text) is not None


def _is_list(kind: str) -> bool:
    kind = kind.removeprefix(_SSM_VALUE)
    return kind.startswith(("List<", "CommaDelimitedList"))


def _split_list(text: str, *, name: str) -> Value:
    unknown = find_only_unknown(text) if has_unknown(text) else None
    if unknown is not None and unknown.shape is Shape.TEXT:
        return Unread(Why.UNKNOWN_VALUE, unknown.name or name)
    return [item.strip() for item in text.split(",")]


def _render(value: object) -> str:
    """Return a scalar as text, and a list as CloudFormation passes it on: joined by commas."""
    if isinstance(value, list):
        return ",".join(map(_render, value))
    try:
        return render_text(value)
    except CannotResolveError:
        return ""
