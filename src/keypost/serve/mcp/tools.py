"""The tools as agents see them: name, what each is for, what it takes, and the shape of what it answers."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from keypost.named import NamedTuple
from keypost.reports.published import read_schema
from keypost.serve.mcp import answers
from keypost.serve.mcp.page import SHORT_PATH, Data

_PATHS: Data = {
    "type": "array",
    "items": {"type": "string", "minLength": 1},
    "description": "files or folders inside the server's folder, read as one estate; a folder is searched for "
    "CloudFormation and SAM templates, cdk.out, Terraform plans (JSON) and *.tf files",
}
_INPUT: Data = {
    "paths": _PATHS,
    "template": {
        "type": "string",
        "description": "the text of a CloudFormation template or of a Terraform plan as JSON, instead of `paths` or "
        "read together with them; reports call it `-`",
    },
    "account": {"type": "string", "pattern": "^[0-9]{12}$", "description": "the account that it is deployed to"},
    "region": {"type": "string", "pattern": "^[a-z]{2,4}(-[a-z]+){1,3}-[0-9]{1,2}$"},
    "parameters": {
        "type": "object",
        "additionalProperties": {"type": "string"},
        "description": "values of template parameters by name; one without value or default is unknown",
    },
}
_PAGE: Data = {
    "offset": {"type": "integer", "minimum": 0, "description": "the `page.next` of the answer before"},
    "limit": {"type": "integer", "minimum": 1, "maximum": 200},
}
_DETAIL: Data = {"type": "string", "enum": ["short", "full"]}


class Tool(NamedTuple):
    """One tool; `answer` raises a KeypostError with a message for the agent."""

    name: str
    title: str
    description: str
    takes: Data
    required: tuple[str, ...]
    schema: str
    answer: Callable[[Data, answers.Workplace], Data]

    @property
    def input_schema(self) -> Data:
        """What it takes, as a JSON Schema."""
        required = {"required": list(self.required)} if self.required else {}
        return {"type": "object", "properties": self.takes, **required, "additionalProperties": False}

    @property
    def output_schema(self) -> Data:
        """What it answers: the published schema of the report, without its prose, and the member `page`."""
        schema: Data = json.loads(read_schema(self.schema))
        for name in ("$schema", "$id", "title"):
            del schema[name]
        if self.schema == "paths.v1":
            schema["$defs"]["path"]["required"] = list(SHORT_PATH)
        told: Data = _leave_out_prose(schema)
        return told | {"properties": told["properties"] | {"page": {"type": "object"}}}


_CHECK = (
    "Tell which AWS deliveries into KMS-encrypted resources (alarm to topic, topic to queue, EventBridge, S3 "
    "notifications, ...) WORK, FAIL, or DEPEND on a fact that is named, and which policy stops them. Use it before "
    "and after changing a template's keys, policies or encryption. Answers keypost.check.v1, by default deliveries "
    "that FAIL or DEPEND, five a page, with the calls that aren't allowed."
)
_FIX = (
    "Offer for each delivery that fails the smallest change that makes it work and breaks nothing, each tried and "
    "decided anew: a patch, SAFE or for REVIEW, and who gains what. Nothing is written: apply the patch yourself, "
    "then check. Answers keypost.fix.v1, by default the best candidate of each finding, five a page."
)
_EXPLAIN = (
    "Tell the likely causes behind an AWS error message, alarm history entry, CloudTrail event or delivery status log "
    "that may have to do with a KMS key, what separates them, and the repair; with `paths` or `template` they are "
    "decided against these. Answers keypost.explain.v1, by default the three likeliest causes."
)
_PATHS_TOOL = (
    "What is known of delivery paths. With `id`: its calls, condition keys, statements to allow it, encryption that "
    "it gets through, sources. Without: a list of ids, which `about` filters. Answers keypost.paths.v1; in a list "
    "each path has only id, path, title, source and target."
)

_VERDICTS: Data = {
    "type": "array",
    "items": {"enum": ["WORKS", "FAILS", "DEPENDS"]},
    "minItems": 1,
    "description": 'which deliveries to show (default: ["FAILS", "DEPENDS"]); the summary counts all',
}
_CALLS = _DETAIL | {"description": "full: every call of each delivery, not only those that aren't allowed"}
_CANDIDATES = _DETAIL | {"description": "full: every candidate of each finding"}
_TEXT: Data = {"type": "string", "minLength": 1, "maxLength": 1_000_000, "description": "the message or event, whole"}
_ID: Data = {"type": "string", "description": "a path's id, as reports name it"}
_ABOUT: Data = {"type": "string", "description": "words that must all occur, such as `cloudwatch sns`"}

TOOLS: Mapping[str, Tool] = {
    tool.name: tool
    for tool in (
        Tool(
            name="check",
            title="Check deliveries",
            description=_CHECK,
            takes={**_INPUT, "verdicts": _VERDICTS, "detail": _CALLS, **_PAGE},
            required=(),
            schema="check.v1",
            answer=answers.check,
        ),
        Tool(
            name="fix",
            title="Find fixes",
            description=_FIX,
            takes={**_INPUT, "detail": _CANDIDATES, **_PAGE},
            required=(),
            schema="fix.v1",
            answer=answers.fix,
        ),
        Tool(
            name="explain",
            title="Explain an error",
            description=_EXPLAIN,
            takes={"text": _TEXT, **_INPUT, "detail": _CALLS, **_PAGE},
            required=("text",),
            schema="explain.v1",
            answer=answers.explain,
        ),
        Tool(
            name="paths",
            title="Look up delivery paths",
            description=_PATHS_TOOL,
            takes={"id": _ID, "about": _ABOUT, **_PAGE},
            required=(),
            schema="paths.v1",
            answer=answers.paths,
        ),
    )
}


def _leave_out_prose(schema: Any) -> Any:
    """Return a schema without its descriptions: an agent reads it with every list of tools."""
    if isinstance(schema, list):
        return [_leave_out_prose(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: _leave_out_prose(value)
        for name, value in schema.items()
        if not (name == "description" and isinstance(value, str))
    }
