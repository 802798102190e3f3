"""What a phone hears that rings in place of a text: first a key is asked for, so that no voicemail hears more.

A volunteer's call is then a conversation like any other on a call that is surely theirs, since we rang the number on
file (docs/adr/0031). The coordinator hears the alerts that wait, and has them with 1.
"""

from collections.abc import Callable
from datetime import datetime

from twilio.twiml.voice_response import Gather, VoiceResponse

from flows.coordinators.spoken_alerts import aloud
from flows.engine import Phrase
from flows.rules.words.languages import language_of
from flows.states import LegState
from flows.wording import Listener
from store.alerts import answering, spoken_alerts
from store.callbacks import legs
from store.calls import bridge, line_rings
from store.checkins import rings as checkin_rings
from store.contacts import contacts
from store.database import Database, Tx
from store.line_rings import rows
from store.messages import compose
from store.models import LineRing
from telephony.calls import inbound, twiml
from telephony.calls.twiml import Pages

OVER = ("completed", "busy", "no-answer", "failed", "canceled")
OUTAGE = "outage"
"""In place of a token: a ring that says only that the database is away, and asks none."""
ASKED_AT_MOST = 2
HEARD_AT_MOST = 3
"""So often the alerts are said in one call."""


def answered(db: Database, now: datetime, pages: Pages, *, token: str, sid: str) -> str:
    """The phone was picked up: ask for a key."""

    if token == OUTAGE:
        return _outage(db, now, pages)

    def work(tx: Tx, row: LineRing) -> str:
        if not line_rings.picked_up(tx, row, sid):
            return twiml.hang_up()
        return _ask(pages, _listener(tx, row), _hello(tx, row), row, 1)

    return _on(db, now, token, work)


def pressed(
    db: Database, now: datetime, pages: Pages, *, token: str, sid: str, digits: str, asked: int
) -> str:
    """A key, or none. `asked`: how often one was asked for."""

    def work(tx: Tx, row: LineRing) -> str:
        if row.state == LegState.ENDED:
            return twiml.hang_up()
        if not digits:
            return (
                twiml.hang_up()
                if asked >= ASKED_AT_MOST
                else _ask(pages, _listener(tx, row), _hello(tx, row, again=True), row, asked + 1)
            )
        if row.kind == rows.CHECKIN and digits != "1":
            return _not_one(tx, pages, row, digits, asked)
        line_rings.heard(tx, row)
        return _alerts(tx, pages, row, 1) if row.kind == rows.ALERT else _talk(tx, pages, row, sid)

    return _on(db, now, token, work)


def alerts_key(
    db: Database, now: datetime, pages: Pages, *, token: str, digits: str, times: int, up_to: int
) -> str:
    """A key after the alerts, or none: 1 takes them, 2 cannot look now, 0 says them again, 8 gives the crisis line.

    `up_to`: the last text there was when they were said. What came after it was not heard, and is not taken.
    """

    def work(tx: Tx, row: LineRing) -> str:
        said = spoken_alerts.said_on(tx, row.contact_id, row.created_at, up_to)
        if digits == "1":
            line_rings.heard(tx, row, rows.TAKEN)
            taken = answering.take(tx, row.contact_id, said)
            return pages.goodbye(
                _listener(tx, row), [Phrase("ring.alerts_taken" if taken else "ring.nothing")]
            )
        if digits == "2":
            line_rings.heard(tx, row, rows.NOT_NOW)
            goes_on = answering.not_now(tx, row.contact_id, said)
            return pages.goodbye(
                _listener(tx, row), [Phrase("ring.next_person" if goes_on else "ring.nobody_else")]
            )
        if digits in ("", "0", "8") and times < HEARD_AT_MOST:
            return _alerts(tx, pages, row, times + 1, up_to=up_to, crisis_line=digits == "8")
        return twiml.hang_up()

    return _on(db, now, token, work)


def status(db: Database, now: datetime, *, token: str, call_status: str) -> None:
    """The carrier reports that the call is over; a talk that went on in it is told first."""
    if call_status not in OVER or token == OUTAGE:
        return

    def work(tx: Tx) -> str:
        row = rows.read(tx, rows.with_token(token))
        held = legs.lock_by_sid(tx, row.sid) if row is not None and row.sid is not None else None
        if held is not None:
            bridge.leg_over(tx, held, call_status)
        row = rows.lock(tx, rows.with_token(token))
        if row is not None:
            line_rings.over(tx, row, call_status)
        return ""

    db.transact(now, work)


def _on(db: Database, now: datetime, token: str, work: Callable[[Tx, LineRing], str]) -> str:
    def found(tx: Tx) -> str:
        row = rows.read(tx, rows.with_token(token))
        if row is not None and row.contact_id is not None:
            contacts.by_id(tx, row.contact_id)  # the contact's lock first, as everywhere
        row = rows.lock(tx, rows.with_token(token))
        return work(tx, row) if row is not None else twiml.hang_up()

    return db.transact(now, found)


def _outage(db: Database, now: datetime, pages: Pages) -> str:
    """It names nobody, so it is said at once: whoever picks up may hear it."""
    words = aloud(compose.outage_words(db.last_seen_line, now))
    response = VoiceResponse()
    for _ in range(HEARD_AT_MOST):
        response.say(words, language=twiml.LOCALES.get(db.last_seen_line.language, "en-US"))
        response.pause(length=1)
    response.hangup()
    return str(response)


def _listener(tx: Tx, row: LineRing) -> Listener:
    if row.kind == rows.ALERT:
        # Their own language; the line's name, which no cover name takes the place of for somebody who works here.
        theirs = contacts.listener(tx, row.contact_id).language if row.contact_id is not None else None
        return Listener(tx.line, theirs or tx.line.language, True, tx.now)
    return contacts.listening(tx, row.contact_id or 0, aloud=True).to


def _hello(tx: Tx, row: LineRing, *, again: bool = False) -> str:
    if row.kind == rows.CHECKIN:
        unnamed = checkin_rings.goes_unnamed(tx, row.contact_id or 0)
        return "checkin_call.hello_unnamed" if unnamed else "checkin_call.hello"
    return "ring.hello_again" if again else "ring.hello"


def _not_one(tx: Tx, pages: Pages, row: LineRing, digits: str, asked: int) -> str:
    """Any key but 1, on a ring that asks how somebody is: it may be anybody who has picked up."""
    to = _listener(tx, row)
    if digits == "9":
        line_rings.heard(tx, row)
        return pages.goodbye(to, [Phrase("checkin_call.not_today")])
    if digits == "*" or asked >= ASKED_AT_MOST:
        return twiml.hang_up()
    return _ask(pages, to, _hello(tx, row), row, asked + 1, crisis_line=digits == "8")


def _talk(tx: Tx, pages: Pages, row: LineRing, sid: str) -> str:
    """Go on as a conversation, with the question that we rang for."""
    step, answers = line_rings.begins(tx, row)
    return inbound.talk_on(tx, pages, sid=sid, contact_id=row.contact_id or 0, step=step, answers=answers)


def _alerts(
    tx: Tx, pages: Pages, row: LineRing, times: int, *, up_to: int = 0, crisis_line: bool = False
) -> str:
    """Say what waits for them, and ask for a key. Of replies `up_to` it was said before; words that came since wait."""
    person = row.contact_id
    if times == 1:
        waiting, up_to = spoken_alerts.to_say(tx, person), spoken_alerts.newest(tx)
        spoken_alerts.were_heard(tx, person, waiting)
    else:
        waiting = spoken_alerts.said_on(tx, person, row.created_at, up_to)
    to = _listener(tx, row)
    if not waiting:
        return pages.goodbye(to, [Phrase("ring.nothing")])
    action = pages.url(f"/rings/{row.token}/alerts/{times}/{up_to}")
    response = VoiceResponse()
    gather = _gather(action)
    if crisis_line:
        twiml.say(gather, to, Phrase("crisis.footer"))
    twiml.say(gather, to, Phrase("ring.alerts", {"count": len(waiting)}))
    for each in waiting:
        # The words may have been written for somebody before them, in another language.
        written_in = language_of(each.words) or to.language
        gather.say(each.words, language=twiml.LOCALES.get(written_in, "en-US"))
        if minutes := int((tx.now - each.since).total_seconds() // 60):
            twiml.say(gather, to, Phrase("ring.alert_age", {"minutes": minutes}))
    twiml.say(gather, to, Phrase("ring.alerts_key"))
    response.append(gather)
    response.redirect(action, method="POST")
    return str(response)


def _ask(
    pages: Pages, to: Listener, wording: str, row: LineRing, asked: int, *, crisis_line: bool = False
) -> str:
    action = pages.url(f"/rings/{row.token}/key/{asked}")
    response = VoiceResponse()
    gather = _gather(action)
    if crisis_line:
        twiml.say(gather, to, Phrase("crisis.footer"))
    twiml.say(gather, to, Phrase(wording))
    response.append(gather)
    response.redirect(action, method="POST")
    return str(response)


def _gather(action: str) -> Gather:
    gather = Gather(
        input="dtmf",
        num_digits=1,
        finish_on_key="",
        timeout=twiml.KEY_SECONDS,
        action=action,
        method="POST",
    )
    gather.attrs["actionOnEmptyResult"] = "true"
    return gather
