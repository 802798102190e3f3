"""The telephones on the page: whose they are, and that the line understands what their owners are said to write."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from console.running import named_phones
from store.config.demo_defaults import COORDINATOR
from store.config.settings import Settings
from store.models import Reminder
from tests.kits.line import LINE, TestLine

Lines = Callable[..., TestLine]
NOT_UNDERSTOOD = {"en": "didn't get that", "es": "no entend"}
OFFER = {"en": "1 call me, 2 write with me here", "es": "1 que me llame, 2 que me escriba"}
QUESTION = {"en": "How are you right now?", "es": "1 que me llame, 2 que me escriba"}
BOOKED = {"en": "will call you from this number", "es": "te llama desde este numero"}


def phones(folder: Path, **env: str) -> dict[str, named_phones.NamedPhone]:
    """Those of a demo with this environment, by their names, in order."""
    settings = Settings.from_environment({"VAR_DIR": str(folder), **env}, demo=True)
    return {phone.name: phone for phone in named_phones.named_phones(settings)}


def test_a_demo_has_somebody_who_needs_the_line_three_volunteers_and_the_coordinator(tmp_path: Path) -> None:
    found = phones(tmp_path)
    assert list(found) == ["Ana", "Sam", "Rosa", "Lee", "Coordinator"]
    assert [phone.role for phone in found.values()] == ["participant", *["volunteer"] * 3, "coordinator"]
    assert found["Coordinator"].number == COORDINATOR
    assert all(phone.says for phone in found.values())


def test_the_people_whom_a_line_names_have_a_telephone_too_and_nobody_has_two(tmp_path: Path) -> None:
    found = phones(tmp_path, COORDINATOR_NUMBER="+12025550141", ON_CALL_NUMBER="+12025550177")
    assert list(found) == ["Ana", "Rosa", "Lee", "Coordinator", "Supervisor"]
    assert (found["Coordinator"].number, found["Supervisor"].number) == ("+12025550141", "+12025550177")


def test_the_lines_own_number_is_nobodys_telephone(tmp_path: Path) -> None:
    assert "Sam" not in phones(tmp_path, LINE_NUMBER="+12025550141")


def test_a_line_of_another_country_has_no_volunteers_whom_it_may_not_ring(tmp_path: Path) -> None:
    assert list(phones(tmp_path, LINE_REGION="GB")) == ["Ana", "Coordinator"]


def test_the_file_of_phones_is_for_its_user_alone_and_written_anew_each_time(tmp_path: Path) -> None:
    found = tuple(phones(tmp_path).values())
    for _ in range(2):
        file = named_phones.write(found, tmp_path / "phones.json")
        assert file.stat().st_mode & 0o777 == 0o600
        assert [each["name"] for each in json.loads(file.read_text())] == [each.name for each in found]
    assert [each.name for each in tmp_path.glob("*phones.json*")] == ["phones.json"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_line_understands_what_anas_phone_suggests(tmp_path: Path, lines: Lines, language: str) -> None:
    ana = phones(tmp_path, LINE_LANGUAGE=language)["Ana"]
    line = lines("sqlite", replace(LINE, language=language))
    line.volunteer("+12025550141", languages=("en", "es"))
    (night, call, reminder, menu), danger = ana.says, ana.danger
    said = line.text(ana.number, night)
    assert QUESTION[language] in said or OFFER[language] in said
    assert BOOKED[language] in line.text(ana.number, call)
    line.text(ana.number, reminder)
    assert line.rows(Reminder), "which comes when somebody moves the clock"
    assert {"en": "STATUS", "es": "ESTADO"}[language] in line.text(ana.number, menu)
    assert "988" in line.text(ana.number, danger)
    line.work()
    assert any(words.startswith("CRISIS") for words in line.texts_to(COORDINATOR))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", ["Sam", "Coordinator"])
def test_the_line_understands_what_the_other_phones_suggest(
    tmp_path: Path, lines: Lines, language: str, name: str
) -> None:
    phone = phones(tmp_path, LINE_LANGUAGE=language)[name]
    line = lines("sqlite", replace(LINE, language=language))
    if name == "Sam":
        line.volunteer(phone.number)
    for words in phone.says:
        reply = line.text(phone.number, words)
        assert reply and NOT_UNDERSTOOD[language] not in reply and QUESTION[language] not in reply, (
            words,
            reply,
        )
