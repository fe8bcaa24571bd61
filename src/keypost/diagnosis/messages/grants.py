"""Grants that KMS or a tool doesn't take."""

from keypost.diagnosis.declare import Candidate, Message, Symptom
from keypost.text import Text

MESSAGES = (
    Message(
        id="grant-of-creategrant-alone",
        says=Symptom.NOT_A_KEY,
        service="kms.amazonaws.com",
        texts=("Grants must not contain only the CreateGrant operation",),
        causes=(Candidate("grant-missing", 25),),
        meaning=Text(
            en="A grant has to allow something besides making further grants.",
            ja="グラントでは、グラントの作成以外の操作も許可する必要があります。",
        ),
        source="https://github.com/ansible/ansible/pull/31960",
    ),
    Message(
        id="grantee-refused",
        says=Symptom.NOT_A_KEY,
        service="kms.amazonaws.com",
        texts=(
            "grantee principal is invalid",
            "grantee_principal doesn't look like a valid ARN",
        ),
        causes=(Candidate("grant-missing", 25),),
        meaning=Text(
            en="The grantee isn't one that the tool or KMS takes: a grant names a principal by its ARN; AWS services are let in by the key policy.",
            ja="グラントの被付与者として受け付けられない値です。グラントではプリンシパルを ARN で指定します。AWS サービスはキーポリシーで許可します。",
        ),
        source="https://github.com/hashicorp/terraform-provider-aws/issues/13994",
    ),
)
