"""Functions of the AWS provider.

https://registry.terraform.io/providers/hashicorp/aws/latest/docs/functions/arn_parse
"""

from collections.abc import Sequence

from keypost.readers.terraform.hcl.functions.declare import text, value
from keypost.readers.terraform.hcl.values import Value, build_error, build_open, describe_call, to_text
from keypost.unknown import build_unknown, unknowns_in

_PARTS = ("partition", "service", "region", "account_id", "resource")


def _arn_parse(arguments: Sequence[Value]) -> Value:
    parts = to_text(arguments[0]).split(":", 5)
    before = ":".join(parts[:5])
    if any(
        part.shape.character.match(":") for part in unknowns_in(before if len(parts) == 6 else to_text(arguments[0]))
    ):
        return build_open(describe_call("arn_parse", arguments))
    if len(parts) < 6 or parts[0] != "arn":
        raise build_error("the text isn't an ARN", ja="文字列が ARN ではありません")
    return dict(zip(_PARTS, parts[1:], strict=True))


def _arn_build(arguments: Sequence[Value]) -> Value:
    return ":".join(["arn", *map(to_text, arguments)])


def _trim_role_path(arguments: Sequence[Value]) -> Value:
    arn = to_text(arguments[0])
    parts = arn.split(":", 5)
    if unknowns_in(arn):
        return build_unknown(describe_call("trim_iam_role_path", arguments))
    if len(parts) < 6 or not parts[5].startswith("role/"):
        raise build_error("the text isn't the ARN of a role", ja="文字列がロールの ARN ではありません")
    return ":".join([*parts[:5], "role/" + parts[5].rpartition("/")[2]])


FUNCTIONS = {
    "provider::aws::arn_build": text(_arn_build, 5, parts=True),
    "provider::aws::arn_parse": value(_arn_parse, 1, parts=True),
    "provider::aws::trim_iam_role_path": text(_trim_role_path, 1, parts=True),
}
