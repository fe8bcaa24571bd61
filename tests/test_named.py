"""The quick definitions beside those of the standard library: the same classes as far as Keypost uses them."""

import copy
import enum
import pickle
import typing
from types import MappingProxyType

import pytest

from keypost import named


class Weather(named.Enum):
    """An enumeration with values of several types, a method and a property."""

    SUN = "sun"
    RAIN = (1, "rain")

    @property
    def is_dry(self) -> bool:
        return self is Weather.SUN

    def describe(self) -> str:
        return f"{self.name} of {self.value!r}"


class StandardWeather(enum.Enum):
    SUN = "sun"
    RAIN = (1, "rain")


class Place(named.NamedTuple):
    """A place."""

    name: str
    height: int = 0
    tags: typing.Mapping[str, str] = MappingProxyType({})

    @property
    def label(self) -> str:
        return f"{self.name} ({self.height} m)"


class StandardPlace(typing.NamedTuple):
    name: str
    height: int = 0
    tags: typing.Mapping[str, str] = MappingProxyType({})


def test_a_tuple_takes_values_by_place_and_by_name() -> None:
    assert Place("Aso", 1592) == Place(height=1592, name="Aso")
    assert tuple(Place("Aso", 1592)) == tuple(StandardPlace("Aso", 1592))
    assert (Place("Aso").name, Place("Aso").height, Place("Aso", 1592).label) == ("Aso", 0, "Aso (1592 m)")


@pytest.mark.parametrize("arguments", [{}, {"name": "Aso", "depth": 1}, {"height": 1}])
def test_a_tuple_refuses_what_the_standard_one_refuses(arguments: dict[str, typing.Any]) -> None:
    with pytest.raises(TypeError) as standard:
        StandardPlace(**arguments)
    with pytest.raises(TypeError) as quick:
        Place(**arguments)
    assert str(quick.value) == str(standard.value).replace("Standard", "")


def test_a_tuple_with_more_values_than_fields_is_refused() -> None:
    with pytest.raises(TypeError, match="positional arguments"):
        Place("Aso", 1, {}, "more")  # type: ignore[call-arg]


def test_a_tuple_reads_as_the_standard_one() -> None:
    assert repr(Place("Aso")) == repr(StandardPlace("Aso")).removeprefix("Standard")
    assert (Place.__doc__, Place.__name__, Place._fields) == ("A place.", "Place", StandardPlace._fields)
    assert Place.__module__ == __name__


def test_a_tuple_is_a_value() -> None:
    aso = Place("Aso")
    assert len({Place("Aso", 1592, ()), Place("Aso", 1592, ())}) == 1  # type: ignore[arg-type]
    assert aso._replace(height=1592) == Place("Aso", 1592)
    with pytest.raises(TypeError):
        aso._replace(depth=1)  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        aso.height = 1  # type: ignore[misc]
    with pytest.raises(AttributeError):
        aso.depth = 1  # type: ignore[attr-defined]


def test_a_tuple_can_be_matched_and_copied() -> None:
    match Place("Aso", 1592):
        case Place(name, height=1592):
            assert name == "Aso"
        case _:
            pytest.fail("not matched")
    copied = copy.copy(Place("Aso"))
    assert type(copied) is Place
    assert copied == Place("Aso")


def test_an_enumeration_lists_its_members() -> None:
    assert [member.name for member in Weather] == [member.name for member in StandardWeather]
    assert [member.value for member in Weather] == [member.value for member in StandardWeather]
    assert len(Weather) == len(StandardWeather)


def test_a_member_is_found_by_its_value() -> None:
    assert Weather("sun") is Weather.SUN
    assert Weather((1, "rain")) is Weather.RAIN
    with pytest.raises(ValueError, match="'snow' is not a valid Weather"):
        Weather("snow")


def test_a_member_has_methods_and_is_itself_alone() -> None:
    assert (Weather.SUN.is_dry, Weather.RAIN.is_dry, Weather.SUN.describe()) == (True, False, "SUN of 'sun'")
    assert {Weather.SUN: 1, Weather.RAIN: 2}[Weather.RAIN] == 2


def test_a_member_reads_as_the_standard_one() -> None:
    for quick, standard in zip(Weather, StandardWeather, strict=True):
        assert str(quick) == str(standard).removeprefix("Standard")
        assert repr(quick) == repr(standard).replace("Standard", "")


def test_a_copy_of_a_member_is_the_member() -> None:
    assert copy.deepcopy(Weather.RAIN) is Weather.RAIN
    assert pickle.loads(pickle.dumps(Weather.RAIN)) is Weather.RAIN  # noqa: S301 - written a moment before


def test_two_members_have_two_values() -> None:
    with pytest.raises(TypeError, match="two members of Twice have one value"):

        class Twice(named.Enum):
            ONE = "one"
            AGAIN = "one"
