"""Ref, Fn::GetAtt, Fn::ImportValue and Fn::GetStackOutput: values that stand elsewhere."""

from keypost.readers.building.resolved import Value
from keypost.readers.cloudformation.intrinsics.scope import Scope, build_malformed, render_text, take_arguments


def ref(argument: object, scope: Scope) -> Value:
    """Resolve `Ref: name`; with AWS::LanguageExtensions the name may be a function itself.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html
    """
    return scope.reference(scope.text(argument))


def get_att(argument: object, scope: Scope) -> Value:
    """Resolve `Fn::GetAtt: [resource, attribute]` and `resource.attribute`.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html
    """
    if isinstance(argument, list):
        resource, *attribute = (scope.text(part) for part in take_arguments(argument, least=2, most=5))
        return scope.attribute(resource, ".".join(attribute))
    resource, dot, name = scope.text(argument).partition(".")
    if not dot:
        raise build_malformed("it needs a resource and an attribute", ja="リソースと属性の指定が必要です")
    return scope.attribute(resource, name)


def import_value(argument: object, scope: Scope) -> Value:
    """Resolve `Fn::ImportValue: name`.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html
    """
    return scope.linker.imported(scope.text(argument))


def get_stack_output(argument: object, scope: Scope) -> Value:
    """Resolve `Fn::GetStackOutput: {StackName, OutputName}`.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html
    """
    given = scope.resolve(argument)
    if not isinstance(given, dict) or "StackName" not in given or "OutputName" not in given:
        raise build_malformed("it needs StackName and OutputName", ja="StackName と OutputName が必要です")
    return scope.linker.stack_output(render_text(given["StackName"]), render_text(given["OutputName"]))
