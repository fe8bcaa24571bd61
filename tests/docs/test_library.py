"""The Python of the library's pages, run: it prints what stands below it, in both languages the same."""

import inspect
import io
import re
import sys
from contextlib import redirect_stdout
from types import ModuleType
from typing import Any

import pytest

import keypost
from support.console_blocks import ROOT

BLOCK = re.compile(r"^```python\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?", re.DOTALL | re.MULTILINE)
PAGES = ("library.md", "library.ja.md")


def read_blocks(name: str) -> list[tuple[str, str]]:
    """Return the blocks of Python with what stands below each."""
    return BLOCK.findall((ROOT / "docs" / name).read_text(encoding="utf-8"))


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the CDK and an app: what Template.from_stack gives is a template, parsed."""
    template = {
        "Resources": {
            "Topic": {"Type": "AWS::SNS::Topic"},
            "Queue": {"Type": "AWS::SQS::Queue"},
            "Mail": {
                "Type": "AWS::SNS::Subscription",
                "Properties": {"TopicArn": {"Ref": "Topic"}, "Protocol": "email", "Endpoint": "a@example.com"},
            },
        }
    }

    class Template:
        from_stack = staticmethod(lambda _stack: Template())
        to_json = staticmethod(lambda: template)

    stand_ins: dict[str, dict[str, object]] = {
        "aws_cdk": {},
        "aws_cdk.assertions": {"Template": Template},
        "my_app": {"build_stack": object},
    }
    for name, members in stand_ins.items():
        module = ModuleType(name)
        vars(module).update(members)
        monkeypatch.setitem(sys.modules, name, module)


def run(code: str, namespace: dict[str, Any]) -> str:
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(code, "page", "exec"), namespace)  # noqa: S102 - the page's own code
    return printed.getvalue()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("app")
def test_the_page_shows_what_its_code_prints(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    namespace: dict[str, Any] = {}
    printed = [(run(code, namespace), shown) for code, shown in read_blocks(name)]
    assert len(printed) >= 5
    assert [ran for ran, _ in printed] == [shown for _, shown in printed]
    tests = [function for title, function in namespace.items() if title.startswith("test_")]
    for test in tests:
        test()
    assert tests


def test_both_pages_have_the_same_code() -> None:
    english, japanese = map(read_blocks, PAGES)
    assert english == japanese


def test_the_pages_name_every_function() -> None:
    functions = [name for name in keypost.__all__ if inspect.isfunction(getattr(keypost, name))]
    for page in PAGES:
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        assert [name for name in functions if f"`{name}(" not in text] == []
