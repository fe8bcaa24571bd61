"""Draws what `keypost check` prints, colours and all: the pictures of the READMEs.

`./x python -m support.readme_picture` draws them again.
"""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from support.console_blocks import ENVIRONMENT, KEYPOST, ROOT

FOLDER = ROOT / "docs" / "images"
EXAMPLE = "examples/6-encrypt-all-topics/pull-request.yaml"
PICTURES = {
    FOLDER / "check.svg": ("keypost", "check", EXAMPLE),
    FOLDER / "check.ja.svg": ("keypost", "check", "--lang", "ja", EXAMPLE),
}

CELL, LINE, MARGIN, BAR = 8.4, 20, 16, 34  # in pixels, for a font of 14
COLUMNS = int(ENVIRONMENT["COLUMNS"])
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK JP', monospace"
PAPER, INK, FAINT = "#0d1117", "#e6edf3", "#8b949e"
INKS = {1: "#ff7b72", 2: "#7ee787", 3: "#f2cc60", 4: "#79c0ff", 6: "#79c0ff"}  # by the terminal's number of the colour
BUTTONS = ("#ff5f57", "#febc2e", "#28c840")


def main() -> int:
    """Draw every picture."""
    FOLDER.mkdir(exist_ok=True)
    for picture, command in PICTURES.items():
        picture.write_text(draw(command), encoding="utf-8")
    return 0


def draw(command: tuple[str, ...]) -> str:
    """Return a picture, as SVG, of a terminal in which the command was run."""
    prompt = Text(f"$ {' '.join(command)}\n", style="bold")
    console = Console(width=COLUMNS, file=io.StringIO(), color_system="standard", force_terminal=True)
    text = Text.assemble(prompt, Text.from_ansi(run(command).rstrip()))
    lines = console.render_lines(text, pad=False)
    width = round(COLUMNS * CELL + 2 * MARGIN)
    height = BAR + len(lines) * LINE + MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
            f"<title>{escape(' '.join(command))}</title>",
            f'<rect width="{width}" height="{height}" rx="8" fill="{PAPER}"/>',
            *(f'<circle cx="{18 + 20 * place}" cy="17" r="6" fill="{fill}"/>' for place, fill in enumerate(BUTTONS)),
            f'<g font-family="{FONTS}" font-size="14" fill="{INK}">',
            *(part for row, line in enumerate(lines) for part in _draw_line(line, y=BAR + row * LINE + 14)),
            "</g>",
            "</svg>\n",
        ]
    )


def run(command: tuple[str, ...]) -> str:
    """Return what the command prints on a terminal with colours."""
    environment = {**os.environ, **ENVIRONMENT, "FORCE_COLOR": "1"}
    del environment["NO_COLOR"]
    done = subprocess.run(
        [KEYPOST, *command[1:]],
        cwd=ROOT,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
    )
    return done.stdout.decode()


def _draw_line(line: list[Segment], *, y: int) -> Iterator[str]:
    """Yield one element a run of equal style, at its column: viewers don't agree on spaces at the ends."""
    column = 0
    for text, style, _ in line:
        shown = text.strip()
        if shown:
            x = MARGIN + CELL * (column + cell_len(text) - cell_len(text.lstrip()))
            length = CELL * cell_len(shown)
            place = f'x="{x:.1f}" y="{y}" textLength="{length:.1f}"'
            yield f'<text {place} xml:space="preserve"{_look(style)}>{escape(shown)}</text>'
        column += cell_len(text)


def _look(style: Style | None) -> str:
    if style is None:
        return ""
    number = style.color.number if style.color else None
    ink = FAINT if number is None and style.dim else INKS.get(number or 0)
    fill = f' fill="{ink}"' if ink else ""
    return fill + (' font-weight="bold"' if style.bold else "")


if __name__ == "__main__":
    sys.exit(main())
