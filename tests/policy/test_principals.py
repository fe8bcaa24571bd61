"""Why a value of a Principal element means a caller or not."""

import pytest

from keypost.policy.document import NamedPrincipal, PrincipalForm
from keypost.policy.principals import Reach, admit, parse_principal
from keypost.policy.reasons import Reason

ROLE = "arn:aws:iam::111122223333:role/app"
PROVIDER = "arn:aws:iam::111122223333:oidc-provider/token.example.com"
AWS, SERVICE, FEDERATED = PrincipalForm.AWS, PrincipalForm.SERVICE, PrincipalForm.FEDERATED


@pytest.mark.parametrize(
    ("form", "value", "caller", "expected"),
    [
        (SERVICE, "*.amazonaws.com", "sns.amazonaws.com", (False, Reach.DIRECT, Reason.WILDCARD_IN_PRINCIPAL)),
        (SERVICE, "s3.amazonaws.com", "sns.amazonaws.com", (False, Reach.DIRECT, Reason.SERVICE_NOT_LISTED)),
        (SERVICE, "sns.amazonaws.com", "sns.amazonaws.com", (True, Reach.DIRECT, Reason.PRINCIPAL_LISTED)),
        (SERVICE, "sns.amazonaws.com", ROLE, (False, Reach.DIRECT, Reason.PRINCIPAL_NOT_LISTED)),
        (AWS, "arn:aws:iam::111122223333:role/*", ROLE, (False, Reach.LIMITED, Reason.WILDCARD_IN_PRINCIPAL)),
        (AWS, "AROAEXAMPLEID1234567", ROLE, (False, Reach.DIRECT, Reason.DELETED_PRINCIPAL)),
        (AWS, "111122223333", ROLE, (True, Reach.DELEGATED, Reason.ACCOUNT_DELEGATES)),
        (AWS, "111122223333", "sns.amazonaws.com", (False, Reach.DELEGATED, Reason.ACCOUNT_EXCLUDES_SERVICES)),
        (AWS, "111122223333", PROVIDER, (False, Reach.DELEGATED, Reason.PRINCIPAL_NOT_LISTED)),
        (FEDERATED, PROVIDER, PROVIDER, (True, Reach.DIRECT, Reason.PRINCIPAL_LISTED)),
        (FEDERATED, PROVIDER, ROLE, (False, Reach.DIRECT, Reason.PRINCIPAL_NOT_LISTED)),
        (FEDERATED, "accounts.google.com", "accounts.google.com", (True, Reach.DIRECT, Reason.PRINCIPAL_LISTED)),
    ],
)
def test_a_value_means_a_caller_or_tells_why_not(
    form: PrincipalForm, value: str, caller: str, expected: tuple[bool, Reach, Reason]
) -> None:
    assert admit(NamedPrincipal(form, value), caller=parse_principal(caller)) == expected
