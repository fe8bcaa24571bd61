"""The words in which causes are declared."""

from keypost.named import NamedTuple
from keypost.text import Text


class Look(NamedTuple):
    """The one artefact that tells: what it is, the command that shows it, and what it shows where this is the cause.

    The command's `{placeholders}` are facts: key, region, role, role_name, trusted (a service), principal, action, topic,
    queue, bucket, resource, encoded. Those that nobody knows are shown in capitals, to be filled in.
    """

    what: Text
    command: str
    shows: Text


class Cause(NamedTuple):
    """One cause by its rule id: its name, how to see it, its repair, and how to verify that.

    Those that no rule of the checker names have the `source` of what they say.
    """

    id: str
    title: Text
    look: Look
    repair: Text
    verify: Text
    source: str = ""
