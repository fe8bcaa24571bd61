"""Typed changes -> pieces of Terraform's language, in the style that the module has."""

from collections.abc import Mapping
from textwrap import indent as shift

from keypost.estate.kind import Kind
from keypost.estate.resource import Resource
from keypost.policy.changes import Change
from keypost.readers.terraform.hcl.blocks import Block
from keypost.readers.terraform.hcl.syntax import Literal, Template
from keypost.writers.splice import Splice
from keypost.writers.terraform.piece import Piece
from keypost.writers.terraform.render import Json, Raw, render_arguments
from keypost.writers.terraform.source import Sources, find_document, find_entry, find_object, find_policy, line_of_key
from keypost.writers.terraform.spelling import Speller, split_address
from keypost.writers.terraform.statements import render_item, render_json, render_policy, render_statement_block

# The resource that holds the policy of each kind, and how it names what the policy is for (provider's reference).
_POLICIES = {
    Kind.TOPIC: ("aws_sns_topic_policy", "arn", "arn"),
    Kind.QUEUE: ("aws_sqs_queue_policy", "queue_url", "id"),
    Kind.BUCKET: ("aws_s3_bucket_policy", "bucket", "id"),
    Kind.ROLE: ("aws_iam_role_policy", "role", "name"),
    Kind.USER: ("aws_iam_user_policy", "user", "name"),
    Kind.KEY: ("aws_kms_key_policy", "key_id", "id"),
}


class Writer:
    """Writes pieces for one resource of a module."""

    def __init__(self, resource: Resource, speller: Speller, sources: Sources) -> None:
        """Take the resource, who spells texts in its module, and the files."""
        self._resource, self._speller, self._sources = resource, speller, sources
        self.address = (split_address(resource) or ("", resource.id))[1]
        # An edit of a block with `count` or `for_each` would be one of all its instances.
        self.block = None if "[" in resource.id else sources.block(resource.origin)

    def add_statement(self, statement: Mapping[str, Json]) -> Piece:
        """Put a statement into the policy that the resource has."""
        remark = f"add this statement to the policy of {self.address}"
        return self._into_policy(statement, remark) or Piece(
            self._place_of_policy(), remark, self._render_in_style(statement)
        )

    def _render_in_style(self, statement: Mapping[str, Json]) -> str:
        """Return the statement as the policy has its own: in JSON, in a policy document, else in an object."""
        block = self._sources.block(self._resource.policy_origin)
        argument = find_policy(block)
        expression = None if argument is None else argument.expression
        if isinstance(expression, Literal | Template):
            return render_json(statement)
        if "aws_iam_policy_document" in str(expression):
            return render_statement_block(statement)
        return render_item(statement)

    def _into_policy(self, statement: Mapping[str, Json], remark: str) -> Piece | None:
        """Return the statement in the style of the policy, None where that is another than the two usual ones."""
        origin, sources = self._resource.policy_origin, self._sources
        block = sources.block(origin)
        argument = find_policy(block)
        module = None if block is None else sources.module(block.file)
        if block is None or argument is None or module is None or self.block is None:
            return None
        document = find_document(module, argument.expression)
        if document is not None:
            code = shift(render_statement_block(statement), "  ")
            splice = sources.insert_before(document.file, document.last_line, "\n" + code)
            return Piece(f"{document.file}:{document.line}", remark, code, document.file, (splice,))
        found = find_object(module, argument.expression)
        return None if found is None else self._into_object(*found, block, statement, remark)

    def _into_object(
        self, entries: Json, file: str | None, block: Block, statement: Mapping[str, Json], remark: str
    ) -> Piece | None:
        listed = find_entry(entries, "Statement")  # type: ignore[arg-type]
        where = file or block.file
        if listed is None:
            return None
        line = line_of_key(entries, "Statement")  # type: ignore[arg-type]
        start, end = self._sources.line_at(where, line)
        text = self._sources.text(where)[start:end]
        margin = " " * (len(text) - len(text.lstrip()) + 2)
        code = shift(render_item(statement), margin)
        splice = self._sources.open(where, line, key="Statement", bracket="[", text=f"\n{code}")
        if splice is not None and self._sources.text(where)[splice.start : splice.start + 1] not in "\r\n":
            splice = splice._replace(text=f"{splice.text}\n{margin}")
        return None if splice is None else Piece(f"{where}:{line}", remark, code, where, (splice,))

    def add_policy(self, policy: Mapping[str, Json], *, name: str) -> Piece:
        """Give the resource a policy, in a resource of its own."""
        kind, argument, attribute = _POLICIES[self._resource.kind]
        target = {argument: Raw(f"{self.address}.{attribute}")}
        head = f'resource "{kind}" "{name}"'
        lines = "\n".join(render_arguments(target, indent=2))
        return self.beside(f"{head} {{\n{lines}\n{render_policy(policy, indent=2)}\n}}", "put in this resource")

    def beside(self, code: str, remark: str) -> Piece:
        """Put a block below that of the resource."""
        block = self.block
        if block is None:
            return Piece(self._place(), f"beside {self.address}, {remark}", code)
        splice = self._sources.insert_after(block.file, block.last_line, f"\n{code}")
        return Piece(f"{block.file}:{block.last_line}", f"below {self.address}, {remark}", code, block.file, (splice,))

    def set_arguments(self, arguments: Mapping[str, Json | None], *, block: Block | None = None) -> Piece:
        """Set arguments of the resource's block, or of one nested in it; None takes one away."""
        target = block or self.block
        there = arguments if target is None else target.body.arguments
        kept = {name: value for name, value in arguments.items() if value is not None}
        gone = [f"remove {name}" for name, value in arguments.items() if value is None and name in there]
        remark = "; ".join([*(["set"] if kept else []), *gone])
        code = "\n".join(render_arguments(kept, indent=2))
        if target is None or self.block is None:
            return Piece(self._place(), f"in {self.address}, {remark}", code)
        splices = tuple(filter(None, (self._set(target, name, value) for name, value in arguments.items())))
        return Piece(
            f"{target.file}:{target.line}",
            f"in {self.address}, {remark}",
            code,
            target.file,
            tuple(filter(None, splices)),
        )

    def _set(self, block: Block, name: str, value: Json | None) -> Splice | None:
        argument = block.body.arguments.get(name)
        margin = self._margin(block)
        text = "" if value is None else "\n".join(render_arguments({name: value}, indent=margin))
        if argument is not None:
            return self._sources.replace(block.file, argument, text)
        return None if value is None else self._sources.insert_before(block.file, block.last_line, text)

    def _margin(self, block: Block) -> int:
        start, end = self._sources.line_at(block.file, block.line)
        line = self._sources.text(block.file)[start:end]
        return len(line) - len(line.lstrip()) + 2

    def describe(self, change: Change, remark: str, code: str = "") -> Piece:
        """Return what to do by hand in a statement."""
        statement = change.sid or f"no. {change.statement + 1}"
        place = str(change.origin) or self._place_of_policy()
        return Piece(place, f"in statement {statement} of the policy of {self.address}, {remark}", code)

    def _place(self) -> str:
        return str(self._resource.origin) or self.address

    def _place_of_policy(self) -> str:
        return str(self._resource.policy_origin) or self._place()
