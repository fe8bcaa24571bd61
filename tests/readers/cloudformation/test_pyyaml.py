"""PyYAML as this program imports it: the whole package, only its expressions are compiled later."""

import subprocess
import sys

import pytest

from keypost.readers.cloudformation.loading.pyyaml import import_yaml

IMPORTED = "import re, sys; from keypost.readers.cloudformation.loading.pyyaml import import_yaml; yaml = import_yaml()"
TEXT = r'{a: [1, 2.5, 0x1F, yes, ~, 2026-11-22, 2026-11-22 10:45:00.5 +09:00, "é"], <<: {b: c}}'


def run(script: str) -> str:
    """Return what the script prints in a process of its own, where nobody has imported PyYAML."""
    command = [sys.executable, "-c", f"{IMPORTED}\n{script}"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_nothing_is_compiled_that_nobody_asks() -> None:
    script = "print([type(one).__name__ for one in (yaml.reader.Reader.NON_PRINTABLE, re.compile('a'))])"
    assert run(script) == "['_LatePattern', 'Pattern']"


@pytest.mark.parametrize("loader", ["SafeLoader", "CSafeLoader"])
def test_it_reads_what_it_always_reads(loader: str) -> None:
    yaml = import_yaml()
    wanted = repr(yaml.load(TEXT, Loader=getattr(yaml, loader)))
    assert run(f"print(repr(yaml.load({TEXT!r}, Loader=yaml.{loader})))") == wanted
    assert wanted.startswith("{'b': 'c', 'a': [1, 2.5, 31, True, None, datetime.date(2026, 11, 22), ")


def test_it_still_refuses_what_cannot_be_printed() -> None:
    script = "try: yaml.load('a: \\x01', Loader=yaml.SafeLoader)\nexcept yaml.reader.ReaderError as error: print(error)"
    assert "special characters are not allowed" in run(script)


def test_nothing_of_the_way_it_is_imported_stays() -> None:
    script = "import yaml as again; print(again is yaml, [one for one in sys.meta_path if 'keypost' in repr(one)])"
    assert run(script) == "True []"


def test_a_package_imported_before_is_taken_as_it_is() -> None:
    assert import_yaml() is import_yaml() is sys.modules["yaml"]
