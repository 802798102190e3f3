"""What a coordinator's phone hears that is rung about an alert: the words behind it, or the person's phone.

1 on that call proves whose phone it is. The person is rung from within it as for every callback: the line's name or
none, and nothing before their 1. Nobody's number is said or shown.
"""

from collections.abc import Callable
from datetime import datetime

from twilio.twiml.voice_response import Gather, VoiceResponse

from flows.engine import Phrase
from flows.wording import Listener
from store.callbacks import legs, trial_rings
from store.contacts import contacts
from store.coordinators import alert_rings, alert_talk
from store.database import Database, Tx
from store.models import TrialRing
from store.requests import team_call, trial
from telephony.calls import twiml
from telephony.calls.trial import OVER, gather
from telephony.calls.twiml import Pages

ASKED_AT_MOST = 2
HEARD_AT_MOST = 3
AFTERWARDS = 4
_MACHINE = "their_machine"
_NO = "their_no"


def answered(db: Database, now: datetime, pages: Pages, *, token: str, sid: str, answered_by: str) -> str:
    """The coordinator's phone was picked up. A machine hears nothing."""

    def work(tx: Tx, row: TrialRing) -> str:
        if not trial.picked_up(tx, row, sid):
            return twiml.hang_up()
        if answered_by.startswith("machine") or answered_by == "fax":
            trial.note(tx, row, "machine")
            return twiml.hang_up()
        return _ask(tx, pages, "on_alert.ring", row, 1)

    return _on(db, now, token, work)


def pressed(db: Database, now: datetime, pages: Pages, *, token: str, digits: str, asked: int) -> str:
    """1: the words are read out, or the person's phone rings."""

    def work(tx: Tx, row: TrialRing) -> str:
        if row.hang_up_at is not None or row.outcome == "machine":
            return twiml.hang_up()
        if digits == "1":
            if row.purpose == trial_rings.ALERT_WORDS:
                trial.note(tx, row, "heard")
                return _words(tx, pages, row, 1)
            return _dial(tx, pages, row)
        if asked >= ASKED_AT_MOST:
            trial.note(tx, row, "no_key")
            return twiml.hang_up()
        return _ask(tx, pages, "on_alert.ring_again", row, asked + 1)

    return _on(db, now, token, work)


def heard(db: Database, now: datetime, pages: Pages, *, token: str, digits: str, times: int) -> str:
    """A key after the words: 0 says them again."""

    def work(tx: Tx, row: TrialRing) -> str:
        if row.purpose != trial_rings.ALERT_WORDS or row.outcome != "heard":
            return twiml.hang_up()
        if digits == "0" and times < HEARD_AT_MOST:
            return _words(tx, pages, row, times + 1)
        return twiml.hang_up()

    return _on(db, now, token, work)


def their_phone(db: Database, now: datetime, pages: Pages, *, token: str) -> str:
    """The person picked up: first a few seconds of silence, in which a machine shows itself."""

    def work(tx: Tx, row: TrialRing) -> str:
        return _their_key(pages, None, None, row, 0) if _rings_them(row) else twiml.hang_up()

    return _on(db, now, token, work)


def their_key(db: Database, now: datetime, pages: Pages, *, token: str, digits: str, asked: int) -> str:
    """A key of the person, or none. 1 joins the two, 2 is a no."""

    def work(tx: Tx, row: TrialRing) -> str:
        alert = team_call.alert_of(tx, row.about_id, row.contact_id)
        if not _rings_them(row) or alert is None or alert.contact_id is None:
            return twiml.hang_up()
        ear = contacts.listening(tx, alert.contact_id, aloud=True)
        if digits == "2":
            trial_rings.change(tx, row.id, outcome=_NO)
            team_call.agree(tx, alert.id, None)
            return pages.goodbye(ear.to, [Phrase("leg.participant_declined")])
        if digits == "1":
            trial_rings.change(tx, row.id, outcome=trial_rings.JOINED, joined_at=tx.now)
            return twiml.bridge()
        if asked >= ASKED_AT_MOST:
            return twiml.hang_up()
        unnamed = ear.safe.discreet and ear.safe.cover is None
        first = "leg.participant_unnamed" if unnamed else "leg.participant"
        return _their_key(pages, ear.to, "leg.participant_again" if asked else first, row, asked + 1)

    return _on(db, now, token, work)


def their_machine(db: Database, now: datetime, *, token: str, answered_by: str) -> None:
    """The carrier reports that a machine picked up in the person's place: it hears nothing more."""

    def work(tx: Tx, row: TrialRing) -> str:
        if row.outcome == trial_rings.DIALLED and answered_by.startswith(("machine", "fax")):
            trial_rings.change(tx, row.id, outcome=_MACHINE)
        return ""

    _on(db, now, token, work)


def dial_over(db: Database, now: datetime, pages: Pages, *, token: str) -> str:
    """The person's ring, or the talk, is over: the coordinator hears what came of it."""

    def work(tx: Tx, row: TrialRing) -> str:
        said = {trial_rings.JOINED: "on_alert.over", _NO: "on_alert.declined"}
        ended = row.outcome or ""
        if ended == trial_rings.DIALLED:
            trial_rings.change(tx, row.id, outcome="not_reached")
        return pages.goodbye(_listener(tx, row), [Phrase(said.get(ended, "on_alert.not_reached"))])

    return _on(db, now, token, work)


def status(db: Database, now: datetime, *, token: str, call_status: str) -> None:
    """The carrier reports that the coordinator's call is over, perhaps late, or twice."""
    if call_status not in OVER:
        return

    def work(tx: Tx, row: TrialRing) -> str:
        trial.over(tx, row, call_status)
        return ""

    _on(db, now, token, work)


def _rings_them(row: TrialRing) -> bool:
    return (
        row.purpose == trial_rings.ALERT_CALL
        and row.outcome == trial_rings.DIALLED
        and row.hang_up_at is None
    )


def _dial(tx: Tx, pages: Pages, row: TrialRing) -> str:
    """Ring the person, if their yes still counts at this moment."""
    to, alert = _listener(tx, row), team_call.alert_of(tx, row.about_id, row.contact_id)
    may = alert is not None and team_call.against_call(tx, alert) is None
    if alert is None or alert.contact_id is None or not may or team_call.agreed_at(tx, alert) is None:
        trial.note(tx, row, "not_now")
        return pages.goodbye(to, [Phrase("on_alert.not_now")])
    trial_rings.change(tx, row.id, outcome=trial_rings.DIALLED, due_at=tx.now + legs.CHECK_EVERY)
    number = contacts.number_of(tx, alert.contact_id)
    return pages.dial_person(tx, to, [Phrase("on_alert.ringing")], number, f"/alertrings/{row.token}")


def _words(tx: Tx, pages: Pages, row: TrialRing, times: int) -> str:
    to, alert = _listener(tx, row), team_call.alert_of(tx, row.about_id, row.contact_id)
    written = alert_rings.words_of(tx, alert, to) if alert is not None else ()
    if alert is None or alert.contact_id is None or not written:
        return pages.goodbye(to, [Phrase("on_alert.words_none")])
    theirs = twiml.LOCALES.get(alert_talk.language_of(tx, alert.contact_id), "en-US")
    action = pages.url(f"/alertrings/{row.token}/heard/{times}")
    response = VoiceResponse()
    asks = Gather(
        input="dtmf", num_digits=1, finish_on_key="", timeout=AFTERWARDS, action=action, method="POST"
    )
    asks.attrs["actionOnEmptyResult"] = "true"
    twiml.say(asks, to, Phrase("on_alert.words_first", {"who": alert.handle}))
    for at, words in written:
        twiml.say(asks, to, Phrase("on_alert.words_at", {"was": at}))
        asks.say(words, language=theirs)
        asks.pause(length=1)
    twiml.say(asks, to, Phrase("on_alert.words_end"))
    response.append(asks)
    response.redirect(action, method="POST")
    return str(response)


def _their_key(pages: Pages, to: Listener | None, wording: str | None, row: TrialRing, asked: int) -> str:
    """Ask the person for a key. No wording: a first, silent wait."""
    response = VoiceResponse()
    asks = Gather(
        input="dtmf",
        num_digits=1,
        finish_on_key="",
        timeout=twiml.KEY_SECONDS if wording else twiml.LISTEN_SECONDS,
        action=pages.url(f"/alertrings/{row.token}/them/key/{asked}"),
        method="POST",
    )
    asks.attrs["actionOnEmptyResult"] = "true"
    if wording is not None and to is not None:
        twiml.say(asks, to, Phrase(wording))
    response.append(asks)
    # Inside a whisper the carrier runs no Redirect; falling off the end would join the calls.
    response.hangup()
    return str(response)


def _on(db: Database, now: datetime, token: str, work: Callable[[Tx, TrialRing], str]) -> str:
    def found(tx: Tx) -> str:
        whose = trial_rings.whose(tx, TrialRing.token == token)
        if whose is None or whose[1] not in trial_rings.OF_ALERTS:
            return twiml.hang_up()
        contacts.by_id(tx, whose[0])  # the contact is locked before the ring, as everywhere
        row = trial_rings.by_token(tx, token)
        return work(tx, row) if row is not None else twiml.hang_up()

    return db.transact(now, found)


def _listener(tx: Tx, row: TrialRing) -> Listener:
    return contacts.listener(tx, row.contact_id)


def _ask(tx: Tx, pages: Pages, wording: str, row: TrialRing, asked: int) -> str:
    action = pages.url(f"/alertrings/{row.token}/key/{asked}")
    return gather(_listener(tx, row), wording, action, twiml.KEY_SECONDS)
