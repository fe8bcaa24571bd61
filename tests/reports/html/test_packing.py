"""Fields are named once for all rows of a shape, stems once for all names that have them, and all can be put back."""

from typing import Any

from keypost.reports.html.packing import pack, pack_names, pack_rows
from tests.reports.html.pages import EXAMPLES, read_data


def test_rows_of_one_shape_name_their_fields_once() -> None:
    rows: list[dict[str, object]] = [{"a": 1, "b": [2]}, {"a": 3}, {"a": 4, "b": [5]}]
    assert pack_rows(rows) == {"shapes": [("a", "b"), ("a",)], "rows": [[0, 1, [2]], [1, 3], [0, 4, [5]]]}


def test_names_of_one_stem_share_it() -> None:
    names = ["arn:aws:sns:topic:a", "templates/a.yaml:3", "arn:aws:sns:topic:b", "Alarm", "a:b"]
    packed = [[0, "a"], "templates/a.yaml:3", [0, "b"], "Alarm", "a:b"]
    assert pack_names(names) == {"stems": ["arn:aws:sns:topic:"], "rows": packed}


def test_what_is_packed_can_be_put_back() -> None:
    data = read_data(EXAMPLES / "4-queue-fan-out" / "broken.yaml")
    packed: Any = pack(data)
    for name in ("resources", "policies", "calls", "deliveries", "findings"):
        shapes = packed[name]["shapes"]
        assert [dict(zip(shapes[shape], row, strict=True)) for shape, *row in packed[name]["rows"]] == data[name]
    stems = packed["names"]["stems"]
    assert len(stems) > 0
    assert [one if isinstance(one, str) else stems[one[0]] + one[1] for one in packed["names"]["rows"]] == data["names"]


def test_what_is_no_page_stays_as_it_is() -> None:
    assert pack({"problem": {"message": ["a", "b"]}}) == {"problem": {"message": ["a", "b"]}}
