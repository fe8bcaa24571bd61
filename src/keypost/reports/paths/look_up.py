"""The path that somebody names, or all of them."""

import difflib

from keypost.catalogue.all import all_paths, list_ids, load_path
from keypost.catalogue.declare import Path
from keypost.errors import UsageError
from keypost.reports.wording.paths import DID_YOU_MEAN, SEE_LIST, UNKNOWN_PATH


def look_up(path_id: str | None) -> tuple[Path, ...]:
    """Return the path of that id, or for None the whole catalogue.

    Raises:
        UsageError: there is no such path; the hint names those that are called alike.
    """
    if path_id is None:
        return all_paths()
    if path_id not in list_ids():
        raise _refuse(path_id, known=list_ids())
    return (load_path(path_id),)


def _refuse(path_id: str, *, known: tuple[str, ...]) -> UsageError:
    close = difflib.get_close_matches(path_id, known, n=3)
    hint = DID_YOU_MEAN.fill(close=", ".join(f"`{name}`" for name in close)) if close else SEE_LIST
    return UsageError(UNKNOWN_PATH.fill(name=path_id), hint=hint)
