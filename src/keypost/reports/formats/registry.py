"""The formats for pipelines: the module that renders each, imported when it is asked for."""

from keypost.named import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from keypost.reports.outline import Outline


class Format(NamedTuple):
    """One format: its module, with `render(outline)`, and whether it shows the changes that would mend a fault."""

    module: str
    shows_fixes: bool = False


FORMATS = {
    "sarif": Format("keypost.reports.formats.sarif", shows_fixes=True),
    "junit": Format("keypost.reports.formats.junit"),
    "github": Format("keypost.reports.formats.github"),
    "gitlab": Format("keypost.reports.formats.gitlab"),
    "markdown": Format("keypost.reports.formats.markdown", shows_fixes=True),
}


def render(name: str, outline: "Outline") -> str:
    """Return the report in the format of that name."""
    module = __import__(FORMATS[name].module, fromlist=["render"])
    report: str = module.render(outline)
    return report
