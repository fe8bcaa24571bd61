"""Lines of TOML files."""

from keypost.settings.lines import Lines


def test_lines_of_pyproject_are_found_below_the_table() -> None:
    text = '[project]\nname = "x"\n\n[tool.keypost]\nlang = "ja"\n\n[[tool.keypost.ignore]]\nrule = "a"\n[tool.x]\n'
    lines = Lines(text)
    assert lines.find(("tool", "keypost", "lang")) == 5
    assert lines.find(("tool", "keypost", "ignore", 0, "rule")) == 8
    assert lines.find(("tool", "keypost", "ignore", 0, "missing")) == 7
    assert lines.find(("nothing",)) is None
    assert Lines('a.b = 1\n"c d" = 2\n').find(("a", "b")) == 1
    assert Lines('a.b = 1\n"c d" = 2\n').find(("c d",)) == 2
