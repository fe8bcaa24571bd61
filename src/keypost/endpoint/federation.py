"""Who signs in with a token: the identity provider of a web identity or a SAML assertion, and what it claims.

A token's signature isn't checked: the provider's keys are elsewhere. What can be known here is: IAM has the provider,
the token names it as its issuer, is meant for one of its audiences, and hasn't ended. Everybody may write such tokens,
for tests; the trust policy decides on what they claim.

Sources: AWS STS API reference, AssumeRoleWithWebIdentity and AssumeRoleWithSAML, errors; IAM User Guide, available keys
for AWS OIDC federation and SAML-based federation; configuring SAML assertions for the authentication response.
"""

from keypost.arn import parse_arn
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.providers import find_oidc_provider, has_saml_provider
from keypost.endpoint.wire.assertion import Assertion, read_assertion
from keypost.endpoint.wire.token import Token, read_token
from keypost.named import NamedTuple
from keypost.policy.request import Principal, PrincipalKind

# These need no provider in IAM (IAM User Guide, policy element Principal, federated principals).
_KNOWN = {"https://accounts.google.com": "accounts.google.com", "accounts.google.com": "accounts.google.com"} | {
    "https://cognito-identity.amazonaws.com": "cognito-identity.amazonaws.com"
}
_INVALID = "InvalidIdentityToken"
_ROLE = "https://aws.amazon.com/SAML/Attributes/Role"
_TAG = "https://aws.amazon.com/SAML/Attributes/PrincipalTag:"
_WITH_TOKEN, _WITH_ASSERTION = "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML"


class Federated(NamedTuple):
    """Who signed in: the caller for the trust policy, the session's tags, and what the answer tells."""

    caller: Caller
    tags: dict[str, str]
    told: dict[str, str]
    session: str = ""


def is_federated(call: Call) -> bool:
    """Tell whether a token says who calls, not a signature."""
    return call.service == "sts" and call.operation in {_WITH_TOKEN, _WITH_ASSERTION}


def identify(call: Call) -> Federated:
    """Return who signs in.

    Raises:
        RefusalError: the token is none, has ended, or nobody here knows its provider.
    """
    role = parse_arn(call.get("RoleArn"))
    if role is None:
        raise RefusalError("ValidationError", f"{call.get('RoleArn')} is invalid")
    return _by_token(call, role.account) if call.operation == _WITH_TOKEN else _by_assertion(call, role.account)


def _by_token(call: Call, account: str) -> Federated:
    token = read_token(call.get("WebIdentityToken"))
    name = _find_provider(token, account)
    host = name.rpartition("oidc-provider/")[2]
    context: dict[str, tuple[str, ...]] = {f"{host}:aud": (token.audience,), f"{host}:sub": (token.subject,)}
    context |= {f"{host}:amr": token.methods} if token.methods else {}
    told = {"SubjectFromWebIdentityToken": token.subject, "Provider": name, "Audience": token.audience}
    caller = Caller(Principal(PrincipalKind.PROVIDER, name), "", context=_tell(name) | context)
    return Federated(caller, dict(token.tags), told)


def _find_provider(token: Token, account: str) -> str:
    if token.issuer in _KNOWN:
        return _KNOWN[token.issuer]
    provider = find_oidc_provider(token.issuer, account=account)
    if provider is None:
        raise RefusalError(_INVALID, f"No OpenIDConnect provider found in your account for {token.issuer}")
    if not set(token.audiences) & set(provider.audiences):
        raise RefusalError(_INVALID, "Incorrect token audience")
    return provider.arn


def _by_assertion(call: Call, account: str) -> Federated:
    provider, assertion = call.get("PrincipalArn"), read_assertion(call.get("SAMLAssertion"))
    if not has_saml_provider(provider, account=account):
        raise RefusalError(_INVALID, "Specified provider doesn't exist")
    if not _names(assertion, call.get("RoleArn"), provider):
        message = "Not authorized to perform sts:AssumeRoleWithSAML: the assertion names no such role and provider"
        raise RefusalError("AccessDenied", message, status=403)
    context = {"saml:aud": (assertion.audience,), "saml:iss": (assertion.issuer,), "saml:sub": (assertion.subject,)}
    context |= {"saml:sub_type": (assertion.subject_type,), "saml:doc": (provider.rpartition(":")[2],)}
    told = {
        "Subject": assertion.subject, "SubjectType": assertion.subject_type, "Issuer": assertion.issuer,
        "Audience": assertion.audience,
    }  # fmt: skip
    tags = {name.removeprefix(_TAG): values[0] for name, values in assertion.attributes if name.startswith(_TAG)}
    caller = Caller(Principal(PrincipalKind.PROVIDER, provider), "", context=_tell(provider) | context)
    return Federated(caller, tags, told, assertion.session)


def _names(assertion: Assertion, role: str, provider: str) -> bool:
    """Tell whether the assertion has the pair of role and provider, in whichever order."""
    pairs = [value.split(",") for name, values in assertion.attributes if name == _ROLE for value in values]
    return any({part.strip() for part in pair} == {role, provider} for pair in pairs)


def _tell(provider: str) -> dict[str, tuple[str, ...]]:
    return {"aws:FederatedProvider": (provider,), "aws:SecureTransport": ("true",), "aws:SourceIp": ("127.0.0.1",)}
