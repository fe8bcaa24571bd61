"""Every intrinsic function by name."""

from collections.abc import Callable, Mapping

from keypost.readers.cloudformation.intrinsics.choosing import IF, choose, expression
from keypost.readers.cloudformation.intrinsics.encoding import encode_base64, length, to_json_string
from keypost.readers.cloudformation.intrinsics.mappings import find_in_map
from keypost.readers.cloudformation.intrinsics.network import cidr, get_azs
from keypost.readers.cloudformation.intrinsics.references import get_att, get_stack_output, import_value, ref
from keypost.readers.cloudformation.intrinsics.scope import Scope
from keypost.readers.cloudformation.intrinsics.sub import sub
from keypost.readers.cloudformation.intrinsics.text_functions import join, select, split
from keypost.readers.cloudformation.resolved import Value

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
    "Fn::FindInMap": find_in_map,
    "Fn::ImportValue": import_value,
    "Fn::GetStackOutput": get_stack_output,
    "Fn::Base64": encode_base64,
    "Fn::ToJsonString": to_json_string,
    "Fn::Length": length,
    "Fn::Cidr": cidr,
    "Fn::GetAZs": get_azs,
}
