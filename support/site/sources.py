"""The Markdown of each page: its file, or what is written here for contents, folders and files that are no pages."""

from pathlib import Path as File

from keypost.text import Text
from support.bootstrap import ROOT
from support.site import contents
from support.site.places import Page

_KINDS = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".py": "python", ".sh": "sh", ".toml": "toml", ".tf": "hcl"}
_FENCE = "`" * 12
_IN_FOLDER = Text(en="What lies in this folder of the repository:", ja="リポジトリのこのフォルダーにあるファイルです。")
_MOST_NAMES = 60


def read_markdown(page: Page) -> str:
    """Return what the page says, in Markdown."""
    if page.base == contents.FILE:
        return contents.render_contents(page.language)
    if page.file.endswith("/"):
        return _list_folder(page)
    text = (ROOT / page.file).read_text(encoding="utf-8")
    return text if page.file.endswith(".md") else _show_file(page.file, text)


def is_written(page: Page) -> bool:
    """Tell whether somebody wrote the page for people, in one language or both."""
    return page.base.endswith(".md") and page.base != contents.FILE


def _show_file(file: str, text: str) -> str:
    kind = _KINDS.get(File(file).suffix, "text")
    return f"# {File(file).name}\n\n`{file}`\n\n{_FENCE}{kind}\n{text.rstrip()}\n{_FENCE}\n"


def _list_folder(page: Page) -> str:
    names = sorted(f"{each.name}{'/' * each.is_dir()}" for each in (ROOT / page.base).iterdir())
    shown = [name for name in names if not name.startswith(("_", "."))][:_MOST_NAMES]
    items = "\n".join(f"- `{name}`" for name in shown)
    return f"# {page.base}\n\n{_IN_FOLDER.in_language(page.language)}\n\n{items}\n"
