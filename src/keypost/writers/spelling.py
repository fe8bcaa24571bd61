"""Texts of the estate -> values of a CloudFormation template: references instead of accounts, Regions and names."""

from collections.abc import Iterable, Mapping

from keypost.arn import parse_arn
from keypost.estate.kind import Kind
from keypost.estate.resource import Resource
from keypost.named import NamedTuple
from keypost.policy.document import Policy, Statement
from keypost.policy.render import render_statement
from keypost.unknown import render_unknown, unknowns_in

Json = object
PSEUDO_PARAMETERS = ("AWS::Partition", "AWS::Region", "AWS::AccountId", "AWS::StackName", "AWS::URLSuffix")
# Kinds whose `Ref` is their ARN; of the others `GetAtt` gives it (CloudFormation, return values of each type).
_REF_IS_ARN = frozenset({Kind.TOPIC, Kind.MANAGED_POLICY, Kind.SECRET})


class NotSpellableError(Exception):
    """A text that only another template, or AWS, could tell."""


class Held:
    """The resources that one template holds, by what a text can say of them; of several the first."""

    def __init__(self, resources: Iterable[Resource] = ()) -> None:
        """Take the resources."""
        self._arns: dict[str, Resource] = {}
        self._buckets: dict[str, Resource] = {}
        for resource in resources:
            self._arns.setdefault(resource.arn, resource)
            if resource.kind is Kind.BUCKET:
                self._buckets.setdefault(resource.arn, resource)

    def find(self, arn: str) -> Resource | None:
        """Return the resource that has the ARN."""
        return self._arns.get(arn)

    def find_bucket(self, text: str) -> Resource | None:
        """Return the bucket that the ARN of an object names."""
        bucket, found, _ = text.partition("/")
        return self._buckets.get(bucket) if found else None


class Speller(NamedTuple):
    """Spells texts for one template: `held` is what it holds, `near` the resource whose account it is in.

    `new` is what it will hold besides.
    """

    held: Held
    near: Resource
    new: Held = Held()

    def spell_statement(self, statement: Statement) -> dict[str, Json]:
        """Return the statement as the template writes it.

        Raises:
            NotSpellableError: some text of it can't be written here.
        """
        data = self._spell(render_statement(statement))
        return data if isinstance(data, dict) else {}

    def spell_policy(self, policy: Policy) -> dict[str, Json]:
        """Return the whole policy as the template writes it.

        Raises:
            NotSpellableError: some text of it can't be written here.
        """
        statements = [self.spell_statement(statement) for statement in policy.statements]
        return {"Version": policy.version.value, "Statement": statements}

    def spell_arn(self, resource: Resource) -> Json:
        """Return the reference to the ARN of a resource of this template."""
        return {"Ref": _logical_id(resource)} if resource.kind in _REF_IS_ARN else _get_arn(resource)

    def spell_text(self, text: str) -> Json:
        """Return a text as the template writes it.

        Raises:
            NotSpellableError: it can't be written here.
        """
        resource = self.held.find(text) or self.new.find(text)
        if resource is not None:
            return self.spell_arn(resource)
        bucket = self.held.find_bucket(text)
        if bucket is not None:
            return {"Fn::Sub": "${" + _logical_id(bucket) + ".Arn}" + _spell_unknowns(text[len(bucket.arn) :])}
        return self._spell_with_pseudo_parameters(text)

    def _spell(self, data: Json) -> Json:
        if isinstance(data, str):
            return self.spell_text(data)
        if isinstance(data, Mapping):
            return {key: self._spell(value) for key, value in data.items()}
        return [self._spell(item) for item in data] if isinstance(data, list) else data

    def _spell_with_pseudo_parameters(self, text: str) -> Json:
        _spell_unknowns(text)
        written = render_unknown(self._generalize(text))
        if "${" not in written:
            return written
        inner = written[2:-1]
        return {"Ref": inner} if inner in PSEUDO_PARAMETERS else {"Fn::Sub": written}

    def _generalize(self, text: str) -> str:
        """Write account, Region and partition of the stack as pseudo parameters: a template is for any of them."""
        if text == self.near.account:
            return "${AWS::AccountId}"
        arn = parse_arn(text)
        if arn is None:
            return text
        own = (
            (arn.partition, self.near.partition, "${AWS::Partition}"),
            (arn.region, self.near.region, "${AWS::Region}"),
            (arn.account, self.near.account, "${AWS::AccountId}"),
        )
        partition, region, account = (general if part and part == known else part for part, known, general in own)
        return str(arn._replace(partition=partition, region=region, account=account))


def _spell_unknowns(text: str) -> str:
    if not {unknown.name for unknown in unknowns_in(text)} <= set(PSEUDO_PARAMETERS):
        raise NotSpellableError(render_unknown(text))
    return render_unknown(text)


def _logical_id(resource: Resource) -> str:
    return resource.id.rpartition("/")[2]


def _get_arn(resource: Resource) -> Json:
    return {"Fn::GetAtt": [_logical_id(resource), "Arn"]}
