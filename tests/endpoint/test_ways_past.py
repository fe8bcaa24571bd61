"""Ways past authorization that somebody could look for: each leads nowhere."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from botocore.exceptions import ClientError

from keypost.endpoint.wire.message import HttpAnswer, HttpRequest
from tests.endpoint.local import ACCOUNT, ROOT, Keys, Local, allow, ask, document, refusal, sign

HOST = {"host": "127.0.0.1"}
FORM = {**HOST, "content-type": "application/x-www-form-urlencoded"}
OPEN, SECRET = "amzn-s3-demo-bucket1", "amzn-s3-demo-bucket2"


def send(local: Local, keys: Keys, service: str, *, method: str = "GET", path: str = "/", query: str = "",
         body: bytes = b"", **headers: str) -> HttpAnswer:  # fmt: skip
    told = {**HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return ask(local, sign(HttpRequest(method, path, query, told, body), keys, service))


def deny(*actions: str, on: str | list[str]) -> dict[str, Any]:
    return {"Effect": "Deny", "Action": list(actions), "Resource": on}


TEAM = [f"arn:aws:iam::{ACCOUNT}:{kind}/team/*" for kind in ("role", "user", "group", "policy")]


@pytest.fixture
def buckets(local: Local) -> Any:
    """Two buckets with an object each."""
    s3 = local.client("s3")
    for bucket in (OPEN, SECRET):
        s3.create_bucket(Bucket=bucket)
        s3.put_object(Bucket=bucket, Key="k", Body=bucket.encode())
    return s3


@pytest.mark.parametrize("path", [f"/{SECRET}%2Fk", f"/{SECRET}%2fk", f"/{SECRET}%2Fk/", f"//{SECRET}/k", "/%2F"])
def test_no_object_hides_in_a_bucket_s_name(local: Local, buckets: Any, path: str) -> None:
    keys = local.user("ann", allow("s3:ListBucket", "s3:CreateBucket", "s3:DeleteBucket"))
    assert send(local, keys, "s3", path=path).status >= 400
    assert send(local, keys, "s3", path=path, method="PUT", body=b"changed").status >= 400
    assert send(local, keys, "s3", path=path, method="DELETE").status >= 400
    assert buckets.get_object(Bucket=SECRET, Key="k")["Body"].read() == SECRET.encode()


@pytest.mark.parametrize(
    ("action", "method", "query"),
    [
        ("s3:AbortMultipartUpload", "DELETE", "uploadId="),
        ("s3:ListMultipartUploadParts", "GET", "uploadId="),
        ("s3:GetObjectRetention", "GET", "retention"),
        ("s3:GetObjectTorrent", "GET", "torrent"),
        ("s3:GetMetricsConfiguration", "GET", "metrics&id=m"),
    ],
)
def test_what_moto_would_take_for_another_operation_is_refused(
    local: Local, buckets: Any, action: str, method: str, query: str
) -> None:
    keys = local.user("ann", allow(action))
    answer = send(local, keys, "s3", method=method, path=f"/{SECRET}/k", query=query)
    assert answer.status >= 400
    assert SECRET.encode() not in answer.body.replace(b"arn:aws:s3:::" + SECRET.encode(), b"")
    assert buckets.get_object(Bucket=SECRET, Key="k")["Body"].read() == SECRET.encode()


def test_no_bucket_is_deleted_by_who_may_delete_its_metrics(local: Local) -> None:
    local.client("s3").create_bucket(Bucket=OPEN)
    assert send(local, ROOT, "s3", method="DELETE", path=f"/{OPEN}", query="metrics&id=m").status == 501
    local.client("s3").head_bucket(Bucket=OPEN)


@pytest.mark.usefixtures("buckets")
def test_a_query_says_one_thing_once(local: Local) -> None:
    assert send(local, ROOT, "s3", path=f"/{OPEN}", query="list-type=2&prefix=a&prefix=").status == 400


@pytest.mark.parametrize(
    "header", ["x-amz-copy-source", "x-amz-acl", "x-amz-tagging", "x-amz-website-redirect-location"]
)
def test_nothing_is_added_to_a_presigned_address(local: Local, buckets: Any, header: str) -> None:
    address = buckets.generate_presigned_url("put_object", Params={"Bucket": OPEN, "Key": "new"})
    target, _, query = address.partition("?")
    path = "/" + target.split("/", 3)[3]
    headers = {"host": target.split("/")[2], header: f"/{SECRET}/k" if "copy" in header else "public-read"}
    assert ask(local, HttpRequest("PUT", path, query, headers, b"")).status == 403
    assert ask(local, HttpRequest("PUT", path, query, {"host": headers["host"]}, b"m")).status == 200
    assert buckets.get_object(Bucket=OPEN, Key="new")["Body"].read() == b"m"


@pytest.mark.usefixtures("buckets")
def test_an_old_presigned_address_asks_for_no_other_part(local: Local) -> None:
    import boto3
    from botocore.config import Config

    s3 = boto3.client(
        "s3", endpoint_url=local.address, region_name="us-east-1", aws_access_key_id="test",
        aws_secret_access_key="test", config=Config(signature_version="s3"),  # noqa: S106 -- public
    )  # fmt: skip
    address = s3.generate_presigned_url("get_object", Params={"Bucket": OPEN, "Key": "k"})
    target, _, query = address.partition("?")
    host = {"host": target.split("/")[2]}
    assert ask(local, HttpRequest("GET", f"/{OPEN}/k", query, host, b"")).status == 200
    assert ask(local, HttpRequest("GET", f"/{OPEN}/k", f"{query}&legal-hold", host, b"")).status == 403


def test_a_name_of_a_session_is_no_role(local: Local) -> None:
    admin = local.role("Admin", allow("*"), trusted={"Service": "lambda.amazonaws.com"})
    role = local.role("app", trusted={"AWS": ACCOUNT})
    made = local.client("sts").assume_role(RoleArn=role, RoleSessionName="Admin")["Credentials"]
    session = (made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])
    sts = local.client("sts", session)
    for operation, parameters in (("get_session_token", {}), ("get_federation_token", {"Name": "Admin"})):
        with pytest.raises(ClientError) as raised:
            getattr(sts, operation)(**parameters)
        assert refusal(raised.value)[0] == "AccessDenied"
    assert admin.endswith("/Admin")


def test_tags_of_a_session_need_a_permission_of_their_own(local: Local) -> None:
    role = local.role("app", trusted={"AWS": ACCOUNT})
    keys = local.user("ann", allow("sts:AssumeRole"))
    local.assume(role, keys)
    with pytest.raises(ClientError, match="sts:TagSession"):
        local.assume(role, keys, Tags=[{"Key": "team", "Value": "admins"}])


@pytest.mark.parametrize(
    ("operation", "named"),
    [
        ("delete_role", {"RoleName": "deployer"}),
        ("update_assume_role_policy", {"RoleName": "deployer", "PolicyDocument": "{}"}),
        ("delete_user", {"UserName": "eve"}),
        ("create_access_key", {"UserName": "eve"}),
        ("delete_group", {"GroupName": "staff"}),
        ("add_user_to_group", {"GroupName": "staff", "UserName": "ann"}),
        ("update_user", {"UserName": "ann", "NewPath": "/team/"}),
        ("create_role", {"RoleName": "x", "Path": "/team/", "AssumeRolePolicyDocument": "{}"}),
        ("create_policy", {"PolicyName": "x", "Path": "/team/", "PolicyDocument": "{}"}),
    ],
)
def test_a_deny_on_a_path_holds(local: Local, operation: str, named: dict[str, str]) -> None:
    iam = local.client("iam")
    trust = document({"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"})
    iam.create_role(RoleName="deployer", Path="/team/", AssumeRolePolicyDocument=trust)
    iam.create_user(UserName="eve", Path="/team/")
    iam.create_group(GroupName="staff", Path="/team/")
    keys = local.user("ann", allow("iam:*"), deny("iam:*", on=TEAM))
    with pytest.raises(ClientError, match="explicit deny"):
        getattr(local.client("iam", keys), operation)(**named)


def test_a_role_is_not_passed_under_another_path(local: Local) -> None:
    local.role("Admin", allow("*"), trusted={"Service": "events.amazonaws.com"})
    events = local.client("events")
    events.put_rule(Name="r", EventPattern='{"source":["app"]}')
    queue = local.queue("orders")
    local.client("sqs").send_message(QueueUrl=queue, MessageBody="m")
    local.receive(queue)
    fake = f"arn:aws:iam::{ACCOUNT}:role/public/Admin"
    target = {"Id": "t", "Arn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:orders", "RoleArn": fake}
    events.put_targets(Rule="r", Targets=[target])
    events.put_events(Entries=[{"Source": "app", "DetailType": "d", "Detail": "{}"}])
    assert local.receive(queue) == []


def test_who_names_no_user_means_oneself(local: Local) -> None:
    victim = local.user("eve")
    own = f"arn:aws:iam::{ACCOUNT}:user/${{aws:username}}"
    keys = local.user("ann", allow("iam:*AccessKey*", on=own))
    iam = local.client("iam", keys)
    assert [one["UserName"] for one in iam.list_access_keys()["AccessKeyMetadata"]] == ["ann"]
    with pytest.raises(ClientError):
        iam.delete_access_key(AccessKeyId=victim[0])
    assert local.client("sts", victim).get_caller_identity()["Arn"].endswith("/eve")


def test_one_destination_is_published_to(local: Local) -> None:
    sns = local.client("sns")
    open_, secret = (sns.create_topic(Name=name)["TopicArn"] for name in ("open", "secret"))
    keys = local.user("ann", allow("sns:Publish", on=open_))
    body = urlencode({"Action": "Publish", "TopicArn": open_, "TargetArn": secret, "Message": "m"}).encode()
    answer = ask(local, sign(HttpRequest("POST", "/", "", FORM, body), keys, "sns"))
    assert (answer.status, b"InvalidParameter" in answer.body) == (400, True)


@pytest.mark.parametrize(
    "name",
    [
        f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/table/secret",
        f"arn:aws:dynamodb:eu-west-1:{ACCOUNT}:table/secret",
        "table/secret",
        "x/../secret",
    ],
)
def test_a_table_has_one_name(local: Local, name: str) -> None:
    dynamodb = local.client("dynamodb")
    make_table(dynamodb, "secret")
    dynamodb.put_item(TableName="secret", Item={"id": {"S": "1"}, "told": {"S": "hidden"}})
    keys = local.user(
        "ann", allow("dynamodb:*"), deny("dynamodb:*", on=f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/secret")
    )
    body = json.dumps({"TableName": name}).encode()
    answer = send(local, keys, "dynamodb", method="POST", body=body, x_amz_target="DynamoDB_20120810.Scan")
    assert (answer.status, b"hidden" in answer.body) == (400, False)


def make_table(dynamodb: Any, name: str) -> None:
    dynamodb.create_table(
        TableName=name, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
    )  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [
        'SELECT * FROM "secret"', "select * from secret", 'SELECT * FROM "secret" WHERE id = \'FROM "open"\'',
        """SELECT * FROM "open" WHERE id IN (SELECT id FROM "secret")""", 'SELECT \'FROM "open"\' FROM "secret"',
        'SELECT * FROM "open", "secret"', 'SELECT * FROM /* "open" */ "secret"', "INSERT INTO secret VALUE {'id':'2'}",
        "DELETE FROM secret WHERE id='1'", "UPDATE secret SET told='x' WHERE id='1'",
    ],
)  # fmt: skip
def test_a_statement_s_table_is_decided(local: Local, statement: str) -> None:
    dynamodb = local.client("dynamodb")
    for name in ("open", "secret"):
        make_table(dynamodb, name)
    dynamodb.put_item(TableName="secret", Item={"id": {"S": "1"}, "told": {"S": "hidden"}})
    keys = local.user("ann", allow("dynamodb:*", on=f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/open*"))
    mine = local.client("dynamodb", keys)
    assert mine.execute_statement(Statement='SELECT * FROM "open"')["Items"] == []
    with pytest.raises(ClientError):
        mine.execute_statement(Statement=statement)
    with pytest.raises(ClientError):
        mine.batch_execute_statement(Statements=[{"Statement": statement}])
    with pytest.raises(ClientError):
        mine.execute_transaction(TransactStatements=[{"Statement": statement}])
    assert dynamodb.scan(TableName="secret")["Items"][0]["told"] == {"S": "hidden"}


def test_json_says_a_thing_once_for_all(local: Local) -> None:
    key, other = local.key(), local.key()
    keys = local.user("ann", allow("kms:DescribeKey", on=key))
    body = f'{{"KeyId":"{key}","KeyId":"{other}","keyId":"{other}"}}'.encode()
    answer = send(local, keys, "kms", method="POST", body=body, x_amz_target="TrentService.DescribeKey")
    assert (answer.status, other.encode() in answer.body) == (400, True)
    body = f'{{"KeyId":"{other}","KeyId":"{key}","keyId":"{other}"}}'.encode()
    answer = send(local, keys, "kms", method="POST", body=body, x_amz_target="TrentService.DescribeKey")
    assert json.loads(answer.body)["KeyMetadata"]["Arn"] == key


@pytest.mark.parametrize(
    "target", ["TrentService.listKeys", "TrentService.LISTKEYS", "x.TrentService.", "TrentService"]
)
def test_an_operation_has_one_spelling(local: Local, target: str) -> None:
    assert send(local, ROOT, "kms", method="POST", body=b"{}", x_amz_target=target).status == 400


def test_a_method_is_not_overridden(local: Local, buckets: Any) -> None:
    keys = local.user("ann", allow("s3:GetObject", "s3:ListBucket"))
    send(local, keys, "s3", path=f"/{OPEN}/k", x_http_method_override="DELETE", x_http_method="DELETE")
    send(local, keys, "s3", path=f"/{OPEN}/k", query="_method=DELETE")
    assert buckets.get_object(Bucket=OPEN, Key="k")["Body"].read() == OPEN.encode()


def test_a_trust_policy_allows_nothing_but_assuming(local: Local) -> None:
    keys = local.user("ann")
    trust = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:user/ann"}, "Action": "*"}
    backend_role = local.role("app", trusted={"AWS": ACCOUNT})
    from moto.iam.models import iam_backends

    role = next(iter(iam_backends[ACCOUNT]["aws"].roles.values()))
    role.assume_role_policy_document = document(trust)
    assert backend_role == role.arn
    with pytest.raises(ClientError, match="iam:DeleteRole"):
        local.client("iam", keys).delete_role(RoleName="app")


def test_nobody_reads_budgets_of_another_account(local: Local) -> None:
    stranger = local.client("budgets", ("111122223333", "test", None))
    with pytest.raises(ClientError, match="isn't the caller's"):
        stranger.describe_budgets(AccountId=ACCOUNT)


def test_a_function_s_path_names_no_other_operation(local: Local) -> None:
    keys = local.user("ann", allow("lambda:GetFunction"))
    answer = send(local, keys, "lambda", path="/2015-03-31/functions/open%2Fpolicy")
    assert answer.status == 400
