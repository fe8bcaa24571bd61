"""The corpus: every file is listed, every message is whole, every cause has a page to go to."""

from pathlib import Path as File

import pytest

from keypost import diagnosis
from keypost.catalogue.all import all_paths
from keypost.catalogue.declare import Path
from keypost.diagnosis.causes.all import load_causes
from keypost.diagnosis.declare import Manner, Message, Symptom
from keypost.diagnosis.explain import explain
from keypost.diagnosis.knowledge import ANY_TARGET, CAUSES, POLICIES_OF_TARGETS, TARGET_POLICY
from keypost.diagnosis.messages.all import FAMILIES, GENERAL, load_general_messages, load_messages

ALL = (*load_messages(), *load_general_messages())
FOLDER = File(diagnosis.__file__).parent
PATHS = {path.reported_id for path in all_paths()}


def test_every_file_is_listed() -> None:
    files = {file.stem for file in (FOLDER / "messages").glob("*.py")} - {"__init__", "all"}
    assert files == {*FAMILIES, GENERAL}


def test_ids_are_unique() -> None:
    ids = [message.id for message in ALL]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("message", ALL, ids=lambda message: message.id)
def test_a_message_is_whole(message: Message) -> None:
    assert message.texts or message.codes
    assert message.source.startswith("https://")
    assert set(message.paths) <= PATHS
    assert {candidate.cause for candidate in message.causes} <= set(load_causes())


def test_every_symptom_is_known_in_every_manner() -> None:
    assert set(CAUSES) == set(Symptom)
    assert [symptom for symptom, of in CAUSES.items() if set(of) != set(Manner)] == []
    named = {cause for of in CAUSES.values() for weights in of.values() for cause in weights} - {TARGET_POLICY}
    assert {*named, ANY_TARGET, *POLICIES_OF_TARGETS.values()} <= set(load_causes())


SYMPTOMS = {f"{path.id}: {symptom}": (path, symptom) for path in all_paths() for symptom in path.symptoms}


@pytest.mark.parametrize(("path", "symptom"), SYMPTOMS.values(), ids=SYMPTOMS)
def test_what_a_path_says_when_it_fails_is_recognized(path: Path, symptom: str) -> None:
    """By a message; where it is said of more paths than one, the text may be of another."""
    explanation = explain(f"AWS: {path.title.en}: {symptom}")
    assert explanation.messages
    assert explanation.causes or path.reported_id in explanation.paths
