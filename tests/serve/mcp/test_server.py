"""The MCP server as an agent has it: the SDK's own client over a process of `keypost mcp`."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import CallToolResult

from keypost.reports.published import read_schema

PROGRAM = str(Path(sys.executable).with_name("keypost"))
EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
BROKEN = EXAMPLES / "1-alarm-encrypted-topic" / "broken.yaml"
MESSAGE = "CloudWatch Alarms does not have authorization to access the SNS topic encryption key."

NESTED = """Resources:
  Child:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: ../outside.yaml}
"""
MODULE = 'module "far" { source = "../../far" }\nresource "aws_sns_topic" "t" { name = file("../../secret.txt") }\n'


class Agent:
    """A client whose server lives as long as a module's tests do."""

    def __init__(self, portal: BlockingPortal, client: Client) -> None:
        self.portal, self.client = portal, client

    def call(self, tool: str, **given: object) -> CallToolResult:
        answer: CallToolResult = self.portal.call(self.client.call_tool, tool, given)
        return answer

    def ask(self, tool: str, **given: object) -> Any:
        answer = self.call(tool, **given)
        assert not answer.is_error, answer.content
        [content] = answer.content
        assert content.type == "text"
        assert json.loads(content.text) == answer.structured_content
        return answer.structured_content

    def fail(self, tool: str, **given: object) -> str:
        answer = self.call(tool, **given)
        assert answer.is_error
        [content] = answer.content
        assert content.type == "text"
        return content.text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    around = tmp_path_factory.mktemp("mcp")
    inside = around / "inside"
    (inside / "tf").mkdir(parents=True)
    (around / "far").mkdir()
    (inside / "broken.yaml").write_text(BROKEN.read_text(encoding="utf-8"), encoding="utf-8")
    (inside / "parent.yaml").write_text(NESTED)
    (inside / "tf" / "main.tf").write_text(MODULE)
    (around / "secret.txt").write_text("hunter2")
    (around / "outside.yaml").write_text(BROKEN.read_text(encoding="utf-8").replace("Alerts", "Hunter2"))
    (around / "far" / "main.tf").write_text('resource "aws_sns_topic" "hunter2" {}\n')
    (inside / "linked.yaml").symlink_to(around / "outside.yaml")
    return inside


@pytest.fixture(scope="module")
def agent(folder: Path) -> Iterator[Agent]:
    started = StdioServerParameters(command=PROGRAM, args=["mcp", str(folder), "--lang", "en"])
    client = Client(stdio_client(started))
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(client):
        yield Agent(portal, client)


def run_json(*arguments: str, folder: Path) -> Any:
    done = subprocess.run([PROGRAM, *arguments, "--format", "json"], cwd=folder, capture_output=True, check=False)
    return json.loads(done.stdout)


def test_tools_are_told_and_only_read(agent: Agent) -> None:
    listed = agent.portal.call(agent.client.list_tools)
    assert {tool.name for tool in listed.tools} == {"check", "fix", "explain", "paths"}
    for tool in listed.tools:
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
    assert len(listed.model_dump_json(by_alias=True, exclude_none=True)) < 25_000


def test_everything_is_what_the_command_prints(agent: Agent, folder: Path) -> None:
    told = agent.ask("check", paths=["broken.yaml"], verdicts=["WORKS", "FAILS", "DEPENDS"], detail="full", limit=200)
    page = told.pop("page")
    assert page["next"] is None
    whole = run_json("check", "broken.yaml", folder=folder)
    by_rule = [sorted(one.pop("findings"), key=json.dumps) for one in (told, whole)]
    assert by_rule[0] == by_rule[1]
    assert told == whole


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("check", {"paths": ["broken.yaml"]}),
        ("check", {"paths": ["."], "limit": 1}),
        ("fix", {"paths": ["broken.yaml"]}),
        ("explain", {"text": MESSAGE}),
        ("explain", {"text": MESSAGE, "paths": ["broken.yaml"]}),
        ("paths", {"id": "cloudwatch-alarm-to-sns"}),
    ],
)
def test_answers_have_the_published_schemas(agent: Agent, tool: str, given: dict[str, object]) -> None:
    jsonschema.validate(agent.ask(tool, **given), json.loads(read_schema(f"{tool}.v1")))


def test_a_short_answer_has_what_fails(agent: Agent) -> None:
    told = agent.ask("check", paths=["broken.yaml"])
    assert told["summary"]["works"] > 0
    assert {one["verdict"] for one in told["deliveries"]} == {"FAILS"}
    assert all(call["decision"] != "allow" for one in told["deliveries"] for call in one["calls"])
    [finding] = [one for one in told["findings"] if one["severity"] == "error"]
    assert told["deliveries"][finding["deliveries"][0]]["findings"] == [finding["rule"]]


def test_pages_hold_everything_once(agent: Agent) -> None:
    given: dict[str, object] = {"paths": ["broken.yaml"], "verdicts": ["WORKS", "FAILS", "DEPENDS"]}
    whole = agent.ask("check", **given, limit=200)["deliveries"]
    pages: list[Any] = []
    offset: int | None = 0
    while offset is not None:
        told = agent.ask("check", **given, limit=1, offset=offset)
        pages.extend(told["deliveries"])
        offset = told["page"]["next"]
    names = [[(one["path"], one["source"], one["target"]) for one in found] for found in (pages, whole)]
    assert names[0] == names[1]
    assert len(whole) > 1


def test_the_text_of_a_template_is_enough(agent: Agent) -> None:
    text = BROKEN.read_text(encoding="utf-8")
    assert agent.ask("check", template=text)["summary"]["fails"] == 1
    [fix] = agent.ask("fix", template=text)["fixes"]
    assert fix["candidates"][0]["patch"].startswith("--- a/-\n+++ b/-\n")
    assert agent.ask("check", template=text.replace("alias/aws/sns", "''"))["summary"]["fails"] == 0


def test_a_fix_is_offered_and_not_written(agent: Agent, folder: Path) -> None:
    before = (folder / "broken.yaml").read_bytes()
    told = agent.ask("fix", paths=["broken.yaml"])
    assert [len(one["candidates"]) for one in told["fixes"]] == [1]
    assert told["page"]["moreCandidates"] == [1]
    assert [len(one["candidates"]) for one in agent.ask("fix", paths=["broken.yaml"], detail="full")["fixes"]] == [2]
    assert (folder / "broken.yaml").read_bytes() == before


def test_an_error_is_decided_against_a_template(agent: Agent) -> None:
    assert agent.ask("explain", text=MESSAGE)["causes"][0]["path"] == "cloudwatch-alarm-to-sns"
    cause = agent.ask("explain", text=MESSAGE, paths=["broken.yaml"])["causes"][0]
    assert cause["decided"]
    assert cause["location"]["file"] == "broken.yaml"


def test_paths_are_listed_and_looked_up(agent: Agent, folder: Path) -> None:
    told = agent.ask("paths", about="CloudWatch alarm sns")
    assert "cloudwatch-alarm-to-sns" in [one["id"] for one in told["paths"]]
    assert agent.ask("paths", limit=1)["page"]["next"] == 1
    one = agent.ask("paths", id="cloudwatch-alarm-to-sns")
    assert one["paths"] == run_json("paths", "cloudwatch-alarm-to-sns", folder=folder)["paths"]


@pytest.mark.parametrize("paths", [["."], ["parent.yaml"], ["tf"]])
def test_what_templates_name_outside_stays_unread(agent: Agent, paths: list[str]) -> None:
    told = json.dumps(agent.ask("check", paths=paths, verdicts=["WORKS", "FAILS", "DEPENDS"], limit=200))
    assert "unter2" not in told
    assert "outside the folder that this server reads" in told


@pytest.mark.parametrize(
    "path", ["..", "../outside.yaml", "/etc/passwd", "linked.yaml", "tf/../..", "/nowhere", "a\0b"]
)
def test_paths_that_lead_out_are_refused(agent: Agent, path: str) -> None:
    for tool, given in (("check", {}), ("fix", {}), ("explain", {"text": MESSAGE})):
        assert "is outside the folder that this server reads" in agent.fail(tool, paths=[path], **given)


@pytest.mark.parametrize(
    ("tool", "given", "says"),
    [
        ("check", {}, "neither `paths` nor `template` is given"),
        ("check", {"paths": []}, "neither `paths` nor `template` is given"),
        ("check", {"paths": "broken.yaml"}, "`paths`: 'broken.yaml' is not of type 'array'"),
        ("check", {"path": ["."]}, "'path' was unexpected"),
        ("check", {"paths": ["."], "limit": 0}, "`limit`: 0 is less than the minimum of 1"),
        ("check", {"paths": ["."], "account": "1"}, "`account`: '1' does not match"),
        ("check", {"paths": ["missing.yaml"]}, "missing.yaml: doesn't exist"),
        ("check", {"template": "a: ["}, "-:"),
        ("check", {"template": ""}, "-"),
        ("explain", {}, "'text' is a required property"),
        ("explain", {"text": " "}, "there is no text to explain"),
        ("paths", {"id": "cloudwatch-alarm-to-sn"}, "there are: `cloudwatch-alarm-to-sns`"),
        ("mend", {}, "there is no tool `mend`"),
    ],
)
def test_bad_input_is_told(agent: Agent, tool: str, given: dict[str, object], says: str) -> None:
    told = agent.fail(tool, **given)
    assert says in told
    assert "Traceback" not in told


def test_standard_output_has_the_protocol_alone(folder: Path) -> None:
    call = {"name": "check", "arguments": {"paths": ["."]}}
    meta = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    asked: list[dict[str, object]] = [
        {"id": 1, "method": "initialize", "params": meta},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": {"name": "check", "arguments": {"template": "\ud800"}}},
        {"id": 3, "method": "tools/call", "params": call},
    ]
    lines = "no message\n" + "".join(json.dumps({"jsonrpc": "2.0", **one}) + "\n" for one in asked)
    command = [PROGRAM, "mcp", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(lines.encode())
        process.stdin.flush()
        told = [json.loads(process.stdout.readline()) for _ in range(2)]
        process.stdin.close()
        assert (process.stdout.read(), process.stderr.read(), process.wait(timeout=60)) == (b"", b"", 0)
    assert [one["id"] for one in told] == [1, 3]  # the SDK drops what is no text
    assert told[0]["result"]["serverInfo"]["name"] == "keypost"
