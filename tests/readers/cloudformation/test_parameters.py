"""Values of parameters: given, chosen, by default, or open; and the pseudo parameters beside them."""

import pytest

from keypost.readers.building.whereabouts import find_partition
from keypost.readers.cloudformation.parameters import Parameters
from keypost.readers.cloudformation.pseudo import PseudoParameters
from keypost.readers.cloudformation.settings import Settings
from keypost.unknown import Shape, Unread, Why, build_unknown, unknowns_in
from tests.readers.cloudformation.resolving import show

GIVEN = {"P": "given"}
SSM = "AWS::SSM::Parameter::Value<String>"


@pytest.mark.parametrize(
    ("definition", "given", "expected"),
    [
        ({"Type": "String"}, {}, "${P}"),
        ({"Type": "String"}, GIVEN, "given"),
        ({"Type": "String", "Default": "d"}, {}, "d"),
        ({"Type": "String", "Default": "d"}, GIVEN, "given"),
        ({"Type": "String", "Default": ""}, {}, ""),
        ({"Type": "String", "Default": True}, {}, "true"),
        ({"Type": "String", "Default": 111122223333}, {}, "111122223333"),
        ({"Type": "String", "AllowedValues": ["only"]}, {}, "only"),
        ({"Type": "String", "AllowedValues": ["a", "b"]}, {}, "${P}"),
        ({"Type": "String", "Default": True}, {"P": "No"}, "false"),
        ({"Type": "String", "AllowedValues": [True, False]}, {"P": "yes"}, "true"),
        ({"Type": "String", "AllowedValues": ["yes", "no"]}, {"P": "yes"}, "yes"),
        ({"Type": "Number", "Default": 5}, {}, 5),
        ({"Type": "Number", "Default": "5"}, {}, "5"),
        ({"Type": "AWS::EC2::VPC::Id"}, {}, "${P}"),
        ({"Type": "CommaDelimitedList", "Default": "a,b , c"}, {}, ["a", "b", "c"]),
        ({"Type": "CommaDelimitedList", "Default": ""}, {}, [""]),
        ({"Type": "CommaDelimitedList"}, {}, "?P"),
        ({"Type": "CommaDelimitedList"}, {"P": ["x", "y"]}, ["x", "y"]),
        ({"Type": "CommaDelimitedList"}, {"P": build_unknown("Parent")}, "?Parent"),
        ({"Type": "List<Number>", "Default": "1,2"}, {}, ["1", "2"]),
        ({"Type": "String"}, {"P": ["x", "y"]}, "x,y"),
        ({"Type": SSM, "Default": "/a/b"}, {}, "${P}"),
        ({"Type": SSM, "Default": "/a/b"}, {"P": "/c/d"}, "${P}"),
        ({"Type": SSM, "Default": "/a/b"}, {"P": "arn:aws:ssm:x:1:parameter/p"}, "${P}"),
        ({"Type": SSM, "Default": "/a/b"}, {"P": "alias/aws/sns"}, "alias/aws/sns"),
        ({"Type": SSM, "Default": "/a/b"}, {"P": "arn:aws:kms:x:1:key/k"}, "arn:aws:kms:x:1:key/k"),
        ({"Type": "AWS::SSM::Parameter::Name", "Default": "/a/b"}, {}, "/a/b"),
        ({"Type": "AWS::SSM::Parameter::Value<List<String>>", "Default": "/a/b"}, {}, "?P"),
        ({"Type": "String"}, {"P": Unread(Why.NOT_IN_INPUT, "Other")}, "?Other"),
        ({}, {}, "${P}"),
        ({"Type": ["odd"], "AllowedValues": "odd"}, {}, "${P}"),
    ],
)
def test_value(definition: dict[str, object], given: dict[str, object], expected: object) -> None:
    assert show(Parameters({"P": definition}, settings=Settings(parameters=given)).value("P")) == expected


@pytest.mark.parametrize(
    ("definition", "shape"),
    [
        ({"AllowedPattern": "^[0-9]{12}$"}, Shape.ACCOUNT),
        ({"AllowedPattern": "\\d{12}"}, Shape.ACCOUNT),
        ({"AllowedPattern": "(x+x+)+y"}, Shape.TEXT),
        ({"AllowedPattern": "(["}, Shape.TEXT),
        ({"AllowedValues": ["us-east-1", "us-gov-west-1"]}, Shape.REGION),
        ({"AllowedValues": ["dev", "prod-1"]}, Shape.TEXT),
        ({}, Shape.TEXT),
    ],
)
def test_shape_of_an_open_parameter(definition: dict[str, object], shape: Shape) -> None:
    value = Parameters({"P": {"Type": "String", **definition}}, settings=Settings()).value("P")
    assert [unknown.shape for unknown in unknowns_in(str(value))] == [shape]


def test_a_choice_settles_a_value_that_a_parent_passed_on() -> None:
    settings = Settings(parameters={"P": "x-" + build_unknown("Env")}, choices={"Env": "prod"})
    assert Parameters({"P": {"Type": "String"}}, settings=settings).value("P") == "x-prod"


@pytest.mark.parametrize(
    ("region", "partition", "suffix"),
    [
        ("us-east-1", "aws", "amazonaws.com"),
        ("eu-central-1", "aws", "amazonaws.com"),
        ("cn-north-1", "aws-cn", "amazonaws.com.cn"),
        ("us-gov-west-1", "aws-us-gov", "amazonaws.com"),
        ("us-iso-east-1", "aws-iso", "c2s.ic.gov"),
        ("us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"),
        ("eusc-de-east-1", "aws-eusc", "amazonaws.eu"),
    ],
)
def test_partition_follows_from_the_region(region: str, partition: str, suffix: str) -> None:
    assert find_partition(region) == (partition, suffix)
    values = PseudoParameters(Settings(region=region), stack="t").values()
    assert values["AWS::Partition"] == partition
    assert values["AWS::URLSuffix"] == suffix


def test_pseudo_parameters_are_open_until_given() -> None:
    values = PseudoParameters(Settings(), stack="t").values()
    assert show(values["AWS::StackId"]) == (
        "arn:${AWS::Partition}:cloudformation:${AWS::Region}:${AWS::AccountId}:stack/${t#AWS::StackName}/${t#AWS::StackId}"
    )
    assert PseudoParameters(Settings(account="1" * 12), stack="t").values()["AWS::AccountId"] == "1" * 12
    assert PseudoParameters(Settings(choices={"AWS::Partition": "aws-cn"}), stack="t").url_suffix == "amazonaws.com.cn"
