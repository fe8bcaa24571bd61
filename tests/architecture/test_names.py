"""A module's name says what stands in it."""

import tomllib

import keypost
from tests.architecture.source import PACKAGE, ROOT, list_modules

SAYING_NOTHING = {"utils", "util", "helpers", "helper", "common", "shared", "base", "manager", "core", "misc"}


def test_every_module_is_named_after_what_it_holds() -> None:
    named = [module.relative_to(PACKAGE).with_suffix("") for module in list_modules()]
    assert [str(name) for name in named if SAYING_NOTHING & set(name.parts)] == []


def test_version_is_the_distributions_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert keypost.__version__ == project["version"]
