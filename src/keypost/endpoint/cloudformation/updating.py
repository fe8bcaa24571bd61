"""A stack changed to what is intended now, or back to what it was where something fails."""

from keypost.endpoint.cloudformation.deployment import Deployment, list_alive
from keypost.endpoint.cloudformation.failure import StackFailure
from keypost.endpoint.cloudformation.making import Plan
from keypost.endpoint.cloudformation.order import find_needs, sort
from keypost.endpoint.cloudformation.records import Intent, Output, Resource
from keypost.endpoint.cloudformation.scene import Scene
from keypost.endpoint.cloudformation.types.all import TYPES
from keypost.endpoint.cloudformation.types.declare import Change
from keypost.endpoint.refusal import RefusalError
from keypost.named import NamedTuple


class Step(NamedTuple):
    """What was done to one resource: what it was (None: it wasn't), what it is to be, whether it is another one now."""

    plan: Plan
    before: Resource | None
    is_other: bool


class Update:
    """One update of a stack; `before` is what the stack was to be until now."""

    def __init__(self, deployment: Deployment, before: Intent) -> None:
        """Take the deployment, whose stack has the new intent already."""
        self._deployment, self._stack, self._maker = deployment, deployment.stack, deployment.maker
        self._before = before
        self._steps: list[Step] = []
        self._gone: list[Resource] = []

    def run(self) -> None:
        """Change the stack; roll back where that fails, unless the stack's owner wants to keep what failed."""
        stack = self._stack
        stack.turn("UPDATE_IN_PROGRESS", reason="User Initiated")
        begun, outputs = len(stack.events), list(stack.outputs)
        try:
            scene = self._deployment.open(stack.intent)
            self._change_all(scene)
            self._deployment.finish(scene)
        except (StackFailure, RefusalError) as error:
            reason = self._tell_failed(begun) or (error.reason if isinstance(error, StackFailure) else error.message)
            if stack.intent.keeps_failed:
                stack.turn("UPDATE_FAILED", reason=reason)
            else:
                self._roll_back(reason, outputs)
            return
        stack.turn("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
        self._clean_up()
        stack.turn("UPDATE_COMPLETE")

    def _change_all(self, scene: Scene) -> None:
        entries = scene.resources()
        needs = find_needs(entries)
        alive = list_alive(self._stack)
        for name in sort(needs):
            self._change(self._deployment.plan(scene, entries[name], needs[name]), alive.get(name))
        self._gone = [one for name, one in alive.items() if name not in entries]

    def _change(self, plan: Plan, old: Resource | None) -> None:
        if old is None:
            self._steps.append(Step(plan, None, is_other=True))
            self._maker.create(plan)
        elif is_replaced(plan, old):
            _check_name(plan, old)
            self._steps.append(Step(plan, old, is_other=True))
            self._maker.replace(plan, old)
        elif plan.properties != old.properties:
            self._steps.append(Step(plan, old, is_other=False))
            self._maker.update(plan, old)
        else:
            self._stack.resources[plan.logical_id] = old._replace(
                deletion_policy=plan.deletion_policy, replace_policy=plan.replace_policy, needs=plan.needs,
                metadata=plan.metadata,
            )  # fmt: skip

    def _clean_up(self) -> None:
        for one in _sort_back(self._gone):
            if self._maker.delete(one):
                self._stack.resources.pop(one.logical_id, None)
        for step in reversed(self._steps):
            if step.is_other and step.before is not None:
                self._maker.retire(step.before)

    def _roll_back(self, reason: str, outputs: list[Output]) -> None:
        stack = self._stack
        stack.turn("UPDATE_ROLLBACK_IN_PROGRESS", reason=reason)
        made = []
        failed = []
        for step in reversed(self._steps):
            current = stack.resources.get(step.plan.logical_id)
            if step.is_other and current is not None and _is_new(current, step.before):
                made.append(current)
            if step.before is not None and not self._restore(step, step.before):
                failed.append(step.plan.logical_id)
        stack.intent, stack.outputs = self._before._replace(token=stack.intent.token), outputs
        if failed:
            told = f"The following resource(s) failed to update: [{', '.join(failed)}]. "
            stack.turn("UPDATE_ROLLBACK_FAILED", reason=told)
            return
        stack.turn("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS")
        for one in made:
            self._maker.delete(one, is_rollback=True)
            if stack.resources[one.logical_id].status.startswith("DELETE"):
                del stack.resources[one.logical_id]
        stack.turn("UPDATE_ROLLBACK_COMPLETE")

    def _restore(self, step: Step, old: Resource) -> bool:
        """Give a resource back what it was; tell whether that went well."""
        if step.is_other:
            self._stack.resources[old.logical_id] = old
            return True
        plan = Plan(
            old.logical_id, old.type, old.properties, old.deletion_policy, old.replace_policy, old.needs, old.metadata
        )
        try:
            self._maker.update(plan, old._replace(properties=step.plan.properties))
        except StackFailure:
            return False
        return True

    def _tell_failed(self, begun: int) -> str:
        told = []
        for verb in ("create", "update"):
            names = [one.logical_id for one in self._stack.events[begun:] if one.status == f"{verb.upper()}_FAILED"]
            if names:
                told.append(f"The following resource(s) failed to {verb}: [{', '.join(dict.fromkeys(names))}]. ")
        return "".join(told)


def is_replaced(plan: Plan, old: Resource) -> bool:
    """Tell whether what is planned can't be made of the resource that is there."""
    kind = TYPES.get(plan.type)
    if plan.type != old.type:
        return True
    return kind is not None and Change(old.physical_id, old.properties, plan.properties).touches(*kind.replaces)


def _check_name(plan: Plan, old: Resource) -> None:
    """Refuse to replace a resource whose name the template chooses, and keeps.

    Raises:
        StackFailure: the new one couldn't have the name that the old one has.
    """
    kind = TYPES.get(plan.type)
    chosen = plan.properties.get(kind.named) if kind is not None and kind.named and plan.type == old.type else None
    if kind is not None and chosen is not None and old.properties.get(kind.named) == chosen:
        raise StackFailure(
            "CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename "
            f"{chosen} and update the stack again."
        )


def _is_new(current: Resource, before: Resource | None) -> bool:
    return before is None or current.physical_id != before.physical_id


def _sort_back(resources: list[Resource]) -> list[Resource]:
    by_name = {one.logical_id: one for one in resources}
    needs = {name: [other for other in one.needs if other in by_name] for name, one in by_name.items()}
    return [by_name[name] for name in reversed(sort(needs))]
