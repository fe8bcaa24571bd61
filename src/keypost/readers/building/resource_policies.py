"""Policies that stand in resources of their own, or inside the resource that they protect."""

from keypost.estate.estate import Gap
from keypost.estate.kind import Kind
from keypost.estate.references import Found, Match, References, describe_claims
from keypost.estate.resource import Resource
from keypost.named import Mapping, NamedTuple
from keypost.origin import Locate, Origin, Pointer
from keypost.policy.document import Policy
from keypost.readers.building.draft import Draft
from keypost.text import Text
from keypost.unknown import Unread, Why

SEVERAL_POLICIES = Text(
    en="{count} resources set the policy of {target}: {claims}; AWS keeps the one that is written last, and nothing "
    "tells which one that is",
    ja="{target} のポリシーを {count} 個のリソースが設定しています: {claims}。"
    "AWS では最後に書き込まれたものだけが残りますが、どれが最後になるかは分かりません",
)


class Attached(NamedTuple):
    """One policy for one resource: what holds it, the policy, and where it stands."""

    holder: Draft
    policy: Policy | Unread
    origin: Origin


class _Form(NamedTuple):
    """How a type names the resource that its policy is for."""

    target: str
    kind: Kind
    document: str = "PolicyDocument"


_FORMS = {
    "AWS::SNS::TopicPolicy": _Form("Topics", Kind.TOPIC),
    "AWS::SNS::TopicInlinePolicy": _Form("TopicArn", Kind.TOPIC),
    "AWS::SQS::QueuePolicy": _Form("Queues", Kind.QUEUE),
    "AWS::SQS::QueueInlinePolicy": _Form("Queue", Kind.QUEUE),
    "AWS::S3::BucketPolicy": _Form("Bucket", Kind.BUCKET),
    "AWS::SecretsManager::ResourcePolicy": _Form("SecretId", Kind.SECRET, "ResourcePolicy"),
    "AWS::Kinesis::ResourcePolicy": _Form("ResourceArn", Kind.STREAM, "ResourcePolicy"),
}
_INSIDE = {
    Kind.VAULT: ("AccessPolicy",),
    Kind.AIR_GAPPED_VAULT: ("AccessPolicy",),
    Kind.EVENT_BUS: ("Policy",),
    Kind.FUNCTION: ("Policy",),  # of an account; templates have AWS::Lambda::Permission
    Kind.INVESTIGATION_GROUP: ("InvestigationGroupPolicy",),
    Kind.FILE_SYSTEM: ("FileSystemPolicy",),
    Kind.IMAGE_REPOSITORY: ("RepositoryPolicyText",),
    Kind.TABLE: ("ResourcePolicy", "PolicyDocument"),
}


class ResourcePolicies:
    """All resource policies of an input, by the place (stack and id) of the resource that they are for."""

    def __init__(self, references: References) -> None:
        """Start with none; `references` finds the resources that policies name."""
        self._references = references
        self._whole: dict[tuple[str, str], list[Attached]] = {}
        self._statements: dict[tuple[str, str], list[_Part]] = {}
        self._open: list[tuple[Kind, Draft, str]] = []

    def add(self, draft: Draft, *, resource: Resource) -> None:
        """Take what the draft of `resource` says about policies of others, or of itself."""
        form = _FORMS.get(draft.resolved.type)
        if form is not None:
            self._add_document(draft, resource, form)
        elif draft.kind in _INSIDE:
            path = _INSIDE[draft.kind]
            policy = draft.policy(*path)
            if policy is not None:
                self._attach(resource, Attached(draft, policy, draft.place(*path)))
        elif draft.kind is Kind.FUNCTION_PERMISSION:
            self._add_part(draft, resource, setting="FunctionName", kind=Kind.FUNCTION)
        elif draft.kind is Kind.EVENT_BUS_POLICY:
            self._add_part(draft, resource, setting="EventBusName", kind=Kind.EVENT_BUS)

    def of(self, resource: Resource, *, gaps: list[Gap]) -> tuple[Policy | Unread, Origin] | None:
        """Return the policy of a resource and its place, None where it has none."""
        place = (resource.stack, resource.id)
        attached = self._whole.get(place, [])
        parts = self._statements.get(place)
        if parts:
            document = {"Version": "2012-10-17", "Statement": [part.statement(resource) for part in parts]}
            first = parts[0].draft
            attached = [*attached, Attached(first, first.parse(document, locate=_locate_parts(parts)), first.origin)]
        if not attached:
            return self._maybe(resource)
        if len(attached) > 1 and len({_content(one.policy) for one in attached}) > 1:
            claims = describe_claims(one.holder.build() for one in attached)
            why = SEVERAL_POLICIES.fill(count=len(attached), target=resource.id, claims=claims)
            gaps.append(Gap(resource.id, why, attached[-1].origin))
            return Unread(Why.AMBIGUOUS, resource.id), attached[-1].origin
        return attached[0].policy, attached[0].origin

    def _add_document(self, draft: Draft, resource: Resource, form: _Form) -> None:
        policy = draft.policy(form.document)
        if policy is None:
            return
        for target in draft.texts(form.target):
            if isinstance(target, Unread):
                self._open.append((form.kind, draft, target.subject))
                continue
            found = self._references.find(target, kinds=(form.kind,), near=resource)
            self._place(found, Attached(draft, policy, draft.place(form.document)), form.kind)

    def _place(self, found: Found, attached: Attached, kind: Kind) -> None:
        if found.match is Match.CERTAIN:
            self._attach(found.resource, attached)
        elif found.match is Match.OUTSIDE:
            if found.resource.arn in {"", found.resource.name}:
                self._open.append((kind, attached.holder, found.resource.id))
        else:
            unread = Unread(Why.UNKNOWN_VALUE, attached.holder.id)
            for candidate in found.candidates or (found.resource,):
                self._attach(candidate, attached._replace(policy=unread))

    def _attach(self, resource: Resource, attached: Attached) -> None:
        self._whole.setdefault((resource.stack, resource.id), []).append(attached)

    def _add_part(self, draft: Draft, resource: Resource, *, setting: str, kind: Kind) -> None:
        target = draft.text(setting)
        if isinstance(target, str):
            found = self._references.find(target, kinds=(kind,), near=resource)
            if found.match is Match.CERTAIN:
                place = (found.resource.stack, found.resource.id)
                self._statements.setdefault(place, []).append(_Part(draft))

    def _maybe(self, resource: Resource) -> tuple[Unread, Origin] | None:
        """A policy for an open name, in another stack, may be meant for any resource that has no policy otherwise."""
        for kind, draft, subject in self._open:
            if kind is resource.kind and draft.stack != resource.stack:
                return Unread(Why.UNKNOWN_VALUE, subject), draft.origin
        return None


class _Part(NamedTuple):
    """A resource that adds one statement to the policy of another."""

    draft: Draft

    def statement(self, target: Resource) -> dict[str, object]:
        """Return the statement that AWS writes for the settings."""
        if self.draft.kind is Kind.EVENT_BUS_POLICY:
            return self._bus_statement(target)
        return self._permission(target)

    def _bus_statement(self, target: Resource) -> dict[str, object]:
        """EventBridge: a whole `Statement`, or the older Action, Principal (an account, or `*`) and Condition."""
        written = self.draft.get("Statement")
        if isinstance(written, Mapping):
            return {"Sid": self.draft.get("StatementId"), **written}
        principal = self.draft.get("Principal")
        condition = self.draft.get("Condition")
        statement: dict[str, object] = {
            "Effect": "Allow",
            "Principal": principal if principal == "*" else {"AWS": principal},
            "Action": self.draft.get("Action") or "events:PutEvents",
            "Resource": target.arn,
        }
        if isinstance(condition, Mapping):
            statement["Condition"] = {condition.get("Type"): {condition.get("Key"): condition.get("Value")}}
        return statement

    def _permission(self, target: Resource) -> dict[str, object]:
        """Lambda Developer Guide, AddPermission: SourceArn becomes ArnLike, SourceAccount StringEquals."""
        draft = self.draft
        condition: dict[str, dict[str, object]] = {}
        for setting, operator, key in _PERMISSION_CONDITIONS:
            value = draft.get(setting)
            if value is not None:
                condition.setdefault(operator, {})[key] = value
        statement: dict[str, object] = {
            "Effect": "Allow",
            "Principal": _permission_principal(draft.get("Principal")),
            "Action": draft.get("Action"),
            "Resource": target.arn,
        }
        return {**statement, "Condition": condition} if condition else statement


_PERMISSION_CONDITIONS = (
    ("SourceArn", "ArnLike", "AWS:SourceArn"),
    ("SourceAccount", "StringEquals", "AWS:SourceAccount"),
    ("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
    ("FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
    ("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
)


def _permission_principal(value: object) -> object:
    if value == "*" or not isinstance(value, str):
        return value
    return {"Service": value} if value.endswith((".amazonaws.com", ".amazonaws.com.cn")) else {"AWS": value}


def _locate_parts(parts: list[_Part]) -> Locate:
    """Each statement stands where the resource that adds it does."""

    def locate(pointer: Pointer) -> Origin:
        index = pointer[1] if len(pointer) > 1 else 0
        return parts[index if isinstance(index, int) else 0].draft.origin

    return locate


def _content(policy: Policy | Unread) -> object:
    """What two policies are compared by: their documents, without places."""
    return policy if isinstance(policy, Unread) else repr(policy.source)
