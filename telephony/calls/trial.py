"""What a phone hears that the line rings on trial: first what a real call asks, then that nobody else is there."""

from collections.abc import Callable
from datetime import datetime

from twilio.twiml.voice_response import Gather, VoiceResponse

from flows.engine import Phrase
from flows.wording import Listener
from store.callbacks import trial_rings
from store.contacts import contacts
from store.database import Database, Tx
from store.models import TrialRing
from store.requests import trial
from telephony.calls import twiml
from telephony.calls.twiml import Pages

OVER = ("completed", "busy", "no-answer", "failed", "canceled")
HUMAN = "human"
ASKED_AT_MOST = 2
HEARD_AT_MOST = 2
"""So often the words are said in one call: once, and once more with 0."""
AFTERWARDS = 3
"""Seconds after the words in which a key still counts."""


def answered(db: Database, now: datetime, pages: Pages, *, token: str, sid: str, answered_by: str) -> str:
    """A phone was picked up. A machine hears nothing: it would keep the name of the line."""

    def work(tx: Tx, row: TrialRing) -> str:
        if not trial.picked_up(tx, row, sid):
            return twiml.hang_up()
        if answered_by.startswith("machine") or answered_by == "fax":
            trial.note(tx, row, "machine")
            return twiml.hang_up()
        to, unnamed = _listener(tx, row)
        return _ask(pages, to, "leg.participant_unnamed" if unnamed else "leg.participant", row, 1)

    return _on(db, now, token, work)


def pressed(db: Database, now: datetime, pages: Pages, *, token: str, digits: str, asked: int) -> str:
    """A key, or none, at the question that a real call begins with. `asked`: how often it was put."""

    def work(tx: Tx, row: TrialRing) -> str:
        if row.hang_up_at is not None or row.outcome == "machine":
            return twiml.hang_up()
        to, unnamed = _listener(tx, row)
        if digits == "1":
            trial.note(tx, row, "heard")
            return _words(pages, to, row, unnamed=unnamed, heard=1)
        if digits == "2":
            trial.note(tx, row, "declined")
            return pages.goodbye(to, [Phrase("leg.participant_declined")])
        if digits == "8":
            trial.note(tx, row, "heard")
            return pages.goodbye(to, [Phrase("trial.crisis")])
        if asked >= ASKED_AT_MOST:
            trial.note(tx, row, "no_key")
            return twiml.hang_up()
        return _ask(pages, to, "leg.participant_again", row, asked + 1)

    return _on(db, now, token, work)


def heard(db: Database, now: datetime, pages: Pages, *, token: str, digits: str, times: int) -> str:
    """A key during the words, or after them, or none: 0 says them again, 8 names the crisis line, all else ends it."""

    def work(tx: Tx, row: TrialRing) -> str:
        if row.hang_up_at is not None:
            return twiml.hang_up()
        to, unnamed = _listener(tx, row)
        if digits == "0" and times < HEARD_AT_MOST:
            return _words(pages, to, row, unnamed=unnamed, heard=times + 1)
        ending = "trial.crisis" if digits == "8" else "trial.end_unnamed" if unnamed else "trial.end"
        return pages.goodbye(to, [Phrase(ending)])

    return _on(db, now, token, work)


def status(db: Database, now: datetime, *, token: str, call_status: str) -> None:
    """The carrier reports that the call is over, perhaps late, or twice."""
    if call_status not in OVER:
        return

    def work(tx: Tx, row: TrialRing) -> str:
        trial.over(tx, row, call_status)
        return ""

    _on(db, now, token, work)


def _on(db: Database, now: datetime, token: str, work: Callable[[Tx, TrialRing], str]) -> str:
    def found(tx: Tx) -> str:
        row = trial_rings.by_token(tx, token)
        return work(tx, row) if row is not None else twiml.hang_up()

    return db.transact(now, found)


def _listener(tx: Tx, row: TrialRing) -> tuple[Listener, bool]:
    """How to speak to them, and whether nothing may say what the line is: they want it discreet."""
    ear = contacts.listening(tx, row.contact_id, aloud=True)
    return ear.to, ear.safe.discreet and ear.safe.cover is None


def _ask(pages: Pages, to: Listener, wording: str, row: TrialRing, asked: int) -> str:
    action = pages.url(f"/trials/{row.token}/key/{asked}")
    return gather(to, wording, action, twiml.KEY_SECONDS)


def _words(pages: Pages, to: Listener, row: TrialRing, *, unnamed: bool, heard: int) -> str:
    said = "trial.told_unnamed" if unnamed else "trial.told"
    return gather(to, said, pages.url(f"/trials/{row.token}/heard/{heard}"), AFTERWARDS)


def gather(to: Listener, wording: str, action: str, seconds: int) -> str:
    """Say this, and have the carrier ask `action` with the key that is pressed, or with none."""
    response = VoiceResponse()
    gather = Gather(
        input="dtmf", num_digits=1, finish_on_key="", timeout=seconds, action=action, method="POST"
    )
    gather.attrs["actionOnEmptyResult"] = "true"
    twiml.say(gather, to, Phrase(wording))
    response.append(gather)
    response.redirect(action, method="POST")
    return str(response)
