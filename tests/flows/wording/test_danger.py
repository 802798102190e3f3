"""Somebody in danger is promised no hour, and every answer that says when has words for them that do not."""

from datetime import timedelta

import pytest

from flows.wording import Listener, render
from flows.wording.catalogue import gaps, ids, words
from flows.wording.samples import SUNDAY_NOON
from tests.kits.line import LINE

PROMISES = frozenset(
    "asking.by_phone_so_far asking.by_text asking.written_so_far callback.already callback.arranged "
    "callback.in_writing callback.kept callback.nobody callback.nobody_until callback.nothing_to_add "
    "callback.open closed.booked "
    "missed.with_call notice.agreed_off notice.revised ready.near ready.near_text ready.noted ready.noted_text "
    "ready.switched reconnect.asked reconnect.coming reconnect.in_line status.accepted status.by_text "
    "status.by_text_accepted status.late status.waiting talk.cut_off understood.heard_waiting "
    "understood.heard_waiting_text waiting.still writing.next_one writing.not_by_text writing.peer_gone".split()
)
"""What tells a participant by when, of an hour that they did not name themselves."""


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_promise_has_words_that_promise_no_hour(language: str) -> None:
    for id in PROMISES | {"waiting.late", "talk.nobody"}:
        entry = words(f"danger.{id}", language)
        named = gaps(entry.text, entry.voice, entry.discreetly) - {
            "reach_crisis",
            "emergency",
            "line",
            "peer",
        }
        assert named <= ({"at"} if id == "closed.booked" else set()), id


def test_they_are_said_to_somebody_in_danger_and_to_nobody_else() -> None:
    by = {"by": SUNDAY_NOON + timedelta(hours=2)}
    told = render("callback.arranged", Listener(LINE, "en", False, SUNDAY_NOON, in_danger=True), by)
    assert "PM" not in told and "988" in told
    assert "PM" in render("callback.arranged", Listener(LINE, "en", False, SUNDAY_NOON), by)


def test_no_wording_stands_in_for_one_that_is_gone() -> None:
    mine = {id.removeprefix("danger.") for id in ids("en") if id.startswith("danger.")}
    assert mine <= ids("en")
