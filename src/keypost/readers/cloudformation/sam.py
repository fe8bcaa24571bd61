"""SAM templates: AWS's own transform (`aws-sam-translator`, the extra `sam`) makes CloudFormation of them, offline.

The transform loses lines. Resources keep theirs: what it generates is named after the user's resource (`WorkerRole` of
`Worker`), so the place of the longest logical id that a generated one begins with is taken.
"""

import copy
import logging
from collections.abc import Mapping

from keypost.errors import tell_extra
from keypost.estate.estate import Gap
from keypost.estate.managed_policies import list_managed_policies
from keypost.origin import Origin, Pointer
from keypost.readers.cloudformation.loading.document import Document
from keypost.readers.cloudformation.source import TemplateSource
from keypost.readers.cloudformation.template import SERVERLESS, SERVERLESS_TYPES, Template
from keypost.text import Text

# Only the partition of generated ARNs depends on it; AWS managed policies are found in any partition.
_REGION = "us-east-1"

# Properties that `sam package` uploads (SAM specification: local paths are allowed before that).
_UPLOADED = frozenset({"CodeUri", "ContentUri", "DefinitionUri"})
_CODE = frozenset({"CodeUri", "InlineCode"})
_IMAGE = "111122223333.dkr.ecr.us-east-1.amazonaws.com/local"

_NOT_INSTALLED = Text(
    en="SAM resources aren't read, for the extra `sam` isn't installed: {hint}",
    ja="追加機能 `sam` がインストールされていないため、SAM リソースは読み込まれません: {hint}",
)
_REFUSED = Text(
    en="the SAM transform refuses this template, so its SAM resources aren't read: {reason}",
    ja="SAM の変換がこのテンプレートを受け付けないため、SAM リソースは読み込まれません: {reason}",
)


class _Session:
    """What the transform asks of an AWS session: a Region. It calls nothing."""

    region_name = _REGION


def transform(template: Template, *, file: str, folder: str) -> TemplateSource:
    """Return the template as CloudFormation would see it; where that can't be, its other resources, and a gap."""
    source = TemplateSource(file, template, folder)
    if not any(resource.type.startswith(SERVERLESS_TYPES) for resource in template.resources.values()):
        return source
    translated = _translate(template)
    if isinstance(translated, Text):
        gap = Gap(SERVERLESS, translated, template.origin(("Transform",)), is_input=True)
        return source._replace(gaps=(gap,))
    places = _Places(template)
    document = Document(translated, places.line)
    return source._replace(template=Template(document, file=file), relocate=places.relocate)


def _translate(template: Template) -> dict[str, object] | Text:
    try:
        from samtranslator.model.exceptions import InvalidDocumentException  # type: ignore[import-untyped]
        from samtranslator.parser.parser import Parser  # type: ignore[import-untyped]
        from samtranslator.translator.translator import Translator  # type: ignore[import-untyped]
    except ModuleNotFoundError:
        hint = tell_extra("sam")
        return Text(en=_NOT_INSTALLED.en.format(hint=hint.en), ja=_NOT_INSTALLED.ja.format(hint=hint.ja))
    logging.getLogger("samtranslator").addHandler(logging.NullHandler())  # it warns of metrics that nobody collects
    translator = Translator(list_managed_policies(), Parser(), boto_session=_Session())
    try:
        translated = translator.translate(
            _uploaded(template), _defaults(template.parameters), passthrough_metadata=True
        )
    except InvalidDocumentException as error:
        causes = [str(getattr(cause, "message", cause)) for cause in getattr(error, "causes", ())] or [str(error)]
        return _REFUSED.fill(reason="; ".join(causes[:3]))
    except (AttributeError, KeyError, TypeError, ValueError) as error:  # what the transform raises on odd values
        return _REFUSED.fill(reason=f"{type(error).__name__}: {error}")
    return dict(translated)


def _uploaded(template: Template) -> dict[str, object]:
    """Return a copy in which local code stands in S3, as after `sam package`: the transform takes nothing else."""
    data = copy.deepcopy(template.data)
    shared = data.get("Globals")
    sections = list(shared.values()) if isinstance(shared, dict) else []
    for_functions = shared.get("Function") if isinstance(shared, dict) else None
    resources = data.get("Resources")
    for body in resources.values() if isinstance(resources, dict) else ():
        if isinstance(body, dict) and str(body.get("Type", "")).startswith(SERVERLESS_TYPES):
            sections.append(body.get("Properties"))
            _add_code(body, shared=for_functions if isinstance(for_functions, dict) else {})
    for properties in sections:
        for name in _UPLOADED.intersection(properties) if isinstance(properties, dict) else ():
            if isinstance(properties[name], str) and not properties[name].startswith(("s3://", "http")):
                properties[name] = f"s3://local/{properties[name].strip('./')}"
    return data


def _add_code(body: dict[str, object], *, shared: Mapping[str, object]) -> None:
    """Name code where the template leaves that to `sam build`: an image has no URI yet, and CodeUri is "." by default.

    Source: aws/aws-sam-cli, SamFunctionProvider.
    """
    properties = body.get("Properties")
    if body.get("Type") != f"{SERVERLESS_TYPES}Function" or not isinstance(properties, dict):
        return
    if properties.get("PackageType") == "Image":
        properties.setdefault("ImageUri", _IMAGE)
    elif _CODE.isdisjoint(shared) and _CODE.isdisjoint(properties):
        properties["CodeUri"] = "."


def _defaults(parameters: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """The transform looks into some values itself; it knows of parameters what the template says."""
    return {name: definition["Default"] for name, definition in parameters.items() if "Default" in definition}


class _Places:
    """Finds the user's line for a place in the transformed template."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._ids = sorted(template.resources, key=len, reverse=True)

    def line(self, pointer: Pointer) -> int | None:
        """Return the line of a place; inside what was generated, that of the user's resource."""
        if len(pointer) < 2 or pointer[0] != "Resources":
            return self._template.document.line(pointer)
        owner = self._owner(str(pointer[1]))
        if owner == pointer[1]:
            return self._template.document.line(pointer)
        return self._template.document.line(("Resources", owner) if owner else ("Resources",))

    def relocate(self, resource: str, origin: Origin) -> Origin:
        """Point at the user's resource where the place itself is generated."""
        owner = self._owner(resource)
        if not owner or (owner == resource and not self._is_serverless(owner)):
            return origin
        return origin.at(f"/Resources/{owner}")

    def _owner(self, generated: str) -> str:
        return next((name for name in self._ids if generated.startswith(name)), "")

    def _is_serverless(self, name: str) -> bool:
        return self._template.resources[name].type.startswith(SERVERLESS_TYPES)
