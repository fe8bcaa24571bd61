"""Cases: one for each way to settle what conditions leave open."""

from pathlib import Path

from keypost.estate.estate import Reading
from keypost.estate.resource import Encryption
from keypost.readers.cloudformation.estate import MOST_CASES
from keypost.readers.options import ReadOptions
from tests.readers.reading import OPEN, one, read


def template(*names: str) -> dict[str, object]:
    return {
        "Parameters": {name: {"Type": "String"} for name in names},
        "Conditions": {f"Is{name}": {"Fn::Equals": [{"Ref": name}, "prod"]} for name in names},
        "Resources": {
            f"T{name}": {
                "Type": "AWS::SNS::Topic",
                "Properties": {"KmsMasterKeyId": {"Fn::If": [f"Is{name}", "alias/app", "alias/aws/sns"]}},
            }
            for name in names
        },
    }


def keys(reading: Reading, resource_id: str) -> dict[tuple[tuple[str, str], ...], str | None]:
    found = {}
    for case in reading.cases:
        encryption = one(case.estate, resource_id).encryption
        assert isinstance(encryption, Encryption)
        found[tuple((one.name, one.value) for one in case.assumptions)] = encryption.key
    return found


def test_an_open_condition_makes_a_case_for_each_value(tmp_path: Path) -> None:
    reading = read(tmp_path, {"t.json": template("Env")}, options=OPEN)
    assert keys(reading, "TEnv") == {(("Env", "prod"),): "alias/app", (("Env", "≠ prod"),): "alias/aws/sns"}
    assert reading.complete
    assert not reading.gaps
    assert reading.cases[0].assumptions[0].origin.line is not None


def test_a_given_parameter_leaves_one_case(tmp_path: Path) -> None:
    reading = read(tmp_path, {"t.json": template("Env")}, options=ReadOptions(parameters={"Env": "prod"}))
    assert keys(reading, "TEnv") == {(): "alias/app"}


def test_choices_multiply(tmp_path: Path) -> None:
    reading = read(tmp_path, {"t.json": template("A", "B")}, options=OPEN)
    assert len(reading.cases) == 4


def test_one_parameter_of_two_templates_is_one_choice(tmp_path: Path) -> None:
    reading = read(tmp_path, {"a.json": template("Env"), "b/b.json": template("Env")}, options=OPEN)
    assert len(reading.cases) == 2


def test_what_a_nested_stack_tests_of_its_parents_is_one_choice(tmp_path: Path) -> None:
    parent = template("Env")
    resources = parent["Resources"]
    assert isinstance(resources, dict)
    resources["Child"] = {
        "Type": "AWS::CloudFormation::Stack",
        "Properties": {"TemplateURL": "child.json", "Parameters": {"Stage": {"Ref": "Env"}}},
    }
    reading = read(tmp_path, {"t.json": parent, "child.json": template("Stage")}, options=OPEN)
    assert keys(reading, "TEnv") == keys(reading, "Child/TStage")
    assert len(reading.cases) == 2


def test_too_many_cases_are_cut_and_said(tmp_path: Path) -> None:
    names = [f"P{number}" for number in range(8)]
    reading = read(tmp_path, {"t.json": template(*names)}, options=OPEN)
    assert 1 < len(reading.cases) <= MOST_CASES
    assert not reading.complete
    (gap,) = reading.gaps
    assert "P0" in gap.what
    for name in names:
        assert set(keys(reading, f"T{name}").values()) == {"alias/app", "alias/aws/sns"}


def test_gaps_and_suppressions_of_several_cases_are_told_once(tmp_path: Path) -> None:
    whole = template("Env")
    resources = whole["Resources"]
    assert isinstance(resources, dict)
    resources["Key"] = {
        "Type": "AWS::KMS::Key",
        "Properties": {"KeyPolicy": "oops"},
        "Metadata": {"keypost": {"ignore": [{"rule": "*", "reason": "known"}]}},
    }
    reading = read(tmp_path, {"t.json": whole}, options=OPEN)
    assert len(reading.cases) == 2
    assert len(reading.gaps) == 1
    assert len(reading.suppressions) == 1
