"""Text of a template -> Template; whatever isn't one is refused in one clear message."""

from codecs import BOM_UTF8

from keypost.readers.cloudformation.loading.document import MAX_BYTES, Document, build_unreadable
from keypost.readers.cloudformation.loading.json_document import read_json
from keypost.readers.cloudformation.template import Template
from keypost.text import Text

_VERSION = r"""(?m)^\s*[{,]?\s*["']?AWSTemplateFormatVersion["']?\s*:"""
_RESOURCES = r"""(?m)^(?:["']?Resources["']?\s*:)|["']Resources["']\s*:\s*\{"""
_TYPE = r"""["']?Type["']?\s*:\s*["']?\w+::\w+"""
_YAML_SUFFIXES = (".yaml", ".yml", ".template")

_TOO_LARGE = Text(
    en="it has {size} bytes, more than {limit}; CloudFormation takes at most 1 MB",
    ja="{size} バイトあり、{limit} を超えています (CloudFormation の上限は 1 MB です)",
)
_NOT_UTF8 = Text(
    en="it isn't UTF-8 text (byte {offset} of the file)",
    ja="UTF-8 のテキストではありません (ファイルの {offset} バイト目)",
)
_NO_RESOURCES = Text(
    en="it isn't a CloudFormation template: it has no Resources section",
    ja="CloudFormation テンプレートではありません (Resources セクションがありません)",
)
_GIVE_TEMPLATE = Text(
    en="give a CloudFormation template in YAML or JSON, or a folder that holds some",
    ja="YAML または JSON の CloudFormation テンプレート、またはそれを含むフォルダーを指定してください",
)
_SAVE_UTF8 = Text(en="save it as UTF-8", ja="UTF-8 で保存し直してください")


def load_template(source: str | bytes, *, file: str) -> Template:
    """Load a template from its text; `file` is what places are called.

    Raises:
        UnreadableInputError: not UTF-8, not YAML or JSON, not a template, or built to blow up.
    """
    document = read_document(source, file=file)
    if not isinstance(document.data, dict) or not isinstance(document.data.get("Resources"), dict):
        raise build_unreadable(_NO_RESOURCES, hint=_GIVE_TEMPLATE, file=file, line=document.line(("Resources",)))
    return Template(document, file=file)


def read_document(source: str | bytes, *, file: str) -> Document:
    """Read YAML or JSON as plain data with lines.

    Raises:
        UnreadableInputError: not UTF-8, too large, not YAML or JSON, or built to blow up.
    """
    if len(source) > MAX_BYTES:
        raise build_unreadable(_TOO_LARGE.fill(size=len(source), limit=MAX_BYTES), hint=_GIVE_TEMPLATE, file=file)
    text = _decode(source, file=file)
    if not text.lstrip().startswith(("{", "[")):
        if file.lower().endswith(".json"):
            return read_json(text, file=file)
        return _read_yaml(text, file=file)
    return _read_flow(text, file=file)


def looks_like_template(source: str | bytes) -> bool:
    """Tell cheaply whether a text found in a folder is meant as a CloudFormation template."""
    if len(source) > MAX_BYTES:
        return False
    import re  # a file that is named is read without asking

    text = source if isinstance(source, str) else source.decode("utf-8", "replace")
    if re.search(_VERSION, text):
        return True
    return bool(re.search(_RESOURCES, text) and re.search(_TYPE, text))


def _decode(source: str | bytes, *, file: str) -> str:
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    try:
        return data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        why = _NOT_UTF8.fill(offset=error.start + 1)
        raise build_unreadable(why, hint=_SAVE_UTF8, file=file, line=line) from error


def _read_flow(text: str, *, file: str) -> Document:
    """Read what starts like JSON; in a YAML file it may be YAML in flow style."""
    from keypost.errors import UnreadableInputError

    try:
        return read_json(text, file=file)
    except UnreadableInputError:
        if not file.lower().endswith(_YAML_SUFFIXES):
            raise
        try:
            return _read_yaml(text, file=file)
        except UnreadableInputError:
            pass
        raise


def _read_yaml(text: str, *, file: str) -> Document:
    from keypost.readers.cloudformation.loading.yaml_document import read_yaml

    return read_yaml(text, file=file)
