"""Secrets Manager: secrets with their policies and who rotates them; never what they hold.

https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, settle
from keypost.readers.snapshot.record import Record

_CALL = "secretsmanager:ListSecrets"


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("ListSecrets", "SecretList"), _fetch_secret)


def _fetch_secret(api: Api, secret: Item) -> Iterator[Record]:
    arn, name = secret["ARN"], secret["Name"]
    properties = {"Name": name, "KmsKeyId": secret.get("KmsKeyId")}
    yield Record("AWS::SecretsManager::Secret", arn, arn, name, settle(properties), _CALL)
    if secret.get("RotationEnabled") and secret.get("RotationLambdaARN"):
        rotation = {"SecretId": arn, "RotationLambdaARN": secret["RotationLambdaARN"]}
        yield Record("AWS::SecretsManager::RotationSchedule", f"{arn} Rotation", "", "", rotation, _CALL)
    document = api.call("GetResourcePolicy", about=arn, SecretId=arn).document("ResourcePolicy")
    if document is not None:
        policy = {"SecretId": arn, "ResourcePolicy": document}
        call = "secretsmanager:GetResourcePolicy"
        yield Record("AWS::SecretsManager::ResourcePolicy", f"{arn} Policy", "", "", policy, call)


_OPERATIONS = ("ListSecrets", "GetResourcePolicy")
PART = Part("secretsmanager", "secretsmanager", {name: f"secretsmanager:{name}" for name in _OPERATIONS}, _fetch)
