"""No hour that has passed is ever said as one to come: what promises one has other words for when it is past."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from flows.wording import LANGUAGES, Listener, Span, render, words
from flows.wording.catalogue import gaps, ids, late
from flows.wording.render import TO_COME
from flows.wording.samples import sample
from tests.house.test_wording_rules import LINES

NOON = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
# What is said on calls in place of a wording stands behind its late words: `calls_only.late.<id>` then.
IDS = sorted(id for id in ids("en") if not id.startswith("calls_only."))

IN_THE_SAME_BREATH = {
    "callback.nobody": "the answer to a request: its time was reckoned in that moment",
    "callback.nobody_until": "as callback.nobody",
    "asking.at": "the answer to a request for a time that is to come",
    "asking.hoped": "as asking.at",
    "asking.by_text_at": "as asking.at",
    "checkin_call.set": "the answer to a key: the next of a plan is always to come",
    "blocked.until": "a day at least from the moment it begins, and its text is tried for no longer than that",
    "asking.limit": "the next day begins after this moment",
    "later.moved": "the answer to a move to a time that is to come",
    "offer.taken_later": "the answer to a TAKE: at least one offer's length from now",
    "offer.taken_which": "as offer.taken_later",
    "offer.taken_at": "the answer to a TAKE at a time that is to come",
    "offer.taken_theirs": "as offer.taken_at",
    "offer.passed_until": "the answer to a PASS until a time that is to come",
    "offer.handed_back_until": "as offer.passed_until",
    "writing.taken_": "as the same with offer.",
    "writing.then_instead": "the next safe hour, which is to come",
    "volunteer.then_instead": "as writing.then_instead",
    "volunteer.not_then": "until when their safe hours of this moment last",
    "ready.moment": "the answer to somebody who asks for a moment",
    "volunteer.rest": "an hour from now",
    "volunteer.on_until": "the answer to ON",
    "for_volunteer.on_until": "how they stand, looked up in that moment",
    "for_volunteer.resting": "as for_volunteer.on_until",
    "for_volunteer.paused_until": "as for_volunteer.on_until",
    "volunteer.off_soon": "a reminder: dropped where it is late",
    "after_call.": "a rest from this moment on, and the answers to how a call was",
    "time_limit.": "ten minutes before the end of a talk, and the answers to that",
    "status.late": "for a day after the promise; then it is closed",
    "waiting.still": "as status.late; asked again at the moment of sending",
    "notice.agreed": "dropped at the moment of sending where the agreed time is over (`store.delivery.claim`)",
    "me.paused_until": "looked up in that moment",
    "pause.": "the answer to PAUSE",
    "for_volunteer.pause_until": "the answer to words about a pause",
    "closed.": "until when the line is closed, looked up in that moment; texts are asked again when they leave",
    "remind.": "the next time, reckoned in that moment",
    "unanswered.then_tell": "a reminder: dropped where it is late",
    "alert.": "{at} is when it happened",
    "open_alert.": "as alert.",
    "coordinator.taken_more": "{at} is when it was said last",
    "on_alert.": "the next safe hour, reckoned in that moment; {was} is when it was",
    "unverified.asked_at": "the answer to a request for a time that is to come",
    "unverified.nobody_until": "as callback.nobody_until",
    "crisis.then_closed": "said only while the line is closed",
    "danger.closed.booked": "as closed.",
    "late.offer.beyond": "the time that the volunteer named, which is to come",
    **dict.fromkeys(
        ("turn.", "shift.", "swap.", "away."),
        "a shift to come: its reminders are dropped where they are late (`Kind.late`)",
    ),
}
"""Ids, or how they begin, that need no other words, and why none of them is ever said after its time."""


def promising(id: str) -> set[str]:
    """The moments to come that a wording names."""
    entry = words(id, "en")
    return gaps(entry.text, entry.voice) & set(TO_COME)


def test_what_promises_a_time_has_words_for_when_it_is_past_or_a_reason_why_it_needs_none() -> None:
    bare = [id for id in IDS if promising(id) and late(id) is None]
    unexplained = [id for id in bare if not id.startswith(tuple(IN_THE_SAME_BREATH))]
    assert unexplained == [], "add late.<id> to late.toml, in each language"


def test_no_reason_is_given_for_what_is_no_longer_there() -> None:
    bare = [id for id in IDS if promising(id) and late(id) is None]
    assert [start for start in IN_THE_SAME_BREATH if not any(id.startswith(start) for id in bare)] == []


def test_whatever_is_promised_by_a_certain_time_has_words_for_when_it_is_past() -> None:
    """A callback's promise lives in its row for hours; only what is answered in the same moment may do without."""
    filed = [id for id in IDS if promising(id) & {"by"} and late(id) is None]
    assert {
        id for id in filed if not id.startswith(("callback.nobody", "offer.taken", "writing.taken"))
    } == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", [id for id in IDS if id.startswith("late.")])
def test_late_words_name_no_time_to_come_and_fit_where_the_others_stood(id: str, language: str) -> None:
    other, entry = words(id.removeprefix("late."), language), words(id, language)
    named = promising(id)
    assert named <= ({"at"} if id == "late.offer.beyond" else set())
    assert (entry.discreet, bool(entry.text)) == (other.discreet, bool(other.text))
    assert entry.segments <= other.segments or id == "late.writing.peer_gone"
    assert not other.discreetly or (entry.discreetly and not gaps(entry.discreetly) & set(TO_COME))
    for mine, theirs in ((entry.text, other.text), (entry.voice, other.voice)):
        if other.replies:
            assert sorted(re.findall(r"\b\d\b", mine)) == sorted(re.findall(r"\b\d\b", theirs)), id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("aloud", [False, True], ids=["text", "voice"])
def test_the_late_words_are_said_from_the_very_moment_on_and_not_before(aloud: bool, language: str) -> None:
    to = Listener(LINES[0], language, aloud, NOON)
    before, moment, after = (
        {**sample(language, at), "when": Span(at - timedelta(minutes=30), at)}
        for at in (NOON + timedelta(minutes=1), NOON, NOON - timedelta(hours=5))
    )
    for id in filter(late, IDS):
        late_words = render(f"late.{id}", to, after)
        template = words(id, language).voice if aloud else words(id, language).text
        assert (render(id, to, before) == late_words) == (not gaps(template) & set(TO_COME)), id
        assert render(id, to, moment) == render(f"late.{id}", to, moment), id
        assert render(id, to, after) == late_words, id
