"""Takes the READMEs' pictures of the page: what `keypost check --format html` writes, in a real browser.

`./x python -m support.page_picture` takes them again; it needs a Chromium.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from support.browser import find_chromium, start_browser
from support.console_blocks import KEYPOST, ROOT

FOLDER = ROOT / "docs" / "images"
EXAMPLES = (
    "examples/3-backup-vault-deny/broken.yaml",
    "examples/4-queue-fan-out/broken.yaml",
    "examples/6-encrypt-all-topics/pull-request.yaml",
    "examples/9-open-questions/parameter.yaml",
)
COMMAND = ("check", *EXAMPLES, "--format", "html")
# The delivery that is open: a Deny that nobody meant for the service.
DELIVERY = "delivery=backup-to-vault-fully-managed%3EOrders%3EVault"
PICTURES = {
    FOLDER / "page.png": ("en", "light"),
    FOLDER / "page.dark.png": ("en", "dark"),
    FOLDER / "page.ja.png": ("ja", "light"),
    FOLDER / "page.ja.dark.png": ("ja", "dark"),
}


def main() -> int:
    """Take every picture; return 1 where there is no browser."""
    program = find_chromium()
    if program is None:
        print("page_picture: there is no Chromium", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, start_browser(program) as browser:
        page = Path(folder) / "page.html"
        subprocess.run([KEYPOST, *COMMAND, "--output", page], cwd=ROOT, check=False)
        for picture, (language, scheme) in PICTURES.items():
            tab = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
            tab.goto(f"{page.as_uri()}#{DELIVERY}&lang={language}")
            tab.wait_for_selector("#details h2")
            tab.evaluate("document.activeElement.blur()")
            tab.screenshot(path=picture)
            tab.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
