"""What a file is called where a repository is looked at: from its root, with slashes."""

import os
from urllib.parse import quote

_LOCAL = "/-._~!$'()*,=:@"  # what a path may have as it is (RFC 3986, 3.3), but for `&`, `+` and `;`


def name_file(file: str, *, folder: str) -> str:
    """Return the file's path from the working folder, `/` between its parts; absolute where it lies outside."""
    here, there = folder.replace(os.sep, "/").rstrip("/"), file.replace(os.sep, "/")
    path = os.path.normpath(f"{here}/{there}" if here and not there.startswith("/") else there).replace(os.sep, "/")
    return path.removeprefix(f"{here}/") if here else path


def build_uri(path: str) -> str:
    """Return the path as a relative URI reference, or as a `file` URI where it is absolute."""
    spelled = quote(path.encode("utf-8", "surrogatepass"), safe=_LOCAL)
    if path.startswith("/"):
        return f"file://{spelled}"
    return f"./{spelled}" if ":" in spelled.split("/")[0] else spelled
