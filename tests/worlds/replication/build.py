"""A bucket that replicates encrypted objects into another, with a role that may use one of the two keys."""

from tests.readers.local_aws import Account, permit


def build(aws: Account) -> None:
    s3, here, there = aws.client("s3"), aws.key("alias/here"), aws.key("alias/there")
    mine, theirs = aws.bucket("acme-here", key=here), aws.bucket("acme-there", key=there, bucket_key=True)
    replicate = [
        permit("s3:GetReplicationConfiguration", "s3:ListBucket", on=mine),
        permit(
            "s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging", on=f"{mine}/*"
        ),
        permit("s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags", on=f"{theirs}/*"),
        permit("kms:Decrypt", on=here),
    ]
    role = aws.role("replication", "s3.amazonaws.com", inline={"replicate": replicate})
    for bucket in ("acme-here", "acme-there"):
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    rule = {
        "ID": "all",
        "Status": "Enabled",
        "Priority": 0,
        "Filter": {"Prefix": ""},
        "DeleteMarkerReplication": {"Status": "Disabled"},
        "SourceSelectionCriteria": {"SseKmsEncryptedObjects": {"Status": "Enabled"}},
        "Destination": {"Bucket": theirs, "EncryptionConfiguration": {"ReplicaKmsKeyID": there}},
    }
    s3.put_bucket_replication(Bucket="acme-here", ReplicationConfiguration={"Role": role, "Rules": [rule]})
