"""Custom resources whose function's code is known: no code runs here, its calls are made as the function's role.

Source: AWS CDK, aws-s3 notifications handler (`Custom::S3BucketNotifications`): with `Managed` it puts the whole
configuration of the bucket, and takes it away when the resource is deleted.
"""

from keypost.endpoint.caller import build_role_session
from keypost.endpoint.cloudformation.failure import StackFailure
from keypost.endpoint.cloudformation.fit import is_true
from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.records import Properties
from keypost.endpoint.cloudformation.types.declare import Change, Made, Type
from keypost.endpoint.store.perform import perform


def _become(hands: Hands, function: str) -> Hands:
    """Return the hands of the function that makes the resource."""
    found = perform("lambda", "GetFunctionConfiguration", {"FunctionName": function}, account=hands.account,
                    region=hands.region)  # fmt: skip
    session = str(found["FunctionName"])
    return hands._replace(caller=build_role_session(str(found["Role"]), session=session, account=hands.account))


def _put(hands: Hands, properties: Properties, configuration: object) -> None:
    if not is_true(properties.get("Managed", True)):
        raise StackFailure("keypost local builds Custom::S3BucketNotifications only with Managed, of new buckets.")
    given = {"Bucket": properties["BucketName"], "NotificationConfiguration": configuration}
    _become(hands, str(properties["ServiceToken"])).call("s3", "PutBucketNotificationConfiguration", given)


def _create(hands: Hands, properties: Properties) -> Made:
    _put(hands, properties, properties.get("NotificationConfiguration") or {})
    return Made(hands.name())


def _update(hands: Hands, change: Change) -> None:
    _put(hands, change.after, change.after.get("NotificationConfiguration") or {})


def _delete(hands: Hands, change: Change) -> None:
    _put(hands, change.before, {})


BUCKET_NOTIFICATIONS = Type(
    "s3",
    create=_create,
    update=_update,
    delete=_delete,
    id="",
    replaces=frozenset({"ServiceToken"}),
    knows=frozenset(
        {"ServiceToken", "BucketName", "NotificationConfiguration", "Managed", "SkipDestinationValidation"}
    ),
    tags="",
    label="S3",
)

TYPES = {"Custom::S3BucketNotifications": BUCKET_NOTIFICATIONS}
