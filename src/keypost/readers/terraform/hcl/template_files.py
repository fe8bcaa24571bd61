"""Templates that stand in files of their own, or in texts."""

from keypost.errors import UnreadableInputError
from keypost.readers.terraform.hcl.grammar import parse_template
from keypost.readers.terraform.hcl.lowering import lower_lone
from keypost.readers.terraform.hcl.syntax import Expression, Literal
from keypost.readers.terraform.hcl.values import build_error


def render_template(text: str, *, line: int) -> Expression:
    """Return the expression of a template.

    Raises:
        CannotEvaluateError: it isn't one.
    """
    if "${" not in text and "%{" not in text:
        return Literal(text, line)
    try:
        return lower_lone(parse_template(text, file="", line=line))
    except UnreadableInputError as error:
        raise build_error("the template isn't valid", ja="テンプレートが正しくありません") from error
