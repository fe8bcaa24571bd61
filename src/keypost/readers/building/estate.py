"""Drafts -> estate: build every resource, join what stands apart, then find the wires."""

from keypost.catalogue.declare import Wiring
from keypost.estate.estate import Estate, Gap
from keypost.estate.kind import Kind
from keypost.estate.references import References
from keypost.estate.resource import Resource
from keypost.named import TYPE_CHECKING, Iterable, Mapping, Sequence
from keypost.readers.building.aliases import join_aliases
from keypost.readers.building.clashes import find_clashes
from keypost.readers.building.draft import Draft
from keypost.readers.building.encryption import read_encryption
from keypost.readers.building.identity_policies import IdentityPolicies
from keypost.readers.building.keys import build_key
from keypost.readers.building.resource_policies import ResourcePolicies
from keypost.readers.building.roles import build_role
from keypost.readers.building.topics import build_default_topic_policy
from keypost.readers.implied import build_implied_wires
from keypost.readers.wiring import Configuration, Configured, build_wires

if TYPE_CHECKING:
    from keypost.estate.observation import Observation
    from keypost.estate.organization import Account

_OBSERVATION = "Keypost::Observation"


def build_estate(drafts: Sequence[Draft], *, wirings: Mapping[Kind, Sequence[Wiring]], gaps: list[Gap]) -> Estate:
    """Build the estate that the drafts describe; what can't be read or joined is added to `gaps`."""
    drafts, observations = _part_observations(drafts)
    resources = [_build_one(draft) for draft in drafts]
    references = References(resources)
    resources = _join_policies(drafts, resources, references=references, gaps=gaps)
    complete = tuple(join_aliases(drafts, resources, references=references))
    gaps.extend(find_clashes(complete))
    configuration = Configuration(
        (
            Configured(resource, _settings_of(draft), draft.resolved.locate)
            for draft, resource in zip(drafts, complete, strict=False)
        ),
        references=references.complete(complete),
    )
    wires = build_wires(configuration, wirings)
    wires += build_implied_wires(complete, wires, references=configuration.references)
    return Estate(complete, tuple(wires), _build_accounts(drafts, gaps), observations)


def _part_observations(drafts: Sequence[Draft]) -> tuple[Sequence[Draft], "tuple[Observation, ...]"]:
    """Part what resources there are from what AWS says of their deliveries, which only accounts can tell."""
    told = [draft for draft in drafts if draft.resolved.type == _OBSERVATION]
    if not told:
        return drafts, ()
    from keypost.readers.building.observations import build_observations

    kept = [draft for draft in drafts if draft.resolved.type != _OBSERVATION]
    return kept, tuple(build_observations(told))


def _build_accounts(drafts: Sequence[Draft], gaps: list[Gap]) -> Mapping[str, "Account"]:
    parts = [draft for draft in drafts if draft.resolved.type.startswith("AWS::Organizations::")]
    if not parts:
        return {}
    from keypost.readers.building.organization import build_accounts

    return build_accounts(parts, gaps=gaps)


def _settings_of(draft: Draft) -> Mapping[str, object]:
    """The properties in which wirings look; that of a state machine is a document of its own."""
    properties = draft.resolved.properties
    if draft.kind is not Kind.STATE_MACHINE:
        return properties
    from keypost.readers.building.definitions import fill_definition

    return fill_definition(properties)


def _build_one(draft: Draft) -> Resource:
    if draft.kind in {Kind.KEY, Kind.REPLICA_KEY}:
        return build_key(draft)
    if draft.kind in {Kind.ROLE, Kind.USER}:
        return build_role(draft)
    return draft.build(encryption=read_encryption(draft))


def _join_policies(
    drafts: Sequence[Draft], resources: Sequence[Resource], *, references: References, gaps: list[Gap]
) -> list[Resource]:
    of_resources, of_identities = ResourcePolicies(references), IdentityPolicies(references)
    for draft, resource in zip(drafts, resources, strict=True):
        of_resources.add(draft, resource=resource)
        of_identities.add(draft, resource=resource)
    return list(_joined(resources, of_resources, of_identities, gaps))


def _joined(
    resources: Iterable[Resource], of_resources: ResourcePolicies, of_identities: IdentityPolicies, gaps: list[Gap]
) -> Iterable[Resource]:
    for resource in resources:
        if resource.is_principal:
            yield of_identities.complete(resource)
            continue
        found = of_resources.of(resource, gaps=gaps)
        if found is not None:
            yield resource._replace(policy=found[0], policy_origin=found[1])
        elif resource.kind is Kind.TOPIC:
            yield resource._replace(policy=build_default_topic_policy(resource), policy_origin=resource.origin)
        else:
            yield resource
