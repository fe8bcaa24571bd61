"""Amazon ECR: repositories of container images, as `cdk bootstrap` makes one."""

from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.types.declare import Change, Request, Type, same
from keypost.endpoint.cloudformation.types.parts import setting, tags

_NAMED = {"repositoryName": "{id}"}


def _delete(hands: Hands, change: Change) -> None:
    force = change.before.get("EmptyOnDelete", False)
    hands.call("ecr", "DeleteRepository", {"repositoryName": change.id, "force": force})


REPOSITORY = Type(
    "ecr",
    create=Request("CreateRepository", same("RepositoryName", "EncryptionConfiguration", "Tags") | {
        "ImageTagMutability": "imageTagMutability", "ImageScanningConfiguration": "imageScanningConfiguration"}),
    delete=_delete,
    id="{RepositoryName}",
    attributes={"Arn": "=repository.repositoryArn", "RepositoryUri": "=repository.repositoryUri"},
    named="RepositoryName",
    is_lower=True,
    replaces=frozenset({"RepositoryName", "EncryptionConfiguration"}),
    knows=frozenset({"EmptyOnDelete"}),
    parts=(
        setting("ecr", Request("PutImageTagMutability", same("ImageTagMutability"), _NAMED)),
        setting("ecr", Request("PutImageScanningConfiguration", same("ImageScanningConfiguration"), _NAMED)),
        setting("ecr", Request("PutLifecyclePolicy", {"LifecyclePolicy/LifecyclePolicyText": "lifecyclePolicyText"},
                               _NAMED),
                remove=Request("DeleteLifecyclePolicy", given=_NAMED)),
        setting("ecr", Request("SetRepositoryPolicy", {"RepositoryPolicyText": "policyText"}, _NAMED),
                remove=Request("DeleteRepositoryPolicy", given=_NAMED)),
        tags("ecr", Request("TagResource", {"Tags": "tags"}, {"resourceArn": "{Arn}"}),
             Request("UntagResource", given={"resourceArn": "{Arn}"}), keys="tagKeys"),
    ),
    label="Ecr",
)  # fmt: skip

TYPES = {"AWS::ECR::Repository": REPOSITORY}
