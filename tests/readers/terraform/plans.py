"""Plans that tests read: those committed beside this file, and small ones that a test writes."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from keypost.readers.options import ReadOptions
from keypost.readers.terraform.instance import Instance
from keypost.readers.terraform.load import Plan
from keypost.unknown import Unread, render_unknown
from tests.readers.reading import HERE

PLANS = Path(__file__).parent / "plans"
Json = Mapping[str, object]


def load(name: str, *, options: ReadOptions = HERE) -> dict[str, Instance]:
    """Return the instances of a committed plan, by address."""
    return read_instances((PLANS / name / "plan.json").read_bytes(), options=options)


def read_instances(content: bytes, *, options: ReadOptions = HERE) -> dict[str, Instance]:
    """Return the instances of a plan or state, by address."""
    return {one.address: one for one in Plan(content, name="plan.json").read(label="", options=options).instances}


def change(
    kind: str,
    name: str,
    *,
    after: Json | None = None,
    unknown: Sequence[str] = (),
    written: Json | None = None,
    actions: Sequence[str] = ("create",),
    before: Json | None = None,
) -> dict[str, object]:
    """Return a resource for `write_plan`: `unknown` are attributes known after apply, `written` its expressions."""
    return {
        "address": f"{kind}.{name}",
        "mode": "managed",
        "type": kind,
        "name": name,
        "change": {
            "actions": list(actions), "before": before, "after": after, "after_unknown": dict.fromkeys(unknown, True),
        },
        "written": {"address": f"{kind}.{name}", "provider_config_key": "aws", "expressions": written or {}},
    }  # fmt: skip


def refers_to(*references: str) -> dict[str, object]:
    """Return an expression as the configuration of a plan has it: each reference, then what it begins with."""
    return {"references": [one for full in references for one in (full, full.rpartition(".")[0])]}


def write_plan(*changes: Mapping[str, object], **more: object) -> bytes:
    """Return a plan with these resources; `more` are further members."""
    plan = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "resource_changes": [{key: value for key, value in one.items() if key != "written"} for one in changes],
        "configuration": {
            "provider_config": {"aws": {"expressions": {"region": {"constant_value": "eu-west-1"}}}},
            "root_module": {"resources": [one["written"] for one in changes]},
        },
    }
    return json.dumps(plan | more).encode()


def show(value: object) -> object:
    """Return a value for people: unknown parts by their names."""
    if isinstance(value, str):
        return render_unknown(value)
    if isinstance(value, Unread):
        return f"unread {value.why.value} {value.subject}"
    if isinstance(value, list):
        return [show(one) for one in value]
    return {key: show(one) for key, one in value.items()} if isinstance(value, Mapping) else value
