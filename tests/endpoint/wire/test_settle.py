"""What is authorized is what happens: no request that moto reads otherwise than the front."""

from urllib.parse import urlencode

import pytest

from keypost.endpoint.wire.message import HttpAnswer, HttpRequest
from tests.endpoint.local import ACCOUNT, Keys, Local, allow, ask, sign

HOST = {"host": "127.0.0.1"}
FORM = {**HOST, "content-type": "application/x-www-form-urlencoded"}
SMUGGLED = "Action=CreateUser&UserName=eve&Version=2010-05-08"
LISTED = "Action=ListUsers&Version=2010-05-08"


def send(local: Local, keys: Keys, service: str, request: HttpRequest) -> HttpAnswer:
    return ask(local, sign(request, keys, service))


@pytest.mark.parametrize(
    "request_",
    [
        HttpRequest("POST", "/", SMUGGLED, FORM, LISTED.encode()),
        HttpRequest("POST", "/", "", FORM, f"{SMUGGLED}&{LISTED}".encode()),
        HttpRequest("POST", "/", "", FORM | {"x-amz-target": "x.ListUsers"}, SMUGGLED.encode()),
        HttpRequest("GET", "/", f"{SMUGGLED}&{LISTED}", HOST, b""),
    ],
)
def test_one_action_is_read_from_a_query(local: Local, request_: HttpRequest) -> None:
    keys = local.user("ann", allow("iam:ListUsers"))
    send(local, keys, "iam", request_)
    assert [user["UserName"] for user in local.client("iam").list_users()["Users"]] == ["ann"]


@pytest.mark.parametrize("kind", ["application/x-amz-json-1.1", "application/x-www-form-urlencoded", "text/plain"])
def test_json_that_looks_like_a_form_is_none(local: Local, kind: str) -> None:
    key = local.key()
    keys = local.user("ann", allow("kms:ListKeys"))
    headers = {**HOST, "content-type": kind, "x-amz-target": "TrentService.ListKeys"}
    body = f'{{"Marker":"&Action=DescribeKey&KeyId={key}&"}}'.encode()
    answer = send(local, keys, "kms", HttpRequest("POST", "/", "", headers, body))
    assert b"KeyMetadata" not in answer.body
    query = urlencode({"Action": "DescribeKey", "KeyId": key})
    assert b"KeyMetadata" not in send(local, keys, "kms", HttpRequest("POST", "/", query, headers, b"{}")).body


def test_text_of_a_message_is_no_parameter(local: Local) -> None:
    address = local.queue("orders")
    text = "https://example.com/?a=b&Action=PurgeQueue&QueueUrl=x"
    local.client("sqs").send_message(QueueUrl=address, MessageBody=text)
    told = local.client("sqs").receive_message(QueueUrl=address)["Messages"]
    assert [one["Body"] for one in told] == [text]


def test_a_query_string_in_a_queues_address_names_no_other_queue(local: Local) -> None:
    secret = local.queue("secret")
    local.client("sqs").send_message(QueueUrl=secret, MessageBody="m")
    open_ = local.queue("open")
    keys = local.user("ann", allow("sqs:GetQueueAttributes", on=f"arn:aws:sqs:us-east-1:{ACCOUNT}:open"))
    fields = {"Action": "GetQueueAttributes", "AttributeName.1": "All", "Version": "2012-11-05"}
    for address in (f"{open_}?x=/secret", f"{open_}#/secret"):
        body = urlencode({**fields, "QueueUrl": address}).encode()
        assert send(local, keys, "sqs", HttpRequest("POST", "/", "", FORM, body)).status == 403
    asked = urlencode({**fields, "QueueUrl": open_}).encode()
    assert b":open" in send(local, keys, "sqs", HttpRequest("POST", "/", "", FORM, asked)).body


def test_the_path_of_a_query_names_the_queue(local: Local) -> None:
    local.queue("open")
    keys = local.user("ann", allow("sqs:GetQueueAttributes", on=f"arn:aws:sqs:us-east-1:{ACCOUNT}:open"))
    body = b"Action=GetQueueAttributes&AttributeName.1=All&Version=2012-11-05"
    local.queue("secret")
    assert b":open" in send(local, keys, "sqs", HttpRequest("POST", f"/{ACCOUNT}/open", "", FORM, body)).body
    answer = send(local, keys, "sqs", HttpRequest("POST", f"/{ACCOUNT}/secret", "", FORM, body))
    assert (answer.status, b"AccessDenied" in answer.body) == (403, True)


def test_two_parts_of_a_bucket_are_asked_for_at_once_by_nobody(local: Local) -> None:
    local.client("s3").create_bucket(Bucket="amzn-s3-demo-bucket")
    request = HttpRequest("GET", "/amzn-s3-demo-bucket", "policy&tagging", HOST, b"")
    answer = send(local, ("test", "test", None), "s3", request)
    assert (answer.status, b"InvalidArgument" in answer.body) == (400, True)


def test_a_host_names_no_other_bucket(local: Local) -> None:
    client = local.client("s3")
    for bucket in ("open-bucket", "secret-bucket"):
        client.create_bucket(Bucket=bucket)
        client.put_object(Bucket=bucket, Key="k", Body=bucket.encode())
    client.put_object(Bucket="secret-bucket", Key="open-bucket/k", Body=b"secret")
    keys = local.user("ann", allow("s3:GetObject", on="arn:aws:s3:::open-bucket/*"))
    for host in ("secret-bucket.s3.amazonaws.com", "secret-bucket.localhost", "secret-bucket.s3.localhost:4566"):
        request = HttpRequest("GET", "/open-bucket/k", "", {"host": host}, b"")
        assert send(local, keys, "s3", request).status == 403
    request = HttpRequest("GET", "/k", "", {"host": "open-bucket.s3.localhost:4566"}, b"")
    assert send(local, keys, "s3", request).body == b"open-bucket"


def test_an_address_names_no_other_region(local: Local) -> None:
    local.client("sns", region="eu-west-1").create_topic(Name="far")
    keys = local.user("bob", allow("sns:ListTopics"))
    request = HttpRequest("POST", "/", "x=.eu-west-1.amazonaws.com", FORM, b"Action=ListTopics&Version=2010-03-31")
    assert b":far" not in send(local, keys, "sns", request).body
