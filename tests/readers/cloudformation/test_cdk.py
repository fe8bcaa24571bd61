"""CDK cloud assemblies: the example app's, and broken or older ones."""

import json
from pathlib import Path

import pytest

from keypost.errors import UnreadableInputError
from keypost.estate.estate import Estate, Reading
from keypost.estate.kind import Kind
from keypost.estate.references import References
from keypost.readers.read import read_paths
from tests.readers.reading import ACCOUNT, OPEN, one

APP = Path(__file__).parents[3] / "examples" / "cdk-app"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_paths([str(APP)], OPEN)


@pytest.fixture
def estate(reading: Reading) -> Estate:
    (case,) = reading.cases
    return case.estate


def starting(estate: Estate, start: str, kind: Kind) -> str:
    (found,) = [one.id for one in estate.resources if one.id.startswith(start) and one.kind is kind]
    return found


def test_the_whole_app_is_read_without_a_gap(reading: Reading) -> None:
    assert not reading.gaps
    assert [Path(file).name for file in reading.files] == ["Messaging.template.json", "App.template.json"]


def test_account_and_region_are_the_stacks(estate: Estate) -> None:
    assert {resource.account for resource in estate.resources} == {ACCOUNT}
    assert {resource.region for resource in estate.resources} == {"eu-west-1"}


def test_places_are_the_users_own_lines(estate: Estate) -> None:
    source = (APP / "app.js").read_text(encoding="utf-8").splitlines()
    topic = one(estate, starting(estate, "Alerts", Kind.TOPIC))
    assert topic.origin.file is not None
    assert Path(topic.origin.file).name == "app.js"
    assert "new sns.Topic(this, 'Alerts'" in source[(topic.origin.line or 0) - 1]
    assert topic.origin.pointer == f"/Resources/{topic.id}"
    assert topic.policy_origin.file == topic.origin.file
    assert topic.policy_origin.pointer.endswith("/Properties/PolicyDocument")


def test_constructs_without_a_line_of_their_own_have_that_of_the_one_around(estate: Estate) -> None:
    policy = one(estate, starting(estate, "InboxPolicy", Kind.QUEUE_POLICY))
    queue = one(estate, starting(estate, "Inbox", Kind.QUEUE))
    assert (policy.origin.file, policy.origin.line) == (queue.origin.file, queue.origin.line)


def test_stacks_join_through_exports_and_nested_stacks_through_assets(estate: Estate) -> None:
    references = References(estate.resources)
    pairs = set()
    for wire in estate.wires:
        assert isinstance(wire.target, str)
        target = references.find(wire.target, kinds=None, near=wire.holder).resource
        pairs.add((wire.source.kind, target.kind, "/" in target.id))
    assert pairs == {
        (Kind.ALARM, Kind.TOPIC, False),
        (Kind.TOPIC, Kind.QUEUE, True),
        (Kind.EVENT_SOURCE_MAPPING, Kind.QUEUE, True),
        (Kind.BUCKET, Kind.QUEUE, False),
    }


TEMPLATE = {"Resources": {"T": {"Type": "AWS::SNS::Topic"}}}


def assembly(folder: Path, artifacts: object, files: dict[str, object]) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {"manifest.json": {"version": "36.0.0", "artifacts": artifacts}, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(folder)


def stack(**more: object) -> dict[str, object]:
    return {"type": "aws:cloudformation:stack", "properties": {"templateFile": "A.template.json"}, **more}


@pytest.mark.parametrize(
    ("environment", "account", "region"),
    [
        ("aws://111122223333/eu-west-1", "111122223333", "eu-west-1"),
        ("aws://unknown-account/eu-west-1", "${AWS::AccountId}", "eu-west-1"),
        ("aws://unknown-account/unknown-region", "${AWS::AccountId}", "${AWS::Region}"),
        (None, "${AWS::AccountId}", "${AWS::Region}"),
        ("odd", "${AWS::AccountId}", "${AWS::Region}"),
    ],
)
def test_environments(environment: object, account: str, region: str, tmp_path: Path) -> None:
    from keypost.unknown import render_unknown

    name = assembly(tmp_path, {"A": stack(environment=environment)}, {"A.template.json": TEMPLATE})
    topic = one(read_paths([name], OPEN).cases[0].estate, "T")
    assert (render_unknown(topic.account), render_unknown(topic.region)) == (account, region)


def test_older_versions_keep_metadata_in_the_manifest(tmp_path: Path) -> None:
    trace = [
        "new Topic (/app/node_modules/aws-cdk-lib/x.js:1:2)",
        "new Stack (/app/lib/stack.ts:7:5)",
        "node:internal:1",
    ]
    metadata = {"/A/T/Resource": [{"type": "aws:cdk:logicalId", "data": "T", "trace": trace}]}
    name = assembly(tmp_path, {"A": stack(metadata=metadata)}, {"A.template.json": TEMPLATE})
    origin = one(read_paths([name], OPEN).cases[0].estate, "T").origin
    assert (origin.file, origin.line, origin.pointer) == ("/app/lib/stack.ts", 7, "/Resources/T")


def test_without_metadata_places_are_the_templates(tmp_path: Path) -> None:
    name = assembly(tmp_path, {"A": stack()}, {"A.template.json": TEMPLATE})
    origin = one(read_paths([name], OPEN).cases[0].estate, "T").origin
    assert origin.file == f"{name}/A.template.json"


def test_paths_below_the_current_folder_are_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    created = {"type": "aws:cdk:creationStack", "data": ["...aws-cdk-lib...", f"new A ({tmp_path}/lib/a.ts:3:1)"]}
    metadata = {"/A/T/Resource": [{"type": "aws:cdk:logicalId", "data": "T"}, created]}
    assembly(tmp_path / "cdk.out", {"A": stack(metadata=metadata)}, {"A.template.json": TEMPLATE})
    origin = one(read_paths(["cdk.out"], OPEN).cases[0].estate, "T").origin
    assert str(origin) == "lib/a.ts:3"


def test_stages_are_assemblies_inside(tmp_path: Path) -> None:
    assembly(tmp_path / "assembly-Prod", {"A": stack(displayName="Prod/A")}, {"A.template.json": TEMPLATE})
    artifacts = {"Prod": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Prod"}}}
    reading = read_paths([assembly(tmp_path, artifacts, {})], OPEN)
    assert [Path(file).parent.name for file in reading.files] == ["assembly-Prod"]


def test_stack_names_answer_for_exports(tmp_path: Path) -> None:
    export = {"Value": {"Ref": "T"}, "Export": {"Name": {"Fn::Sub": "${AWS::StackName}-topic"}}}
    alarm = {"Type": "AWS::CloudWatch::Alarm", "Properties": {"AlarmActions": [{"Fn::ImportValue": "prod-topic"}]}}
    artifacts = {
        "A": {
            "type": "aws:cloudformation:stack",
            "properties": {"templateFile": "A.template.json", "stackName": "prod"},
        },
        "B": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "B.template.json"}},
    }
    files: dict[str, object] = {
        "A.template.json": {**TEMPLATE, "Outputs": {"O": export}},
        "B.template.json": {"Resources": {"Cpu": alarm}},
    }
    estate = read_paths([assembly(tmp_path, artifacts, files)], OPEN).cases[0].estate
    (wire,) = estate.wires
    assert wire.target == one(estate, "T").arn


def test_a_template_that_is_missing_leaves_a_gap_beside_others(tmp_path: Path) -> None:
    artifacts = {"A": stack(), "B": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "no.json"}}}
    reading = read_paths([assembly(tmp_path, artifacts, {"A.template.json": TEMPLATE})], OPEN)
    (gap,) = reading.gaps
    assert gap.what.endswith("no.json")


@pytest.mark.parametrize("manifest", ['{"version": "1", "artifacts": {}', '{"version": "1", "artifacts": []}'])
def test_a_manifest_that_isnt_one_stops_the_run(manifest: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(UnreadableInputError):
        read_paths([str(tmp_path)], OPEN)


def test_one_template_of_an_assembly_keeps_its_lines_and_nested_stacks() -> None:
    reading = read_paths([str(APP / "cdk.out" / "App.template.json")], OPEN)
    assert not reading.gaps
    estate = reading.cases[0].estate
    assert any("/" in resource.id for resource in estate.resources)
    assert {Path(str(resource.origin.file)).name for resource in estate.resources} == {"app.js"}


def test_an_assembly_inside_itself_is_read_once(tmp_path: Path) -> None:
    artifacts = {"A": stack(), "Me": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "."}}}
    reading = read_paths([assembly(tmp_path, artifacts, {"A.template.json": TEMPLATE})], OPEN)
    assert len(reading.files) == 1


def test_an_app_that_was_not_synthesized_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "cdk.json").write_text('{"app": "node app.js"}', encoding="utf-8")
    with pytest.raises(UnreadableInputError) as caught:
        read_paths([str(tmp_path)], OPEN)
    assert "cdk synth" in caught.value.hint.en
