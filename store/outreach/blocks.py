"""Blocks: staff keep volunteers from somebody who treats them badly, and another of the staff looks a second time.

Who is blocked is told so, and may complain; danger is read and answered as ever (`store.callbacks.blocks`). Without a
second look a block ends by itself after three days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple, cast

from sqlalchemy import ColumnElement, and_, func, insert, select, update
from sqlalchemy.orm import aliased

from store.accounts.accounts import Person
from store.accounts.sign_in import by
from store.callbacks import blocks, callbacks
from store.callbacks import reminders as callback_reminders
from store.contacts import contacts, in_danger, known_people
from store.coordinators.actions import Refused
from store.database import Tx
from store.messages import compose
from store.models import Account, Block, Contact, Pairing
from store.outreach.participant import Participant
from store.relay import writing
from store.reminders import reminders
from store.requests import call
from store.vault.columns import BLOCK_WORDS, new_row_key, row_named

REASONS: Final = ("insults", "sexual", "threats", "pranks", "other")
DAYS: Final = (1, 7, 30)
"""For how many days somebody may be blocked; 0: for good, which counts once somebody else has looked."""
FOR_GOOD: Final = 0
LOOK_WITHIN: Final = timedelta(hours=72)
KEPT: Final = timedelta(days=90)
"""How long what happened is kept in words; that somebody was blocked stays."""
REPORTED_WITHIN: Final = timedelta(days=30)
A_PAGE: Final = 50
TWICE: Final = timedelta(minutes=2)
"""The same form within this time is a double click."""
_B = Block.__table__.c
_BY, _LOOKED, _ENDED = aliased(Account), aliased(Account), aliased(Account)


@dataclass(frozen=True, slots=True)
class Found:
    """A block as staff see it. `until`: when it ends as things stand, None: for good. `state`: as `_state` has it.

    `by`, `looked_by`, `ended_by`: handles of accounts, "" for nobody. `mine`: whoever looks at it made it.
    """

    id: int
    handle: str
    at: datetime
    reason: str
    wanted: datetime | None
    until: datetime | None
    look_by: datetime
    state: str
    by: str
    looked_by: str
    ended_by: str
    ended_at: datetime | None
    told: bool
    mine: bool


class Reported(NamedTuple):
    """A participant whom volunteers blocked for themselves lately: how many of them, and when last."""

    handle: str
    volunteers: int
    last: datetime


def block(tx: Tx, them: Participant, account: Person, *, reason: str, words: str, days: int) -> int:
    """Nobody of the volunteers is asked for them; what they have open ends, a talk on the phone excepted. Gives its id.

    In crisis what is open stays, and they may ask again: the block counts once that is over. Raises Refused.
    """
    contacts.by_id(tx, them.id)  # two who block at once: the second sees what the first did
    if them.volunteers:
        raise Refused("volunteers", "they are a volunteer")
    if blocks.in_force(tx, them.id) is not None:
        same = _same_just_now(tx, them.id, account, reason, days)
        if same is not None:
            return same
        raise Refused("already", "somebody blocked them already")
    if reason not in REASONS or (days not in DAYS and days != FOR_GOOD):
        raise ValueError("no such reason, or no such time")
    key, look_by = new_row_key(), tx.now + LOOK_WITHIN
    ends_at = tx.now + timedelta(days=days) if days else None
    row = {
        "row_key": key,
        "contact_id": them.id,
        "by_account_id": account.id,
        "at": tx.now,
        "reason": reason,
        "words_sealed": tx.seal(BLOCK_WORDS, key, words, whose=them.id),
        "ends_at": ends_at,
        "look_by": look_by,
        "told": False,
    }
    made = int(tx.run(insert(Block).values(**row).returning(Block.id)).scalar_one())
    if not them.in_crisis:
        _end_what_is_open(tx, them.id)
    told = _tell(tx, them.id, blocks.ends(ends_at, look_by, is_looked_at=False))
    tx.run(update(Block).where(Block.id == made).values(told=told))
    tx.record("block", them.handle, by=by(account), reason=reason, days=days or "for good")
    return made


def look(tx: Tx, them: Participant, account: Person, *, agrees: bool) -> None:
    """Somebody else looks: it stands for as long as was meant, or ends now. Raises Refused.

    refused: own, it is their own block; over, it has ended, or was looked at meanwhile.
    """
    row = _open_one(tx, them.id)
    if row is None or row.looked_at is not None:
        raise Refused("over", "there is none to look at")
    if row.by_account_id == account.id:
        raise Refused("own", "they made it themselves")
    looked = {"looked_at": tx.now, "looked_by_account_id": account.id}
    ended = {"ended_at": tx.now, "ended_by_account_id": account.id, "ended_why": "not_agreed"}
    there = and_(Block.id == row.id, Block.looked_at.is_(None), blocks.counts(tx.now))
    if not tx.run(update(Block).where(there).values(**looked, **({} if agrees else ended))).rowcount:
        raise Refused("over", "somebody looked meanwhile")
    if not agrees:
        _tell_over(tx, them.id)
    elif row.ends_at is None or row.ends_at > row.look_by:
        _tell(tx, them.id, row.ends_at)  # they were told the earlier end
    tx.record("block looked at", them.handle, by=by(account), agrees=agrees)


def end(tx: Tx, them: Participant, account: Person) -> None:
    """It ends before its time. Raises Refused where none counts."""
    row = _open_one(tx, them.id)
    ended = {"ended_at": tx.now, "ended_by_account_id": account.id, "ended_why": "early"}
    there = and_(Block.id == (row.id if row is not None else 0), blocks.counts(tx.now))
    if not tx.run(update(Block).where(there).values(**ended)).rowcount:
        raise Refused("over", "none counts")
    _tell_over(tx, them.id)
    tx.record("block ended", them.handle, by=by(account))


def current(tx: Tx, contact_id: int, account: Person) -> Found | None:
    """The block of this person that counts now, on any phone of theirs; None where there is none."""
    theirs = _B.contact_id.in_(blocks.phones_of(tx, contact_id))
    return next(iter(_found(tx, and_(theirs, blocks.counts(tx.now)), account, most=1)), None)


def words_of(tx: Tx, block_id: int) -> str:
    """What happened, as whoever blocked them wrote it; "" where it is gone by now."""
    row = tx.run(select(Block.id, Block.row_key, Block.words_sealed).where(Block.id == block_id)).one()
    if row.words_sealed is None:
        return ""
    return tx.open(BLOCK_WORDS, row_named(row.row_key, row.id), row.words_sealed)


def of_person(tx: Tx, them: Participant, account: Person) -> Sequence[Found]:
    """Every block of this person, on whichever phone of theirs, the newest first."""
    return _found(tx, _B.contact_id.in_(blocks.phones_of(tx, them.id)), account, most=A_PAGE)


def listed(tx: Tx, account: Person, which: str, *, before: int | None = None) -> Sequence[Found]:
    """Blocks the newest first, without those of people whom the account knows. `which`: look, now or all."""
    wanted = {
        "look": and_(blocks.counts(tx.now), _B.looked_at.is_(None)),
        "now": blocks.counts(tx.now),
        "all": _B.id > 0,
    }[which]
    if before is not None:
        wanted = and_(wanted, _B.id < before)
    return _found(
        tx,
        and_(wanted, _B.contact_id.not_in(known_people.contacts_known(account.id))),
        account,
        most=A_PAGE + 1,
    )


def to_look_at(tx: Tx) -> int:
    """How many blocks wait for a second look."""
    waits = and_(blocks.counts(tx.now), _B.looked_at.is_(None))
    return int(tx.run(select(func.count()).select_from(Block).where(waits)).scalar_one())


def reported(tx: Tx, account: Person) -> Sequence[Reported]:
    """Whom volunteers blocked for themselves within the last month, most volunteers first; nobody the account knows."""
    known = Contact.id.in_(known_people.contacts_known(account.id))
    last = func.max(Pairing.volunteer_refused_at).label("last")
    rows = tx.run(
        select(Contact.handle, func.count().label("volunteers"), last)
        .join(Contact, Contact.id == Pairing.contact_id)
        .where(Pairing.volunteer_refused_at > tx.now - REPORTED_WITHIN, ~known)
        .group_by(Contact.handle)
        .order_by(func.count().desc(), last.desc())
        .limit(A_PAGE)
    )
    return [Reported(row.handle, row.volunteers, row.last) for row in rows]


def forget(tx: Tx) -> None:
    """What happened is gone after `KEPT`, where the block is over; that there was one stays."""
    old = and_(Block.at < tx.now - KEPT, Block.words_sealed.is_not(None))
    tx.run(update(Block).where(old, ~blocks.counts(tx.now)).values(words_sealed=None))


def talks_now(tx: Tx, them: Participant) -> bool:
    """Whether they are on the phone with a volunteer: no block cuts that off."""
    cb = callbacks.lock_open(tx, them.id)
    return cb is not None and cb.state == callbacks.S.CONNECTED and cb.kind == "call"


def _end_what_is_open(tx: Tx, contact_id: int) -> None:
    cb = callbacks.lock_open(tx, contact_id)
    if writing.is_on(cb):
        writing.end(tx, cb, "team")
        reminders.call_off(tx, callback_reminders.FOLLOW_UP, cb.id, why="the team blocked them")
    else:
        call.cancel(tx, contact_id)
    compose.drop_unsent(tx, contact_id, purpose="followup")


def _open_one(tx: Tx, contact_id: int) -> Block | None:
    contacts.by_id(tx, contact_id)
    theirs = blocks.phones_of(tx, contact_id)
    wanted = select(Block.__table__).where(_B.contact_id.in_(theirs), blocks.counts(tx.now))
    return cast("Block | None", tx.run(wanted.order_by(_B.id.desc()).limit(1)).first())


def _same_just_now(tx: Tx, contact_id: int, account: Person, reason: str, days: int) -> int | None:
    mine = and_(_B.contact_id == contact_id, _B.by_account_id == account.id, _B.reason == reason)
    lately = and_(
        _B.at > tx.now - TWICE, _B.ends_at.is_(None) if days == FOR_GOOD else _B.ends_at.is_not(None)
    )
    return cast("int | None", tx.run(select(_B.id).where(mine, lately, blocks.counts(tx.now))).scalar())


def _tell(tx: Tx, contact_id: int, until: datetime | None) -> bool:
    if in_danger.in_crisis(tx, contact_id):
        return False  # nothing is refused to them now; they hear of it when they ask after that
    # It may wait for safe hours: it is still true the next morning, unless words of danger come meanwhile.
    if until is None:
        return compose.queue(tx, contact_id, compose.BLOCKED, "blocked.for_good") is not None
    return compose.queue(tx, contact_id, compose.BLOCKED, "blocked.until", at=until) is not None


def _tell_over(tx: Tx, contact_id: int) -> None:
    compose.drop_unsent(tx, contact_id, purpose=compose.BLOCKED)  # what still waits is true no more
    compose.queue(tx, contact_id, "closing", "blocked.over")


def _found(tx: Tx, wanted: ColumnElement[bool], account: Person, *, most: int) -> Sequence[Found]:
    rows = tx.run(
        select(
            Block.__table__,
            Contact.handle,
            _BY.handle.label("by_handle"),
            _LOOKED.handle.label("looked_handle"),
            _ENDED.handle.label("ended_handle"),
        )
        .join(Contact, Contact.id == _B.contact_id)
        .join(_BY, _BY.id == _B.by_account_id)
        .outerjoin(_LOOKED, _LOOKED.id == _B.looked_by_account_id)
        .outerjoin(_ENDED, _ENDED.id == _B.ended_by_account_id)
        .where(wanted)
        .order_by(_B.id.desc())
        .limit(most)
    )
    return [
        Found(
            id=row.id,
            handle=row.handle,
            at=row.at,
            reason=row.reason,
            wanted=row.ends_at,
            until=blocks.ends(row.ends_at, row.look_by, is_looked_at=row.looked_at is not None),
            look_by=row.look_by,
            state=_state(row, tx.now),
            by=row.by_handle,
            looked_by=row.looked_handle or "",
            ended_by=row.ended_handle or "",
            ended_at=row.ended_at,
            told=row.told,
            mine=row.by_account_id == account.id,
        )
        for row in rows
    ]


def _state(row: Block, now: datetime) -> str:
    """look (it wants a second look), stands, early or not_agreed (ended by somebody), unseen (no second look), over."""
    if row.ended_why is not None:
        return str(row.ended_why)
    if row.ends_at is not None and row.ends_at <= now:
        return "over"
    if row.looked_at is not None:
        return "stands"
    return "look" if row.look_by > now else "unseen"
