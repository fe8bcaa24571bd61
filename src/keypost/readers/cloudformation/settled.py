"""Texts under the choices that a run has made for what was open."""

from keypost.readers.cloudformation.settings import Settings
from keypost.unknown import build_unknown, has_unknown, unknowns_in


def settle_text(text: str, *, settings: Settings) -> str:
    """Return the text with the unknown parts that a choice settles replaced by the chosen value."""
    if not settings.choices or not has_unknown(text):
        return text
    for unknown in unknowns_in(text):
        chosen = settings.choices.get(unknown.name)
        if chosen is not None:
            text = text.replace(build_unknown(unknown.name, shape=unknown.shape), chosen)
    return text
