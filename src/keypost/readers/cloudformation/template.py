"""A template as it is written: its sections, their places, and what was odd about them."""

from keypost.estate.estate import Gap
from keypost.named import Mapping, NamedTuple
from keypost.origin import Origin, Pointer, render_pointer
from keypost.readers.cloudformation.loading.document import Document
from keypost.text import Text

# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html; Globals is SAM's.
SECTIONS = frozenset(
    {
        "AWSTemplateFormatVersion",
        "Description",
        "Metadata",
        "Parameters",
        "Rules",
        "Mappings",
        "Conditions",
        "Transform",
        "Hooks",
        "Resources",
        "Outputs",
        "Globals",
    }
)
LOOP = "Fn::ForEach::"
SERVERLESS = "AWS::Serverless-2016-10-31"  # the transform of AWS SAM, and how the types that it makes others of begin
SERVERLESS_TYPES = "AWS::Serverless::"
INCLUDE = "Fn::Transform"
# Transforms whose effect is read here, or leaves what matters as it is written.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-reference.html
HARMLESS_TRANSFORMS = frozenset(
    {
        "AWS::LanguageExtensions",
        SERVERLESS,
        "AWS::SecretsManager-2020-07-23",
        "AWS::SecretsManager-2024-09-16",
        "AWS::CodeDeployBlueGreen",
        "AWS::ServiceCatalog",
    }
)

_UNKNOWN_SECTION = Text(
    en="CloudFormation has no such section; it was skipped", ja="CloudFormation にないセクションです。読み飛ばしました"
)
_NOT_A_MAPPING = Text(
    en="should be a mapping of names; it was skipped", ja="名前のマッピングであるべき箇所です。読み飛ばしました"
)
_NO_TYPE = Text(en="a resource needs a Type; it was skipped", ja="リソースに Type がありません。読み飛ばしました")
_MACRO = Text(
    en="this transform may change any part of the template; what it adds or changes isn't seen here",
    ja="この変換はテンプレートのどこでも変更できます。追加・変更される内容はここでは分かりません",
)


class TemplateResource(NamedTuple):
    """One resource as it is written."""

    id: str
    type: str
    properties: object
    metadata: Mapping[str, object]
    condition: str | None
    pointer: Pointer


class Template:
    """The sections of one template as plain data; intrinsics are not resolved.

    `resources` leaves out what `Fn::ForEach` makes; a Stack has those too.
    """

    def __init__(self, document: Document, *, file: str) -> None:
        """Take a document whose data is a mapping with a Resources section."""
        data = document.data
        self.document = document
        self.file = file
        self.data: dict[str, object] = data if isinstance(data, dict) else {}
        self._gaps = list(document.gaps)
        self.parameters = self._entries("Parameters")
        self.mappings = self._entries("Mappings")
        self.conditions = self._section("Conditions")
        self.outputs = self._section("Outputs")
        self.resource_bodies = self._section("Resources")
        self.transforms = self._read_transforms()
        self.resources = self._read_resources()
        for name in self.data:
            if name not in SECTIONS:
                self._report(name, why=_UNKNOWN_SECTION, pointer=(name,))

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What could not be read of the template's own form."""
        return tuple(self._gaps)

    def origin(self, pointer: Pointer) -> Origin:
        """Return the place of a part of the template."""
        return Origin(file=self.file, line=self.document.line(pointer), pointer=render_pointer(pointer))

    def _section(self, name: str) -> dict[str, object]:
        section = self.data.get(name)
        if isinstance(section, dict):
            return section
        if section is not None:
            self._report(name, why=_NOT_A_MAPPING, pointer=(name,))
        return {}

    def _entries(self, name: str) -> dict[str, dict[str, object]]:
        """Return a section of which every entry must be a mapping."""
        entries: dict[str, dict[str, object]] = {}
        for key, entry in self._section(name).items():
            if isinstance(entry, dict):
                entries[key] = entry
            else:
                self._report(key, why=_MACRO if key == INCLUDE else _NOT_A_MAPPING, pointer=(name, key))
        return entries

    def _read_transforms(self) -> tuple[str, ...]:
        written = self.data.get("Transform")
        names = []
        for transform in written if isinstance(written, list) else [written]:
            name = transform.get("Name") if isinstance(transform, dict) else transform
            if isinstance(name, str):
                names.append(name)
                if name not in HARMLESS_TRANSFORMS:
                    self._report(name, why=_MACRO, pointer=("Transform",))
        return tuple(names)

    def _read_resources(self) -> dict[str, TemplateResource]:
        resources = {}
        for key, body in self.resource_bodies.items():
            if key.startswith(LOOP):
                continue
            pointer = ("Resources", key)
            if key == INCLUDE:
                self._report(key, why=_MACRO, pointer=pointer)
                continue
            resource = build_template_resource(key, body=body, pointer=pointer)
            if resource is None:
                self._report(key, why=_NO_TYPE, pointer=pointer)
            else:
                resources[key] = resource
        return resources

    def _report(self, what: str, *, why: Text, pointer: Pointer) -> None:
        self._gaps.append(Gap(what=what, why=why, origin=self.origin(pointer)))


def build_template_resource(id: str, *, body: object, pointer: Pointer) -> TemplateResource | None:  # noqa: A002
    """Return the resource that a Resources entry describes, or None where it isn't one."""
    if not isinstance(body, dict):
        return None
    type_name, condition, metadata = body.get("Type"), body.get("Condition"), body.get("Metadata")
    if not isinstance(type_name, str):
        return None
    return TemplateResource(
        id=id,
        type=type_name,
        properties=body.get("Properties", {}),
        metadata=metadata if isinstance(metadata, dict) else {},
        condition=None if condition is None else str(condition),
        pointer=pointer,
    )
