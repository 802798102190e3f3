"""Every kind of reminder has its rules, and its words in every language."""

from datetime import timedelta

import pytest

from flows.wording import catalogue
from store.callbacks import reminders as callback_reminders
from store.checkins import reminders as checkin_reminders
from store.closing import reminders as closing_reminders
from store.delivery import reminder_kinds
from store.models import Message, Reminder
from store.reminders.kind import Kind
from store.requests import reminders as waiting_reminders
from store.rota import duty_reminders
from store.rota import reminders as turn_reminders
from store.unread import unread_consent

OF_EACH_TOPIC = (
    *callback_reminders.KINDS,
    *checkin_reminders.KINDS,
    *turn_reminders.KINDS,
    *duty_reminders.KINDS,
    *waiting_reminders.KINDS,
    *closing_reminders.KINDS,
    *unread_consent.KINDS,
)
EACH = pytest.mark.parametrize("kind", OF_EACH_TOPIC, ids=lambda kind: kind.name)


def test_no_two_kinds_have_one_name_and_each_is_in_the_register() -> None:
    assert sorted(kind.name for kind in OF_EACH_TOPIC) == sorted(reminder_kinds.KINDS)


@EACH
def test_what_a_kind_says_stands_in_every_language(kind: Kind) -> None:
    assert kind.wording, "name the ids of what it may say"
    for language in catalogue.LANGUAGES:
        assert set(kind.wording) <= catalogue.ids(language)


@EACH
def test_a_kind_is_not_said_for_ever_and_fits_its_columns(kind: Kind) -> None:
    assert timedelta(minutes=1) <= kind.late <= timedelta(days=2)
    assert len(kind.name) <= Reminder.__table__.c.kind.type.length  # type: ignore[attr-defined]
    assert len(kind.purpose) <= Message.__table__.c.purpose.type.length  # type: ignore[attr-defined]


@EACH
def test_a_kind_asks_whether_what_it_speaks_of_is_still_so(kind: Kind) -> None:
    bare = Kind("bare", "reminder", timedelta(hours=1), kind.put)
    assert kind.still_true is not bare.still_true
