"""What `aws kms list-grants` prints -> the grants on a key (KMS API reference, ListGrants)."""

import json
from collections.abc import Mapping

from keypost.errors import UnreadableInputError
from keypost.origin import Origin
from keypost.policy.request import Grant
from keypost.readers.files import read_file
from keypost.text import Text

_NO_GRANTS = Text(en="{name} is no list of grants", ja="{name} はグラントの一覧ではありません")
_HINT = Text(
    en="give what `aws kms list-grants --key-id ID` prints",
    ja="`aws kms list-grants --key-id ID` の出力を指定してください。",
)
_Object = Mapping[str, object]


def read_grant_list(name: str) -> tuple[Grant, ...]:
    """Return the grants that the file `name` (`-`: standard input) lists.

    Raises:
        UnreadableInputError: the file can't be read, or is no list of grants.
    """
    content = read_file(name)
    try:
        data = json.loads(content)
        return tuple(_read(one, Origin(name)) for one in data["Grants"])
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableInputError(_NO_GRANTS.fill(name=name), hint=_HINT, origin=Origin(name)) from error


def _read(data: _Object, origin: Origin) -> Grant:
    """Return one grant. Raises KeyError or TypeError where it isn't one."""
    constraints = data.get("Constraints", {})
    operations = data["Operations"]
    if not isinstance(constraints, Mapping) or not isinstance(operations, list):
        raise TypeError(operations)
    principal, service = _text(data, "GranteePrincipal"), _text(data, "GranteeServicePrincipal")
    if principal is None and service is None:
        raise KeyError("GranteePrincipal")
    return Grant(
        tuple(map(str, operations)),
        grantee_principal=principal,
        grantee_service=service,
        retiring_principal=_text(data, "RetiringPrincipal"),
        retiring_service=_text(data, "RetiringServicePrincipal"),
        context_equals=_pairs(constraints, "EncryptionContextEquals"),
        context_subset=_pairs(constraints, "EncryptionContextSubset"),
        source_arn=_text(constraints, "SourceArn"),
        origin=origin,
    )


def _text(data: _Object, name: str) -> str | None:
    value = data.get(name)
    return value if isinstance(value, str) else None


def _pairs(data: _Object, name: str) -> dict[str, str] | None:
    value = data.get(name)
    return {str(pair): str(said) for pair, said in value.items()} if isinstance(value, Mapping) else None
