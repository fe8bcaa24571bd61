"""Every path says what the sources say, and what holds for all paths holds for each."""

import re
import string
from fnmatch import fnmatchcase
from itertools import combinations

import pytest

from keypost.catalogue.all import all_paths, load_path
from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    OBSERVED,
    Absent,
    AssumedRole,
    Call,
    Caller,
    LinkedRole,
    MadeGrant,
    Necessity,
    Part,
    Path,
    Reach,
    RoleThenService,
    Sent,
    Service,
    ThePrincipal,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.estate.resource import Resource
from tests.catalogue.spec import list_declared_calls, list_spec_calls, read_spec, spell_accepts, spell_caller

PATHS = all_paths()
REQUIRED = Necessity.REQUIRED
CALLS = [(path, call) for path in PATHS for call in path.calls]
# The services that send aws:SourceOwner (SNS Developer Guide, access policy use cases).
OWNER_SENDERS = {
    "cloudwatch.amazonaws.com",
    "elasticache.amazonaws.com",
    "codecommit.amazonaws.com",
    "ds.amazonaws.com",
    "events.rds.amazonaws.com",
    "redshift.amazonaws.com",
    "ses.amazonaws.com",
    "ssm-incidents.amazonaws.com",
    "{region}.devops-guru.amazonaws.com",
}


def name(path: Path) -> str:
    return path.id


def caller_of(path: Path, call: Call) -> Caller:
    return call.caller or path.caller


def test_the_facts_are_there_for_every_path() -> None:
    assert sorted(read_spec()) == [path.id for path in PATHS]


@pytest.mark.parametrize("path_id", sorted(read_spec()))
def test_a_path_says_what_the_sources_say(path_id: str) -> None:
    fact, path = read_spec()[path_id], load_path(path_id)
    assert spell_caller(path.caller) == fact["caller"]
    assert spell_accepts(path.accepts) == fact.get("accepts")

    def order(call: dict[str, object]) -> str:
        return f"{call['action']} {call['as']} {call['when']}"

    assert sorted(list_declared_calls(path), key=order) == sorted(list_spec_calls(fact), key=order)


@pytest.mark.parametrize(("path", "call"), CALLS, ids=lambda item: getattr(item, "id", getattr(item, "action", None)))
def test_a_call_speaks_about_where_it_comes_from(path: Path, call: Call) -> None:
    """A service's call says of each source key whether it is sent; a role's call has none of them."""
    if isinstance(caller_of(path, call), Service | RoleThenService):
        assert {"aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:PrincipalOrgID"} <= set(call.context)
        assert call.context["aws:PrincipalOrgID"] == Absent(DOCUMENTED)
    elif not call.action.startswith("firehose:"):
        assert call.context["aws:SourceArn"] == call.context["aws:SourceAccount"] == Absent(DOCUMENTED)


def test_only_config_asks_twice() -> None:
    twice = [path.id for path, call in CALLS if call.role_context]
    assert set(twice) == {"config-to-s3", "config-to-sns"}
    assert all(call.role_context for path, call in CALLS if isinstance(caller_of(path, call), RoleThenService))


def test_source_account_is_never_that_of_the_target() -> None:
    values = [call.context.get("aws:SourceAccount") for _, call in CALLS]
    assert {value.value for value in values if isinstance(value, Sent)} <= {Part.SOURCE_ACCOUNT, Part.ANY}


def test_source_owner_is_sent_by_the_documented_services_only() -> None:
    for path, call in CALLS:
        caller = caller_of(path, call)
        if call.action == "sns:Publish" and isinstance(caller, Service | RoleThenService):
            service = caller.name if isinstance(caller, Service) else caller.service
            assert isinstance(call.context["aws:SourceOwner"], Sent) is (service in OWNER_SENDERS), path.id
        else:
            assert "aws:SourceOwner" not in call.context


@pytest.mark.parametrize(
    ("kind", "key"), [(Kind.TOPIC, "aws:sns:topicArn"), (Kind.QUEUE, "aws:sqs:arn")], ids=["topic", "queue"]
)
def test_the_encryption_context_of_topics_and_queues_is_inferred(kind: Kind, key: str) -> None:
    """But where a page shows it: FlexMatch guide, queue-notification-sns-sse."""
    found = [(path, call.context) for path, call in CALLS if path.target is kind and call.action.startswith("kms:")]
    assert found
    for path, context in found:
        grade = DOCUMENTED if path.id == "gamelift-matchmaking-to-sns" else INFERRED
        assert dict(context)[f"kms:EncryptionContext:{key}"] == Sent(Part.TARGET, grade)  # type: ignore[index]


def test_calls_through_a_service_carry_via_service() -> None:
    """A role that uses the key through SNS, SQS, S3 or Backup does so in a forward access session.

    Where the key itself is the target, the role may come by itself (that of a state machine, say).
    """
    for path, call in CALLS:
        by_role = isinstance(caller_of(path, call), AssumedRole | LinkedRole | ThePrincipal)
        if by_role and call.action.startswith("kms:") and path.target is not Kind.KEY:
            assert isinstance(call.context["kms:ViaService"], Sent), path.id


def test_kms_calls_are_on_the_key_and_others_are_not() -> None:
    assert [path.id for path, call in CALLS if call.action.startswith("kms:") is not (call.on is Part.TARGET_KEY)] == []


def test_what_is_refused_under_some_encryption_is_a_call_of_the_path() -> None:
    refused = [(path, path.accepts.action) for path in PATHS if path.accepts is not None]
    assert refused
    assert [path.id for path, action in refused if action not in {call.action for call in path.calls}] == []


def test_calls_on_a_key_wait_for_encryption_unless_the_key_is_the_target() -> None:
    always = {path.id for path, call in CALLS if call.on is Part.TARGET_KEY and call.when is When.ALWAYS}
    assert always == {path.id for path in PATHS if path.target is Kind.KEY}


def test_whoever_uses_a_bucket_key_decrypts_it() -> None:
    """S3 User Guide, S3 Bucket Keys and replication; so say CloudTrail, CloudFront and vended logs of theirs."""
    under = [(path.id, call) for path, call in CALLS if call.when is When.BUCKET_KEY_IS_ON]
    decrypted = {path_id for path_id, call in under if call.action == "kms:Decrypt" and call.necessity is REQUIRED}
    assert sorted({path_id for path_id, _ in under} - decrypted) == []


def test_what_is_advised_covers_the_action() -> None:
    advised = [(call.action, call.advised) for _, call in CALLS if call.advised]
    assert advised
    assert [pair for pair in advised if not fnmatchcase(*pair)] == []


def test_grants_that_are_taken_for_granted_are_observed() -> None:
    granted = {MadeGrant.WITH_TARGET, MadeGrant.WITH_SOURCE}
    grants = {(path.id, call.evidence) for path, call in CALLS if call.grant in granted}
    known = {grant for grant in grants if grant[1] is not INFERRED}
    assert known == {("backup-to-vault-fully-managed", OBSERVED), ("lambda-env-vars", OBSERVED)}


@pytest.mark.parametrize("part", Part)
def test_a_part_asks_for_what_there_is(part: Part) -> None:
    for _, field, _, _ in string.Formatter().parse(part.value):
        head, _, attribute = (field or "any").partition(".")
        assert head in {"any", "reference", "source", "target", "key", "role", "holder", "values"}
        if head in {"source", "target", "key", "role", "holder"}:
            assert attribute in Resource._fields


@pytest.mark.parametrize("path", PATHS, ids=name)
def test_values_that_calls_ask_for_are_in_every_wiring(path: Path) -> None:
    sent = [value.value for call in path.calls for value in call.context.values() if isinstance(value, Sent)]
    texts = [part.value for part in (*(call.on for call in path.calls), *sent) if isinstance(part, Part)]
    asked = {match for text in texts for match in re.findall(r"\{values\.([^}]+)\}", text)}
    assert all(set(wiring.values) == asked for wiring in path.wirings)


@pytest.mark.parametrize("path", PATHS, ids=name)
def test_a_role_that_calls_is_found_by_every_wiring(path: Path) -> None:
    if isinstance(path.caller, LinkedRole):
        return  # each account has one role of its own, whether or not the setting names another
    needs_role = isinstance(path.caller, AssumedRole | RoleThenService)
    assert [wiring.setting for wiring in path.wirings if bool(wiring.role) is not needs_role] == [] or (
        path.id == "backup-to-vault-fully-managed"  # shares its setting with backup-not-fully-managed
    )


def test_paths_that_share_a_setting_read_it_alike() -> None:
    seen: dict[object, Wiring] = {}
    for path in PATHS:
        for wiring in path.wirings:
            first = seen.setdefault((wiring.holder, wiring.target, wiring.source), wiring)
            same = (wiring.role, wiring.key, wiring.role_holder, wiring.values)
            assert same == (first.role, first.key, first.role_holder, first.values), path.id


def test_no_delivery_fits_two_paths() -> None:
    for one, other in combinations(PATHS, 2):
        shared = {(w.holder, w.setting) for w in one.wirings} & {(w.holder, w.setting) for w in other.wirings}
        if shared and one.target is other.target and set(one.source) & set(other.source):
            assert {one.reach, other.reach} == {Reach.ONE_ACCOUNT, Reach.ACROSS_ACCOUNTS}, (one.id, other.id)


@pytest.mark.parametrize("path", PATHS, ids=name)
def test_a_path_names_its_sources(path: Path) -> None:
    assert path.documented_by
    for doc in path.documented_by:
        assert re.match(r"https://(docs\.aws\.amazon\.com|repost\.aws|github\.com)/", doc.url)
        assert re.fullmatch(r"20\d\d(-\d\d(-\d\d)?)?", doc.read_on)
        assert doc.says.en.endswith(".")
        assert doc.says.ja.endswith("。")


@pytest.mark.parametrize("path", PATHS, ids=name)
def test_a_path_rests_on_more_than_inference(path: Path) -> None:
    assert path.evidence is not INFERRED
    assert path.source or not path.wirings
    assert len(set(path.symptoms)) == len(path.symptoms)


def test_cloudtrail_is_never_said_to_hold_a_services_denial() -> None:
    """AWS documents only in whose account a denied call of another account is logged (KMS guide, logging)."""
    told = [text for path in PATHS for text in path.seen_in if "AccessDenied from kms" in text.en]
    assert told
    assert all("which may lack it" in text.en and "記録されないこともある" in text.ja for text in told)
