"""Every intrinsic function by name."""

from keypost.named import Callable, Mapping
from keypost.readers.building.resolved import Value
from keypost.readers.cloudformation.intrinsics.choosing import IF, choose, expression
from keypost.readers.cloudformation.intrinsics.references import get_att, get_stack_output, import_value, ref
from keypost.readers.cloudformation.intrinsics.scope import Scope
from keypost.readers.cloudformation.intrinsics.sub import sub
from keypost.readers.cloudformation.intrinsics.text_functions import join, select, split

# Most templates do without these six: what resolves them is imported where one stands.


def _find_in_map(argument: object, scope: Scope) -> Value:
    from keypost.readers.cloudformation.intrinsics.mappings import find_in_map

    return find_in_map(argument, scope)


def _encode_base64(argument: object, scope: Scope) -> Value:
    from keypost.readers.cloudformation.intrinsics.encoding import encode_base64

    return encode_base64(argument, scope)


def _to_json_string(argument: object, scope: Scope) -> Value:
    from keypost.readers.cloudformation.intrinsics.encoding import to_json_string

    return to_json_string(argument, scope)


def _length(argument: object, scope: Scope) -> Value:
    from keypost.readers.cloudformation.intrinsics.encoding import length

    return length(argument, scope)


def _cidr(argument: object, scope: Scope) -> Value:
    from keypost.readers.cloudformation.intrinsics.network import cidr

    return cidr(argument, scope)


def _get_azs(argument: object, scope: Scope) -> Value:
    from keypost.readers.cloudformation.intrinsics.network import get_azs

    return get_azs(argument, scope)


# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
FUNCTIONS: Mapping[str, Callable[[object, Scope], Value]] = {
    "Ref": ref,
    "Fn::GetAtt": get_att,
    "Fn::Sub": sub,
    "Fn::Join": join,
    "Fn::Split": split,
    "Fn::Select": select,
    IF: choose,
    "Fn::Equals": expression("Fn::Equals"),
    "Fn::And": expression("Fn::And"),
    "Fn::Or": expression("Fn::Or"),
    "Fn::Not": expression("Fn::Not"),
    "Fn::FindInMap": _find_in_map,
    "Fn::ImportValue": import_value,
    "Fn::GetStackOutput": get_stack_output,
    "Fn::Base64": _encode_base64,
    "Fn::ToJsonString": _to_json_string,
    "Fn::Length": _length,
    "Fn::Cidr": _cidr,
    "Fn::GetAZs": _get_azs,
}
