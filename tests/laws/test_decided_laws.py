"""What is decided again after changes is what a whole decision of the changed estate says, delivery by delivery."""

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from keypost.checker.check import decide_reading
from keypost.checker.merge import Identity, identify
from keypost.checker.verdict import Delivery
from keypost.estate.estate import Reading
from keypost.estate.kind import Kind
from keypost.estate.resource import NOT_ENCRYPTED, Encryption, Resource, Sse
from keypost.fixer.apply import apply_to_reading
from keypost.fixer.change import Changes, EncryptionChange, EstateChange, NewKey, PolicyChange
from keypost.fixer.outlook import Outlook
from keypost.fixer.tactics import build_key
from keypost.policy.changes import Change, ChangeKind, name_principal
from keypost.policy.document import Effect, build_allow
from keypost.policy.reasons import PolicyKind
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from tests.fixer.templates import Json, build_template

CALLERS = ("cloudwatch.amazonaws.com", "sns.amazonaws.com", "events.amazonaws.com")
KEYED = {Kind.TOPIC, Kind.QUEUE}
OPEN = {"Fn::If": ["Managed", "alias/aws/sns", {"Ref": "Chosen"}]}


def read(template: Json) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "t.json"
        file.write_text(json.dumps(template), encoding="utf-8")
        return read_paths([str(file)], ReadOptions())


def leave_open(template: Json, random: Random) -> Json:
    """Let a condition that nobody settles choose the key of some topics, and whether a resource exists."""
    resources = dict(template["Resources"])
    for name, resource in template["Resources"].items():
        if resource["Type"] == "AWS::SNS::Topic" and random.random() < 0.4:
            properties = resource.get("Properties", {}) | {"KmsMasterKeyId": random.choice([OPEN, {"Ref": "Chosen"}])}
            resources[name] = resource | {"Properties": properties}
        elif resource["Type"] == "AWS::CloudWatch::Alarm" and random.random() < 0.4:
            resources[name] = resource | {"Condition": "Managed"}
    parameters = {"Chosen": {"Type": "String"}, "Way": {"Type": "String"}}
    conditions = {"Managed": {"Fn::Equals": [{"Ref": "Way"}, "managed"]}}
    return template | {"Parameters": parameters, "Conditions": conditions, "Resources": resources}


def draw_changes(reading: Reading, random: Random) -> Changes:
    """Draw changes of every kind, most of which nobody would make."""
    resources = reading.cases[0].estate.resources
    owners = [one for one in resources if one.is_key or one.is_principal or one.kind in KEYED]
    return tuple(change for _ in range(random.randint(1, 3)) for change in _draw(random.choice(owners), random))


def _draw(owner: Resource, random: Random) -> Iterable[EstateChange]:
    if owner.kind in KEYED and random.random() < 0.7:
        key = build_key([owner])
        to = random.choice([NOT_ENCRYPTED, Encryption(Sse.KMS, key="alias/aws/sns"), Encryption(Sse.KMS, key=key.arn)])
        new = (NewKey(key),) if to.key == key.arn else ()
        return *new, EncryptionChange(owner.handle, owner.kind, to)
    if owner.is_key and random.random() < 0.2:
        return (PolicyChange(owner.handle, Change(ChangeKind.ENABLE_KEY)),)
    effect = random.choice([Effect.ALLOW, Effect.ALLOW, Effect.DENY])
    kind = PolicyKind.IDENTITY if owner.is_principal else PolicyKind.RESOURCE
    callers = () if owner.is_principal else map(name_principal, random.sample(CALLERS, 2))
    added = build_allow(("kms:*", "sns:*", "sqs:*"), resource="*", principals=callers)._replace(effect=effect)
    return (PolicyChange(owner.handle, Change(ChangeKind.ADD_STATEMENT, kind, effect=effect, added=added)),)


def tell(delivery: Delivery) -> object:
    """Return all that is decided about a delivery, and the resources that took part."""
    calls = [(one.call, one.request, one.verdict, one.needs, one.decision) for one in delivery.calls]
    parts = (delivery.wire, delivery.source, delivery.target, delivery.key, delivery.encryption)
    return delivery.verdict, calls, delivery.needs, delivery.assumptions, parts


def list_in_order(outlook: Outlook) -> list[tuple[Identity, object]]:
    """Return all deliveries of an outlook as they follow each other."""
    again, decided = outlook.again, outlook.ground.decided
    kept = {one: decided.find_place(one) for one in decided.deliveries if one not in again.deliveries}
    order = sorted([*kept.items(), *again.places.items()], key=lambda one: one[1])
    found = ((one, outlook.find(one)) for one, _ in order)
    return [(one, tell(delivery)) for one, delivery in found if delivery is not None]


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_what_changes_touch_is_all_that_they_change(random: Random) -> None:
    template = build_template(random)
    reading = read(leave_open(template, random) if random.random() < 0.4 else template)
    changes = draw_changes(reading, random)
    whole = decide_reading(apply_to_reading(changes, reading))
    assert list_in_order(Outlook(reading, changes)) == [(identify(one), tell(one)) for one in whole]


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_without_one_change_everything_is_decided_as_anew(random: Random) -> None:
    template = build_template(random)
    reading = read(leave_open(template, random) if random.random() < 0.4 else template)
    outlook = Outlook(reading, draw_changes(reading, random))
    index = random.randrange(len(outlook.changes))
    left_out, fewer = outlook.changes[index], (*outlook.changes[:index], *outlook.changes[index + 1 :])
    owner = left_out.key.handle if isinstance(left_out, NewKey) else left_out.owner
    different = outlook.decide_instead(fewer, owner=owner)
    anew = Outlook(reading, fewer)
    for identity in {*outlook.again.deliveries, *anew.again.deliveries, *different}:
        found = different[identity] if identity in different else outlook.find(identity)
        expected = anew.find(identity)
        assert (found and tell(found)) == (expected and tell(expected))


def test_little_is_decided_again() -> None:
    """The law is worth something only where most is left alone."""
    counts = []
    for seed in range(20):
        random = Random(seed)  # noqa: S311  nothing secret
        reading = read(build_template(random))
        outlook = Outlook(reading, draw_changes(reading, random))
        counts.append((len(outlook.again.deliveries), len(outlook.ground.decided.deliveries)))
    again, decided = map(sum, zip(*counts, strict=True))
    assert 0 < again < decided * 2 / 3, counts
