"""What an unquoted YAML scalar stands for: CloudFormation reads YAML 1.1, without its dates."""

_MAX_INT_DIGITS = 18
_NUMBER_STARTS = frozenset("-0123456789")

# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html (YAML 1.1); that yes, no, on and
# off are booleans there is observed: https://github.com/aws/aws-cli/pull/5257. A bare y or n stays text: templates in
# use everywhere give DynamoDB an unquoted `AttributeType: N`.
WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **{spelled: True for word in ("true", "yes", "on") for spelled in (word, word.capitalize(), word.upper())},
    **{spelled: False for word in ("false", "no", "off") for spelled in (word, word.capitalize(), word.upper())},
}


def build_scalar(text: str) -> object:
    """Return what an unquoted scalar stands for; whatever wouldn't be written the same again stays text.

    So `2012-10-17`, `012345678901`, `0x1F`, `22:22` and `1_000` stay as they are written.
    """
    if text in WORDS:
        return WORDS[text]
    if text[0] in _NUMBER_STARTS and text.isascii():
        whole, dot, fraction = text.removeprefix("-").partition(".")
        if whole.isdigit() and (whole[0] != "0" or whole == "0"):
            if not dot and len(text) <= _MAX_INT_DIGITS:
                return int(text)
            if fraction.isdigit():
                return build_float(text)
    return text


def build_float(text: str) -> float | str:
    """Return the number, or the text where the number would be written differently (`1.50`, `1e400`)."""
    number = float(text)
    return number if repr(number) == text else text


def build_int(text: str) -> int | str:
    """Return the number, or the text where it is too long to be a count of anything."""
    return int(text) if len(text) <= _MAX_INT_DIGITS else text
