"""Sessions of roles for whoever signs in with a token: the provider is known, and the trust policy decides."""

import base64
import json
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.endpoint.local import ACCOUNT, Local, allow, document, refusal

ISSUER = "https://token.actions.githubusercontent.com"
HOST = "token.actions.githubusercontent.com"
PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/{HOST}"
SAML = f"arn:aws:iam::{ACCOUNT}:saml-provider/corp"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/deploy"
FAR = 4_102_444_800  # in the year 2100
CLAIMS = {"iss": ISSUER, "sub": "repo:octo-org/app:ref:refs/heads/main", "aud": "sts.amazonaws.com"}


def encode(data: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(data).encode()).rstrip(b"=").decode()


def token(**claims: object) -> str:
    return f"{encode({'alg': 'none'})}.{encode({**CLAIMS, 'exp': FAR, **claims})}.c2ln"


def trust(local: Local, action: str, provider: str, condition: Any = None, *more: str) -> None:
    statement = {"Effect": "Allow", "Principal": {"Federated": provider}, "Action": [action, *more]}
    if condition:
        statement["Condition"] = condition
    local.client("iam").create_role(RoleName="deploy", AssumeRolePolicyDocument=document(statement))
    own = document(allow("sqs:ListQueues"), allow("sns:ListTopics", Condition=MAIN))
    local.client("iam").put_role_policy(RoleName="deploy", PolicyName="own", PolicyDocument=own)


MAIN = {"StringLike": {f"{HOST}:sub": "repo:octo-org/app:*"}}
ONLY_MAIN = {"StringEquals": {f"{HOST}:aud": "sts.amazonaws.com"}, **MAIN}


@pytest.fixture
def sts(local: Local) -> Any:
    """A client without credentials, and the provider in IAM."""
    iam = local.client("iam")
    iam.create_open_id_connect_provider(Url=ISSUER, ClientIDList=["sts.amazonaws.com"], ThumbprintList=["a" * 40])
    config = Config(signature_version=UNSIGNED, retries={"total_max_attempts": 1})
    return boto3.client("sts", endpoint_url=local.address, region_name="us-east-1", config=config)


def test_a_token_opens_the_role_that_trusts_its_claims(local: Local, sts: Any) -> None:
    trust(local, "sts:AssumeRoleWithWebIdentity", PROVIDER, ONLY_MAIN)
    told = sts.assume_role_with_web_identity(RoleArn=ROLE, RoleSessionName="ci", WebIdentityToken=token())
    assert (told["Provider"], told["Audience"]) == (PROVIDER, "sts.amazonaws.com")
    assert told["SubjectFromWebIdentityToken"] == CLAIMS["sub"]
    made = told["Credentials"]
    keys = (made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])
    assert local.client("sts", keys).get_caller_identity()["Arn"].endswith(":assumed-role/deploy/ci")
    local.client("sqs", keys).list_queues()
    local.client("sns", keys).list_topics()  # what the token claimed stays with the session


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (token(sub="repo:evil/app:ref:refs/heads/main"), "AccessDenied"),
        (token(aud="other"), "InvalidIdentityToken"),
        (token(iss="https://evil.example"), "InvalidIdentityToken"),
        (token(iss=f"http://{HOST}"), "InvalidIdentityToken"),
        (token(exp=1), "ExpiredTokenException"),
        (token(exp=True), "InvalidIdentityToken"),
        (token(exp=None), "InvalidIdentityToken"),
        ("no.token", "InvalidIdentityToken"),
        ("a.b.c", "InvalidIdentityToken"),
        (f"x.{encode([])}.y", "InvalidIdentityToken"),
    ],
)
def test_a_token_that_isn_t_trusted_opens_nothing(local: Local, sts: Any, given: str, code: str) -> None:
    trust(local, "sts:AssumeRoleWithWebIdentity", PROVIDER, ONLY_MAIN)
    with pytest.raises(ClientError) as raised:
        sts.assume_role_with_web_identity(RoleArn=ROLE, RoleSessionName="ci", WebIdentityToken=given)
    assert refusal(raised.value)[0] == code


def test_a_role_that_trusts_another_way_isn_t_opened(local: Local, sts: Any) -> None:
    local.role("deploy", trusted={"AWS": ACCOUNT})
    with pytest.raises(ClientError, match="sts:AssumeRoleWithWebIdentity"):
        sts.assume_role_with_web_identity(RoleArn=ROLE, RoleSessionName="ci", WebIdentityToken=token())


def test_tags_that_a_token_brings_need_the_trust_policy_s_leave(local: Local, sts: Any) -> None:
    given = token(**{"https://aws.amazon.com/tags": {"principal_tags": {"team": ["blue"]}}})
    trust(local, "sts:AssumeRoleWithWebIdentity", PROVIDER)
    with pytest.raises(ClientError, match="sts:TagSession"):
        sts.assume_role_with_web_identity(RoleArn=ROLE, RoleSessionName="ci", WebIdentityToken=given)
    statement = {"Effect": "Allow", "Principal": {"Federated": PROVIDER}, "Action": "sts:*"}
    local.client("iam").update_assume_role_policy(RoleName="deploy", PolicyDocument=document(statement))
    made = sts.assume_role_with_web_identity(RoleArn=ROLE, RoleSessionName="ci", WebIdentityToken=given)
    assert local.front.sessions.by_key[made["Credentials"]["AccessKeyId"]].tags == {"team": "blue"}


RESPONSE = """<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
 xmlns="urn:oasis:names:tc:SAML:2.0:assertion">
<Assertion><Issuer>https://idp.example.com</Issuer><Subject>
<NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">ann</NameID>
<SubjectConfirmation><SubjectConfirmationData NotOnOrAfter="{ends}" Recipient="https://signin.aws.amazon.com/saml"/>
</SubjectConfirmation></Subject><Conditions NotOnOrAfter="{ends}"/><AttributeStatement>
<Attribute Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName"><AttributeValue>ann</AttributeValue></Attribute>
<Attribute Name="https://aws.amazon.com/SAML/Attributes/Role"><AttributeValue>{pair}</AttributeValue></Attribute>
</AttributeStatement></Assertion></samlp:Response>"""
SIGN_IN = {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml", "SAML:sub": "ann"}}


def assertion(*, ends: str = "2099-01-01T00:00:00Z", pair: str = f"{ROLE},{SAML}") -> str:
    return base64.b64encode(RESPONSE.format(ends=ends, pair=pair).encode()).decode()


def test_an_assertion_opens_the_role_that_it_names(local: Local, sts: Any) -> None:
    local.client("iam").create_saml_provider(SAMLMetadataDocument="x" * 1000, Name="corp")
    trust(local, "sts:AssumeRoleWithSAML", SAML, SIGN_IN)
    told = sts.assume_role_with_saml(RoleArn=ROLE, PrincipalArn=SAML, SAMLAssertion=assertion())
    assert told["AssumedRoleUser"]["Arn"].endswith(":assumed-role/deploy/ann")
    assert (told["Subject"], told["SubjectType"], told["Issuer"]) == ("ann", "persistent", "https://idp.example.com")
    for given, code in (
        (assertion(ends="2020-01-01T00:00:00Z"), "ExpiredTokenException"),
        (assertion(pair=f"{ROLE}2,{SAML}"), "AccessDenied"),
        (base64.b64encode(b"<Response/>").decode(), "InvalidIdentityToken"),
        ("%%%%", "InvalidIdentityToken"),
    ):
        with pytest.raises(ClientError) as raised:
            sts.assume_role_with_saml(RoleArn=ROLE, PrincipalArn=SAML, SAMLAssertion=given)
        assert refusal(raised.value)[0] == code
