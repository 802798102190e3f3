"""Texts that reached us, by the carrier's SID: filed once, and a repeat gets the answer the first one got."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update

from store.database import Tx
from store.models import Inbound
from store.vault.columns import INBOUND_WORDS, RowName

_I = Inbound.__table__.c
_FILE = insert(Inbound)
_FIND = select(_I.words_sealed).where(_I.sid == bindparam("sid"))
_BY_SID = select(_I.contact_id, _I.crisis).where(_I.sid == bindparam("sid"))
_LAST = (
    select(_I.sid, _I.words_sealed)
    .where(_I.contact_id == bindparam("contact_id"), _I.received_at >= bindparam("since"))
    .order_by(_I.received_at.desc())
    .limit(bindparam("at_most"))
)
WINDOW = timedelta(minutes=1)
LIMIT = 30
"""Texts a minute from one number that are answered in full. Never fewer than 20: people in need write fast."""
_BREAK = "\x1e"


def file(tx: Tx, sid: str, contact_id: int | None, body: str, reply: str, *, crisis: bool) -> None:
    """Keep a text and its answer. Raises IntegrityError when this SID is filed already."""
    sealed = tx.seal(INBOUND_WORDS, RowName(sid), f"{body}{_BREAK}{reply}", whose=contact_id)
    tx.run(
        _FILE,
        {
            "sid": sid,
            "contact_id": contact_id,
            "words_sealed": sealed,
            "crisis": crisis,
            "received_at": tx.now,
        },
    )


def answer_to(tx: Tx, sid: str) -> str | None:
    """What this text was answered, "" for silence; None when it is not filed."""
    sealed = tx.run(_FIND, {"sid": sid}).scalar()
    return None if sealed is None else _opened(tx, sid, sealed)[1]


def _opened(tx: Tx, sid: str, sealed: str) -> tuple[str, str]:
    """What a text said, and what it was answered."""
    words, _, answer = tx.open(INBOUND_WORDS, RowName(sid), sealed).rpartition(_BREAK)
    return words, answer


def words_of(tx: Tx, row: Inbound) -> str:
    """What the text in a row said; "" where its words were deleted."""
    return _opened(tx, row.sid, row.words_sealed)[0]


class Exchange(NamedTuple):
    """A text, when it came, and what it was answered, "" for silence."""

    at: datetime
    words: str
    answer: str


def between(tx: Tx, contact_id: int, since: datetime, until: datetime) -> list[Exchange]:
    """What somebody texted from one moment to another (both included), and what they were answered, in order."""
    rows = select(_I.sid, _I.received_at, _I.words_sealed).where(
        _I.contact_id == contact_id, _I.received_at >= since, _I.received_at <= until
    )
    found = []
    for row in tx.run(rows.order_by(_I.received_at)):
        words, answer = _opened(tx, row.sid, row.words_sealed)
        found.append(Exchange(row.received_at, words, answer))
    return found


def forget_words(tx: Tx, sid: str, *, unless: Callable[[str], bool]) -> None:
    """Forget what this text said, and keep that it came and how it was answered. `unless`: words that stay."""
    row = tx.run(select(_I.words_sealed, _I.crisis).where(_I.sid == sid)).first()
    if row is None or row.crisis:
        return
    words, answer = _opened(tx, sid, row.words_sealed)
    if words and not unless(words):
        sealed = tx.seal_as(row.words_sealed, INBOUND_WORDS, RowName(sid), f"{_BREAK}{answer}")
        tx.run(update(Inbound).where(_I.sid == sid).values(words_sealed=sealed))


def last_words(tx: Tx, contact_id: int | None, *, since: datetime, at_most: int) -> list[str]:
    """The last texts of somebody, the newest first."""
    found = tx.run(_LAST, {"contact_id": contact_id, "since": since, "at_most": at_most})
    return [_opened(tx, row.sid, row.words_sealed)[0] for row in found]


def crisis_contact(tx: Tx, sid: str) -> tuple[bool, int | None]:
    """Whether the text with this SID was one of crisis, and whose it was."""
    row = tx.run(_BY_SID, {"sid": sid}).first()
    return (bool(row.crisis), row.contact_id) if row else (False, None)
