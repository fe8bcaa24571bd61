"""Laws of checking that hold for every estate, whatever its policies say."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from keypost.checker.check import check
from keypost.checker.verdict import CheckResult, Verdict
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths

Json = dict[str, Any]
Pair = tuple[str, str, str]

TODAY = "2026-11-22"
RANK = {Verdict.WORKS: 0, Verdict.DEPENDS: 1, Verdict.FAILS: 2}
ACCOUNT, OTHER = "111122223333", "444455556666"
OWN: Json = {"Ref": "AWS::AccountId"}
SETTLED = {"Account": ACCOUNT, "Service": "cloudwatch.amazonaws.com", "Organization": "o-exampleorg"}

PRINCIPALS = st.sampled_from(
    [
        "*",
        {"AWS": "*"},
        {"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}},
        {"AWS": {"Fn::GetAtt": ["Role", "Arn"]}},
        {"AWS": f"arn:aws:iam::{OTHER}:root"},
        {"Service": "cloudwatch.amazonaws.com"},
        {"Service": ["sns.amazonaws.com", "cloudwatch.amazonaws.com"]},
        {"Service": {"Ref": "Service"}},
    ]
)
ACTIONS = st.sampled_from(
    ["*", "kms:*", "kms:Decrypt", ["kms:GenerateDataKey*", "kms:Decrypt"], "sns:Publish", "sqs:*", "sqs:SendMessage"]
)
CONDITIONS: st.SearchStrategy[Json | None] = st.sampled_from(
    [
        None,
        {"StringEquals": {"aws:SourceAccount": OWN}},
        {"StringEquals": {"aws:SourceAccount": OTHER}},
        {"StringEquals": {"aws:SourceAccount": {"Ref": "Account"}}},
        {"StringNotEquals": {"aws:PrincipalOrgID": {"Ref": "Organization"}}},
        {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-exampleorg"}},
        {"ArnLike": {"aws:SourceArn": {"Fn::Sub": "arn:aws:sns:*:${AWS::AccountId}:*"}}},
        {"ArnNotLike": {"aws:PrincipalArn": {"Fn::GetAtt": ["Role", "Arn"]}}},
        {"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}},
        {"Bool": {"aws:SecureTransport": "false"}},
        {"StringEquals": {"kms:ViaService": {"Fn::Sub": "sqs.${AWS::Region}.amazonaws.com"}}},
        {"StringEquals": {"kms:CallerAccount": OWN}},
    ]
)


def build_statement(effect: str, principal: Any, action: Any, condition: Json | None) -> Json:
    statement = {"Effect": effect, "Principal": principal, "Action": action, "Resource": "*"}
    return statement if condition is None else {**statement, "Condition": condition}


def statements_of(*effects: str) -> st.SearchStrategy[Json]:
    return st.builds(build_statement, st.sampled_from(effects), PRINCIPALS, ACTIONS, CONDITIONS)


STATEMENTS = st.lists(statements_of("Allow", "Allow", "Deny"), min_size=1, max_size=4)
IDENTITIES = st.lists(statements_of("Allow", "Deny"), min_size=1, max_size=3)
ENCRYPTIONS = st.sampled_from([None, "managed", {"Ref": "Key"}, {"Fn::GetAtt": ["Key", "Arn"]}])
HOLDERS = ("Key", "AlertsPolicy", "InboxPolicy", "Role")


def build_template(
    key: list[Json], topic: list[Json], queue: list[Json], identity: list[Json], on_topic: Any, on_queue: Any
) -> Json:
    """An alarm to a topic, that to a queue, and a role that reads and sends there; each policy as given."""
    own = [{key: value for key, value in one.items() if key != "Principal"} for one in identity]
    own.append({"Effect": "Allow", "Action": ["sqs:ReceiveMessage"], "Resource": {"Fn::GetAtt": ["Inbox", "Arn"]}})
    alarm = {"ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": 1, "AlarmActions": [{"Ref": "Alerts"}]}
    inbox = {"Fn::GetAtt": ["Inbox", "Arn"]}
    resources = {
        "Key": ("AWS::KMS::Key", {"KeyPolicy": document(key)}),
        "Alerts": ("AWS::SNS::Topic", encrypt(on_topic, "alias/aws/sns")),
        "AlertsPolicy": ("AWS::SNS::TopicPolicy", {"Topics": [{"Ref": "Alerts"}], "PolicyDocument": document(topic)}),
        "Inbox": ("AWS::SQS::Queue", encrypt(on_queue, "alias/aws/sqs")),
        "InboxPolicy": ("AWS::SQS::QueuePolicy", {"Queues": [{"Ref": "Inbox"}], "PolicyDocument": document(queue)}),
        "Subscription": (
            "AWS::SNS::Subscription",
            {"TopicArn": {"Ref": "Alerts"}, "Protocol": "sqs", "Endpoint": inbox},
        ),
        "Alarm": ("AWS::CloudWatch::Alarm", alarm),
        "Role": ("AWS::IAM::Role", {"Policies": [{"PolicyName": "own", "PolicyDocument": document(own)}]}),
    }
    return {
        "Parameters": {name: {"Type": "String"} for name in SETTLED},
        "Resources": {name: {"Type": kind, "Properties": what} for name, (kind, what) in resources.items()},
    }


def document(statements: list[Json]) -> Json:
    return {"Version": "2012-10-17", "Statement": statements}


def encrypt(key: Any, managed: str) -> Json:
    return {} if key is None else {"KmsMasterKeyId": managed if key == "managed" else key}


TEMPLATES = st.builds(build_template, STATEMENTS, STATEMENTS, STATEMENTS, IDENTITIES, ENCRYPTIONS, ENCRYPTIONS)
LAW = settings(max_examples=60, deadline=None)


def check_templates(*templates: Json, backwards: bool = False, options: ReadOptions | None = None) -> CheckResult:
    """Check templates as the files 0.json, 1.json, ... of one folder."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(Path(folder) / f"{number}.json") for number in range(len(templates))]
        for path, template in zip(paths, templates, strict=True):
            Path(path).write_text(json.dumps(template), encoding="utf-8")
        return check(read_paths(paths[::-1] if backwards else paths, options or ReadOptions()), today=TODAY)


def verdicts_of(result: CheckResult) -> Mapping[Pair, Verdict]:
    return {(one.path.id, one.source.id, one.target.id): one.verdict for one in result.deliveries}


def sorted_verdicts(*results: CheckResult) -> list[tuple[Pair, str]]:
    return sorted((pair, verdict.value) for result in results for pair, verdict in listed(result))


def listed(result: CheckResult) -> list[tuple[Pair, Verdict]]:
    return [((one.path.id, one.source.id, one.target.id), one.verdict) for one in result.deliveries]


def policy_of(template: Json, holder: str) -> list[Json]:
    """Return the statements of a policy, to be changed in place."""
    properties = template["Resources"][holder]["Properties"]
    if holder == "Role":
        properties = properties["Policies"][0]
    statements: list[Json] = properties["KeyPolicy" if holder == "Key" else "PolicyDocument"]["Statement"]
    return statements


def copy_of(template: Json) -> Json:
    copied: Json = json.loads(json.dumps(template))
    return copied


@LAW
@given(TEMPLATES, st.sampled_from(HOLDERS), statements_of("Deny"))
def test_a_further_deny_never_mends_a_delivery(template: Json, holder: str, deny: Json) -> None:
    denied = copy_of(template)
    policy_of(denied, holder).append({key: deny[key] for key in deny if holder != "Role" or key != "Principal"})
    before, after = verdicts_of(check_templates(template)), verdicts_of(check_templates(denied))
    assert {pair: RANK[after[pair]] >= RANK[verdict] for pair, verdict in before.items()} == dict.fromkeys(before, True)


@LAW
@given(TEMPLATES, st.sampled_from(HOLDERS), st.randoms(use_true_random=False))
def test_the_order_of_statements_is_irrelevant(template: Json, holder: str, random: Any) -> None:
    shuffled = copy_of(template)
    random.shuffle(policy_of(shuffled, holder))
    assert verdicts_of(check_templates(shuffled)) == verdicts_of(check_templates(template))


SETTLINGS = st.fixed_dictionaries(
    {"account": st.sampled_from([None, ACCOUNT, OTHER]), "region": st.sampled_from([None, "us-east-1"])}
)
PARAMETERS = st.fixed_dictionaries(
    {},
    optional={
        "Account": st.sampled_from([ACCOUNT, OTHER]),
        "Service": st.sampled_from(["cloudwatch.amazonaws.com", "sns.amazonaws.com", "ses.amazonaws.com"]),
        "Organization": st.just("o-exampleorg"),
    },
)


@LAW
@given(TEMPLATES, SETTLINGS, PARAMETERS)
def test_what_is_settled_stays_settled_when_more_is_known(template: Json, told: Json, parameters: Json) -> None:
    open_verdicts = verdicts_of(check_templates(template))
    settled = verdicts_of(check_templates(template, options=ReadOptions(**told, parameters=parameters)))
    surely = {pair: verdict for pair, verdict in open_verdicts.items() if verdict is not Verdict.DEPENDS}
    assert {pair: settled[pair] for pair in surely} == surely


@LAW
@given(TEMPLATES, TEMPLATES)
def test_unrelated_templates_together_give_the_deliveries_of_each(one: Json, other: Json) -> None:
    apart = [check_templates(one), check_templates(other)]
    assert sorted_verdicts(check_templates(one, other)) == sorted_verdicts(*apart)


@LAW
@given(TEMPLATES, TEMPLATES)
def test_the_order_of_the_inputs_is_irrelevant(one: Json, other: Json) -> None:
    forwards, backwards = check_templates(one, other), check_templates(one, other, backwards=True)
    assert sorted_verdicts(forwards) == sorted_verdicts(backwards)
    assert rules_of(forwards) == rules_of(backwards)


def rules_of(result: CheckResult) -> Sequence[tuple[str, int | None]]:
    return sorted((finding.rule, finding.origin.line) for finding in result.findings)


# Statements whose answer rests on what AWS leaves open.
OPEN_CONDITIONS: st.SearchStrategy[Json] = st.sampled_from(
    [
        {"StringEquals": {"aws:PrincipalServiceNamesList": "cloudwatch.amazonaws.com"}},
        {"StringNotEquals": {"aws:PrincipalServiceNamesList": "cloudwatch.amazonaws.com"}},
        {"Null": {"aws:PrincipalArn": "true"}},
        {"StringLike": {"aws:PrincipalAccount": "*"}},
        {"StringLike": {"aws:userid": "*"}},
        {"BoolIfExists": {"aws:SecureTransport": "false"}},
        {"StringNotEquals": {"kms:ViaService": "sns.us-east-1.amazonaws.com"}},
        {"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}},
    ]
)
OPEN_DENIES = st.builds(
    build_statement, st.just("Deny"), st.sampled_from(["*", {"AWS": "*"}]), ACTIONS, OPEN_CONDITIONS
)
EVERYTHING = [build_statement("Allow", "*", "*", None)]
SERVICES = [build_statement("Allow", {"Service": ["cloudwatch.amazonaws.com", "sns.amazonaws.com"]}, "*", None)]


@LAW
@given(st.sampled_from([EVERYTHING, SERVICES]), st.lists(OPEN_DENIES, max_size=2))
def test_no_delivery_of_a_service_fails_because_of_an_open_point_alone(allowed: list[Json], denies: list[Json]) -> None:
    key = {"Fn::GetAtt": ["Key", "Arn"]}
    template = build_template([*allowed, *denies], allowed, allowed, [], key, key)
    for delivery in check_templates(template).deliveries:
        if delivery.path.id != "sqs-consumer-iam":
            assert delivery.verdict is (Verdict.DEPENDS if delivery.needs else Verdict.WORKS)


@LAW
@given(TEMPLATES)
def test_what_fails_rests_on_no_open_point(template: Json) -> None:
    for delivery in check_templates(template).deliveries:
        if delivery.verdict is Verdict.FAILS:
            failed = [call.decision for call in delivery.calls if call.verdict is Verdict.FAILS]
            assert failed
            assert not any(decision.open_points or decision.needs for decision in failed)


@LAW
@given(TEMPLATES)
def test_a_delivery_that_fails_has_a_finding_and_one_that_depends_a_need(template: Json) -> None:
    for delivery in check_templates(template).deliveries:
        assert (delivery.verdict is Verdict.FAILS) <= bool(delivery.findings)
        assert (delivery.verdict is Verdict.DEPENDS) is bool(delivery.needs)
