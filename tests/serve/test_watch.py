"""A file that is written, added or removed is noticed, once."""

import os
from pathlib import Path

from keypost.serve.watch import Watch


def test_changes_are_noticed_once(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("one", encoding="utf-8")
    watch = Watch([str(tmp_path)])
    assert not watch.has_changed()
    mark = watch.mark
    os.utime(file, ns=(1, 1))
    assert [watch.has_changed(), watch.has_changed()] == [True, False]
    assert watch.mark != mark
    (tmp_path / "b.yaml").write_text("two", encoding="utf-8")
    assert watch.has_changed()
    file.unlink()
    assert watch.has_changed()


def test_what_tools_keep_isnt_looked_at(tmp_path: Path) -> None:
    (tmp_path / "node_modules").mkdir()
    watch = Watch([str(tmp_path)])
    (tmp_path / "node_modules" / "a.json").write_text("{}", encoding="utf-8")
    assert not watch.has_changed()
