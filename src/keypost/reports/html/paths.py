"""What is known of a delivery path, for the page: its calls, the condition keys that each carries, and the sources."""

from keypost.catalogue.declare import Absent, ContextValue, Path, Sent
from keypost.reports.html.table import Row, Texts, show_lines
from keypost.reports.paths.facts import Facts, describe_call, group_contexts, name_caller, name_grade, sort_keys
from keypost.reports.wording.failures import FAILURES

_Data = dict[str, object]


def encode_path(path: Path, *, texts: Texts) -> Row:
    """Return the path as its page has it."""
    facts = Facts(path)
    data: _Data = {
        "id": path.reported_id,
        "title": texts.add(path.title),
        "caller": texts.add(name_caller(path.caller)),
        "failure": texts.add(FAILURES[path.failure]),
        "seenIn": [texts.add(place) for place in path.seen_in],
        "evidence": path.evidence.value,
        "calls": [[call.action, facts.name_part(call.on), texts.add(describe_call(call))] for call in path.calls],
        "contexts": [
            [texts.add(name), [_encode_key(key, value, facts, texts) for key, value in sort_keys(context)]]
            for name, context in group_contexts(path)
        ],
        "documents": [[doc.url, texts.add(doc.says), doc.read_on] for doc in path.documented_by],
    }
    return data | ({"notes": texts.add(path.notes)} if path.notes else {})


def _encode_key(key: str, value: ContextValue, facts: Facts, texts: Texts) -> Row:
    """Return the key, whether it is sent (1), absent (0) or not documented (2), its value and how that is known."""
    presence = 1 if isinstance(value, Sent) else 0 if isinstance(value, Absent) else 2
    grade = name_grade(value)
    return [key, presence, show_lines(facts.name_value(value)), None if grade is None else texts.add(grade)]
