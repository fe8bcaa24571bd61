"""Templates in pieces: which can be cut, and that their diffs are those of the whole."""

import json
import re

import pytest
import yaml

from keypost.writers.draft import open_draft
from keypost.writers.edit import Append, Edit, Insert, Json, Remove, Replace
from keypost.writers.editor import edit_text
from keypost.writers.sheet import Revision, cut

NAMES = [f"Topic{number}" for number in range(200)]
TOPICS = {
    name: {"Type": "AWS::SNS::Topic", "Properties": {"KmsMasterKeyId": "alias/aws/sns", "Tags": [{"Key": name}]}}
    for name in NAMES
}
TEMPLATE = {"Resources": TOPICS, "Outputs": {"Last": {"Value": {"Ref": NAMES[-1]}}}}
LARGE = {
    "t.json": json.dumps(TEMPLATE, indent=2),
    "t.yaml": yaml.safe_dump(TEMPLATE, sort_keys=False),
    "short.json": json.dumps({"Resources": dict(list(TOPICS.items())[:3])}, indent=1) + "\n",
}
ALIKE = "Resources:\n  A: &a\n    Type: AWS::SNS::Topic\n  B: *a\n"
_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? ")


def revise(text: str, *edits: Edit, file: str) -> Revision | None:
    sheet = cut(open_draft(text, file=file))
    return None if sheet is None else sheet.revise(edits)


def put_key(name: str) -> Replace:
    return Replace(f"/Resources/{name}/Properties/KmsMasterKeyId", {"Ref": "Key"})


def patch(text: str, diff: str) -> str:
    """Return the text with a diff applied, as `patch` does; each line that it removes must be there."""
    lines, made, at = text.splitlines(keepends=True), list[str](), 0
    for line in diff.splitlines(keepends=True)[2:]:
        if hunk := _HUNK.match(line):
            first = int(hunk[1]) - (hunk[2] != "0")
            made, at = [*made, *lines[at:first]], first
        elif line[0] in " -":
            assert lines[at].rstrip("\n") == line[1:].rstrip("\n")
            at += 1
        if line[0] in " +" and hunk is None:
            made.append(line[1:])
    return "".join([*made, *lines[at:]])


KEY: Json = {"Type": "AWS::KMS::Key", "Properties": {"Enabled": True}}


@pytest.mark.parametrize("file", LARGE)
@pytest.mark.parametrize(
    "edits",
    [
        (put_key("Topic1"),),
        (put_key("Topic0"), put_key("Topic2"), Insert("/Resources", "Key", KEY)),
        (Insert("/Resources", "Key", KEY), Insert("/Resources", "Other", KEY), put_key("Topic1")),
        (Remove("/Resources/Topic2/Properties/KmsMasterKeyId"), Remove("/Resources/Topic2/Properties/Tags")),
        (Append("/Resources/Topic1/Properties/Tags", {"Key": "a"}), Append("/Resources/Topic1/Properties/Tags", 1)),
    ],
)
def test_a_diff_of_pieces_makes_what_editing_the_whole_makes(file: str, edits: tuple[Edit, ...]) -> None:
    revision = revise(LARGE[file], *edits, file=file)
    assert revision is not None
    whole = edit_text(LARGE[file], edits, file=file)
    assert revision.render() == whole
    assert patch(LARGE[file], revision.render_diff(file=file)) == whole


def test_a_new_resource_behind_the_last_is_one_with_what_changes_there() -> None:
    edits = (put_key("Topic199"), Insert("/Resources", "Key", KEY), put_key("Topic198"))
    revision = revise(LARGE["t.yaml"], *edits, file="t.yaml")
    assert revision is not None
    assert revision.render() == edit_text(LARGE["t.yaml"], edits, file="t.yaml")
    assert len(revision.splices) == 1


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        (ALIKE, Insert("/Resources/B", "Properties", {})),
        (json.dumps(TEMPLATE), put_key("Topic1")),
        ("Resources: {A: {Type: AWS::SNS::Topic}}", Insert("/Resources/A", "Properties", {})),
        (LARGE["t.yaml"], Insert("/Resources", "Topic3", KEY)),
        (LARGE["t.yaml"], Insert("/Outputs", "Key", {})),
        (LARGE["t.yaml"], Remove("/Resources/Topic1/Properties/Nothing")),
        (LARGE["t.yaml"], Insert("/Resources/Topic1", "DependsOn", "Topic1")),
    ],
)
def test_what_does_not_stand_alone_is_edited_as_a_whole(text: str, edit: Edit) -> None:
    assert revise(text, edit, file="t.yaml") is None


def test_resources_that_would_need_each_other_are_seen() -> None:
    edits = (Insert("/Resources/Topic1", "DependsOn", "Topic2"), Insert("/Resources/Topic2", "DependsOn", "Topic1"))
    assert revise(LARGE["t.json"], *edits, file="t.json") is None
    assert revise(LARGE["t.json"], edits[0], file="t.json") is not None
