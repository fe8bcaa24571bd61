"""Addresses and ranges, held against what the standard library reads."""

from ipaddress import ip_network

import pytest

from keypost.policy.conditions.addresses import parse_range, within
from keypost.unknown import Tri, build_unknown

UNKNOWN = build_unknown("Ip")


@pytest.mark.parametrize(
    "text",
    [
        *("192.0.2.7", "0.0.0.1", "255.255.255.255", "1.2.3.4", "192.0.2.129/25", "10.1.2.3/8", "192.0.2.1/31"),
        *("0.0.0.0/0", "192.0.2.1/32", "128.0.0.1/1", "::", "::1", "1::", "::/0", "8000::1/1", "2001:db8::/32"),
        *("2001:db8:1:2:3:4:5:6", "2001:DB8::aBcD/127", "FFFF::9/128", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8"),
        *("1:2:3:4:5:6:192.0.2.1", "::ffff:192.0.2.1", "::203.0.113.255/120", "64:ff9b::192.0.2.33"),
    ],
)
def test_a_range_is_what_the_standard_library_reads(text: str) -> None:
    network = ip_network(text, strict=False)
    assert parse_range(text) == (network.version, int(network.network_address), int(network.broadcast_address))


@pytest.mark.parametrize(
    "text",
    [
        *("", "192.0.2", "192.0.2.1.5", "256.0.0.1", "192.0.2.0255", "192.0.2.", "192.0.2.-1", "192.0.2.x"),
        *("1.2.3.4/33", "1.2.3.4/", "1.2.3.4/-1", "1.2.3.4/x", "::/129", "::/", "1::2::3", ":::", "12345::", "g::"),
        *("1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7::8", "1:2:3:4:5:6:7:8::", "1.2.3.4::", "::1.2.3"),
        *(
            "1.2.3.4:5:6:7:8:9:1",
            "1.2.3.4:5:6:7:8:9:1:2",
            "::1.2.3.4:5",
            "1:2:3:4:5:6:7:1.2.3.4",
            "\u0661.2.3.4",
            "1.2.3.4/\u0661",
        ),
    ],
)
def test_neither_reads_what_is_no_range(text: str) -> None:
    assert parse_range(text) is None
    with pytest.raises(ValueError, match="not appear to be"):
        ip_network(text, strict=False)


def test_white_space_around_a_range_is_left_out_up_to_a_length() -> None:
    assert parse_range(" 192.0.2.7 ") == parse_range("192.0.2.7".ljust(64)) == parse_range("192.0.2.7")
    assert parse_range("192.0.2.7".ljust(65)) is None


@pytest.mark.parametrize(
    ("expected", "actual", "answer"),
    [
        ("192.0.2.0/24", "192.0.2.0", True),
        ("192.0.2.0/24", "192.0.2.255", True),
        ("192.0.2.0/24", "192.0.1.255", False),
        ("192.0.2.0/24", "192.0.3.0", False),
        ("192.0.2.0/24", "192.0.2.128/25", True),
        ("192.0.2.0/24", "192.0.2.0/23", False),
        ("192.0.3.0/24", "192.0.2.0/23", False),
        ("192.0.2.0/24", "::c000:201", False),
        ("::/0", "0.0.0.1", False),
        ("192.0.2.0/24", "x", False),
        ("x", "192.0.2.0", False),
        ("192.0.2.0/24", UNKNOWN, None),
        (UNKNOWN, "192.0.2.0", None),
        (UNKNOWN, UNKNOWN, None),
        ("x", UNKNOWN, False),
        (UNKNOWN, "x", False),
    ],
)
def test_an_address_lies_within_or_not(expected: str, actual: str, answer: Tri) -> None:
    assert within((expected,))(actual) is answer
