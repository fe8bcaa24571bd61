"""Documents in tests: written where they are read, without the indentation of the test."""

from textwrap import dedent

from keypost.writers.edit import Edit, Refused
from keypost.writers.editor import edit_text

STATEMENT = {
    "Sid": "AllowAlarms",
    "Effect": "Allow",
    "Principal": {"Service": "cloudwatch.amazonaws.com"},
    "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
    "Resource": "*",
}


def edit(before: str, *edits: Edit, file: str = "t.yaml") -> str:
    """Edit a document and return it; a refusal is a failure."""
    after = edit_text(dedent(before), edits, file=file)
    assert isinstance(after, str), after
    return after


def refuse(before: str, *edits: Edit, file: str = "t.yaml") -> tuple[str, int | None]:
    """Edit a document that can't be; return the reason and the line."""
    refused = edit_text(dedent(before), edits, file=file)
    assert isinstance(refused, Refused), refused
    assert refused.edit in edits
    return refused.why.value, refused.line


def written(text: str) -> str:
    """Return a document as it stands in a file."""
    return dedent(text)
