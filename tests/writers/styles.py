"""Writes data as people write it: YAML and JSON in all styles, mixed, with comments where comments may stand."""

import json
import re
from collections.abc import Iterator
from random import Random

Json = object

WORDS = ("kms:*", "*", "Allow", "a b", "alias/aws/sns", "arn:aws:sns:us-east-1:111122223333:x", "${AWS::AccountId}")
ODD = (
    "2012-10-17",
    "111122223333",
    "012345678901",
    "yes",
    "N",
    "null",
    "~",
    "1.50",
    "a: b",
    "a #b",
    "#",
    "it's",
    'say "x"',
    "アラーム",
    "",
    " a ",
    "- a",
    "!x",
    "&x",
    "%",
    "@",
    "a:",
    "[x",
    "{x}",
    "a, b",
    "=",
    "<<",
    "back\\slash",
    "tab\there",
    "two\nlines",
    "two\nlines\n",
    "😀",
    "0x1F",
    "1_000",
    "12:30:45",
)
KEYS = ("Sid", "Effect", "Action", "Statement", "aws:SourceArn", "Null", "yes", "1", "a b", "鍵", "x'y", "What?", "/~")
FUNCTIONS: tuple[dict[str, Json], ...] = (
    {"Ref": "Key"},
    {"Ref": "AWS::AccountId"},
    {"Fn::GetAtt": "Key.Arn"},
    {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"},
    {"Fn::Join": [":", ["a", {"Ref": "AWS::Region"}]]},
    {"Fn::If": ["Prod", {"A": ["x"]}, {"Ref": "AWS::NoValue"}]},
)
_PLAIN = re.compile(r"[A-Za-z/*$][A-Za-z0-9/:*${} .]*\Z")
_NOT_TEXT = {"yes", "N", "null", "Null"}


def make_value(random: Random, *, depth: int = 3) -> Json:
    """Make data as templates have it."""
    kind = random.randrange(10)
    if depth and kind < 3:
        return {key: make_value(random, depth=depth - 1) for key in random.sample(KEYS, random.randrange(4))}
    if depth and kind < 6:
        return [make_value(random, depth=depth - 1) for _ in range(random.randrange(4))]
    if depth and kind == 6:
        return random.choice(FUNCTIONS)
    if kind == 7:
        return random.choice((True, False, None, 0, 7, -3, 2.5))
    return random.choice(random.choice((WORDS, ODD)))


def is_function(value: Json) -> bool:
    """Tell whether the value is an intrinsic function."""
    return isinstance(value, dict) and len(value) == 1 and next(iter(value)).startswith(("Fn::", "Ref"))


def make_document(random: Random) -> dict[str, Json]:
    """Make a mapping with something in it."""
    return {key: make_value(random, depth=4) for key in random.sample(KEYS, random.randrange(1, 5))}


def render_json(data: Json, *, random: Random) -> str:
    """Render JSON with some indentation and separators."""
    indent = random.choice((None, 0, 1, 2, 4, "\t"))
    comma = random.choice((",", ", ")) if indent is None else ","
    text = json.dumps(data, indent=indent, separators=(comma, random.choice((":", ": ", " : "))), ensure_ascii=False)
    return _finish(text, random=random)


def render_yaml(data: Json, *, random: Random) -> str:
    """Render YAML, every part in a style of its own."""
    text = _Yaml(random).document(data)
    return _finish(text, random=random)


def _finish(text: str, *, random: Random) -> str:
    text += random.choice(("", "\n", "\n", "\n\n")) if not text.endswith("\n") else ""
    if random.random() < 0.2:
        text = text.replace("\n", "\r\n")
    return ("\ufeff" if random.random() < 0.1 else "") + text


class _Yaml:
    """One document's writer; its habits are drawn once, and now and then left."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._step = random.choice((2, 2, 2, 4, 3))
        self._offset = random.choice((0, 2, 2))
        self._wild = random.random() < 0.5
        self._comments = random.choice((0.0, 0.1, 0.3))
        self._short = random.random() < 0.8
        self._flow = random.choice((0.0, 0.1, 0.4))
        self._shares = 0.15 if random.random() < 0.3 else 0.0
        self._anchored: list[Json] = []

    def document(self, data: Json) -> str:
        start = "---\n" if self._chance(0.2) else ""
        if not data or self._chance(0.05):
            return start + self._flow_value(data)
        text = start + "\n".join(self._block(data, 0) + self._share())
        return text + "\n" if " |" in text else text

    def _share(self) -> list[str]:
        """Return keys that stand for what has an anchor, by an alias or by a merge."""
        lines = []
        for number, value in enumerate(self._anchored if self._shares else ()):
            if isinstance(value, dict) and not is_function(value) and self._chance(0.5):
                lines += [f"Merged{number}:", f"  <<: *a{number}", "  Own: 1"]
            else:
                lines += [f"Alias{number}:", f"  - *a{number}"] if self._chance(0.5) else [f"Alias{number}: *a{number}"]
        return lines

    def _chance(self, likely: float) -> bool:
        return self._random.random() < likely

    def _noise(self, column: int) -> Iterator[str]:
        """Comments and blank lines, before an entry."""
        while self._chance(self._comments):
            yield self._random.choice(
                ("", "   ", " " * column + "# a: [comment", "# at the side", " " * column + "# - x")
            )

    def _end(self) -> str:
        return self._random.choice(("  # why: {", " #", "   ")) if self._chance(self._comments) else ""

    def _block(self, data: Json, column: int) -> list[str]:
        """Return the lines of a mapping or list that isn't empty."""
        lines: list[str] = []
        if isinstance(data, dict):
            for key, value in data.items():
                lines += self._noise(column) if lines or column == 0 else ()
                lines += self._attach(" " * column + self._key(key) + ":", value, column)
        elif isinstance(data, list):
            for value in data:
                lines += self._noise(column) if lines or column == 0 else ()
                lines += self._item(value, column)
        return lines

    def _item(self, value: Json, column: int) -> list[str]:
        compact = isinstance(value, dict | list) and value and not is_function(value) and self._chance(0.9)
        if compact and not self._chance(self._flow):
            gap = self._random.choice((1, 1, 1, 3))
            lines = self._block(value, column + 1 + gap)
            return [" " * column + "-" + " " * gap + lines[0].lstrip(), *lines[1:]]
        return self._attach(" " * column + "-", value, column)

    def _attach(self, head: str, value: Json, column: int) -> list[str]:
        """Return the lines of a value behind `key:` or `-`."""
        if self._short and is_function(value) and isinstance(value, dict):
            (name, inner), *_ = value.items()
            if not is_function(inner):
                head, value = f"{head} !{name.removeprefix('Fn::')}", inner
        elif self._chance(0.03 + self._shares):
            head = f"{head} &a{len(self._anchored)}"
            self._anchored.append(value)
        if not isinstance(value, dict | list):
            return self._scalar_lines(head, value, column)
        if not value or self._chance(self._flow):
            return [f"{head} {self._flow_value(value)}{self._end()}"]
        inner_column = column + self._step_of(value, head)
        return [head + self._end(), *self._noise(inner_column), *self._block(value, inner_column)]

    def _step_of(self, value: Json, head: str) -> int:
        if self._wild and self._chance(0.2):
            return self._random.choice((1, 2, 5))
        if isinstance(value, list) and not head.lstrip().startswith("-"):
            return self._offset
        return self._step

    def _scalar_lines(self, head: str, value: Json, column: int) -> list[str]:
        if isinstance(value, str) and "\n" in value and "\t" not in value and self._chance(0.7):
            mark = "|" if value.endswith("\n") else "|-"
            return [f"{head} {mark}", *(" " * (column + self._step) + line for line in value.split("\n") if line)]
        if value is None and not head.endswith(("Ref", "Sub")) and "!" not in head and self._chance(0.5):
            return [head + self._end()]
        return [f"{head} {self._scalar(value, flow=False)}{self._end()}"]

    def _scalar(self, value: Json, *, flow: bool) -> str:
        if not isinstance(value, str):
            return json.dumps(value)
        if self._may_be_plain(value, flow=flow) and self._chance(0.7):
            return value
        if re.search(r"[\n\t]", value) or self._chance(0.4):
            return json.dumps(value, ensure_ascii=False)
        return "'" + value.replace("'", "''") + "'"

    @staticmethod
    def _may_be_plain(value: str, *, flow: bool) -> bool:
        if value in _NOT_TEXT or not _PLAIN.match(value) or value.startswith(("*", "{")) or ": " in value:
            return False
        return value[-1] not in ": " and not (flow and re.search(r"[{}:]", value))

    def _key(self, key: str) -> str:
        return self._scalar(key, flow=True)

    def _flow_value(self, value: Json) -> str:
        if isinstance(value, dict):
            return self._join("{}", [f"{self._key(key)}: {self._flow_value(inner)}" for key, inner in value.items()])
        if isinstance(value, list):
            return self._join("[]", [self._flow_value(inner) for inner in value])
        return self._scalar(value, flow=True)

    def _join(self, brackets: str, parts: list[str]) -> str:
        style = self._random.randrange(4)
        comma = "," if parts and self._chance(0.1) else ""
        if style == 0 and parts:
            column = " " * 30
            return f"{brackets[0]}\n{column}" + f",\n{column}".join(parts) + f"{comma}\n{column}{brackets[1]}"
        pad = " " if style == 1 else ""
        return brackets[0] + pad + ", ".join(parts) + comma + pad + brackets[1]
