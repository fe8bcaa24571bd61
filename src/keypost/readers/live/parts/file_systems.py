"""EFS: file systems with their policies.

https://docs.aws.amazon.com/efs/latest/ug/API_FileSystemDescription.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, settle
from keypost.readers.snapshot.record import Record

_LISTED, _POLICY = "DescribeFileSystems", "DescribeFileSystemPolicy"


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items(_LISTED, "FileSystems"), _fetch_file_system)


def _fetch_file_system(api: Api, found: Item) -> Iterator[Record]:
    name = found["FileSystemId"]
    arn = found.get("FileSystemArn") or api.arn("elasticfilesystem", f"file-system/{name}")
    policy = api.call(_POLICY, about=arn, absent=["PolicyNotFound"], FileSystemId=name)
    properties = {
        "Encrypted": found.get("Encrypted"),
        "KmsKeyId": found.get("KmsKeyId"),
        "FileSystemPolicy": policy.document("Policy"),
    }
    calls = {"FileSystemPolicy": f"elasticfilesystem:{_POLICY}"}
    yield Record("AWS::EFS::FileSystem", arn, arn, name, settle(properties), f"elasticfilesystem:{_LISTED}", calls)


PART = Part("efs", "efs", {name: f"elasticfilesystem:{name}" for name in (_LISTED, _POLICY)}, _fetch)
