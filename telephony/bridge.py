"""Two phones brought together: what each hears, and what every word from the carrier about a leg does."""

from collections.abc import Callable
from datetime import datetime

from flows.engine import Phrase
from flows.person import OPEN_STATES
from flows.wording import Listener
from store import bridge, legs, people, requests, roster
from store.bridge import Heard
from store.database import Database, Tx
from telephony import twiml, voice
from telephony.twiml import Pages

ASKED_AT_MOST = {"participant": 2, "volunteer": 3, "volunteer_now": 3}
_AGAIN = {"participant": "participant", "volunteer": "volunteer", "volunteer_now": "volunteer"}
MACHINES = ("machine_start", "machine_end_beep", "machine_end_silence", "machine_end_other", "fax")


def answered(db: Database, now: datetime, pages: Pages, *, token: str, sid: str, answered_by: str) -> str:
    """A phone we rang was picked up."""

    def work(tx: Tx, held: legs.Standing) -> str:
        heard = bridge.answered(tx, held, machine=answered_by in MACHINES, sid=sid)
        if heard is Heard.ASK_FOR_KEY:
            if held.leg.role == "participant":
                # First a few silent seconds in which a machine gives itself away: it is to hear no word (contract).
                return pages.key(_listener(tx, held), None, held.leg, 0)
            return pages.key(_listener(tx, held), f"leg.{held.leg.role}", held.leg, 1)
        return _farewell(tx, held, pages, heard)

    return _on_leg(db, now, token, work)


def pressed(db: Database, now: datetime, pages: Pages, *, token: str, digits: str, asked: int) -> str:
    """A key, or silence, on a phone we rang."""

    def work(tx: Tx, held: legs.Standing) -> str:
        role = held.leg.role
        if role == "participant" and digits == "2":
            return _farewell(tx, held, pages, bridge.declined(tx, held))
        if digits and (role != "participant" or digits == "1"):
            if role == "volunteer":
                return _ready(tx, held, pages)
            heard = bridge.connect(tx, held)
            return twiml.bridge() if heard is Heard.BRIDGE else _farewell(tx, held, pages, heard)
        if not held.current:
            return _farewell(tx, held, pages, Heard.GONE)
        if asked >= ASKED_AT_MOST[role]:
            return _farewell(tx, held, pages, bridge.no_key(tx, held))
        wording = f"leg.{role}" if asked == 0 else f"leg.{_AGAIN[role]}_again"
        return pages.key(_listener(tx, held), wording, held.leg, asked + 1)

    return _on_leg(db, now, token, work)


def ready(db: Database, now: datetime, pages: Pages, *, token: str) -> str:
    """A volunteer who took it on the phone: the participant is rung from here."""
    return _on_leg(db, now, token, lambda tx, held: _ready(tx, held, pages))


def over(
    db: Database,
    now: datetime,
    pages: Pages,
    *,
    token: str,
    status: str,
    caller: str,
    call_status: str,
    sid: str,
) -> str:
    """The ring, or the talk, that a call dialled is over; that call hears what comes next."""

    def work(tx: Tx, held: legs.Standing) -> str:
        if held.leg.role == "volunteer_now":
            gone = call_status in ("completed", "busy", "failed", "no-answer", "canceled")
            return _talk_over(tx, held, pages, status, caller, sid, gone=gone)
        heard, at = bridge.dial_over(tx, held, status)
        to = _volunteer_listener(tx, held)
        said = {
            Heard.ENDED: Phrase("leg.ended"),
            Heard.DECLINED: Phrase("leg.declined"),
            Heard.RETRY: Phrase("leg.not_reached_retry", {"at": at}),
            Heard.LAST: Phrase("leg.not_reached_last"),
        }.get(heard, Phrase("leg.volunteer_gone"))
        return pages.goodbye(to, [said])

    return _on_leg(db, now, token, work)


def status(db: Database, now: datetime, *, token: str, call_status: str) -> None:
    """The carrier's word on how a leg stands. Only ends matter; they may come late, or twice."""
    if call_status not in ("completed", "busy", "no-answer", "failed", "canceled"):
        return

    def work(tx: Tx, held: legs.Standing) -> str:
        bridge.leg_over(tx, held, call_status)
        return ""

    _on_leg(db, now, token, work)


def machine(db: Database, now: datetime, *, token: str, sid: str, answered_by: str) -> None:
    """What the carrier found out about who picked up, while the phone was already speaking."""
    if answered_by not in MACHINES:
        return

    def work(tx: Tx, held: legs.Standing) -> str:
        bridge.machine_heard(tx, held, sid)
        return ""

    _on_leg(db, now, token, work)


def _ready(tx: Tx, held: legs.Standing, pages: Pages) -> str:
    heard, child = bridge.volunteer_ready(tx, held)
    if heard is Heard.DIAL:
        to = _volunteer_listener(tx, held)
        return pages.dial_participant(tx, to, [Phrase("leg.ringing_participant")], child, held.cb)
    return _farewell(tx, held, pages, heard)


def _talk_over(
    tx: Tx, held: legs.Standing, pages: Pages, status: str, caller: str, sid: str, *, gone: bool
) -> str:
    what, leg = requests.talk_next(tx, held, status=status, caller_gone=gone)
    cb = held.cb
    to = (
        people.listener(tx, cb.contact_id)
        if cb.contact_id is not None
        else people.withheld(tx).listener(tx, aloud=True)
    )
    if what == "dial":
        return pages.dial_volunteer(tx, to, [Phrase("talk.next")], leg)
    if what == "nobody":
        return voice.go_on_at(tx, pages, sid=sid, caller=caller, step="talk.instead", before="talk.nobody")
    return pages.goodbye(to, [Phrase("talk.ended")])


def _farewell(tx: Tx, held: legs.Standing, pages: Pages, heard: Heard) -> str:
    if heard is Heard.SILENCE:
        return twiml.hang_up()
    if held.leg.role != "participant":
        return pages.goodbye(_volunteer_listener(tx, held), [Phrase("leg.volunteer_gone")])
    # Only who is still in line may be told that the line calls again.
    over = heard is Heard.DECLINED or held.cb.state not in OPEN_STATES
    gone = "leg.participant_declined" if over else "leg.participant_gone"
    return pages.goodbye(_listener(tx, held), [Phrase(gone)])


def _listener(tx: Tx, held: legs.Standing) -> Listener:
    if held.leg.role == "participant" and held.cb.contact_id is not None:
        return people.listener(tx, held.cb.contact_id)
    return _volunteer_listener(tx, held)


def _volunteer_listener(tx: Tx, held: legs.Standing) -> Listener:
    return roster.volunteer_listener(tx, held.leg.volunteer_id)


def _on_leg(db: Database, now: datetime, token: str, work: Callable[[Tx, legs.Standing], str]) -> str:
    def found(tx: Tx) -> str:
        held = legs.by_token(tx, token)
        return work(tx, held) if held is not None else twiml.hang_up()

    return db.transact(now, found)
