"""Amazon Data Firehose: delivery streams and where they deliver to.

https://docs.aws.amazon.com/firehose/latest/APIReference/API_DescribeDeliveryStream.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, Value, settle
from keypost.readers.snapshot.record import Record

# Of each kind of destination: CloudFormation's name, the API's, and those of the bucket inside it.
_DESTINATIONS = (
    ("ExtendedS3DestinationConfiguration", "ExtendedS3DestinationDescription"),
    ("RedshiftDestinationConfiguration", "RedshiftDestinationDescription"),
    ("ElasticsearchDestinationConfiguration", "ElasticsearchDestinationDescription"),
    ("AmazonopensearchserviceDestinationConfiguration", "AmazonopensearchserviceDestinationDescription"),
    ("SplunkDestinationConfiguration", "SplunkDestinationDescription"),
    ("HttpEndpointDestinationConfiguration", "HttpEndpointDestinationDescription"),
    ("SnowflakeDestinationConfiguration", "SnowflakeDestinationDescription"),
)
_ENCRYPTION = "DeliveryStreamEncryptionConfigurationInput"
_BUCKETS = {"S3BackupDescription": "S3BackupConfiguration", "S3DestinationDescription": "S3Configuration"}
_BUCKET = ("BucketARN", "RoleARN", "Prefix", "EncryptionConfiguration")


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("ListDeliveryStreams", "DeliveryStreamNames"), _fetch_stream)


def _fetch_stream(api: Api, name: str) -> Iterator[Record]:
    arn, call = api.arn("firehose", f"deliverystream/{name}"), "firehose:DescribeDeliveryStream"
    reply = api.call("DescribeDeliveryStream", about=arn, DeliveryStreamName=name)
    told = reply.get("DeliveryStreamDescription")
    if not isinstance(told, dict):
        unread = dict.fromkeys(
            ("ExtendedS3DestinationConfiguration", "DeliveryStreamEncryptionConfigurationInput"), told
        )
        yield Record(
            "AWS::KinesisFirehose::DeliveryStream", arn, arn, name, {"DeliveryStreamName": name, **unread}, call
        )
        return
    properties = {"DeliveryStreamName": name, **_source(told), **_encryption(told), **_destination(told)}
    yield Record("AWS::KinesisFirehose::DeliveryStream", arn, arn, name, settle(properties), call)


def _source(told: Item) -> dict[str, Value]:
    stream = (told.get("Source") or {}).get("KinesisStreamSourceDescription")
    if not stream:
        return {}
    names = ("KinesisStreamARN", "RoleARN")
    return {"KinesisStreamSourceConfiguration": {name: stream.get(name) for name in names}}


def _encryption(told: Item) -> dict[str, Value]:
    """Encryption that is switched off, or never was on, is none."""
    encryption = told.get("DeliveryStreamEncryptionConfiguration") or {}
    if encryption.get("Status") in {None, "DISABLED"}:
        return {}
    kept = settle({name: encryption.get(name) for name in ("KeyType", "KeyARN")})
    return {_ENCRYPTION: kept}


def _destination(told: Item) -> dict[str, Value]:
    """Firehose keeps a plain S3 destination as an extended one too; this is the one that counts."""
    found = (told.get("Destinations") or [{}])[0]
    return {name: _bucket(found[word]) for name, word in _DESTINATIONS if found.get(word)}


def _bucket(told: Item) -> dict[str, Value]:
    kept: dict[str, Value] = {name: told[name] for name in _BUCKET if told.get(name)}
    return kept | {name: _bucket(told[word]) for word, name in _BUCKETS.items() if told.get(word)}


_OPERATIONS = ("ListDeliveryStreams", "DescribeDeliveryStream")
PART = Part("firehose", "firehose", {name: f"firehose:{name}" for name in _OPERATIONS}, _fetch)
