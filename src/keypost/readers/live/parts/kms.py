"""KMS: keys with their policies and grants, and aliases.

https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html
Aliases `alias/aws/*` are listed, never described: DescribeKey on one would make its key (API_DescribeKey). Of the key
behind one its ARN is known; its policy is AWS's.
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, Reply, settle
from keypost.readers.snapshot.record import Record
from keypost.unknown import Unread

_AWS_ALIAS = "alias/aws/"
_GRANT = (
    "GranteePrincipal",
    "GranteeServicePrincipal",
    "RetiringPrincipal",
    "RetiringServicePrincipal",
    "Operations",
    "Constraints",
)


def _fetch(api: Api) -> Iterator[Record]:
    aliases = [alias for alias in api.items("ListAliases", "Aliases") if alias.get("TargetKeyId")]
    managed = {alias["TargetKeyId"] for alias in aliases if _is_managed(alias)}
    yield from (_managed_key(api, alias) if _is_managed(alias) else _alias(alias) for alias in aliases)
    keys = (key for key in api.items("ListKeys", "Keys") if key["KeyId"] not in managed)
    yield from api.each(keys, _fetch_key)


def _is_managed(alias: Item) -> bool:
    return str(alias["AliasName"]).startswith(_AWS_ALIAS)


def _alias(alias: Item) -> Record:
    arn, name = str(alias["AliasArn"]), str(alias["AliasName"])
    properties = {"AliasName": name, "TargetKeyId": alias["TargetKeyId"]}
    return Record("AWS::KMS::Alias", arn, arn, name, properties, "kms:ListAliases")


def _managed_key(api: Api, alias: Item) -> Record:
    name, arn = str(alias["AliasName"]), api.arn("kms", f"key/{alias['TargetKeyId']}")
    return Record("AWS::KMS::Key", name, arn, name, {"KeyManager": "AWS"}, "kms:ListAliases")


def _fetch_key(api: Api, key: Item) -> Iterator[Record]:
    key_id, arn = str(key["KeyId"]), str(key["KeyArn"])
    described = api.call("DescribeKey", about=arn, KeyId=key_id)
    if described.get("KeyMetadata", "KeyManager") == "AWS":
        return  # its alias couldn't be listed, so that nothing tells which service it is for
    policy = api.call("GetKeyPolicy", about=arn, KeyId=key_id, PolicyName="default")
    properties = settle(
        _describe(described) | {"KeyPolicy": policy.document("Policy"), "Grants": _fetch_grants(api, key_id, arn)}
    )
    is_replica = described.get("KeyMetadata", "MultiRegionConfiguration", "MultiRegionKeyType") == "REPLICA"
    calls = {"KeyPolicy": "kms:GetKeyPolicy", "Grants": "kms:ListGrants"}
    kind = "AWS::KMS::ReplicaKey" if is_replica else "AWS::KMS::Key"
    yield Record(kind, arn, arn, key_id, properties, "kms:DescribeKey", calls)


def _describe(described: Reply) -> dict[str, object]:
    """KeySpec, KeyUsage, MultiRegion and Origin as in CloudFormation; KeyState is the API's own word."""
    names = ("KeySpec", "KeyUsage", "KeyState", "MultiRegion", "Origin")
    return {name: described.get("KeyMetadata", name) for name in names}


def _fetch_grants(api: Api, key_id: str, arn: str) -> object:
    """Return the grants on a key; those of which a page is missing are unread altogether."""
    listed = api.whole("ListGrants", "Grants", about=arn, KeyId=key_id)
    if isinstance(listed, Unread):
        return listed
    return [{name: grant[name] for name in _GRANT if grant.get(name)} for grant in listed] or None


PART = Part(
    "kms",
    "kms",
    {
        "ListAliases": "kms:ListAliases",
        "ListKeys": "kms:ListKeys",
        "DescribeKey": "kms:DescribeKey",
        "GetKeyPolicy": "kms:GetKeyPolicy",
        "ListGrants": "kms:ListGrants",
    },
    _fetch,
)
