"""The endpoint's own pages, and `keypost local why`."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from botocore.exceptions import ClientError

from keypost.reports.published import read_schema
from tests.endpoint.local import ACCOUNT, Local

COMMAND = Path(sys.executable).with_name("keypost")


def fetch(local: Local, page: str) -> Any:
    with urllib.request.urlopen(f"{local.address}/_keypost/{page}") as answer:  # noqa: S310 -- http, here
        data = json.load(answer)
    if page != "health":
        jsonschema.validate(data, json.loads(read_schema("local.v1")), cls=jsonschema.Draft202012Validator)
    return data


def test_health_answers_when_the_endpoint_is_ready(local: Local) -> None:
    assert fetch(local, "health") == {"status": "ready", "account": ACCOUNT, "region": "us-east-1", "soft": False}


def test_an_unknown_page_lists_those_that_there_are(local: Local) -> None:
    with pytest.raises(urllib.error.HTTPError) as raised:
        fetch(local, "tea")
    with raised.value as answer:
        assert (answer.code, json.load(answer)["pages"]) == (
            404,
            ["backup", "chat", "decisions", "deliveries", "health", "mailbox", "spend"],
        )


def why(local: Local, *arguments: str) -> subprocess.CompletedProcess[str]:
    port = str(local.front.settings.port)
    words = [str(COMMAND), "local", "--port", port, *arguments]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_a_denial_is_explained_by_the_id_in_its_error(local: Local) -> None:
    keys = local.user("ann")
    with pytest.raises(ClientError) as raised:
        local.client("sns", keys).list_topics()
    number = raised.value.response["ResponseMetadata"]["RequestId"]
    (decision,) = fetch(local, f"decisions?request={number}")["decisions"]
    assert (decision["action"], decision["decision"]) == ("sns:ListTopics", "implicit_deny")
    assert decision["message"]["ja"]
    told = why(local, "--lang", "en", "why", number)
    assert told.returncode == 0
    assert told.stdout.startswith(f"DENIED  sns:ListTopics\n  arn:aws:iam::{ACCOUNT}:user/ann\n  -> *\n")
    assert "拒否  sns:ListTopics" in why(local, "--lang", "ja", "why").stdout


def test_where_nothing_was_refused_that_is_said(local: Local) -> None:
    assert why(local, "--lang", "en", "why").stdout == "Nothing was refused so far.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["why", "nothing-like-it"], "isn't among those"), (["--port", "9", "why"], "answers on port 9")],
)
def test_what_cannot_be_told_is_an_error(local: Local, arguments: list[str], said: str) -> None:
    told = why(local, "--lang", "en", *arguments)
    assert (told.returncode, said in told.stderr) == (2, True)


def test_deliveries_are_listed_with_what_became_of_them(local: Local) -> None:
    sns = local.client("sns")
    topic = sns.create_topic(Name="alerts")["TopicArn"]
    local.queue("inbox")
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:us-east-1:{ACCOUNT}:inbox")
    sns.publish(TopicArn=topic, Message="m")
    (delivery,) = fetch(local, "deliveries")["deliveries"]
    assert (delivery["path"], delivery["arrived"]) == ("sns-to-sqs", False)
    assert delivery["error"].startswith("AccessDeniedException: User: sns.amazonaws.com is not authorized to perform")
    assert fetch(local, f"decisions?request={delivery['requestId']}")["decisions"]
