"""Policy documents -> claims: what AWS refuses in them, and what it stores although it doesn't do what it says."""

from keypost.checker.rule import Claim, Rule, name_statement
from keypost.checker.rules.registry import find_rule
from keypost.checker.verdict import Severity
from keypost.estate.estate import Estate
from keypost.estate.kind import Kind
from keypost.estate.resource import Membership, Resource
from keypost.named import TYPE_CHECKING, Iterator
from keypost.policy.document import Policy
from keypost.policy.validity.screen import is_plain
from keypost.text import Text
from keypost.unknown import Unread, Why

if TYPE_CHECKING:
    from keypost.policy.validity.defect import Defect, Subject

_KINDS = {
    Kind.KEY: "key",
    Kind.REPLICA_KEY: "key",
    Kind.TOPIC: "topic",
    Kind.QUEUE: "queue",
    Kind.BUCKET: "bucket",
    Kind.VAULT: "vault",
    Kind.AIR_GAPPED_VAULT: "vault",
    Kind.ROLE: "role",
}
_IN_STATEMENT = Text(
    en="Statement `{sid}` in the policy of `{owner}`: ", ja="`{owner}` のポリシーのステートメント `{sid}`: "
)
_IN_POLICY = Text(en="The policy of `{owner}`: ", ja="`{owner}` のポリシー: ")
_STATEMENT = Text(en="Statement `{sid}`: ", ja="ステートメント `{sid}`: ")


def inspect_policies(estates: tuple[Estate, ...]) -> Iterator[tuple[Rule, Claim]]:
    """Claim what is wrong with the policies of every resource; most are plain, and cost next to nothing."""
    seen: set[int] = set()
    for estate in estates:
        for resource in estate.resources:
            if resource.membership is Membership.INSIDE:
                yield from _inspect(resource, seen)


def _inspect(resource: Resource, seen: set[int]) -> Iterator[tuple[Rule, Claim]]:
    if isinstance(resource.policy, Unread) and resource.policy.why is Why.MALFORMED:
        yield _claim_malformed(resource)
    for kind, policy in _policies_of(resource):
        if id(policy) in seen or is_plain(policy, kind=kind, resource=resource.arn):
            continue
        seen.add(id(policy))
        if policy.origin.file or policy.origin.call:  # AWS's own, and those that it makes up, stand nowhere
            yield from _inspect_policy(resource, kind, policy)


def _policies_of(resource: Resource) -> Iterator[tuple[str, Policy]]:
    """Yield the resource policy (of a role, the trust policy) and the identity policies that a resource has."""
    if resource.kind is Kind.FUNCTION:  # its statements are written by AWS
        return
    if isinstance(resource.policy, Policy):
        yield _KINDS.get(resource.kind, "other"), resource.policy
    for policy in resource.identity:
        if isinstance(policy, Policy) and not _is_of_aws(policy):
            yield "identity", policy


def _is_of_aws(policy: Policy) -> bool:
    """AWS managed policies stand in no input; the estate calls them by their names (`aws:...`)."""
    return (policy.id or "").startswith("aws:")


def _inspect_policy(resource: Resource, kind: str, policy: Policy) -> Iterator[tuple[Rule, Claim]]:
    from keypost.policy.validity.find import find_defects

    for defect in find_defects(_build_subject(resource, kind, policy)):
        yield build_claim(defect, resource=resource)


def subjects_of(resource: Resource) -> Iterator["Subject"]:
    """Yield the policies of a resource as the rules of documents look at them."""
    for kind, policy in _policies_of(resource):
        yield _build_subject(resource, kind, policy)


def _build_subject(resource: Resource, kind: str, policy: Policy) -> "Subject":
    from keypost.policy.validity.defect import DocumentKind, Quota, Subject

    one_resource = kind in {"key", "topic", "queue", "bucket"}
    arn = resource.arn if one_resource else ""
    bypasses = "bypasses-lockout-check" in resource.attributes
    return Subject(policy, DocumentKind(kind), arn, quota=Quota.INLINE, bypasses_lockout_check=bypasses)


def build_claim(defect: "Defect", *, resource: Resource | None = None) -> tuple[Rule, Claim]:
    """Return the rule that has words for the defect, and what it says: of a resource's policy, or of a lone one."""
    rule = find_rule(defect.problem.value)
    words = (rule.words or {})[defect.problem]
    values = {**defect.details, "subject": defect.subject}
    owner = resource.id if resource is not None else ""
    number = defect.statement.number if defect.statement is not None else ""
    return rule, Claim(
        message=_introduce(words.message.fill(**values), defect, owner),
        origin=defect.origin,
        subject=f"{owner}:{number}:{defect.problem.value}:{defect.subject}",
        resource=resource,
        fixes=(words.fix.fill(**values),),
        severity=_SEVERITIES[defect.standing.value],
    )


_SEVERITIES = {"refused": Severity.ERROR, "stored": Severity.WARNING, "noted": Severity.NOTE}


def _introduce(said: Text, defect: "Defect", owner: str) -> Text:
    """Put before the sentence what it is about."""
    if defect.statement is not None:
        head = _IN_STATEMENT if owner else _STATEMENT
        head = head.fill(owner=owner, sid=name_statement(defect.statement.sid, defect.statement.number))
    elif owner:
        head = _IN_POLICY.fill(owner=owner)
    else:
        return Text(en=said.en[:1].upper() + said.en[1:], ja=said.ja)
    return Text(en=head.en + said.en, ja=head.ja + said.ja)


def _claim_malformed(resource: Resource) -> tuple[Rule, Claim]:
    from keypost.policy.validity.defect import Defect, Problem, Standing

    origin = resource.policy_origin if resource.policy_origin.file else resource.origin
    return build_claim(Defect(Problem.NOT_A_DOCUMENT, Standing.REFUSED, origin), resource=resource)
