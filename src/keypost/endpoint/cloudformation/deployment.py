"""A stack on its way to what is intended: resources in order, back again where one fails, outputs at the end."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from keypost.endpoint.call import Caller
from keypost.endpoint.cloudformation.failure import StackFailure
from keypost.endpoint.cloudformation.hands import Hands, assume, forward
from keypost.endpoint.cloudformation.lookups import build_lookups, check_exports
from keypost.endpoint.cloudformation.making import Maker, Plan
from keypost.endpoint.cloudformation.order import find_needs, sort
from keypost.endpoint.cloudformation.records import Intent, Output, Resource, Stack
from keypost.endpoint.cloudformation.scene import Scene
from keypost.endpoint.cloudformation.template import read_template
from keypost.endpoint.cloudformation.types.all import TYPES
from keypost.endpoint.cloudformation.types.parts import read_tags
from keypost.endpoint.front import Front
from keypost.endpoint.refusal import RefusalError
from keypost.readers.cloudformation.loops import Entry
from keypost.readers.cloudformation.template import Template
from keypost.unknown import build_unknown

_WANTED = " Rollback requested by user."


class Deployment:
    """One operation on a stack."""

    def __init__(self, front: Front, caller: Caller, stack: Stack) -> None:
        """Take who wants it; a stack with a service role is made by that role.

        Raises:
            RefusalError: the role can't be assumed.
        """
        self._front, self.stack = front, stack
        role, account, region = stack.intent.role, stack.account, stack.region
        acting = assume(front, role, region=region) if role else forward(caller)
        self.hands = Hands(front, acting, account, region, stack.id, stack.name)
        self.maker = Maker(self.hands, stack)

    def open(self, intent: Intent, *, template: Template | None = None) -> Scene:
        """Return the scene of a template in this stack as it stands.

        Raises:
            RefusalError: it isn't a template.
        """
        export, dynamic = build_lookups(self._front, self.hands, self.stack)
        return Scene(
            template or read_template(intent.body), self.stack, values=intent.values, find=self.stack.resources.get,
            find_export=export, find_dynamic=dynamic,
        )  # fmt: skip

    def rehearse(self, template: Template) -> None:
        """Resolve everything once, as far as it is known before anything is made.

        Raises:
            RefusalError: the template contradicts itself, or its resources need each other.
        """
        scene = Scene(
            template, self.stack, values=self.stack.intent.values, find=lambda _name: None,
            find_export=build_unknown, find_dynamic=build_unknown,
        )  # fmt: skip
        entries = scene.resources()
        sort(find_needs(entries))
        for entry in entries.values():
            scene.resolve(entry.body, entry.scope)
        for entry in scene.outputs().values():
            scene.resolve(entry.body, entry.scope)

    def create(self) -> None:
        """Make all resources of a stack that has none; where one fails, do as the stack's owner wanted."""
        stack = self.stack
        failed, reason = self._run(self._create_all)
        if not reason:
            stack.turn("CREATE_COMPLETE")
            return
        told = _tell_failed("create", failed) if failed else reason
        if stack.intent.keeps_failed or stack.intent.on_failure == "DO_NOTHING":
            stack.turn("CREATE_FAILED", reason=told)
        elif stack.intent.on_failure == "DELETE":
            self.delete(reason=told + _WANTED)
        else:
            stack.turn("ROLLBACK_IN_PROGRESS", reason=told + _WANTED)
            left = self._delete_each(is_rollback=True)
            stack.outputs = []
            if left:
                stack.turn("ROLLBACK_FAILED", reason=_tell_failed("delete", left) + " ")
            else:
                stack.turn("ROLLBACK_COMPLETE")

    def delete(self, *, reason: str = "User Initiated", retained: tuple[str, ...] = ()) -> None:
        """Delete all resources and the stack."""
        stack = self.stack
        stack.turn("DELETE_IN_PROGRESS", reason=reason)
        for name in retained:
            stack.resources.pop(name, None)
        failed = self._delete_each(is_rollback=False)
        if failed:
            stack.turn("DELETE_FAILED", reason=_tell_failed("delete", failed) + " ")
            return
        stack.imports.clear()
        stack.outputs = []
        stack.turn("DELETE_COMPLETE")
        stack.deleted = stack.events[-1].at

    def is_imported(self, status: str) -> bool:
        """Tell whether others import what the stack exports; then it stays in the status that it had, and tells why."""
        try:
            check_exports(self._front, self.stack, ())
        except StackFailure as failure:
            self.stack.turn(status, reason=failure.reason)
            return True
        return False

    def _delete_each(self, *, is_rollback: bool) -> list[str]:
        left = {name: one for name, one in self.stack.resources.items() if one.status != "DELETE_COMPLETE"}
        needs = {name: [other for other in one.needs if other in left] for name, one in left.items()}
        return [
            name for name in reversed(sort(needs)) if not self.maker.delete(left[name], is_rollback=is_rollback)
        ]  # fmt: skip

    def _run(self, make: Callable[[Scene], None]) -> tuple[list[str], str]:
        """Make what is wanted; return the resources that failed, and why not all is there."""
        made = len(self.stack.events)
        try:
            scene = self.open(self.stack.intent)
            make(scene)
            self.finish(scene)
        except (StackFailure, RefusalError) as error:
            failed = [one.logical_id for one in self.stack.events[made:] if one.status.endswith("_FAILED")]
            return failed, error.reason if isinstance(error, StackFailure) else error.message
        return [], ""

    def _create_all(self, scene: Scene) -> None:
        entries = scene.resources()
        needs = find_needs(entries)
        for name in sort(needs):
            self.maker.create(self.plan(scene, entries[name], needs[name]))

    def finish(self, scene: Scene) -> None:
        """Resolve the outputs and take note of what is imported.

        Raises:
            StackFailure: an export is taken, or in use and gone.
        """
        stack = self.stack
        outputs = self.list_outputs(scene)
        check_exports(self._front, stack, outputs)
        stack.outputs, stack.imports = outputs, set(scene.imports)

    def list_outputs(self, scene: Scene) -> list[Output]:
        """Return the template's outputs."""
        return [_resolve_output(scene, entry) for entry in scene.outputs().values()]

    def plan(self, scene: Scene, entry: Entry, needs: tuple[str, ...], *, intent: Intent | None = None) -> Plan:
        """Return what a resource of the template is to be, by default as the stack intends."""
        body: Mapping[str, Any] = entry.body if isinstance(entry.body, dict) else {}
        kind = str(body["Type"])
        properties = scene.resolve(body.get("Properties") or {}, entry.scope)
        metadata = scene.resolve(body.get("Metadata") or {}, entry.scope)
        return Plan(
            entry.key, kind, _tag(kind, properties, (intent or self.stack.intent).tags),
            str(body.get("DeletionPolicy", "Delete")), str(body.get("UpdateReplacePolicy", "Delete")), needs,
            json.dumps(metadata, default=str) if metadata else "",
        )  # fmt: skip


def _tag(kind: str, written: Any, tags: Mapping[str, str]) -> dict[str, Any]:
    """Return a resource's properties with the stack's tags; its own count more."""
    properties: dict[str, Any] = written if isinstance(written, dict) else {}
    declared = TYPES.get(kind)
    if not tags or declared is None or not declared.tags:
        return properties
    own = properties.get(declared.tags)
    merged = {**tags, **read_tags(own)}
    as_list = [{"Key": key, "Value": value} for key, value in merged.items()]
    return {**properties, declared.tags: merged if isinstance(own, dict) else as_list}


def _resolve_output(scene: Scene, entry: Entry) -> Output:
    body: Mapping[str, Any] = entry.body if isinstance(entry.body, dict) else {}
    value = scene.resolve(body.get("Value"), entry.scope)
    export = body.get("Export")
    name = scene.resolve(export.get("Name"), entry.scope) if isinstance(export, dict) else ""
    if isinstance(value, (dict, list)):
        raise StackFailure(
            f"Template format error: Output {entry.key} is malformed. The Value field of every Outputs member must "
            "evaluate to a String."
        )
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Output(entry.key, text, str(body.get("Description") or ""), str(name or ""))


def _tell_failed(verb: str, failed: list[str]) -> str:
    return f"The following resource(s) failed to {verb}: [{', '.join(dict.fromkeys(failed))}]."


def list_alive(stack: Stack) -> dict[str, Resource]:
    """Return the resources of a stack that are there."""
    return {name: one for name, one in stack.resources.items() if one.status not in _GONE and one.physical_id}


_GONE = frozenset({"DELETE_COMPLETE", "DELETE_SKIPPED"})
