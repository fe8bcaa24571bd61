from keypost.origin import NOWHERE, LateOrigin, Origin, Pointer, locate_by_pointer, render_pointer


def test_a_pointer_escapes_what_json_pointers_escape() -> None:
    assert render_pointer(("Statement", 0, "a/b~c")) == "/Statement/0/a~1b~0c"
    assert locate_by_pointer(("a",)).pointer == "/a"


def test_an_origin_shows_the_most_that_can_be_opened() -> None:
    assert str(Origin("t.yaml", 3, "/a")) == "t.yaml:3"
    assert str(Origin("t.yaml")) == "t.yaml"
    assert str(Origin(call="kms:GetKeyPolicy")) == "kms:GetKeyPolicy"
    assert str(Origin(pointer="/a")) == "/a"
    assert str(NOWHERE) == ""


def test_a_place_inside_another_is_looked_up_from_there() -> None:
    asked: list[Pointer] = []

    def locate(steps: Pointer) -> Origin:
        asked.append(steps)
        return Origin("t.yaml", 3)

    assert LateOrigin(locate, ("Statement", 0)).inside("Principal", "AWS").line == 3
    assert asked == [("Statement", 0, "Principal", "AWS")]
    assert NOWHERE.inside("Principal") == NOWHERE
