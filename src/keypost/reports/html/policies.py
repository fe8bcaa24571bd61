"""Policies as the page shows them: statement by statement, in AWS's spelling, with the place of each."""

import json

from keypost.estate.estate import Reading
from keypost.estate.resource import Resource
from keypost.named import Mapping
from keypost.policy.document import Policy, Statement
from keypost.policy.reasons import PolicyKind
from keypost.policy.render import render_statement
from keypost.reports.html.table import Row, Table, Texts, show_lines
from keypost.unknown import Unread

_Data = dict[str, object]


class Policies:
    """The policies that decided calls, each once."""

    def __init__(self, reading: Reading, texts: Texts) -> None:
        """Take the reading, which has the roles that call, and the table of names."""
        self.table, self.statements = Table(), Table()
        self._texts = texts
        self._reading = reading
        self._roles: Mapping[str, Resource] | None = None

    def add(self, policy: Policy | Unread | None, *, of: str) -> int | None:
        """Return the number of the policy; None for one that isn't there or couldn't be read."""
        if not isinstance(policy, Policy):
            return None
        return self.table.add(id(policy), lambda: self._encode(policy, of))

    def of_caller(self, principal: str, kind: PolicyKind, document: int) -> int | None:
        """Return the number of a policy of the role or user that calls; None where the input doesn't hold it."""
        role = self._find_roles().get(principal)
        if role is None:
            return None
        listed = role.identity if kind is PolicyKind.IDENTITY else (role.boundary,)
        return self.add(listed[document], of=role.id) if document < len(listed) else None

    def _encode(self, policy: Policy, of: str) -> Row:
        data: _Data = {"of": self._texts.name(of), "at": self._texts.place(policy.origin)}
        data["statements"] = [self._encode_statement(one) for one in policy.statements]
        return data | ({"unread": len(policy.unread)} if policy.unread else {})

    def _encode_statement(self, statement: Statement) -> Row:
        """Return the number of what the statement says, and its line in the file."""
        text = json.dumps(render_statement(statement), ensure_ascii=False, default=_name_unread)
        said = self.statements.add(text, lambda: json.loads(text, object_pairs_hook=_show))
        return [said, statement.origin.line or 0]

    def _find_roles(self) -> Mapping[str, Resource]:
        if self._roles is None:
            cases = self._reading.cases
            self._roles = {one.arn: one for case in cases for one in case.estate.resources if one.is_principal}
        return self._roles


def _show(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return {show_lines(name): _show_value(value) for name, value in pairs}


def _show_value(value: object) -> object:
    if isinstance(value, str):
        return show_lines(value)
    return [_show_value(one) for one in value] if isinstance(value, list) else value


def _name_unread(value: object) -> str:
    """Return what stands for a part that couldn't be read."""
    if isinstance(value, Unread):
        return f"${{{value.subject or value.why.value}}}"
    raise TypeError(value)
