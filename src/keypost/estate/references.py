"""From a reference as written (ARN, name, id, URL, alias) to the resource that it means."""

from keypost.arn import Arn, parse_arn
from keypost.estate.estate import Gap
from keypost.estate.kind import Kind
from keypost.estate.outside import build_outside, expand_name
from keypost.estate.resource import Handle, Resource
from keypost.named import TYPE_CHECKING, Enum, Iterable, Iterator, Mapping, NamedTuple, Sequence
from keypost.policy.request import KeyFacts, KeyManager
from keypost.text import Text
from keypost.unknown import Shape, Tri, Unread, Why, has_unknown, has_unknown_of, render_unknown, same_text

if TYPE_CHECKING:
    from typing import TypeVar

    _Key = TypeVar("_Key")
    _Entry = TypeVar("_Entry")


class Match(Enum):
    """How surely a reference means the resource that was found."""

    CERTAIN = "certain"
    POSSIBLE = "possible"  # whether it is this one depends on unknown parts
    OUTSIDE = "outside"
    AMBIGUOUS = "ambiguous"


class Found(NamedTuple):
    """What a reference means. `candidates` are the resources that claim it where it is AMBIGUOUS.

    For OUTSIDE and AMBIGUOUS, `resource` stands for one of which nothing but the reference is known.
    """

    match: Match
    resource: Resource
    candidates: tuple[Resource, ...] = ()
    gap: Gap | None = None


AMBIGUOUS_NAME = Text(
    en="{claims} claim this name; nothing tells which one is meant",
    ja="{claims} が同じ名前を名乗っており、どちらを指すのか判断できません",
)

_AWS_ALIAS = "alias/aws/"


class References:
    """An index of an estate's resources by everything that can name them."""

    def __init__(self, resources: Iterable[Resource], *, first: int = 0) -> None:
        """Index the resources; of two with one name neither is preferred, save by one in the same stack.

        `first` is the number of the first one.
        """
        # By number, so that a resource to which something is joined later stays where it was found.
        self._exact: dict[str, list[int]] = {}
        self._names: dict[str, list[int]] = {}
        self._parts: dict[tuple[str, str], list[tuple[Arn, int]]] = {}
        self._open: dict[str, list[tuple[Arn, int]]] = {}
        self._managed: dict[tuple[str, ...], Resource] = {}
        self._numbers: dict[Handle, list[int]] | None = None  # of each resource, once somebody changes some
        self._found: dict[tuple[str, tuple[Kind, ...] | None, str, str, str, str], Found] = {}
        self._resources: Sequence[Resource] = tuple(resources)
        for number, resource in enumerate(self._resources, start=first):
            self._add(number, resource)

    def complete(self, resources: tuple[Resource, ...]) -> "References":
        """Take the same resources with what was joined to them, and further ones behind; then tell of these alone."""
        before, self._resources = self._resources, resources
        for number, resource in enumerate(before):
            for alias in resources[number].aliases:
                if alias not in resource.aliases:
                    self._add_alias(number, alias, resource)
        for number, resource in enumerate(resources[len(before) :], start=len(before)):
            self._add(number, resource)
        self._found.clear()
        _latest[:] = [(resources, self)]
        return self

    def having(self, changed: Mapping[Handle, Resource]) -> "References":
        """Return the index of the estate with these resources in their places; new ones come last.

        Those that it holds already must have the names that they had.
        """
        numbers = self._list_numbers()
        resources = list(self._resources)
        for handle in changed.keys() & numbers.keys():
            for number in numbers[handle]:
                resources[number] = changed[handle]
        new = References((changed[handle] for handle in changed if handle not in numbers), first=len(resources))
        other = References(())
        other._resources = (*resources, *new._resources)
        other._exact = _join(self._exact, new._exact)
        other._names = _join(self._names, new._names)
        other._parts = _join(self._parts, new._parts)
        other._open = _join(self._open, new._open)
        other._managed = self._managed
        other._numbers = None if new._resources else numbers
        return other

    def _list_numbers(self) -> dict[Handle, list[int]]:
        if self._numbers is None:
            self._numbers = {}
            for number, resource in enumerate(self._resources):
                self._numbers.setdefault(resource.handle, []).append(number)
        return self._numbers

    def is_exact(self, reference: str) -> bool:
        """Tell whether something is named by exactly this text."""
        return reference in self._exact

    def find(self, reference: str, *, kinds: tuple[Kind, ...] | None, near: Resource) -> Found:
        """Tell what `reference` means where `near` has it as a setting; `kinds` are those the setting can name."""
        question = (reference, kinds, near.stack, near.account, near.region, near.partition)
        found = self._found.get(question)
        if found is None:
            found = self._found[question] = self._find(reference, kinds, near)
        return found

    def _add(self, number: int, resource: Resource) -> None:
        if resource.kind is Kind.ALIAS:
            return  # whoever names the alias means its key
        arn, name = resource.arn, resource.name
        if name:
            self._names.setdefault(name, []).append(number)
        if arn:
            self._add_arn(number, arn)
        ref = resource.attributes.get("ref")
        if ref and ref != arn:
            self._exact.setdefault(ref, []).append(number)
        for alias in resource.aliases:
            self._add_alias(number, alias, resource)

    def _add_alias(self, number: int, alias: str, key: Resource) -> None:
        self._add_arn(number, _alias_arn(alias, key))

    def _add_arn(self, number: int, text: str) -> None:
        self._exact.setdefault(text, []).append(number)
        arn = parse_arn(text)
        if arn is None:
            return
        _, service, _, _, name = arn
        self._parts.setdefault((service, name), []).append((arn, number))
        if has_unknown(name) and not _is_generated(name):
            self._open.setdefault(service, []).append((arn, number))

    def _of_kinds(self, numbers: Iterable[int], kinds: tuple[Kind, ...] | None) -> list[Resource]:
        return [one for number in numbers if _is_of(one := self._resources[number], kinds)]

    def _find(self, reference: str, kinds: tuple[Kind, ...] | None, near: Resource) -> Found:
        exact = self._of_kinds(self._exact.get(reference, ()), kinds)
        if exact:
            return _settle(exact, [], reference, kinds, near)
        arn = parse_arn(reference)
        if arn is not None:
            return self._find_arn(arn, reference, kinds, near)
        meant = _arn_of_text(reference, kinds, near=near)
        if meant is not None:
            return self._find_arn(meant, reference if meant.service == "kms" else str(meant), kinds, near)
        return self._find_name(reference, kinds, near)

    def _find_arn(self, arn: Arn, reference: str, kinds: tuple[Kind, ...] | None, near: Resource) -> Found:
        if arn.service == "kms" and arn.resource.startswith(_AWS_ALIAS):
            inside = self._of_kinds(self._exact.get(str(arn), ()), kinds)
            return Found(Match.CERTAIN, inside[0] if inside else self._managed_key(arn))
        certain: list[Resource] = []
        possible: list[Resource] = []
        for mine, number in self._candidates(arn):
            resource = self._resources[number]
            if _is_of(resource, kinds):
                same = _same_arn(arn, mine)
                (certain if same else possible if same is None else []).append(resource)
        return _settle(certain, possible, reference, kinds, near)

    def _candidates(self, arn: Arn) -> Iterator[tuple[Arn, int]]:
        whole = _whole(arn)
        exact = self._parts.get((arn.service, whole))
        if exact is not None:
            yield from exact
        elif has_unknown(whole):
            if not _is_generated(whole):
                for (service, _), entries in self._parts.items():
                    if service == arn.service:
                        yield from entries
        else:
            yield from self._open.get(arn.service, ())

    def _find_name(self, reference: str, kinds: tuple[Kind, ...] | None, near: Resource) -> Found:
        named = self._of_kinds(self._names.get(reference, ()), kinds)
        certain: list[Resource] = []
        possible: list[Resource] = []
        for resource in named:
            same = _same_place(near, resource)
            (certain if same else possible if same is None else []).append(resource)
        if certain or possible:
            return _settle(certain, possible, reference, kinds, near)
        for kind in kinds or ():
            arn = expand_name(reference, kind=kind, near=near)
            if arn is not None and not _is_generated(reference):
                return self._find_arn(arn, reference, kinds, near)
        return _settle([], [], reference, kinds, near)

    def _managed_key(self, arn: Arn) -> Resource:
        place = (arn.resource, arn.account, arn.region, arn.partition)
        if place not in self._managed:
            self._managed[place] = build_managed_key(arn)
        return self._managed[place]


def _join(mine: "dict[_Key, list[_Entry]]", new: "dict[_Key, list[_Entry]]") -> "dict[_Key, list[_Entry]]":
    """Return both indexes as one; the first is left as it is."""
    return {**mine, **{key: [*mine.get(key, ()), *entries] for key, entries in new.items()}} if new else mine


def build_managed_key(alias: Arn) -> Resource:
    """Build the AWS managed key behind an alias ARN `...:alias/aws/<service>`; its policy is AWS's, or Unread."""
    from keypost.policy.managed_keys import build_managed_key_policy

    service = alias.resource.removeprefix(_AWS_ALIAS)
    policy = build_managed_key_policy(service, account=alias.account, region=alias.region, partition=alias.partition)
    return Resource(
        Kind.KEY,
        alias.resource,
        "",
        name=alias.resource,
        account=alias.account,
        region=alias.region,
        partition=alias.partition,
        policy=policy or Unread(Why.NOT_SUPPORTED, alias.resource),
        facts=KeyFacts(KeyManager.AWS),
        aliases=(alias.resource,),
    )


def describe_claims(resources: Iterable[Resource]) -> str:
    """Return the places of resources that claim one name, for a gap."""
    return ", ".join(f"{resource.id} ({resource.origin})" for resource in resources)


def _settle(
    certain: list[Resource], possible: list[Resource], reference: str, kinds: tuple[Kind, ...] | None, near: Resource
) -> Found:
    claims = certain or possible
    if len(claims) > 1:
        claims = [resource for resource in claims if resource.stack == near.stack] or claims
    if len(claims) == 1:
        return Found(Match.CERTAIN if certain else Match.POSSIBLE, claims[0])
    if not claims:
        return Found(Match.OUTSIDE, build_outside(reference, kinds=kinds, near=near, why=Why.NOT_IN_INPUT))
    gap = Gap(render_unknown(reference), AMBIGUOUS_NAME.fill(claims=describe_claims(claims)), claims[0].origin)
    outside = build_outside(reference, kinds=kinds, near=near, why=Why.AMBIGUOUS)
    return Found(Match.AMBIGUOUS, outside, tuple(claims), gap)


def _is_of(resource: Resource, kinds: tuple[Kind, ...] | None) -> bool:
    """A setting that can name a key can name a replica key."""
    return kinds is None or resource.kind in kinds or resource.kind.family in kinds


def _same_arn(asked: Arn, mine: Arn) -> Tri:
    """Compare two ARNs; the partition alone never tells two resources apart that share account and Region."""
    return _all(
        same_text(asked.partition, mine.partition) is not False,
        same_text(asked.region, mine.region),
        same_text(asked.account, mine.account),
        same_text(_whole(asked), mine.resource),
    )


def _same_place(near: Resource, resource: Resource) -> Tri:
    """A bare name is looked up in the account and Region of whoever has the setting; buckets and IAM are global."""
    if resource.kind is Kind.BUCKET:
        return True
    account = same_text(near.account, resource.account)
    if resource.kind in {Kind.ROLE, Kind.USER, Kind.GROUP, Kind.MANAGED_POLICY}:
        return account
    return _all(account, same_text(near.region, resource.region))


def _all(*answers: Tri) -> Tri:
    if False in answers:
        return False
    return None if None in answers else True


def _whole(arn: Arn) -> str:
    """The resource part without what lies inside the resource: objects, streams, versions, qualifiers."""
    resource = arn.resource
    if arn.service == "s3":
        return resource.split("/", 1)[0]
    if arn.service in {"lambda", "logs", "secretsmanager"}:
        return ":".join(resource.split(":")[:2])
    if arn.service in {"dynamodb", "kinesis"}:
        return "/".join(resource.split("/")[:2])
    return resource


_latest: list[tuple[tuple[Resource, ...], References]] = []


def references_of(resources: tuple[Resource, ...]) -> References:
    """Return the index of an estate's resources; the latest is kept, as several ask about the same estate in turn."""
    if not _latest or _latest[0][0] is not resources:
        _latest[:] = [(resources, References(resources))]
    return _latest[0][1]


def _is_generated(text: str) -> bool:
    """Tell whether AWS makes the name up, or nothing of it is known: then no other text is taken for it."""
    return has_unknown_of(text, shape=Shape.IDENTITY) or not _literal(text)


def _literal(text: str) -> str:
    """What is spelled out of a name, behind `key/`, `function:` and the like."""
    name = text.replace("/", ":").rsplit(":", 1)[-1]
    return "".join(letter for letter in name if not "\ue000" <= letter <= "\ue2ff")


def _alias_arn(alias: str, key: Resource) -> str:
    return f"arn:{key.partition}:kms:{key.region}:{key.account}:{alias}"


def _arn_of_text(reference: str, kinds: tuple[Kind, ...] | None, *, near: Resource) -> Arn | None:
    """Return the ARN that a text stands for which is neither an ARN nor a bare name."""
    if kinds == (Kind.BUCKET,) and reference.startswith("/"):  # `/bucket/folder`, as AWS Transfer Family names it
        return Arn(near.partition, "s3", "", "", reference[1:].partition("/")[0])
    forms = (_arn_of_url, _arn_of_alias, _arn_of_domain)
    return next((arn for form in forms if (arn := form(reference, near=near))), None)


def _arn_of_alias(reference: str, *, near: Resource) -> Arn | None:
    if not reference.startswith("alias/"):
        return None
    return Arn(near.partition, "kms", near.region, near.account, reference)


def _arn_of_domain(reference: str, *, near: Resource) -> Arn | None:
    """The bucket behind `<name>.s3.<...>.amazonaws.com`, as CloudFront names its origins."""
    bucket, found, host = reference.partition(".s3.")
    if not found or "/" in reference or not (has_unknown(host) or host.endswith(("amazonaws.com", "amazonaws.com.cn"))):
        return None
    return Arn(near.partition, "s3", "", "", bucket)


def _arn_of_url(reference: str, *, near: Resource) -> Arn | None:
    """The queue behind `https://sqs.<region>.amazonaws.com/<account>/<name>`, the bucket behind `s3://<name>`."""
    scheme, _, rest = reference.partition("://")
    parts = rest.split("/")
    if scheme in {"s3", "s3n"} and parts[0]:
        return Arn(near.partition, "s3", "", "", parts[0])
    labels = parts[0].split(".")
    if scheme != "https" or len(parts) != 3 or labels[0] != "sqs" or len(labels) < 2:
        return None
    return Arn(near.partition, "sqs", labels[1], parts[1], parts[2])
