"""Cases: one for each way to settle what conditions leave open."""

from pathlib import Path

from keypost.estate.estate import Assumption, Case, Reading
from keypost.estate.resource import Encryption
from keypost.readers.cloudformation.cases import MOST_CASES, Open, choose, join_roots, list_assumptions, list_ways
from keypost.readers.cloudformation.settings import Choice, Settings
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
    assert not reading.unfinished
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
    assert reading.unfinished
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


def test_templates_that_have_nothing_to_do_with_each_other_dont_multiply(tmp_path: Path) -> None:
    names = [f"P{number}" for number in range(30)]
    reading = read(tmp_path, {f"{name}.json": template(name, "Env") for name in names}, options=OPEN)
    assert not reading.unfinished
    assert len(reading.cases) == 4
    for name in names:
        ways = {frozenset((one.name, one.value) for one in own(case, name)) for case in reading.cases}
        assert len(ways) == 4, "every template is looked at in all its own combinations"


def own(case: Case, name: str) -> list[Assumption]:
    return [one for one in case.assumptions if any(stack.endswith(f"{name}.json") for stack in one.stacks)]


def test_templates_that_import_from_each_other_do(tmp_path: Path) -> None:
    exporter, importer = template("A", "B", "C"), template("D", "E")
    exporter["Outputs"] = {"O": {"Value": {"Ref": "TA"}, "Export": {"Name": "topic"}}}
    resources = importer["Resources"]
    assert isinstance(resources, dict)
    resources["Cpu"] = {
        "Type": "AWS::CloudWatch::Alarm", "Properties": {"AlarmActions": [{"Fn::ImportValue": "topic"}]},
    }  # fmt: skip
    reading = read(tmp_path, {"a.json": exporter, "b.json": importer}, options=OPEN)
    assert (len(reading.cases), reading.unfinished) == (32, frozenset())


def test_a_big_input_has_fewer_cases(tmp_path: Path) -> None:
    whole = template(*(f"P{number}" for number in range(5)))
    resources = whole["Resources"]
    assert isinstance(resources, dict)
    resources.update({f"V{number}": {"Type": "AWS::EC2::VPC"} for number in range(1600)})
    reading = read(tmp_path, {"t.json": whole}, options=OPEN)
    assert reading.unfinished
    assert 1 < len(reading.cases) < 32


VALUES = ("a", "b", None)


def opens(*roots: str) -> list[Open]:
    return [Open(Choice(f"C{number}", VALUES), frozenset(root)) for number, root in enumerate(roots)]


def test_roots_are_joined_by_links() -> None:
    clusters = join_roots("wxyz", links=[frozenset("zw"), frozenset("q")])
    assert sorted(map(sorted, clusters)) == [["q"], ["w", "z"], ["x"], ["y"]]


def test_every_combination_inside_a_cluster_is_looked_at_side_by_side() -> None:
    ways, crowded = list_ways(opens("x", "x", "y", "y", "y"), room=64)
    assert (len(ways), crowded) == (27, frozenset())
    assert len({(way[0][1], way[1][1]) for way in ways}) == 9
    assert len({tuple(value for _, value in way[2:]) for way in ways}) == 27


def test_a_cluster_with_too_many_combinations_is_named_and_sampled() -> None:
    ways, crowded = list_ways(opens("x", "x", "x", "y"), room=10)
    assert crowded == frozenset("x")
    for number in range(4):
        assert {way[number][1] for way in ways} == set(VALUES)


def test_any_other_value_excludes_the_named_ones() -> None:
    first, second = opens("x", "y")
    settings = choose({"x": Settings(), "y": Settings()}, ((first, None), (second, "b")))
    assert (settings["x"].choices, settings["y"].choices) == ({"C0": None}, {"C1": "b"})
    assert settings["x"].excluded == {"C0": frozenset({"a", "b"})}


def test_assumptions_tell_what_they_are_about() -> None:
    first, second = opens("x", "y")
    told = [(one.name, one.value, one.stacks) for one in list_assumptions(((first, None), (second, "b")))]
    assert told == [("C0", "≠ a, b", frozenset("x")), ("C1", "b", frozenset("y"))]


def test_a_given_parameter_that_no_template_has_is_told(tmp_path: Path) -> None:
    reading = read(tmp_path, {"t.json": template("Env")}, options=ReadOptions(parameters={"Env": "prod", "Evn": "x"}))
    assert [gap.what for gap in reading.gaps] == ["--parameter Evn"]
