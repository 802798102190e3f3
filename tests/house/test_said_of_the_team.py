"""Whatever says that somebody of the team is told, or would be, is said only where that is so."""

import re

from flows.coordinators.escalation import SAYS_SOMEBODY_HEARS
from flows.wording.catalogue import ids, words

CLAIMS = re.compile(
    r"\b(?:a person on our team|our team|a coordinator|someone here)\b[^.]{0,12}\b(?:told|alerted|knows)\b"
    r"|\btold? (?:a person on )?our team\b",
    re.IGNORECASE,
)
BY_THE_STORE = {
    "after_call.abusive": "outcome abusive, by ladder.hears",
    "calls_only.after_call.abusive": "the same",
    "calls_only.team.told": "outcome of AskTeam",
    "calls_only.voice.bad_line_told": "outcome of OfferPerson",
    "leg.volunteer_now_danger": "in_danger.told_to_volunteers",
    "leg.volunteer_now_room_danger": "in_danger.told_to_volunteers",
    "missed.told": "outcome of OfferPerson",
    "offer.danger": "in_danger.told_to_volunteers",
    "offer.danger_held": "ladder.hears",
    "room.told": "conference.as_told",
    "room.handed": "conference.as_told",
    "room.no_line": "conference.as_told",
    "room.not_reached": "conference.as_told",
    "team.told": "outcome of AskTeam",
    "team.told_no_answer": "outcome of AskTeam",
    "voice.bad_line_told": "outcome of OfferPerson",
    "writing.from_them_in_crisis": "ladder.hears",
}
"""Who decides on it, where an answer alone cannot."""
BY_REPORTS = ("report.told", "report.in_", "report.after", "report.several", "report.unknown", "report.worry")
"""What a volunteer reports is answered by `ReportDanger`, which is looked up as words of danger are."""


def test_each_sentence_that_says_so_is_looked_up_before_it_is_said() -> None:
    told = {
        id
        for id in ids("en")
        for said in (words(id, "en").text, words(id, "en").voice, words(id, "en").discreetly)
        if CLAIMS.search(said or "")
    }
    known = SAYS_SOMEBODY_HEARS | BY_THE_STORE.keys()
    assert {id for id in told - known if not id.startswith(BY_REPORTS)} == set()
    assert BY_THE_STORE.keys() <= told, "no longer says so"
