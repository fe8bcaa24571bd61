"""Checked deliveries made by hand: what reports are tried on."""

from keypost.catalogue.declare import Call, Evidence, Failure, Part, Path, Service
from keypost.checker.verdict import (
    CallVerdict,
    CheckResult,
    Delivery,
    Finding,
    Need,
    NeedKind,
    Severity,
    Verdict,
)
from keypost.estate.estate import Assumption, Gap, Suppression, Wire
from keypost.estate.kind import Kind
from keypost.estate.resource import Encryption, Resource, Sse
from keypost.origin import Origin
from keypost.policy.decision import Decision, Step
from keypost.policy.document import Effect
from keypost.policy.reasons import Element, Match, Outcome, PolicyKind, Reason
from keypost.policy.request import KeyFacts, KeyManager, Principal, PrincipalKind, Request
from keypost.reports.scope import Scope
from keypost.text import Text
from keypost.unknown import Shape, build_unknown

TEMPLATE = "monitoring/template.yaml"
SCOPE = Scope(files=2, resources=9)
ACCOUNT = build_unknown("AWS::AccountId", shape=Shape.ACCOUNT)
PUBLISH, GENERATE, DECRYPT = (
    Call("sns:Publish", on=Part.TARGET),
    Call("kms:GenerateDataKey", on=Part.TARGET_KEY),
    Call("kms:Decrypt", on=Part.TARGET_KEY),
)
ALARM_TO_TOPIC = Path(
    id="cloudwatch-alarm-to-sns",
    title=Text(en="CloudWatch alarm to SNS topic", ja="CloudWatch アラームから SNS トピックへ"),
    source=(Kind.ALARM,),
    target=Kind.TOPIC,
    caller=Service("cloudwatch.amazonaws.com"),
    wirings=(),
    calls=(PUBLISH, GENERATE, DECRYPT),
    failure=Failure.SILENT,
    seen_in=(Text(en="alarm history", ja="アラームの履歴"),),
    evidence=Evidence.DOCUMENTED,
    documented_by=(),
)
BACKUP_TO_VAULT = ALARM_TO_TOPIC._replace(
    id="backup-to-vault-fully-managed",
    title=Text(en="AWS Backup to backup vault", ja="AWS Backup からバックアップボールトへ"),
    target=Kind.VAULT,
    caller=Service("backup-storage.amazonaws.com"),
    failure=Failure.RECORDED,
    seen_in=(Text(en="the backup job's status message", ja="バックアップジョブのステータスメッセージ"),),
)


def at(line: int, file: str = TEMPLATE) -> Origin:
    """Return a place in the sample template."""
    return Origin(file, line)


def resource(kind: Kind, name: str, line: int, *, arn: str = "") -> Resource:
    """Return a resource of the sample template."""
    return Resource(kind, name, arn or f"arn:aws:x:us-east-1:{ACCOUNT}:{name}", stack=TEMPLATE, origin=at(line))


def wire(source: Resource, target: Resource) -> Wire:
    """Return the setting that links the two."""
    return Wire(source, source, "AlarmActions[]", target.arn, origin=Origin(TEMPLATE, (source.origin.line or 0) + 4))


def service_request(service: str, action: str, on: str) -> Request:
    """Return a service's request."""
    return Request(Principal(PrincipalKind.SERVICE, service), action, on)


def call(of: Call, decision: Decision, *, service: str = "cloudwatch.amazonaws.com", on: str = "?") -> CallVerdict:
    """Return the call with its decision; the verdict follows from that."""
    verdicts = {Outcome.ALLOW: Verdict.WORKS, Outcome.UNDECIDED: Verdict.DEPENDS}
    verdict = verdicts.get(decision.outcome, Verdict.FAILS)
    return CallVerdict(of, service_request(service, of.action, on), decision, verdict)


ALLOWED = Decision(Outcome.ALLOW, Reason.STATEMENT_ALLOWS, PolicyKind.RESOURCE, 0, "AllowAlarms", at(30))
MANAGED = Decision(Outcome.IMPLICIT_DENY, Reason.MANAGED_KEY_EXCLUDES_SERVICES, PolicyKind.RESOURCE)
UNDECIDED = Decision(Outcome.UNDECIDED, Reason.VALUE_UNKNOWN, PolicyKind.RESOURCE)
NEAR_MISS = Decision(
    Outcome.IMPLICIT_DENY,
    Reason.NO_STATEMENT_ALLOWS,
    PolicyKind.RESOURCE,
    trace=(
        Step(
            PolicyKind.RESOURCE,
            Match.NO_MATCH,
            Reason.ACCOUNT_EXCLUDES_SERVICES,
            effect=Effect.ALLOW,
            element=Element.PRINCIPAL,
            expected=(f"arn:aws:iam::{ACCOUNT}:root",),
            origin=at(41),
        ),
        Step(
            PolicyKind.RESOURCE,
            Match.NO_MATCH,
            Reason.KEY_ABSENT,
            statement=1,
            sid="AllowAlarms",
            effect=Effect.ALLOW,
            element=Element.CONDITION,
            key="aws:PrincipalOrgID",
            operator="StringEquals",
            expected=("o-abcdefghij",),
            origin=at(47),
        ),
    ),
)
DENIED = Decision(
    Outcome.EXPLICIT_DENY,
    Reason.STATEMENT_DENIES,
    PolicyKind.RESOURCE,
    1,
    "OnlyTheAdministrator",
    at(70),
    trace=(
        Step(
            PolicyKind.RESOURCE,
            Match.MATCH,
            Reason.KEY_ABSENT_SO_NEGATED_HOLDS,
            statement=1,
            sid="OnlyTheAdministrator",
            effect=Effect.DENY,
            element=Element.CONDITION,
            key="aws:PrincipalArn",
            operator="StringNotEquals",
            expected=("arn:aws:iam::111122223333:user/admin",),
            origin=at(75),
        ),
    ),
)

TOPIC = resource(Kind.TOPIC, "Alerts", 12, arn=f"arn:aws:sns:us-east-1:{ACCOUNT}:alerts")
PLAIN_TOPIC = resource(Kind.TOPIC, "Plain", 60)
VAULT = resource(Kind.VAULT, "Vault", 80)
MANAGED_KEY = Resource(Kind.KEY, "alias/aws/sns", "", facts=KeyFacts(KeyManager.AWS))
OWN_KEY = Resource(Kind.KEY, "VaultKey", f"arn:aws:kms:us-east-1:{ACCOUNT}:key/VaultKey", stack=TEMPLATE, origin=at(64))
BY_MANAGED_KEY = Encryption(Sse.KMS, key="alias/aws/sns", origin=at(15))
BY_OWN_KEY = Encryption(Sse.KMS, key="VaultKey", origin=at(83))


def alarm_fails(name: str = "HighCpu", line: int = 20) -> Delivery:
    """Return an alarm that the managed key stops."""
    source = resource(Kind.ALARM, name, line)
    return Delivery(
        ALARM_TO_TOPIC,
        wire(source, TOPIC),
        source,
        TOPIC,
        Verdict.FAILS,
        key=MANAGED_KEY,
        encryption=BY_MANAGED_KEY,
        calls=(call(PUBLISH, ALLOWED, on=TOPIC.arn), call(GENERATE, MANAGED), call(DECRYPT, MANAGED)),
        findings=(0,),
    )


def alarm_depends() -> Delivery:
    """Return an alarm whose topic's policy turns on an unknown account."""
    source = resource(Kind.ALARM, "Unsure", 90)
    return Delivery(
        ALARM_TO_TOPIC,
        wire(source, PLAIN_TOPIC),
        source,
        PLAIN_TOPIC,
        Verdict.DEPENDS,
        encryption=Encryption(Sse.NONE),
        calls=(call(PUBLISH, UNDECIDED),),
        needs=(Need(NeedKind.INPUT_VALUE, "AWS::AccountId", at(62)), Need(NeedKind.CONDITION, "Env", at(3))),
        assumptions=((Assumption("Env", "prod", at(3)),),),
    )


def alarm_works(name: str = "Fine", line: int = 100) -> Delivery:
    """Return an alarm that gets through."""
    source = resource(Kind.ALARM, name, line)
    encryption = Encryption(Sse.NONE)
    calls = (call(PUBLISH, ALLOWED),)
    return Delivery(
        ALARM_TO_TOPIC, wire(source, PLAIN_TOPIC), source, PLAIN_TOPIC, Verdict.WORKS, None, encryption, calls
    )


def backup_fails() -> Delivery:
    """Return a backup that a Deny meant for people stops (scenario 3)."""
    source = resource(Kind.BACKUP_SELECTION, "Tables", 110)
    calls = (call(DECRYPT, DENIED, service="backup-storage.amazonaws.com", on=OWN_KEY.arn),)
    return Delivery(
        BACKUP_TO_VAULT, wire(source, VAULT), source, VAULT, Verdict.FAILS, OWN_KEY, BY_OWN_KEY, calls, findings=(1,)
    )


MANAGED_KEY_FINDING = Finding(
    "aws-managed-key-for-service",
    Severity.ERROR,
    Text(
        en="`Alerts` is encrypted with the AWS managed key `alias/aws/sns`, which admits no service, and nobody can "
        "edit its policy.",
        ja="`Alerts` はサービスを許可しない AWS マネージドキー `alias/aws/sns` で暗号化されており、"
        "そのポリシーは編集できません。",
    ),
    at(15),
    fixes=(
        Text(
            en="Encrypt it with a customer managed key whose policy allows `cloudwatch.amazonaws.com` "
            "kms:GenerateDataKey*, kms:Decrypt.",
            ja="`cloudwatch.amazonaws.com` に kms:GenerateDataKey*, kms:Decrypt を許可するキーポリシーを持つ"
            "カスタマーマネージドキーで暗号化してください。",
        ),
        Text(en="Or do without KMS on this topic.", ja="または、このトピックでは KMS を使わないでください。"),
    ),
    deliveries=(0,),
)
DENY_FINDING = Finding(
    "deny-hits-service",
    Severity.ERROR,
    Text(
        en="The Deny statement `OnlyTheAdministrator` also hits `backup-storage.amazonaws.com`.",
        ja="Deny ステートメント `OnlyTheAdministrator` は `backup-storage.amazonaws.com` にも適用されます。",
    ),
    at(70),
    fixes=(
        Text(
            en='Add this to its Condition:\n{\n  "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}\n}',
            ja='Condition に次を追加してください:\n{\n  "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}\n}',
        ),
    ),
    deliveries=(1,),
)
GAP = Gap(
    "AWS::Some::Macro",
    Text(en="A macro was not expanded.", ja="マクロが展開されていません。"),
    at(2),
)
ACCEPTED = Suppression(("deny-hits-service",), "restored by hand until the new vault", "2099-01-31", origin=at(4))


def everything() -> CheckResult:
    """Return a result with every verdict, two findings and a gap."""
    deliveries = (alarm_fails(), backup_fails(), alarm_depends(), alarm_works())
    return CheckResult(deliveries, (MANAGED_KEY_FINDING, DENY_FINDING), (GAP,), (TEMPLATE, "other.yaml"))


def suppressed() -> CheckResult:
    """Return a result whose only failure is accepted."""
    delivery = backup_fails()._replace(suppressed=ACCEPTED, findings=(0,))
    finding = DENY_FINDING._replace(suppressed=ACCEPTED, deliveries=(0,))
    return CheckResult((delivery,), (finding,), (), (TEMPLATE,))


def unread() -> CheckResult:
    """Return a result whose deliveries work, beside a template that could not be read."""
    why = Text(en="it isn't valid YAML", ja="有効な YAML ではありません")
    broken = Gap("broken.yaml", why, at(5, "broken.yaml"), is_input=True)
    return CheckResult((alarm_works(),), (), (broken, broken), (TEMPLATE,))


def nothing() -> CheckResult:
    """Return the result of a run that found no delivery."""
    return CheckResult((), (), (), (TEMPLATE, "other.yaml"))
