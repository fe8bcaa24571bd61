from keypost.origin import NOWHERE, Origin, locate_by_pointer, render_pointer


def test_a_pointer_escapes_what_json_pointers_escape() -> None:
    assert render_pointer(("Statement", 0, "a/b~c")) == "/Statement/0/a~1b~0c"
    assert locate_by_pointer(("a",)).pointer == "/a"


def test_an_origin_shows_the_most_that_can_be_opened() -> None:
    assert str(Origin("t.yaml", 3, "/a")) == "t.yaml:3"
    assert str(Origin("t.yaml")) == "t.yaml"
    assert str(Origin(call="kms:GetKeyPolicy")) == "kms:GetKeyPolicy"
    assert str(Origin(pointer="/a")) == "/a"
    assert str(NOWHERE) == ""
