"""SAML 2.0 responses, of which the assertion is read and the signature isn't checked (OASIS, SAML core 2.0)."""

import base64
from datetime import UTC, datetime

from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire.values import parse_time
from keypost.endpoint.wire.xml import Node, read_xml
from keypost.named import NamedTuple

_SESSION = "https://aws.amazon.com/SAML/Attributes/RoleSessionName"
_FORMAT = "urn:oasis:names:tc:SAML:2.0:nameid-format:"
_INVALID = RefusalError("InvalidIdentityToken", "Invalid SAML response.")


class Assertion(NamedTuple):
    """What an assertion says; `session` is the name that the session is to have."""

    issuer: str
    subject: str
    subject_type: str
    audience: str
    attributes: tuple[tuple[str, tuple[str, ...]], ...]
    session: str


def read_assertion(text: str) -> Assertion:
    """Return what a response asserts, if that still holds.

    Raises:
        RefusalError: it is none, has no assertion or more than one, or has ended.
    """
    response = _parse(text)
    assertions = response.named("Assertion")
    if response.name != "Response" or len(assertions) != 1:
        raise _INVALID
    (assertion,) = assertions
    name, confirmed = _find(assertion, "Subject", "NameID"), _find(assertion, "Subject", "SubjectConfirmation")
    data = _find(confirmed, "SubjectConfirmationData")
    _refuse_ended(_find(assertion, "Conditions").attributes.get("NotOnOrAfter"), data.attributes.get("NotOnOrAfter"))
    attributes = _read_attributes(assertion)
    sessions = dict(attributes).get(_SESSION, ())
    if not sessions:
        raise _INVALID
    kind = name.attributes.get("Format", "").removeprefix(_FORMAT)
    issuer, audience = _find(assertion, "Issuer").text.strip(), data.attributes.get("Recipient", "")
    return Assertion(issuer, name.text.strip(), kind, audience, attributes, sessions[0])


def _parse(text: str) -> Node:
    try:
        node = read_xml(base64.b64decode(text, validate=True))
    except (ValueError, RefusalError) as error:
        raise _INVALID from error
    if node is None:
        raise _INVALID
    return node


def _find(node: Node, *names: str) -> Node:
    for name in names:
        children = node.named(name)
        if len(children) != 1:
            raise _INVALID
        node = children[0]
    return node


def _read_attributes(assertion: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
    statements = assertion.named("AttributeStatement")
    attributes = [attribute for statement in statements for attribute in statement.named("Attribute")]
    return tuple(
        (one.attributes.get("Name", ""), tuple(value.text.strip() for value in one.named("AttributeValue")))
        for one in attributes
    )


def _refuse_ended(*ends: str | None) -> None:
    for text in ends:
        try:
            is_over = text is not None and parse_time(text.replace("Z", "+00:00")) <= datetime.now(UTC)
        except ValueError as error:
            raise _INVALID from error
        if is_over:
            raise RefusalError("ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance")
