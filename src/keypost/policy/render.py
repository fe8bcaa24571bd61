"""Policy -> JSON-like data, as AWS writes policies."""

from keypost.policy.conditions.operators import Spelling, join_operator
from keypost.policy.document import Condition, Listing, Policy, PrincipalForm, PrincipalListing, Statement

Json = dict[str, object]


def render_policy(policy: Policy) -> Json:
    """Return the document for the policy; parsing it again gives the same statements.

    Parts that were not read stand in it as `Unread`.
    """
    document: Json = {"Version": policy.version.value}
    if policy.id is not None:
        document["Id"] = policy.id
    document["Statement"] = [*(render_statement(statement) for statement in policy.statements), *policy.unread]
    return document


def render_statement(statement: Statement) -> Json:
    """Return the JSON object for one statement."""
    data: Json = {}
    if statement.sid is not None:
        data["Sid"] = statement.sid
    data["Effect"] = statement.effect.value
    if statement.principals is not None:
        name = "NotPrincipal" if statement.principals.negated else "Principal"
        data[name] = _render_principals(statement.principals)
    for element, listing in (("Action", statement.actions), ("Resource", statement.resources)):
        if listing is not None:
            data[f"Not{element}" if listing.negated else element] = _render_listing(listing)
    conditions = _render_conditions(statement)
    if conditions:
        data["Condition"] = conditions
    return data


def _render_principals(listing: PrincipalListing) -> object:
    if any(named.form is PrincipalForm.EVERYONE for named in listing.values):
        return "*"
    forms: dict[str, list[object]] = {}
    for named in listing.values:
        forms.setdefault(named.form.value, []).append(named.value)
    if listing.unread is not None:
        if not forms:
            return listing.unread
        forms[next(iter(forms))].append(listing.unread)
    return {form: _one_or_all(values) for form, values in forms.items()}


def _render_listing(listing: Listing) -> object:
    return _one_or_all([*listing.values, *([listing.unread] if listing.unread else [])])


def _render_conditions(statement: Statement) -> object:
    if statement.unread and not statement.conditions:
        return statement.unread[0]
    block: dict[str, dict[str, object]] = {}
    for condition in statement.conditions:
        spelling = Spelling(condition.operator, condition.quantifier, condition.if_exists)
        values: list[object] = [*condition.values, *([condition.unread] if condition.unread else [])]
        block.setdefault(join_operator(spelling), {})[condition.key] = _one_or_all(values)
    return block


def spell_condition(condition: Condition) -> str:
    """Return the test on one line: operator, key and values."""
    operator = join_operator(Spelling(condition.operator, condition.quantifier, condition.if_exists))
    return f"{operator} {condition.key} {', '.join(condition.values)}"


def _one_or_all(values: list[object]) -> object:
    return values[0] if len(values) == 1 else values
