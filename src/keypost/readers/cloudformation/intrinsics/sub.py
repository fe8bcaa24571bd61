"""Fn::Sub."""

from keypost.readers.building.resolved import Value
from keypost.readers.cloudformation.intrinsics.dynamic_references import resolve_dynamic_references
from keypost.readers.cloudformation.intrinsics.scope import Scope, build_malformed, render_text, take_arguments
from keypost.unknown import Unread


def sub(argument: object, scope: Scope) -> Value:
    """Resolve `Fn::Sub: text` and `Fn::Sub: [text, {variable: value}]`; `${!Literal}` stays `${Literal}`.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
    """
    variables: object = {}
    if isinstance(argument, list):
        argument, variables = take_arguments(argument, least=2, most=2)
    template = scope.resolve(argument)
    if isinstance(template, Unread):
        return template
    if not isinstance(template, str) or not isinstance(variables, dict):
        raise build_malformed(
            "it needs a text, or a list of a text and its variables",
            ja="文字列、または文字列と変数のリストが必要です",
        )
    own: dict[str, object] = variables
    parts = _split(template)
    parts[1::2] = [_substitute(name, own, scope) for name in parts[1::2]]
    scope.spend(sum(map(len, parts)))
    return resolve_dynamic_references("".join(parts))


def _split(template: str) -> list[str]:
    """Return the template's parts: every second one is a variable's name."""
    parts: list[str] = []
    end = 0
    while (start := template.find("${", end)) >= 0 and (close := template.find("}", start)) >= 0:
        parts += template[end:start], template[start + 2 : close]
        end = close + 1
    return [*parts, template[end:]]


def _substitute(name: str, own: dict[str, object], scope: Scope) -> str:
    if name.startswith("!"):
        return "${" + name[1:] + "}"
    name = name.strip()
    if name in own:
        return scope.text(own[name])
    resource, dot, attribute = name.partition(".")
    return render_text(scope.attribute(resource, attribute) if dot else scope.reference(name))
