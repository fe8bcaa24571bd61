"""What AWS Backup reads as the job's role: tables, file systems, buckets, volumes.

Sources: AWS Backup Developer Guide, managed policies for AWS Backup (what a role needs); encryption for backups in AWS
Backup (a volume's snapshot stays under the volume's key); creating Amazon S3 backups (versioning; objects whose key the
role can't use are left out of a job that completes). That an encrypted volume asks for kms:CreateGrant is inferred
from the managed policy.
"""

from collections.abc import Callable, Mapping

from keypost.arn import Arn
from keypost.catalogue.declare import Path
from keypost.catalogue.paths import backup_not_fully_managed, backup_to_vault_fully_managed
from keypost.endpoint.actions.declare import Demand
from keypost.endpoint.call import PARTITION, Call, Caller
from keypost.endpoint.encryption.declare import KeyUse
from keypost.endpoint.encryption.needs import list_key_uses
from keypost.endpoint.front import Front
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.perform import perform
from keypost.endpoint.store.resources import find_bucket
from keypost.named import NamedTuple

_BUCKET = (
    "s3:GetBucketVersioning", "s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketVersions", "s3:GetBucketAcl",
    "s3:GetBucketTagging", "s3:GetInventoryConfiguration", "s3:PutInventoryConfiguration", "s3:GetBucketNotification",
    "s3:PutBucketNotification",
)  # fmt: skip
_NOT_DESCRIBED = (
    "Your backup job failed as AWS Backup does not have permission to describe resource {arn}. Please review your IAM "
    "policies to ensure AWS Backup can protect your resources."
)
# Not AWS's words: its guide says that versioning is needed, nobody quotes what a job says.
_NO_VERSIONS = "S3 Versioning has to be enabled on {arn} for AWS Backup."
_LEFT_OUT = "{count} of {all} objects are left out: the role can't use their key, or not read them"


class Taken(NamedTuple):
    """What was read: a note where something was left out, and the recovery point where it isn't one of the vault's."""

    note: str = ""
    recovery_point: str = ""


class Source(NamedTuple):
    """A type of resource: its name, its delivery path, and how it is read."""

    kind: str
    path: Path
    take: Callable[[Front, Call, Caller], Taken]

    @property
    def uses_vault_key(self) -> bool:
        """Whether the recovery point is encrypted with the vault's key."""
        return self.path is backup_to_vault_fully_managed.PATH


def find_source(arn: Arn) -> Source:
    """Return how a resource is read.

    Raises:
        RefusalError: keypost local doesn't back that up.
    """
    found = _SOURCES.get((arn.service, arn.resource.partition("/")[0] if arn.service == "ec2" else ""))
    if found is None:
        raise RefusalError("InvalidParameterValueException", f"keypost local doesn't back up {arn}.")
    return found


def _take_by(action: str) -> Callable[[Front, Call, Caller], Taken]:
    def take(front: Front, call: Call, role: Caller) -> Taken:
        front.require(Demand(action, call.get("ResourceArn")), role, call=call)
        return Taken()

    return take


def _take_bucket(front: Front, call: Call, role: Caller) -> Taken:
    arn = call.get("ResourceArn")
    bucket = find_bucket(arn.rpartition(":")[2])
    try:
        for action in _BUCKET:
            front.require(Demand(action, arn), role, call=call)
    except RefusalError as refusal:
        raise RefusalError("AccessDeniedException", _NOT_DESCRIBED.format(arn=arn)) from refusal
    if bucket is None or bucket.versioning_status != "Enabled":
        raise RefusalError("InvalidRequestException", _NO_VERSIONS.format(arn=arn))
    keys = list(bucket.keys)
    count = sum(not _can_read(front, call, role, str(bucket.name), key) for key in keys)
    return Taken(_LEFT_OUT.format(count=count, all=len(keys)) if count else "")


def _can_read(front: Front, call: Call, role: Caller, bucket: str, key: str) -> bool:
    """Tell whether the role may read the current version of an object, and use its key."""
    read = Call("s3", "GetObject", {"Bucket": bucket, "Key": key}, call.account, call.region)
    try:
        front.require(Demand("s3:GetObject", f"{call.get('ResourceArn')}/{key}"), role, call=read)
        for use in list_key_uses(read):
            front.use_key(use, role, service="kms")
    except RefusalError:
        return False
    return True


def _take_volume(front: Front, call: Call, role: Caller) -> Taken:
    """Make a snapshot, which stays under the volume's key."""
    number = call.get("ResourceArn").rpartition("/")[2]
    snapshot = Call("ec2", "CreateSnapshot", {"VolumeId": number}, call.account, call.region)
    found = _perform(snapshot._replace(operation="DescribeVolumes", parameters={"VolumeIds": [number]}))
    volume: Mapping[str, str] = found["Volumes"][0]
    front.require(Demand("ec2:CreateSnapshot", call.get("ResourceArn")), role, call=snapshot)
    if volume.get("Encrypted"):
        key, context = volume.get("KmsKeyId") or "alias/aws/ebs", {"aws:ebs:id": number}
        use = KeyUse(("kms:CreateGrant",), key, call.account, call.region, "ec2", context, call.get("ResourceArn"))
        front.use_key(use, role, service="kms")
    made = _perform(snapshot)
    front.trail.record(snapshot, role, request_id="", result=made, via="backup")
    return Taken(recovery_point=str(Arn(PARTITION, "ec2", call.region, "", f"snapshot/{made['SnapshotId']}")))


def _perform(call: Call) -> dict[str, list[Mapping[str, str]]]:
    return perform(call.service, call.operation, call.parameters, account=call.account, region=call.region)


_SOURCES = {
    ("dynamodb", ""): Source("DynamoDB", backup_to_vault_fully_managed.PATH, _take_by("dynamodb:StartAwsBackupJob")),
    ("elasticfilesystem", ""): Source("EFS", backup_to_vault_fully_managed.PATH, _take_by("elasticfilesystem:Backup")),
    ("s3", ""): Source("S3", backup_to_vault_fully_managed.PATH, _take_bucket),
    ("ec2", "volume"): Source("EBS", backup_not_fully_managed.PATH, _take_volume),
}
