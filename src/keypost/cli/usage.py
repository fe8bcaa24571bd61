"""What argparse says about a wrong command line, in Japanese too."""

import re

from keypost.text import Text

# argparse's sentences, and what they mean. It words them in `gettext` calls, so they change rarely.
_SENTENCES = (
    (r"unrecognized arguments: (?P<what>.*)", "知らない引数です: {what}"),
    (r"the following arguments are required: (?P<what>.*)", "次の引数が必要です: {what}"),
    (r"argument (?P<name>\S+): expected one argument", "{name} には値が 1 つ必要です"),
    (r"argument (?P<name>\S+): ignored explicit argument (?P<what>.*)", "{name} は値を取りません: {what}"),
    (
        r"argument (?P<name>\S+): invalid choice: (?P<what>.*?) \(choose from (?P<choices>.*)\)",
        "{name} に {what} は指定できません ({choices} のいずれかを指定してください)",
    ),
    (r"argument (?P<name>\S+): not allowed with argument (?P<what>\S+)", "{name} と {what} は同時に指定できません"),
)


def translate_usage(message: str) -> Text:
    """Return argparse's sentence with its Japanese translation; an unknown sentence stays as it is."""
    for pattern, japanese in _SENTENCES:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match is not None:
            return Text(en=message, ja=japanese.format(**match.groupdict()))
    return Text(en=message, ja=message)
