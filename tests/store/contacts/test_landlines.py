"""A landline is known by its number where numbers show it, before any text to it has failed."""

from dataclasses import replace

import pytest

from flows.rules.phone import takes_no_texts
from store.contacts import contacts
from store.database import Tx
from tests.kits.line import TestLine

LONDON, MOBILE, US = "+442079460123", "+447700900123", "+12025550111"


@pytest.mark.parametrize(("number", "is_one"), [(LONDON, True), (MOBILE, False), (US, False), ("+1", False)])
def test_only_a_number_that_surely_is_a_landline_counts(number: str, is_one: bool) -> None:
    assert takes_no_texts(number) is is_one


def known(line: TestLine, number: str, sid: str = "") -> contacts.Known:
    def look(tx: Tx) -> contacts.Known:
        return contacts.by_number(tx, number, sid=sid)

    return line.db.transact(line.clock.at, look)


def test_who_calls_from_a_landline_is_told_of_no_texts_until_a_text_comes_from_it(
    quick_line: TestLine,
) -> None:
    caller = known(quick_line, LONDON)
    assert not caller.person.takes_texts
    other = replace(caller, person=known(quick_line, US).person)
    with quick_line.db.begin(quick_line.clock.at) as tx:
        assert caller.listener(tx, aloud=True).no_texts
        assert not other.listener(tx, aloud=True).no_texts
    quick_line.text(LONDON, "hello")
    assert known(quick_line, LONDON).person.takes_texts


def test_who_texts_first_takes_texts_whatever_their_number_looks_like(quick_line: TestLine) -> None:
    assert known(quick_line, LONDON, sid="SM1").person.takes_texts
