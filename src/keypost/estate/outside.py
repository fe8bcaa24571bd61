"""Resources that the input names but doesn't hold: what their reference alone tells."""

from keypost.arn import Arn, parse_arn
from keypost.estate.kind import Kind
from keypost.estate.resource import NOT_ENCRYPTED, Membership, Resource
from keypost.policy.request import KeyFacts
from keypost.unknown import Shape, Unread, Why, build_unknown, has_unknown, render_unknown, unknowns_in

# (service, how the resource part begins) of an ARN -> kind; the longest beginning that fits counts.
_KINDS: dict[str, tuple[tuple[str, Kind], ...]] = {
    "sns": (("", Kind.TOPIC),),
    "sqs": (("", Kind.QUEUE),),
    "s3": (("", Kind.BUCKET),),
    "kms": (("key/", Kind.KEY), ("alias/", Kind.KEY)),
    "iam": (("role/", Kind.ROLE), ("user/", Kind.USER), ("group/", Kind.GROUP), ("policy/", Kind.MANAGED_POLICY)),
    "lambda": (("function:", Kind.FUNCTION), ("event-source-mapping:", Kind.EVENT_SOURCE_MAPPING)),
    "aiops": (("investigation-group/", Kind.INVESTIGATION_GROUP),),
    "backup": (("backup-vault:", Kind.VAULT), ("backup-plan:", Kind.BACKUP_PLAN)),
    "cloudwatch": (("alarm:", Kind.ALARM),),
    "events": (("rule/", Kind.RULE), ("event-bus/", Kind.EVENT_BUS)),
    "logs": (("log-group:", Kind.LOG_GROUP),),
    "firehose": (("deliverystream/", Kind.DELIVERY_STREAM),),
    "guardduty": (("detector/", Kind.DETECTOR),),
    "kinesis": (("stream/", Kind.STREAM),),
    "dynamodb": (("table/", Kind.TABLE),),
    "elasticfilesystem": (("file-system/", Kind.FILE_SYSTEM),),
    "rds": (("db:", Kind.DB_INSTANCE), ("cluster:", Kind.DB_CLUSTER)),
    "ec2": (("volume/", Kind.VOLUME), ("instance/", Kind.INSTANCE)),
    "budgets": (("budget/", Kind.BUDGET),),
    "cloudtrail": (("trail/", Kind.TRAIL), ("eventdatastore/", Kind.EVENT_DATA_STORE)),
    "states": (("stateMachine:", Kind.STATE_MACHINE),),
    "secretsmanager": (("secret:", Kind.SECRET),),
}

_ALIAS = "alias/"
_NEVER_ENCRYPTED = {Kind.UNKNOWN, Kind.ALARM, Kind.RULE, Kind.BUDGET, Kind.GROUP, Kind.MANAGED_POLICY, Kind.DETECTOR}

# Kinds that a bare name stands for, and the ARN that AWS makes of it.
_ARN_OF_NAME: dict[Kind, str] = {
    Kind.TOPIC: "arn:{partition}:sns:{region}:{account}:{name}",
    Kind.QUEUE: "arn:{partition}:sqs:{region}:{account}:{name}",
    Kind.BUCKET: "arn:{partition}:s3:::{name}",
    Kind.KEY: "arn:{partition}:kms:{region}:{account}:key/{name}",
    Kind.FUNCTION: "arn:{partition}:lambda:{region}:{account}:function:{name}",
    Kind.VAULT: "arn:{partition}:backup:{region}:{account}:backup-vault:{name}",
    Kind.EVENT_BUS: "arn:{partition}:events:{region}:{account}:event-bus/{name}",
    Kind.LOG_GROUP: "arn:{partition}:logs:{region}:{account}:log-group:{name}",
    Kind.TABLE: "arn:{partition}:dynamodb:{region}:{account}:table/{name}",
    Kind.DELIVERY_STREAM: "arn:{partition}:firehose:{region}:{account}:deliverystream/{name}",
    Kind.DETECTOR: "arn:{partition}:guardduty:{region}:{account}:detector/{name}",
    Kind.STREAM: "arn:{partition}:kinesis:{region}:{account}:stream/{name}",
    Kind.INVESTIGATION_GROUP: "arn:{partition}:aiops:{region}:{account}:investigation-group/{name}",
}


def kind_of_arn(arn: Arn) -> Kind:
    """Return the kind of resource that the ARN names, UNKNOWN where its service has no kind here."""
    for start, kind in _KINDS.get(arn.service, ()):
        if arn.resource.startswith(start):
            return kind
    return Kind.UNKNOWN


def expand_name(name: str, *, kind: Kind, near: Resource) -> Arn | None:
    """Return the ARN that a bare name means to a resource `near`, None for a kind without such names."""
    form = _ARN_OF_NAME.get(kind)
    if form is None:
        return None
    return parse_arn(form.format(partition=near.partition, region=near.region, account=near.account, name=name))


def service_of(kind: Kind) -> str | None:
    """Return the service in the ARNs of a kind that has bare names, None for any other kind."""
    form = _ARN_OF_NAME.get(kind)
    return form.split(":")[2] if form else None


def build_outside(reference: str, *, kinds: tuple[Kind, ...] | None, near: Resource, why: Why) -> Resource:
    """Build the resource that a reference names, with everything but its name unread.

    Its id is the ARN where all of that is known, else the name; a reference that is one open parameter or import goes
    by the name of that. Behind an alias stands a key whose id isn't known.
    """
    arn = parse_arn(reference)
    kind = _kind(reference, arn=arn, kinds=kinds)
    if arn is None and reference.startswith(_ALIAS):
        arn = Arn(near.partition, "kms", near.region, near.account, reference)
    elif arn is None and not _is_open(reference):
        arn = expand_name(reference, kind=kind, near=near)
    if arn is not None and arn.resource.startswith(_ALIAS):
        arn = arn._replace(resource=f"key/{build_unknown(f'key of {name_reference(reference)}')}")
    subject = name_reference(reference) if arn is None or has_unknown(str(arn)) else str(arn)
    return _build(reference, arn=arn, kind=kind, unread=Unread(why, subject))


def complete_linked_role(role: Resource, *, policy: str) -> Resource:
    """Give a service-linked role outside the input its managed policy: nobody but AWS can change what it has.

    Source: IAM User Guide, service-linked roles.
    """
    from keypost.estate.managed_policies import find_managed_policy

    arn = f"arn:{role.partition}:iam::aws:policy/aws-service-role/{policy}"
    return role._replace(identity=(find_managed_policy(arn),), policy=None)


def name_reference(reference: str) -> str:
    """Return what a reference is called: its text, or the name of the parameter or import that it is."""
    if not has_unknown(reference):
        return reference
    parts = unknowns_in(reference)
    return parts[0].name if _is_open(reference) else render_unknown(reference)


def _kind(reference: str, *, arn: Arn | None, kinds: tuple[Kind, ...] | None) -> Kind:
    kind = kind_of_arn(arn) if arn else Kind.UNKNOWN
    if kind is not Kind.UNKNOWN or not kinds:
        return kind
    if reference.startswith(_ALIAS) and Kind.KEY in kinds:
        return Kind.KEY
    return kinds[0] if arn is None or len(kinds) == 1 else Kind.UNKNOWN


def _build(reference: str, *, arn: Arn | None, kind: Kind, unread: Unread) -> Resource:
    text = str(arn) if arn else reference if _is_open(reference) else ""
    account, region, partition = _place(text, arn=arn)
    name = arn.name if arn else reference
    if kind in {Kind.KEY, Kind.REPLICA_KEY}:
        # One need is enough: whoever adds the key's own template tells its state and grants as well.
        return Resource(
            kind, unread.subject, text, name=name, account=account, region=region, partition=partition,
            membership=Membership.OUTSIDE, policy=unread, facts=KeyFacts(spec=""),
        )  # fmt: skip
    if kind in {Kind.ROLE, Kind.USER}:
        return Resource(
            kind, unread.subject, text, name=name, account=account, region=region, partition=partition,
            membership=Membership.OUTSIDE, identity=(unread,), policy=unread,
        )  # fmt: skip
    return Resource(
        kind, unread.subject, text, name=name, account=account, region=region, partition=partition,
        membership=Membership.OUTSIDE, policy=unread, encryption=NOT_ENCRYPTED if kind in _NEVER_ENCRYPTED else unread,
    )  # fmt: skip


def _place(text: str, *, arn: Arn | None) -> tuple[str, str, str]:
    """Account, Region and partition; parts that the ARN leaves out or that stay open are unknown parts of their own."""
    subject = render_unknown(text)
    account = (arn and arn.account) or build_unknown(f"account of {subject}", shape=Shape.ACCOUNT)
    region = (arn and arn.region) or build_unknown(f"Region of {subject}", shape=Shape.REGION)
    partition = (arn and arn.partition) or build_unknown(f"partition of {subject}", shape=Shape.PARTITION)
    return account, region, partition


def _is_open(reference: str) -> bool:
    """Tell whether the whole reference is one unknown part."""
    parts = unknowns_in(reference)
    return len(parts) == 1 and reference == build_unknown(parts[0].name, shape=parts[0].shape)
