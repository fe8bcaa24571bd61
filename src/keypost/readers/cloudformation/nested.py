"""The template behind a nested stack or a stack set: a local file, an asset of a CDK assembly, or text inside."""

import os
from collections.abc import Mapping
from types import MappingProxyType

from keypost.errors import UnreadableInputError
from keypost.estate.estate import Gap
from keypost.named import NamedTuple
from keypost.origin import Origin
from keypost.readers.building.resolved import ResolvedResource, Value
from keypost.readers.cloudformation.library import Library, build_gap, build_source
from keypost.readers.cloudformation.source import TemplateSource
from keypost.readers.ways import spell
from keypost.text import Text
from keypost.unknown import Shape, build_unknown, has_unknown, render_unknown

STACK_SET = "AWS::CloudFormation::StackSet"
_CDK_ASSET = "aws:asset:path"

_NOT_LOCAL = Text(
    en="its template `{url}` isn't among the input; what it makes isn't checked",
    ja="テンプレート `{url}` が入力にありません。このスタックが作るリソースは検査されません",
)
_TAKEN_BY_NAME = Text(
    en="its template `{url}` was taken to be {file}, the only template of that name here",
    ja="テンプレート `{url}` は、同名の唯一のテンプレート {file} とみなしました",
)
_CYCLE = Text(
    en="its template `{url}` makes this stack again; the circle was cut here",
    ja="テンプレート `{url}` がこのスタック自身を再び作るため (循環)、ここで打ち切りました",
)


class Nested(NamedTuple):
    """The template that was found (None: not among the input), and what the parent settles for it."""

    source: TemplateSource | None
    parameters: Mapping[str, Value] = MappingProxyType({})
    account: str | None = None
    region: str | None = None
    gaps: tuple[Gap, ...] = ()


def find_nested(
    resource: ResolvedResource, *, parent: TemplateSource, ancestors: tuple[str, ...], library: Library
) -> Nested:
    """Find the template that a nested stack or stack set is made from."""
    body = resource.properties.get("TemplateBody")
    if isinstance(body, str) and body.strip() and not _is_open(body):
        return _complete(_read_body(body, resource, parent), resource)
    url = spell(resource.properties.get("TemplateURL")) or ""
    file = _find_file(resource, url=url, parent=parent)
    if file is not None:
        found = library.find(file)
        if isinstance(found, UnreadableInputError):
            return Nested(None, gaps=(build_gap(found)._replace(origin=resource.origin),))
        return _complete(_checked(found, resource, ancestors, url=url, library=library), resource)
    named = library.find_by_ending(url) if "://" in url and not has_unknown(url.rpartition("/")[2]) else None
    if named is None:
        why = _NOT_LOCAL.fill(url=render_unknown(url) or "?")
        return Nested(None, gaps=(Gap(resource.id, why, resource.origin),))
    why = _TAKEN_BY_NAME.fill(url=render_unknown(url), file=named.name)
    checked = _checked(named, resource, ancestors, url=url, library=library)
    return _complete(checked._replace(gaps=(*checked.gaps, Gap(resource.id, why, resource.origin))), resource)


def _find_file(resource: ResolvedResource, *, url: str, parent: TemplateSource) -> str | None:
    """Return the local file of a TemplateURL: CDK's asset path, an asset's hash in the address, a relative path."""
    asset = resource.metadata.get(_CDK_ASSET)
    if isinstance(asset, str):
        return os.path.join(parent.folder, asset)  # noqa: PTH118 -- names stay as the user writes them
    for mark, file in parent.assets.items():
        if mark in url:
            return file
    if not url or "://" in url or has_unknown(url):
        return None
    file = os.path.normpath(os.path.join(parent.folder, url))  # noqa: PTH118
    return file if os.path.isfile(file) else None  # noqa: PTH113


def _checked(
    found: TemplateSource, resource: ResolvedResource, ancestors: tuple[str, ...], *, url: str, library: Library
) -> Nested:
    if any(os.path.realpath(found.name) == os.path.realpath(name) for name in ancestors):
        return Nested(None, gaps=(Gap(resource.id, _CYCLE.fill(url=render_unknown(url)), resource.origin),))
    library.mark_nested(found)
    return Nested(found)


def _complete(nested: Nested, resource: ResolvedResource) -> Nested:
    """Add the parameters, and for a stack set the accounts and Regions, which are others than the parent's."""
    parameters = parameters_of(resource.properties.get("Parameters"))
    if resource.type != STACK_SET or nested.source is None:
        return nested._replace(parameters=parameters)
    key = f"{resource.stack}#{resource.id}" if resource.stack else resource.id
    return nested._replace(
        parameters=parameters,
        account=_only(resource, "DeploymentTargets", "Accounts")
        or build_unknown(f"{key}.Account", shape=Shape.ACCOUNT),
        region=_only(resource, "Regions") or build_unknown(f"{key}.Region", shape=Shape.REGION),
    )


def _only(resource: ResolvedResource, *path: str) -> str | None:
    """Return the only account or Region that a stack set is deployed to, None where there are several."""
    groups = resource.properties.get("StackInstancesGroup")
    found: object = groups[0] if isinstance(groups, list) and len(groups) == 1 else None
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return spell(found[0]) if isinstance(found, list) and len(found) == 1 else None


def _read_body(body: str, resource: ResolvedResource, parent: TemplateSource) -> Nested:
    """Read a template that stands as text in its parent; its places are the parent's property."""
    at = resource.locate(("TemplateBody",))
    try:
        source = build_source(body, file=parent.name)
    except UnreadableInputError as error:
        return Nested(None, gaps=(Gap(resource.id, error.message, at),))

    def relocate(_: str, origin: Origin) -> Origin:
        return at.at(at.pointer + origin.pointer)

    return Nested(source._replace(name=f"{parent.name}#{resource.id}", folder=parent.folder, relocate=relocate))


def _is_open(body: str) -> bool:
    return has_unknown(body) and "Resources" not in body


def parameters_of(value: Value) -> Mapping[str, Value]:
    """Return the parameters that a parent passes: a map, or a stack set's list of keys and values."""
    if isinstance(value, Mapping):
        return value
    if not isinstance(value, list):
        return {}
    pairs = [entry for entry in value if isinstance(entry, Mapping)]
    return {str(entry.get("ParameterKey")): entry.get("ParameterValue") for entry in pairs}
