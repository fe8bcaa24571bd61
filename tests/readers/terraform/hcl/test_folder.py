"""Folders of configuration files."""

import json
from pathlib import Path

import pytest

from keypost.errors import UnreadableInputError
from keypost.readers.terraform.hcl.evaluate import evaluate
from keypost.readers.terraform.hcl.folder import find_called, is_configuration, read_folder, read_installed
from keypost.readers.terraform.hcl.grammar import MAX_BYTES
from tests.readers.terraform.hcl.scopes import Names


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _value(folder: Path, *block: str, argument: str) -> object:
    found = read_folder(folder).block(*block)
    assert found is not None
    return evaluate(found.body.arguments[argument].expression, Names({"var": {"x": "y"}}))


def test_blocks_of_all_files_are_one_module(tmp_path: Path) -> None:
    _write(
        tmp_path,
        {"a.tf": 'resource "t" "a" {\n}\n', "b.tf": "\nlocals {\n  x = 1\n}\n", "notes.txt": "{", ".c.tf": "{"},
    )
    module = read_folder(tmp_path, name="infra")
    assert [(block.type, block.labels, block.file, block.line, block.last_line) for block in module.blocks] == [
        ("resource", ("t", "a"), "infra/a.tf", 1, 2),
        ("locals", (), "infra/b.tf", 2, 4),
    ]
    assert module.of_type("locals") == module.blocks[1:]
    assert module.broken == ()


def test_a_broken_file_leaves_the_others(tmp_path: Path) -> None:
    _write(tmp_path, {"a.tf": 'resource "t" "a" {}\n', "b.tf": "locals {\n  x = 1\n  y =\n}\n", "c.tf.json": "{"})
    module = read_folder(tmp_path)
    assert len(module.blocks) == 1
    places = [(Path(error.origin.file or "").name, error.origin.line) for error in module.broken]
    assert places == [("b.tf", 3), ("c.tf.json", 1)]
    assert all("can't be read" in error.message.en and error.hint.ja for error in module.broken)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x = [" * 100_000, b'x = "${' * 1000, b"a {" * 50_000])
def test_hostile_files_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.tf").write_bytes(content)
    assert len(read_folder(tmp_path).broken) == 1


def test_deep_blocks_and_large_files_are_bounded(tmp_path: Path) -> None:
    (tmp_path / "a.tf").write_bytes(b"a {" * 5_000 + b"}" * 5_000)
    (tmp_path / "b.tf").write_bytes(b"#" * (MAX_BYTES + 1))
    module = read_folder(tmp_path)
    assert len(module.blocks) == 1
    assert "larger than" in module.broken[0].message.en


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="can't be read"):
        read_folder(tmp_path / "nope")


def test_json_says_the_same(tmp_path: Path) -> None:
    text = """{
  "//": "a comment",
  "resource": {
    "aws_sns_topic": {
      "a": {
        "name": "${var.x}-topic",
        "tags": {"${var.x}": ["%{if true}a%{endif}", 1, null]}
      }
    }
  },
  "locals": [{"a": 1}, {"b": "c"}],
  "module": {"m": {"source": "./m"}}
}"""
    module = read_folder(_write(tmp_path, {"a.tf.json": text, "m/x.tf": ""}))
    topic = module.block("resource", "aws_sns_topic", "a")
    assert topic is not None
    assert topic.line == 5
    assert topic.locate(("tags",)).line == 7
    assert _value(tmp_path, "resource", "aws_sns_topic", "a", argument="name") == "y-topic"
    assert _value(tmp_path, "resource", "aws_sns_topic", "a", argument="tags") == {"y": ["a", 1, None]}
    assert [list(block.body.arguments) for block in module.of_type("locals")] == [["a"], ["b"]]
    call = module.block("module", "m")
    assert call is not None
    assert find_called(module, call, path=("m",), installed={}) == tmp_path / "m"


def test_overrides_replace_arguments_and_nested_blocks(tmp_path: Path) -> None:
    first = 'resource "t" "a" {\n  x = 1\n  y = 2\n  r {\n    n = 1\n  }\n}\n'
    _write(tmp_path, {"a.tf": first, "my_override.tf": 'resource "t" "a" {\n  y = 3\n  r {\n    n = 2\n  }\n}\n'})
    assert _value(tmp_path, "resource", "t", "a", argument="x") == 1
    assert _value(tmp_path, "resource", "t", "a", argument="y") == 3
    block = read_folder(tmp_path).block("resource", "t", "a")
    assert block is not None
    assert len(block.body.nested("r")) == 1


def test_opentofu_files_stand_instead_of_terraform_files(tmp_path: Path) -> None:
    _write(tmp_path, {"a.tf": "locals {\n  x = 1\n}\n", "a.tofu": "locals {\n  x = 2\n}\n", "b.tofu": ""})
    assert _value(tmp_path, "locals", argument="x") == 2
    assert is_configuration("a.tf.json")
    assert not is_configuration("a.tfvars")
    assert not is_configuration(".a.tf")


def test_called_modules_are_found_where_init_put_them(tmp_path: Path) -> None:
    folders = {"": ".", "a": ".terraform/modules/a", "a.b": "x"}
    listing = json.dumps({"Modules": [{"Key": key, "Dir": folder} for key, folder in folders.items()]})
    _write(
        tmp_path, {"main.tf": 'module "a" {\n  source = "acme/a/aws"\n}\n', ".terraform/modules/modules.json": listing}
    )
    (tmp_path / ".terraform/modules/a").mkdir()
    module, installed = read_folder(tmp_path), read_installed(tmp_path)
    call = module.block("module", "a")
    assert call is not None
    assert find_called(module, call, path=("a",), installed=installed) == tmp_path / ".terraform/modules/a"
    assert find_called(module, call, path=("c",), installed=installed) is None
    assert find_called(module, call, path=("a", "b"), installed=installed) is None


def test_a_broken_listing_of_modules_lists_none(tmp_path: Path) -> None:
    assert read_installed(tmp_path) == {}
    _write(tmp_path, {".terraform/modules/modules.json": '{"Modules": [1]}'})
    assert read_installed(tmp_path) == {}
