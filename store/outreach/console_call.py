"""CALL from the console: whoever is signed in is put through to a person in danger, on a phone they proved, masked.

The rules are those of CALL by text (`alert_rings`): a recent yes of the person, their safe contact, an open alert. The
phone is known for one session; its owner is asked for a key on each ring, as ever.
"""

import secrets
from datetime import datetime, timedelta
from typing import Final, NamedTuple, cast

from sqlalchemy import and_, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.rules.phone import read_callback_number
from flows.states import LegState
from store.accounts.sessions import Session
from store.accounts.sign_in import by
from store.alerts import alerts, phones
from store.alerts.danger_alerts import DangerAlert
from store.callbacks import trial_rings
from store.contacts import contacts, same_person
from store.coordinators import alert_rings
from store.coordinators.actions import Refused
from store.database import Tx
from store.messages import compose
from store.models import ConsolePhone, TrialRing
from store.outreach import say
from store.outreach.participant import Participant
from store.proof import tries

CODE_LASTS: Final = timedelta(minutes=10)
CODES_AN_HOUR: Final = 5
WRONG_AT_MOST: Final = 5
STANDS_FOR: Final = timedelta(minutes=30)
"""So long the last call, or the question to the person, stands on the page."""
_P, _T = ConsolePhone.__table__.c, TrialRing.__table__.c


class Phone(NamedTuple):
    """The phone of a session: `proven`, or a code is on its way."""

    contact_id: int
    proven: bool


class Stands(NamedTuple):
    """How a call stands. `state`: none, asked, rings_you, rings_them, talks, or what it ended with."""

    state: str
    since: datetime | None = None
    live: bool = False


def phone_of(tx: Tx, session: Session) -> Phone | None:
    """The phone of this session; None where none was named, or its code has run out."""
    row = _row(tx, session)
    if row is None or (row.proven_at is None and row.code_until <= tx.now):
        return None
    return Phone(row.contact_id, row.proven_at is not None)


def name_phone(tx: Tx, session: Session, them: Participant, typed: str) -> None:
    """Text a code to this number. Raises Refused: number, theirs, often, or unheard where no text reaches it."""
    read = read_callback_number(typed, tx.line.rung, line_number=tx.line.number)
    if read.number is None:
        raise Refused("number", "no number that can be rung")
    if tries.count(tx, "console_phone", session.account.handle) > CODES_AN_HOUR:
        raise Refused("often", "enough codes for an hour")
    known = contacts.by_number(tx, read.number)
    if known.contact_id is None:
        raise Refused("number", "no number that can be rung")
    if known.contact_id in {them.id, *same_person.phones(tx).get(them.id, ())}:
        raise Refused("theirs", "it is the phone of the person")
    digits = f"{secrets.randbelow(1_000_000):06}"
    if compose.queue(tx, known.contact_id, "notice", "console_phone.code", digits=digits) is None:
        raise Refused("unheard", "no text reaches it")
    dialect = sqlite if tx.on_sqlite else postgresql
    values = {
        "contact_id": known.contact_id,
        "code_hash": _hash(tx, session, digits),
        "code_until": tx.now + CODE_LASTS,
        "wrong": 0,
        "proven_at": None,
    }
    made = dialect.insert(ConsolePhone.__table__).values(session_id=session.id, **values)
    tx.run(made.on_conflict_do_update(index_elements=[_P.session_id], set_=values))


def prove(tx: Tx, session: Session, code: str) -> bool:
    """The code came back. False: it was another one; after five of those, or in time, a new one is needed."""
    mine = and_(_P.session_id == session.id, _P.proven_at.is_(None), _P.wrong < WRONG_AT_MOST)
    good = and_(mine, _P.code_until > tx.now, _P.code_hash == _hash(tx, session, code))
    if tx.run(update(ConsolePhone).where(good).values(proven_at=tx.now)).rowcount:
        return True
    tx.run(update(ConsolePhone).where(mine).values(wrong=_P.wrong + 1))
    return False


def drop_phone(tx: Tx, session: Session) -> None:
    """Another phone is to be named."""
    tx.run(delete(ConsolePhone).where(_P.session_id == session.id))


def call(tx: Tx, session: Session, them: Participant) -> str:
    """Ring the phone of this session, or ask the person first. Gives the outcome's name, as of `CallPerson`.

    Raises Refused: no_alert, no_phone.
    """
    phone, alert = phone_of(tx, session), say.alert_of(tx, them.id)
    if alert is None:
        raise Refused("no_alert", "no alert of danger of theirs is open")
    if phone is None or not phone.proven:
        raise Refused("no_phone", "no phone of theirs is proven")
    contacts.by_id(tx, them.id)
    # Who calls has it: not the phone, which nobody knows by its handle.
    alerts.acknowledge(tx, alert.code, None, heard=[alert.id], account=session.account.id)
    outcome = alert_rings.call(tx, phone.contact_id, alert, proven=True)
    tx.record("call", alert.code, by=by(session.account), outcome=outcome.name)
    return outcome.name


def hang_up(tx: Tx, session: Session, them: Participant) -> bool:
    """End the ring or the talk. False: there was none."""
    phone, alert = phone_of(tx, session), say.alert_of(tx, them.id)
    found = _last(tx, phone, alert)
    ring = trial_rings.by_id(tx, found.id) if found is not None else None
    if ring is None or ring.state == LegState.ENDED:
        return False
    if ring.state == LegState.PLANNED:
        trial_rings.end(tx, ring.id, "called_off")
        return True
    ended = {} if ring.outcome == trial_rings.JOINED else {"outcome": "called_off"}
    trial_rings.change(tx, ring.id, hang_up_at=tx.now, **ended)
    tx.wake("place_trial", ring.id)
    return True


def stands(tx: Tx, session: Session, them: Participant) -> Stands:
    """How the last call of this phone to this person stands."""
    phone, alert = phone_of(tx, session), say.alert_of(tx, them.id)
    if phone is None or alert is None:
        return Stands("none")
    ring = _last(tx, phone, alert)
    asked = phones.of(tx, alert.id, phone.contact_id)
    asked_at = asked.asked_at if asked is not None else None
    if asked_at is not None and (ring is None or ring.created_at < asked_at):
        return Stands("asked", asked_at) if tx.now - asked_at <= STANDS_FOR else Stands("none")
    if ring is None:
        return Stands("none")
    if ring.state == LegState.ENDED or ring.hang_up_at is not None:
        talked = ring.joined_at is not None  # who hung up then is no matter
        return Stands("over" if talked else _ENDED.get(ring.outcome or "", "not_taken"), ring.ended_at)
    if ring.outcome == trial_rings.JOINED:
        return Stands("talks", ring.joined_at, live=True)
    return Stands(
        "rings_them" if ring.outcome == trial_rings.DIALLED else "rings_you", ring.created_at, live=True
    )


_ENDED: Final = {
    trial_rings.DIALLED: "not_reached",
    "not_reached": "not_reached",
    "their_machine": "not_reached",
    "their_no": "said_no",
    "not_now": "not_now",
    "called_off": "called_off",
}
"""By the outcome of a ring, what is said of it; else nobody took it at the console's end."""


def _last(tx: Tx, phone: Phone | None, alert: DangerAlert | None) -> TrialRing | None:
    if phone is None or alert is None:
        return None
    mine = and_(
        _T.contact_id == phone.contact_id, _T.purpose == trial_rings.ALERT_CALL, _T.about_id == alert.id
    )
    lately = _T.created_at > tx.now - STANDS_FOR
    found = select(TrialRing.__table__).where(mine, lately).order_by(_T.id.desc()).limit(1)
    return cast("TrialRing | None", tx.run(found).first())


def _row(tx: Tx, session: Session) -> ConsolePhone | None:
    found = select(ConsolePhone.__table__).where(_P.session_id == session.id)
    return cast("ConsolePhone | None", tx.run(found).first())


def _hash(tx: Tx, session: Session, digits: str) -> str:
    return tx.vault.hash(f"console phone {session.id} {digits}")
