"""The page at `/_keypost/`: for people, in both languages, without scripts, in a real browser."""

import itertools
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPMessage
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError
from playwright.sync_api import expect

from support.browser import find_barriers, open_tab
from tests.endpoint.local import ACCOUNT, Local, allow

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EVIL = "<img src=x onerror=alert(1)>"
VIEWS = ("deliveries", "decisions", "mailbox", "chat", "spend", "unmodelled")
BROWSER = {"Accept": "text/html,application/xhtml+xml", "Accept-Language": "en-US,en;q=0.5"}


def fetch(
    local: Local, query: str = "", *, form: dict[str, str] | None = None, **headers: str
) -> tuple[str, HTTPMessage]:
    body = urllib.parse.urlencode(form).encode() if form is not None else None
    told = BROWSER | {name.replace("_", "-"): value for name, value in headers.items()}
    asked = urllib.request.Request(f"{local.address}/_keypost/{query}", data=body, headers=told)  # noqa: S310 -- http
    with urllib.request.urlopen(asked) as answer:  # noqa: S310 -- the endpoint in this process
        return answer.read().decode(), answer.headers


def happen(local: Local) -> None:
    """Let a topic deliver to a queue that doesn't let it in, to a mailbox and to a channel, with names like HTML."""
    sns = local.client("sns")
    topic = sns.create_topic(Name="alerts")["TopicArn"]
    local.queue("inbox")
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:us-east-1:{ACCOUNT}:inbox")
    sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="ann@example.com")
    local.client("chatbot").create_slack_channel_configuration(
        SlackTeamId="T0123456789", SlackChannelId="C0123456789", ConfigurationName="costs", SnsTopicArns=[topic],
        IamRoleArn=f"arn:aws:iam::{ACCOUNT}:role/chat",
    )  # fmt: skip
    alarm = {"AlarmName": EVIL, "NewStateValue": "ALARM", "NewStateReason": "why", "AWSAccountId": ACCOUNT}
    sns.publish(TopicArn=topic, Message=json.dumps(alarm), Subject="subject & <b>")
    keys = local.user("ann", allow("sns:Publish", on=topic, Condition={"StringEquals": {"aws:SourceArn": EVIL}}))
    with pytest.raises(ClientError):
        local.client("sns", keys).publish(TopicArn=topic, Message="m")
    local.client("ssm").describe_parameters()


def test_programs_get_json_as_before(local: Local) -> None:
    with urllib.request.urlopen(f"{local.address}/_keypost/") as answer:  # noqa: S310 -- in this process
        assert "deliveries" in json.load(answer)["pages"]
    for name in ("deliveries", "deliveries.json"):
        told, headers = fetch(local, name)
        assert json.loads(told)["deliveries"] == []
        assert headers["Content-Type"].startswith("application/json")


def test_every_view_speaks_both_languages_and_escapes(local: Local) -> None:
    happen(local)
    for view, language in itertools.product(VIEWS, ("en", "ja")):
        told, headers = fetch(local, f"?view={view}&lang={language}")
        assert f'<html lang="{language}">' in told
        assert not any(one in told for one in (EVIL, "subject & <b>", "<script"))
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; form-action 'self'")
        assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "same-origin")


def test_a_delivery_shows_its_calls_and_a_denial_its_trace(local: Local) -> None:
    happen(local)
    told, _ = fetch(local)
    assert "FAILED</span> <code>sns-to-sqs</code>" in told
    assert "<summary>Calls (1)</summary>" in told
    assert "ARRIVED</span> <code>sns-to-chatbot-slack</code>" in told
    denied, _ = fetch(local, "?view=decisions&denied=1")
    assert "DENIED" in denied
    assert "ALLOWED" not in denied
    assert "aws:SourceArn" in denied
    assert "ssm:DescribeParameters" in fetch(local, "?view=unmodelled")[0]
    assert "alert(1)" in fetch(local, "?view=chat")[0]


def test_the_browser_s_language_is_spoken(local: Local) -> None:
    assert "サービスによる配信はまだありません。" in fetch(local, Accept_Language="ja,en;q=0.8")[0]
    assert "No service has delivered" in fetch(local, Accept_Language="fr,de")[0]


def test_a_form_sets_what_is_spent_and_says_what_is_wrong(local: Local) -> None:
    given = {"view": "spend", "lang": "en", "actual": "120.5", "forecasted": "0", "budget": "", "account": ACCOUNT}
    told, _ = fetch(local, form=given)
    assert 'name="actual" value="120.5"' in told
    with pytest.raises(urllib.error.HTTPError) as raised:
        fetch(local, form=given | {"actual": "much"})
    with raised.value as answer:
        assert answer.code == 400
        assert "That can&#x27;t be set: much isn&#x27;t an amount" in answer.read().decode()
    with pytest.raises(urllib.error.HTTPError) as raised:
        fetch(local, form={"view": "chat", "lang": "en", "webhook": "https://example.com/"})
    with raised.value as answer:
        assert answer.code == 400


def test_a_page_of_a_web_site_sets_nothing(local: Local) -> None:
    with pytest.raises(urllib.error.HTTPError) as raised:
        fetch(local, form={"view": "spend", "actual": "1"}, Origin="https://example.com")
    with raised.value as answer:
        assert answer.code == 403


@pytest.mark.browser
def test_in_a_browser_the_views_have_no_barriers_in_light_and_dark(browser: "Browser", axe: str, local: Local) -> None:
    happen(local)
    for scheme in ("light", "dark"):
        with open_tab(browser, color_scheme=scheme) as page:
            for view in VIEWS if scheme == "light" else VIEWS[:2]:
                page.goto(f"{local.address}/_keypost/?view={view}&lang=en")
                page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true })")
                assert find_barriers(page, axe) == [], view


@pytest.mark.browser
def test_in_a_browser_it_works_without_scripts(browser: "Browser", local: Local) -> None:
    happen(local)
    with open_tab(browser, java_script_enabled=False) as page:
        page.goto(f"{local.address}/_keypost/?lang=en")
        page.get_by_text("Calls (1)").first.click()
        page.get_by_role("link", name="What was looked at").first.click()
        expect(page).to_have_url(re.compile("view=decisions"))
        expect(page.get_by_text("sqs:SendMessage").first).to_be_attached()
        page.get_by_role("link", name="日本語").click()
        expect(page.locator("html")).to_have_attribute("lang", "ja")
        page.get_by_role("link", name="支出").click()
        page.get_by_label("実績").fill("77")
        with page.expect_response(lambda answer: answer.request.method == "GET" and "view=spend" in answer.url):
            page.get_by_role("button", name="設定する").click()
        page.goto(f"{local.address}/_keypost/?view=spend&lang=ja")
        expect(page.get_by_label("実績")).to_have_value("77")
