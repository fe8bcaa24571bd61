"""The files that can be edited in the browser: templates that a person wrote."""

from collections.abc import Iterable

from keypost.readers.files import is_plan
from keypost.writers.texts import read_texts

_TERRAFORM = (".tf", ".tf.json", ".tfvars", ".tfvars.json", ".tfstate")


def find_editable(files: Iterable[str]) -> dict[str, str]:
    """Return the texts of those files: not Terraform's, which are read from the disk, nor what a tool wrote."""
    texts = read_texts(file for file in files if not file.endswith(_TERRAFORM))
    return {file: text for file, text in texts.items() if not is_plan(text.encode())}
