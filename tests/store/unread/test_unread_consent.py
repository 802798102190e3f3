"""Who is asked whether the team may read what was not understood, and when: once, and only at a calm time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from store.consent import ledger as consent
from store.models import Consent, Contact, Reminder
from store.unread import unread_consent
from tests.kits.line import TestLine

ANA, SAM = "+12025550111", "+12025550122"


@pytest.fixture(params=["sqlite", "postgresql"])
def line(request: pytest.FixtureRequest, lines: Callable[..., TestLine]) -> TestLine:
    line = lines(request.param)
    line.db.transact(line.clock(), lambda tx: tx.choose("unread", "on", by="test"))
    line.text(ANA, "CHECKIN")
    line.clock.at += timedelta(days=4)
    return line


def is_calm(line: TestLine, number: str = ANA) -> None:
    for words in ("CHECKIN", "5", "3"):
        line.text(number, words)


def was_asked(line: TestLine, number: str = ANA) -> bool:
    """Whether they are asked within two days."""
    line.new_texts()
    line.work()
    line.clock.at += timedelta(days=1, hours=1)
    line.work()
    return any("1 yes" in text and "LEARN" in text for text in line.texts_to(number))


def test_somebody_calm_is_asked_a_day_later_and_never_again(line: TestLine) -> None:
    is_calm(line)
    assert was_asked(line)
    assert [row.action for row in line.rows(Consent) if row.purpose == "unread"] == ["asked"]
    line.clock.at += timedelta(days=10)
    before = len(line.rows(Reminder))
    is_calm(line)
    assert len(line.rows(Reminder)) == before


@pytest.mark.parametrize(
    "values",
    [
        {"introduced_at": None},
        {"age_said": "minor"},
        {"shared_at": "now"},
        {"company_at": "now"},
    ],
)
def test_nobody_is_asked_who_is_new_young_or_whose_phone_others_read(
    line: TestLine, values: dict[str, object]
) -> None:
    is_calm(line)
    now = {name: line.clock() if value == "now" else value for name, value in values.items()}
    with line.db.begin(line.clock()) as tx:
        tx.run(update(Contact).values(**now))
    assert not was_asked(line)


@pytest.mark.parametrize("words", ["i want to kill myself", "CALL", "he is looking at my phone"])
def test_nobody_is_asked_once_something_else_is_on_their_mind(line: TestLine, words: str) -> None:
    is_calm(line)
    line.text(ANA, words)
    assert not was_asked(line)


def test_nobody_is_asked_who_feels_low(line: TestLine) -> None:
    for words in ("CHECKIN", "2", "3"):
        line.text(ANA, words)
    assert not was_asked(line)


def test_nobody_is_asked_once_it_is_switched_off(line: TestLine) -> None:
    is_calm(line)
    line.db.transact(line.clock(), lambda tx: tx.choose("unread", "off", by="test"))
    assert not was_asked(line)


def test_a_volunteer_is_asked_a_day_after_their_turn(line: TestLine) -> None:
    line.volunteer(SAM, "Sam")
    line.clock.at += timedelta(days=4)
    line.text(SAM, "OFF")
    assert was_asked(line, SAM)


def test_a_no_is_kept_and_nothing_is_agreed(line: TestLine) -> None:
    is_calm(line)
    was_asked(line)
    line.text(ANA, "2")
    assert [row.action for row in line.rows(Consent) if row.purpose == "unread"] == ["asked", "declined"]
    whose = line.contacts_of(ANA)[0].id
    with line.db.begin(line.clock()) as tx:
        assert not consent.agreed(tx, whose, consent.UNREAD)
        unread_consent.say(tx, whose, may=False, words="no", source="text")


def test_nobody_is_asked_within_a_month_of_words_of_danger(line: TestLine) -> None:
    line.text(ANA, "i want to kill myself")
    line.work()
    line.clock.at += timedelta(days=20)
    is_calm(line)
    assert not was_asked(line)
    line.clock.at += timedelta(days=12)
    is_calm(line)
    assert was_asked(line)
