"""What is unknown stays unknown, and no more than that; what Terraform would refuse is a gap."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keypost.readers.terraform.hcl.values import Attributes, HclSet, Value, build_open, first_unknown
from keypost.unknown import Shape, Unread, Why, build_unknown, render_unknown
from tests.readers.terraform.hcl.scopes import Names, evaluate_text

_ARN = build_unknown("aws_s3_bucket.b.arn")
_ACCOUNT = build_unknown("account", shape=Shape.ACCOUNT)
_LIST = build_open("var.list")


def _scope() -> Names:
    role = Attributes("aws_iam_role.r", lambda name: build_unknown(f"aws_iam_role.r.{name}"))
    return Names(
        {
            "arn": _ARN,
            "account": _ACCOUNT,
            "any": _LIST,
            "role": role,
            "known": {"a": "x", "b": "y"},
            "roles": {"a": role, "b": role},
        }
    )


def _shown(text: str) -> object:
    value = evaluate_text(text, _scope())
    return render_unknown(value) if isinstance(value, str) else value


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('"${arn}/*"', "${aws_s3_bucket.b.arn}/*"),
        ('"arn:aws:iam::${account}:root"', "arn:aws:iam::${account}:root"),
        ('"x${any}"', "x${var.list}"),
        ("role.arn", "${aws_iam_role.r.arn}"),
        ('"${role.arn}"', "${aws_iam_role.r.arn}"),
        ('jsonencode({ Resource = "${arn}/*" })', '{"Resource":"${aws_s3_bucket.b.arn}/*"}'),
        ('format("%s/%s", arn, "x")', "${aws_s3_bucket.b.arn}/x"),
        ('join(",", ["a", arn])', "a,${aws_s3_bucket.b.arn}"),
        ('lower("${account}-X")', "${account}-x"),
        ('lower("${arn}-X")', "${lower(aws_s3_bucket.b.arn)}-x"),
        ('any ? "a" : "b"', "${var.list ? a : b}"),
        ('any ? "a" : "a"', "a"),
        ("known[any]", '${{"a": "x", "b": "y"}[var.list]}'),
        ('replace(arn, "a", "b")', "${replace(${aws_s3_bucket.b.arn}, a, b)}"),
        ('element(split(":", "arn:aws:sns:x:${account}:n"), 4)', "${account}"),
        ("any.arn", None),
        ('trimprefix("x-${arn}", "x-")', "${aws_s3_bucket.b.arn}"),
    ],
)
def test_unknown_parts_stay_in_the_text(text: str, shown: str | None) -> None:
    value = _shown(text)
    assert value == shown if shown is not None else isinstance(value, Unread)


@pytest.mark.parametrize(
    "text",
    [
        "any[0]",
        "any[*].arn",
        "[for x in any : x]",
        "{ for x in any : x => 1 }",
        "length(any)",
        "merge({ a = 1 }, any)",
        "concat([1], any)",
        'split(":", arn)',
        'arn == "x"',
        "arn != arn2",
        "any && true",
        "any + 1",
        "keys(role)",
        "length(toset([arn, account]))",
        'contains([arn], "x")',
        "element(sort([arn, account]), 0)",
        "index([arn], 1)",
        'lookup(any, "x", "default")',
        'coalesce(any, "x")',
        "setproduct(any, [1])",
        "tobool(arn)",
        "jsondecode(arn)",
    ],
)
def test_what_depends_on_something_unknown_is_unread(text: str) -> None:
    scope = Names(
        {"any": _LIST, "arn": _ARN, "arn2": build_unknown("other"), "account": _ACCOUNT, "role": Attributes("r", str)}
    )
    assert isinstance(evaluate_text(text, scope), Unread)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("any && false", False),
        ("any || true", True),
        ("arn == arn", True),
        ('contains(["a", arn], "a")', True),
        ('account == "x"', False),
        ('startswith("x${arn}", "x")', True),
        ('startswith("x${arn}", "y")', False),
        ("try(known.nope, 1)", 1),
        ("can(known.nope)", False),
        ("can(known.a)", True),
        ("[for k, v in roles : k]", ["a", "b"]),
        ("length(roles)", 2),
        ("length([arn, any])", 2),
        ('lookup({ a = any }, "b", 1)', 1),
        ("[for x in [1, 2] : x if x == 1 || any]", None),
    ],
)
def test_what_can_be_told_is_told(text: str, value: object) -> None:
    told = evaluate_text(text, _scope())
    assert told == value if value is not None else isinstance(told, Unread)


def test_json_of_what_is_wholly_unknown_keeps_its_structure() -> None:
    assert evaluate_text("jsonencode({ A = [any], B = 1 })", _scope()) == {"A": [_LIST], "B": 1}
    assert evaluate_text("jsondecode(jsonencode({ A = any })).A", _scope()) == _LIST


def test_a_set_of_unknown_texts_keeps_them_all() -> None:
    value = evaluate_text('toset(["a", arn, "a"])', _scope())
    assert value == ["a", _ARN]
    assert isinstance(value, HclSet)
    counted: bool = value.counted
    assert not counted


def test_two_unknown_choices_are_never_taken_for_equal() -> None:
    assert evaluate_text('(any ? "a" : "b") == (any ? "a" : "c")', _scope()) is not True
    assert isinstance(evaluate_text("[for x in any : x.a] == [for x in any : x.b]", _scope()), Unread)


def test_a_function_that_nobody_knows_is_a_gap() -> None:
    scope = _scope()
    assert isinstance(evaluate_text("provider::acme::secret(1)", scope), Unread)
    assert scope.gaps == [
        ("provider::acme::secret(...)", "Keypost doesn't know the function `provider::acme::secret`", 1)
    ]


def test_an_error_costs_only_the_part_that_has_it() -> None:
    scope = _scope()
    value = evaluate_text('{ a = known.nope, b = "x" }', scope)
    assert isinstance(value, dict)
    assert isinstance(value["a"], Unread)
    assert value["b"] == "x"
    assert scope.gaps == [("known.nope", "the object has no `nope`", 1)]


def test_functions_of_files_read_what_the_scope_has() -> None:
    scope = Names(
        {"path": {"module": "m"}}, files={"m/p.json": '{"a": "${b}"}', "m/p.tpl": "x ${name}%{if on} on%{endif}"}
    )
    assert evaluate_text('file("${path.module}/p.json")', scope) == '{"a": "${b}"}'
    assert evaluate_text('templatefile("${path.module}/p.tpl", { name = "n", on = true })', scope) == "x n on"
    assert evaluate_text('templatestring("<$${a}>", { a = 1 })', scope) == "<1>"
    assert first_unknown(evaluate_text('file("nope")', scope)) == "file(nope)"


@pytest.mark.parametrize(
    ("pattern", "paths"),
    [
        ("*.json", ["a.json"]),
        ("**/*.json", ["a.json", "d/b.json", "d/e/c.json"]),
        ("d/{b,x}.*", ["d/b.json"]),
        ("d/?.json", ["d/b.json"]),
        ("*", ["a.json", "n.txt"]),
    ],
)
def test_sets_of_files(pattern: str, paths: list[str]) -> None:
    files = dict.fromkeys(["m/a.json", "m/n.txt", "m/d/b.json", "m/d/e/c.json", "other.json"], "")
    assert evaluate_text(f'fileset("m", "{pattern}")', Names(files=files)) == paths


def test_functions_of_the_aws_provider() -> None:
    parsed = evaluate_text('provider::aws::arn_parse("arn:aws:sns:x:${account}:a:b")', _scope())
    assert parsed == {"partition": "aws", "service": "sns", "region": "x", "account_id": _ACCOUNT, "resource": "a:b"}
    assert evaluate_text('provider::aws::arn_build("aws", "sns", "r", "1", "n")') == "arn:aws:sns:r:1:n"
    trimmed = evaluate_text('provider::aws::trim_iam_role_path("arn:aws:iam::1:role/a/b/c")')
    assert trimmed == "arn:aws:iam::1:role/c"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 500 + "]" * 500,
        "1" + "+1" * 3000,
        "-" * 5000 + "1",
        "true ? " * 2000 + "1" + " : 2" * 2000,
        '"${' * 120 + "1" + '}"' * 120,
        "%{if true}".join(['"', *[""] * 200, '"']),
        "jsonencode(" * 200 + "1" + ")" * 200,
        "setproduct(range(1000), range(1000), range(1000))",
        "flatten([for a in range(1000) : [for b in range(1000) : [for c in range(1000) : c]]])",
        "pow(9, 999999999)",
        'format("%999999999d", 1)',
        'regex("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")',
        'replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "/(a|aa)+$/", "")',
        'regex("a*a*a*a*a*a*a*b", join("", [for i in range(1000) : "a"]))',
        "9" * 5000,
    ],
)
def test_hostile_expressions_are_unread_soon(text: str) -> None:
    from keypost.errors import UnreadableInputError

    try:
        value = evaluate_text(text)
    except UnreadableInputError:
        return
    assert first_unknown(value) is not None or isinstance(value, Unread)


# Letters, what means something to Terraform or JSON, and what takes more than one byte.
_TEXTS = st.text("abXYZ019 \t\n\r\"\\'$%{}~<>&/:*.,-_\x00\x07éßǅ日本\U0001f600\u2028", max_size=20)
_DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=12,
)


def _same_data(left: Value, right: Value) -> bool:
    return json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)


@given(_DATA)
def test_decoding_what_was_encoded_gives_it_back(data: object) -> None:
    assert _same_data(evaluate_text("jsondecode(jsonencode(x))", Names({"x": data})), data)


@given(_TEXTS)
def test_a_text_written_as_json_is_read_back(text: str) -> None:
    written = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f").replace("${", "$${").replace("%{", "%%{")
    # HCL has neither escape; and a sign before an escaped template isn't Terraform's language to tree-sitter.
    if not any(part in written for part in ("\\b", "\\f", "$$${", "%%%{")):
        assert evaluate_text(written) == text


_FUNCTIONS = [
    "lower",
    "upper",
    "title",
    "trimspace",
    "strrev",
    "jsonencode",
    "md5",
    "tostring",
    "chomp",
    "base64encode",
]


@given(st.sampled_from(_FUNCTIONS), st.sampled_from(_FUNCTIONS), _TEXTS, _TEXTS)
def test_settling_an_unknown_never_contradicts(outer: str, inner: str, before: str, settled: str) -> None:
    """Whatever the unknown turns out to be, the text with the unknown in it can stand for the settled one."""
    from keypost.unknown import same_text

    expression = f'{outer}("${{b}}${{{inner}(x)}}")'
    open_value = evaluate_text(expression, Names({"b": before, "x": _ARN}))
    known = evaluate_text(expression, Names({"b": before, "x": settled}))
    assert isinstance(open_value, str)
    assert isinstance(known, str)
    if "jsonencode" not in {outer, inner}:  # of a text that needs escapes, JSON is another text
        assert same_text(open_value, known) is not False


def test_why_says_whether_terraform_would_refuse() -> None:
    refused = evaluate_text("known.nope", _scope())
    assert isinstance(refused, Unread)
    assert refused.why is Why.MALFORMED
