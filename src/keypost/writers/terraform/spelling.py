"""Texts of the estate -> expressions of a module: references instead of ARNs and of an account that isn't known."""

import re
from collections.abc import Iterator, Mapping, Sequence

from keypost.estate.kind import Kind
from keypost.estate.resource import Resource
from keypost.unknown import has_unknown, render_unknown
from keypost.writers.spelling import NotSpellableError
from keypost.writers.terraform.render import Json, Raw, quote

_ADDRESS = re.compile(r"((?:module\.[\w-]+(?:\[[^\]]+\])?\.)*)([a-z][a-z0-9]*_\w+\.[\w-]+(?:\[[^\]]*\])?)\Z")
# What Terraform tells of where it works: the data source, and the attribute that has the value.
_WHEREABOUTS = {
    "account": ("aws_caller_identity", "account_id"),
    "region": ("aws_region", "name"),
    "partition": ("aws_partition", "partition"),
}


def split_address(resource: Resource) -> tuple[str, str] | None:
    """Return the module that an address of Terraform names, and what it is called in there; None for any other id."""
    found = _ADDRESS.match(resource.id) if resource.origin.call is None else None
    return (found[1], found[2]) if found else None


class Speller:
    """Spells texts for the module that `near` is in; `needed` are the data sources that it then needs."""

    def __init__(self, resources: Sequence[Resource], near: Resource, *, known: Mapping[str, str]) -> None:
        """Take what there is, and the names of the module's own data sources by type."""
        self.needed: dict[str, str] = {}
        self._known = known
        self._near = near
        module = (split_address(near) or ("", ""))[0]
        addresses = ((one, split_address(one)) for one in resources if one.stack == near.stack)
        self._local = {one.arn: (one, place[1]) for one, place in addresses if place is not None and place[0] == module}

    def spell(self, data: Json) -> Json:
        """Return data as the module writes it.

        Raises:
            NotSpellableError: some text of it is known to AWS alone.
        """
        if isinstance(data, str):
            return self._spell_text(data)
        if isinstance(data, Mapping):
            return {key: self.spell(value) for key, value in data.items()}
        return [self.spell(item) for item in data] if isinstance(data, list) else data

    def _spell_text(self, text: str) -> Json:
        if text in self._local:
            return Raw(f"{self._local[text][1]}.arn")
        for arn, (resource, address) in self._local.items():
            if resource.kind is Kind.BUCKET and text.startswith(f"{arn}/"):
                return self._join([Raw(f"{address}.arn"), *self._split(text[len(arn) :])])
        return self._join(list(self._split(text)))

    def _split(self, text: str) -> Iterator[str]:
        """Yield the parts of a text; what Terraform tells itself is a reference."""
        references = {}
        for name, (kind, attribute) in _WHEREABOUTS.items():
            value = getattr(self._near, name)
            if value and (has_unknown(value) or (name == "account" and kind in self._known)):
                references[value] = (kind, attribute)
        pattern = "|".join(map(re.escape, references))
        for part in re.split(f"({pattern})", text) if pattern else (text,):
            if part in references:
                kind, attribute = references[part]
                yield Raw(f"data.{kind}.{self._name(kind)}.{attribute}")
            elif has_unknown(part):
                raise NotSpellableError(render_unknown(text))
            elif part:
                yield part

    def _name(self, kind: str) -> str:
        if kind in self._known:
            return self._known[kind]
        return self.needed.setdefault(kind, "current")

    @staticmethod
    def _join(parts: list[str]) -> Json:
        if len(parts) == 1:
            return parts[0]
        inner = "".join(f"${{{part}}}" if isinstance(part, Raw) else quote(part)[1:-1] for part in parts)
        return Raw(f'"{inner}"') if parts else ""
