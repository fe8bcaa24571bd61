"""Several templates as one estate: exports, nested stacks, stack sets, names that two claim."""

import json
from pathlib import Path

import pytest

from keypost.estate.estate import Estate, Reading
from keypost.estate.kind import Kind
from keypost.estate.references import Match, References
from keypost.estate.resource import Encryption
from keypost.readers.options import ReadOptions
from keypost.unknown import Unread, Why, has_unknown
from tests.readers.reading import ACCOUNT, OPEN, one, read, show

KEY = {"Type": "AWS::KMS::Key"}


def topic(key: object) -> dict[str, object]:
    return {"Type": "AWS::SNS::Topic", "Properties": {"KmsMasterKeyId": key}}


def exporting(name: object, *, key: str = "Key") -> dict[str, object]:
    output = {"Value": {"Fn::GetAtt": [key, "Arn"]}, "Export": {"Name": name}}
    return {"Resources": {key: KEY}, "Outputs": {"KeyArn": output}}


def nested(url: object, **parameters: object) -> dict[str, object]:
    return {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": url, "Parameters": parameters}}


def estate_of(reading: Reading) -> Estate:
    assert len(reading.cases) == 1
    return reading.cases[0].estate


def key_of(reading: Reading, resource_id: str) -> tuple[Match, str]:
    """Find what the key reference of a resource means."""
    estate = estate_of(reading)
    resource = one(estate, resource_id)
    assert isinstance(resource.encryption, Encryption)
    assert resource.encryption.key is not None
    found = References(estate.resources).find(resource.encryption.key, kinds=(Kind.KEY,), near=resource)
    return found.match, found.resource.id


def test_an_import_is_what_another_template_exports(tmp_path: Path) -> None:
    app = {"T": topic({"Fn::ImportValue": "key-arn"})}
    reading = read(tmp_path, {"app/a.json": app, "keys.json": exporting("key-arn")})
    assert key_of(reading, "T") == (Match.CERTAIN, "Key")
    assert not reading.gaps
    assert one(estate_of(reading), "T").stack.endswith("app/a.json")


def test_an_import_that_nothing_exports_is_outside_under_its_name(tmp_path: Path) -> None:
    reading = read(tmp_path, {"a.json": {"T": topic({"Fn::ImportValue": "key-arn"})}})
    assert key_of(reading, "T") == (Match.OUTSIDE, "key-arn")


def test_an_export_named_after_an_unknown_stack_name_is_no_sure_match(tmp_path: Path) -> None:
    app = {"T": topic({"Fn::ImportValue": "platform-key"})}
    reading = read(tmp_path, {"a.json": app, "keys.json": exporting({"Fn::Sub": "${AWS::StackName}-key"})})
    assert key_of(reading, "T") == (Match.OUTSIDE, "platform-key")


def test_one_name_exported_twice_leaves_the_import_open(tmp_path: Path) -> None:
    files = {
        "a.json": {"T": topic({"Fn::ImportValue": "key-arn"})},
        "one.json": exporting("key-arn"),
        "two.json": exporting("key-arn", key="Other"),
    }
    reading = read(tmp_path, files)
    assert one(estate_of(reading), "T").encryption == Unread(Why.AMBIGUOUS, "key-arn")
    (gap,) = reading.gaps
    assert gap.what == "key-arn"
    assert "one.json" in gap.why.en
    assert "two.json" in gap.why.en


def test_imports_in_a_circle_end(tmp_path: Path) -> None:
    def turn(own: str, other: str) -> dict[str, object]:
        output = {"Value": {"Fn::ImportValue": other}, "Export": {"Name": own}}
        return {"Resources": {"T": topic({"Fn::ImportValue": own})}, "Outputs": {"O": output}}

    reading = read(tmp_path, {"a.json": turn("a", "b"), "b.json": turn("b", "a")})
    assert len(estate_of(reading).resources) == 2


def test_one_physical_name_in_two_stacks_leaves_a_gap(tmp_path: Path) -> None:
    named = {"It": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "alerts"}}}
    reading = read(tmp_path, {"a.json": named, "b.json": named})
    (gap,) = reading.gaps
    assert gap.what == f"arn:aws:sns:eu-west-1:{ACCOUNT}:alerts"
    assert "a.json" in gap.why.en
    assert "b.json" in gap.why.en


def test_one_alias_in_two_stacks_leaves_it_open_to_a_third(tmp_path: Path) -> None:
    alias = {"Type": "AWS::KMS::Alias", "Properties": {"AliasName": "alias/app", "TargetKeyId": {"Ref": "Key"}}}
    keys = {"Key": KEY, "Alias": alias}
    reading = read(tmp_path, {"a.json": keys, "b.json": keys, "c.json": {"T": topic("alias/app")}})
    assert key_of(reading, "T")[0] is Match.AMBIGUOUS
    assert any("alias/app" in gap.what for gap in reading.gaps)


def test_equal_templates_of_one_folder_stay_apart(tmp_path: Path) -> None:
    both = {"Key": KEY, "T": topic({"Ref": "Key"})}
    reading = read(tmp_path, {"dev/a.json": both, "prod/a.json": both})
    estate = estate_of(reading)
    assert not reading.gaps
    for resource in estate.resources:
        if resource.kind is Kind.TOPIC and isinstance(resource.encryption, Encryption):
            found = References(estate.resources).find(str(resource.encryption.key), kinds=(Kind.KEY,), near=resource)
            assert (found.match, found.resource.stack) == (Match.CERTAIN, resource.stack)


CHILD = {
    "Parameters": {"KeyArn": {"Type": "String"}, "Stage": {"Type": "String", "Default": "dev"}},
    "Resources": {"T": topic({"Ref": "KeyArn"})},
    "Outputs": {"TopicArn": {"Value": {"Ref": "T"}}},
}


def test_a_nested_stack_has_its_parents_parameters_and_gives_outputs(tmp_path: Path) -> None:
    alarm = {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {"AlarmActions": [{"Fn::GetAtt": ["Child", "Outputs.TopicArn"]}]},
    }
    parent = {"Cpu": alarm, "Key": KEY, "Child": nested("nested/child.json", KeyArn={"Fn::GetAtt": ["Key", "Arn"]})}
    reading = read(tmp_path, {"parent.json": parent, "nested/child.json": CHILD})
    estate = estate_of(reading)
    assert {resource.id for resource in estate.resources} == {"Cpu", "Key", "Child", "Child/T"}
    assert {resource.stack for resource in estate.resources} == {str(tmp_path / "parent.json")}
    assert key_of(reading, "Child/T") == (Match.CERTAIN, "Key")
    (wire,) = estate.wires
    assert wire.target == one(estate, "Child/T").arn
    assert one(estate, "Child/T").origin.file == str(tmp_path / "nested/child.json")
    assert not reading.gaps


def test_aws_makes_up_the_name_of_a_nested_stack(tmp_path: Path) -> None:
    named = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Fn::Sub": "${AWS::StackName}-alerts"}}}
    child: dict[str, object] = {"Resources": {"T": {**named, "Condition": "IsProd"}, "U": named}}
    child["Conditions"] = {"IsProd": {"Fn::Equals": [{"Ref": "AWS::StackName"}, "prod"]}}
    files = {"parent.json": {"T": named, "Child": nested("child.json")}, "child.json": child}
    reading = read(tmp_path, files, options=ReadOptions(parameters={"AWS::StackName": "prod"}))
    estate = estate_of(reading)
    assert {resource.id for resource in estate.resources} == {"T", "Child", "Child/U"}
    assert one(estate, "T").name == "prod-alerts"
    assert has_unknown(one(estate, "Child/U").name)
    assert not reading.gaps


def test_nested_stacks_feed_each_other_in_any_order(tmp_path: Path) -> None:
    keys = {"Resources": {"Key": KEY}, "Outputs": {"Arn": {"Value": {"Fn::GetAtt": ["Key", "Arn"]}}}}
    parent = {
        "Last": nested("child.json", KeyArn={"Fn::GetAtt": ["First", "Outputs.Arn"]}),
        "First": nested("keys.json"),
    }
    reading = read(tmp_path, {"parent.json": parent, "child.json": CHILD, "keys.json": keys})
    assert key_of(reading, "Last/T") == (Match.CERTAIN, "First/Key")


def test_nested_stacks_nest(tmp_path: Path) -> None:
    middle = {
        "Parameters": {"KeyArn": {"Type": "String"}},
        "Resources": {"Inner": nested("child.json", KeyArn={"Ref": "KeyArn"})},
    }
    top = {"Key": KEY, "Middle": nested("middle.json", KeyArn={"Fn::GetAtt": ["Key", "Arn"]})}
    reading = read(tmp_path, {"top.json": top, "middle.json": middle, "child.json": CHILD})
    assert key_of(reading, "Middle/Inner/T") == (Match.CERTAIN, "Key")


def test_one_template_nested_twice_makes_two_of_everything(tmp_path: Path) -> None:
    child = {"Resources": {"Key": KEY, "T": topic({"Ref": "Key"})}}
    reading = read(tmp_path, {"p.json": {"A": nested("c.json"), "B": nested("c.json")}, "c.json": child})
    assert key_of(reading, "A/T") == (Match.CERTAIN, "A/Key")
    assert key_of(reading, "B/T") == (Match.CERTAIN, "B/Key")


def test_a_circle_of_nested_stacks_is_cut_with_a_gap(tmp_path: Path) -> None:
    reading = read(tmp_path, {"a.json": {"B": nested("b.json"), "K": KEY}, "b.json": {"A": nested("a.json")}})
    assert any("circle" in gap.why.en for gap in reading.gaps)
    assert any(resource.is_key for resource in estate_of(reading).resources)


def test_a_template_that_nests_itself_is_cut_with_a_gap(tmp_path: Path) -> None:
    reading = read(tmp_path, {"a.json": {"A": nested("a.json"), "K": KEY}})
    (gap,) = reading.gaps
    assert "circle" in gap.why.en
    assert {resource.id for resource in estate_of(reading).resources} == {"A", "K"}


@pytest.mark.parametrize(
    "url", ["missing.json", "https://s3.amazonaws.com/b/missing.json", {"Ref": "AWS::StackName"}, None]
)
def test_a_nested_template_that_isnt_there_leaves_a_gap_at_the_stack(url: object, tmp_path: Path) -> None:
    reading = read(tmp_path, {"a.json": {"A": nested(url), "K": KEY}})
    (gap,) = reading.gaps
    assert (gap.what, gap.origin.pointer) == ("A", "/Resources/A")


def test_a_nested_template_that_is_broken_leaves_a_gap(tmp_path: Path) -> None:
    reading = read(tmp_path, {"a.json": {"A": nested("b.txt"), "K": KEY}, "b.txt": "Resources: ["})
    (gap,) = reading.gaps
    assert gap.origin.pointer == "/Resources/A"


def test_an_address_is_taken_for_the_only_template_of_that_name_and_says_so(tmp_path: Path) -> None:
    address = {"Fn::Sub": "https://${AWS::StackName}.s3.amazonaws.com/v1/child.json"}
    parent = {"Key": KEY, "A": nested(address, KeyArn={"Fn::GetAtt": ["Key", "Arn"]})}
    reading = read(tmp_path, {"p.json": parent, "nested/child.json": CHILD})
    assert key_of(reading, "A/T") == (Match.CERTAIN, "Key")
    (gap,) = reading.gaps
    assert "child.json" in gap.why.en


def test_outputs_of_a_stack_that_isnt_there_are_open(tmp_path: Path) -> None:
    parent = {"A": nested("missing.json"), "T": topic({"Fn::GetAtt": ["A", "Outputs.KeyArn"]})}
    assert key_of(read(tmp_path, {"p.json": parent}), "T") == (Match.OUTSIDE, "A.Outputs.KeyArn")


def stack_set(**properties: object) -> dict[str, object]:
    body = json.dumps({"Parameters": {"KeyArn": {"Type": "String"}}, "Resources": {"T": topic({"Ref": "KeyArn"})}})
    parameters = [{"ParameterKey": "KeyArn", "ParameterValue": {"Fn::GetAtt": ["Key", "Arn"]}}]
    return {
        "Type": "AWS::CloudFormation::StackSet",
        "Properties": {"TemplateBody": body, "Parameters": parameters, **properties},
    }


def test_a_stack_set_is_a_stack_in_other_accounts(tmp_path: Path) -> None:
    reading = read(tmp_path, {"p.json": {"Key": KEY, "Set": stack_set()}})
    assert key_of(reading, "Set/T") == (Match.CERTAIN, "Key")
    inner = one(estate_of(reading), "Set/T")
    assert show(inner.account) == "${Set.Account}"
    assert show(inner.region) == "${Set.Region}"
    assert inner.origin.pointer == "/Resources/Set/Properties/TemplateBody/Resources/T"


def test_a_stack_set_for_one_account_and_region_stands_there(tmp_path: Path) -> None:
    group = [{"DeploymentTargets": {"Accounts": ["999988887777"]}, "Regions": ["us-east-1"]}]
    reading = read(tmp_path, {"p.json": {"Key": KEY, "Set": stack_set(StackInstancesGroup=group)}})
    inner = one(estate_of(reading), "Set/T")
    assert (inner.account, inner.region) == ("999988887777", "us-east-1")


def test_a_stack_set_with_a_broken_body_leaves_a_gap(tmp_path: Path) -> None:
    reading = read(tmp_path, {"p.json": {"Key": KEY, "Set": stack_set(TemplateBody="Resources: [")}})
    (gap,) = reading.gaps
    assert gap.origin.pointer == "/Resources/Set/Properties/TemplateBody"


SPELLED = {"T": topic("arn:aws:kms:eu-west-1:111122223333:key/1")}


def test_the_partition_that_templates_spell_out_is_theirs(tmp_path: Path) -> None:
    reading = read(tmp_path, {"a.json": SPELLED, "b.json": {"K": KEY}}, options=OPEN)
    assert {resource.partition for resource in estate_of(reading).resources} == {"aws"}


def test_two_partitions_spelled_out_leave_it_open(tmp_path: Path) -> None:
    both = {**SPELLED, "U": topic("arn:aws-cn:kms:cn-north-1:111122223333:key/1")}
    reading = read(tmp_path, {"a.json": both}, options=OPEN)
    assert show(one(estate_of(reading), "T").partition) == "${AWS::Partition}"


def test_endlessly_many_nested_stacks_are_cut_with_a_gap(tmp_path: Path) -> None:
    files: dict[str, object] = {"top.json": {f"N{number}": nested("middle.json") for number in range(40)}}
    files["middle.json"] = {f"M{number}": nested("leaf.json") for number in range(40)}
    files["leaf.json"] = {"T": {"Type": "AWS::SNS::Topic"}}
    reading = read(tmp_path, files)
    assert any("nested stacks" in gap.why.en for gap in reading.gaps)
    assert len(estate_of(reading).resources) < 3000


def test_an_output_by_stack_name_is_open_where_no_name_is_known(tmp_path: Path) -> None:
    asked = {"Fn::GetStackOutput": {"StackName": "platform", "OutputName": "KeyArn"}}
    template = {"Transform": "AWS::LanguageExtensions", "Resources": {"T": topic(asked)}}
    reading = read(tmp_path, {"a.json": template, "keys.json": exporting("key-arn")})
    assert key_of(reading, "T") == (Match.OUTSIDE, "platform.KeyArn")


def test_gaps_of_a_stack_set_stand_in_its_parent(tmp_path: Path) -> None:
    body = json.dumps({"Resources": {"T": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Ref": "Oops"}}}}})
    reading = read(tmp_path, {"p.json": {"Key": KEY, "Set": stack_set(TemplateBody=body)}})
    assert reading.gaps
    assert all("/TemplateBody" in gap.origin.pointer for gap in reading.gaps)
