"""The examples and the templates of other tests: every policy is edited, and the file stays what it was."""

import subprocess
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from keypost.errors import UnreadableInputError
from keypost.origin import Pointer, render_pointer
from keypost.readers.cloudformation.load import read_document
from keypost.writers.edit import Append, Edit, Insert, Json, Refused, Remove, Replace
from keypost.writers.editor import edit_text
from tests.writers.texts import STATEMENT

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("examples", "tests/worlds", "tests/rules", "tests/spec", "docs/rules")
CONDITION = {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}


def list_documents() -> list[Path]:
    """Return every YAML and JSON file that has a policy and can be read."""
    found = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*"))]
    documents = [path for path in found if path.suffix in {".yaml", ".yml", ".json"} and has_policy(path)]
    assert len(documents) > 50
    return documents


def has_policy(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    if "Statement" not in text:
        return False
    try:
        return any(True for _ in find_statements(read_document(text, file=str(path)).data))
    except UnreadableInputError:
        return False


def find_statements(data: Json, pointer: Pointer = ()) -> Iterator[Pointer]:
    """Yield the pointer to every list of statements."""
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, part in parts:
        if step == "Statement" and isinstance(part, list) and part and isinstance(part[0], dict):
            yield (*pointer, step)
        else:
            yield from find_statements(part, (*pointer, step))


def list_edits(pointer: Pointer) -> tuple[Edit, ...]:
    at = render_pointer(pointer)
    return (
        Append(at, STATEMENT),
        Append(f"{at}/0/Action", "kms:DescribeKey"),
        Insert(f"{at}/0/Condition", "Null", {"aws:SourceArn": "true"}),
        Replace(f"{at}/0/Effect", "Deny"),
        Remove(f"{at}/0"),
    )


def is_only_added(before: str, after: str) -> bool:
    start = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), len(before))
    return after.endswith(before[start:])


@pytest.mark.parametrize("path", list_documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_statement_is_added_to_every_policy_and_nothing_else_changes(path: Path) -> None:
    before = path.read_bytes().decode()
    for pointer in islice(find_statements(read_document(before, file=path.name).data), 10):
        after = edit_text(before, [Append(render_pointer(pointer), STATEMENT)], file=path.name)
        assert isinstance(after, str), after
        assert is_only_added(before, after) or "KeyPolicy: *" in before  # an alias gets what it stands for
        lines = after.splitlines()
        assert [line for line in lines if line.endswith(" ")] == [
            line for line in before.splitlines() if line.endswith(" ")
        ]


def test_every_edit_of_every_policy_is_written_or_has_its_reason() -> None:
    reasons: Counter[str] = Counter()
    for path in list_documents():
        text = path.read_bytes().decode()
        for pointer in islice(find_statements(read_document(text, file=path.name).data), 3):
            for edit in list_edits(pointer):
                after = edit_text(text, [edit], file=path.name)
                reasons[after.why.value if isinstance(after, Refused) else "written"] += 1
    assert reasons["written"] > 500
    # An Action or Condition that isn't there; a statement that has that very key with another value.
    assert set(reasons) <= {"written", "missing", "key-taken"}


def test_cfn_lint_accepts_what_it_accepted(tmp_path: Path) -> None:
    examples = [path for path in list_documents() if path.is_relative_to(ROOT / "examples")]
    templates = [path for path in examples if "KeyPolicy" in path.read_text(encoding="utf-8")]
    assert len(templates) > 10
    for number, path in enumerate(templates):
        text = path.read_bytes().decode()
        statements = find_statements(read_document(text, file=path.name).data)
        pointers = [pointer for pointer in statements if "KeyPolicy" in pointer]
        edits = [
            Append(render_pointer(pointer), {**STATEMENT, "Sid": f"Added{index}", "Condition": CONDITION})
            for index, pointer in enumerate(pointers)
        ]
        after = edit_text(text, edits, file=path.name)
        assert isinstance(after, str)
        (tmp_path / f"before-{number}{path.suffix}").write_bytes(text.encode())
        (tmp_path / f"after-{number}{path.suffix}").write_bytes(after.encode())
    errors = lint(sorted(tmp_path.iterdir()))
    assert {name: count for name, count in errors.items() if count > errors[name.replace("after", "before")]} == {}


def lint(paths: list[Path]) -> Counter[str]:
    """Return how many errors cfn-lint finds in each file."""
    command = ["cfn-lint", "--format", "parseable", "--ignore-checks", "W", "I", "--", *map(str, paths)]
    printed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return Counter(Path(line.partition(":")[0]).name for line in printed.splitlines() if ":E" in line)
