"""What the line did not understand of people who let the team read it, and what the team says that it meant.

A text is kept sealed until somebody decides, for 30 days at most, and never shown with whose it is. All that stays is a
paraphrase that somebody typed.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, and_, delete, func, insert, select
from sqlalchemy import true as everything

from flows.reading.unread_text import Unread
from store.accounts.accounts import Person
from store.accounts.sign_in import by
from store.consent import ledger as consent
from store.contacts import known_people
from store.database import Tx
from store.models import Paraphrase, UnreadText
from store.vault.columns import PARAPHRASE_WORDS, UNREAD_WORDS, new_row_key, row_of

KEPT: Final = timedelta(days=30)
PARAPHRASES_KEPT: Final = timedelta(days=365)
A_DAY: Final = 3
"""So many texts of one person are kept in a day: many short ones in a row are a story."""
A_PAGE: Final = 25
_U, _P = UnreadText.__table__.c, Paraphrase.__table__.c


class Shown(NamedTuple):
    """A text that was not understood, as the team may see it: nothing says whose it is."""

    id: int
    language: str
    who: str
    state: str
    said: Sequence[str]
    words: str
    at: datetime


class Learned(NamedTuple):
    """A paraphrase, and what it means."""

    id: int
    language: str
    who: str
    state: str
    meaning: str
    words: str
    at: datetime


def keep(tx: Tx, contact_id: int, language: str, unread: Unread) -> None:
    """Keep a text that was not understood, where its writer agreed to it."""
    if not consent.agreed(tx, contact_id, consent.UNREAD):
        return
    lately = and_(_U.contact_id == contact_id, _U.at > tx.now - timedelta(days=1))
    if int(tx.run(select(func.count()).where(lately)).scalar_one()) >= A_DAY:
        return
    row = new_row_key()
    tx.run(
        insert(UnreadText).values(
            row_key=row,
            contact_id=contact_id,
            language=language,
            who=unread.who,
            reading_state=unread.state,
            said=list(unread.said),
            words_sealed=tx.seal(UNREAD_WORDS, row, unread.words, whose=contact_id),
            at=tx.now,
        )
    )


def listed(tx: Tx, account: Person, *, before: int | None = None) -> list[Shown]:
    """The newest that wait for somebody to say what they meant. `before`: those before this one."""
    older = _U.id < before if before is not None else everything()
    newest = _may_see(tx, account).where(older).order_by(_U.id.desc()).limit(A_PAGE)
    return _opened(tx, newest)


def find(tx: Tx, unread_id: int, account: Person) -> Shown | None:
    """This one; None where it is gone, decided, or of somebody they know."""
    found = _opened(tx, _may_see(tx, account).where(_U.id == unread_id))
    return found[0] if found else None


def decide(tx: Tx, unread: Shown, account: Person, *, meaning: str, words: str) -> bool:
    """It meant this, said in other words. The text is deleted. False: somebody else was quicker."""
    if not _delete(tx, unread.id):
        return False
    row = new_row_key()
    tx.run(
        insert(Paraphrase).values(
            row_key=row,
            account_id=account.id,
            language=unread.language,
            who=unread.who,
            reading_state=unread.state,
            meaning=meaning,
            words_sealed=tx.seal(PARAPHRASE_WORDS, row, words, whose=None),
            at=tx.now,
        )
    )
    tx.record("unread decided", by=by(account))
    return True


def leave(tx: Tx, unread: Shown, account: Person) -> bool:
    """Nothing is to be learned from it. The text is deleted. False: somebody else was quicker."""
    if not _delete(tx, unread.id):
        return False
    tx.record("unread left", by=by(account))
    return True


def know(tx: Tx, unread: Shown, account: Person) -> None:
    """They know who wrote it: they see nothing of that person from now on. The text stays, for somebody else."""
    whose = tx.run(select(_U.contact_id).where(_U.id == unread.id)).scalar()
    if whose is not None:
        known_people.say_known(tx, account.id, int(whose))
        tx.record("unread hidden", by=by(account))


def paraphrases(tx: Tx, *, before: int | None = None, most: int | None = A_PAGE) -> list[Learned]:
    """What was learned, the newest first. `most`: None for all."""
    older = _P.id < before if before is not None else everything()
    rows = tx.run(select(Paraphrase.__table__).where(older).order_by(_P.id.desc()).limit(most)).all()
    return [
        Learned(
            *(each.id, each.language, each.who, each.reading_state, each.meaning),
            tx.open(PARAPHRASE_WORDS, row_of(each), each.words_sealed),
            each.at,
        )
        for each in rows
    ]


def remove(tx: Tx, paraphrase_id: int, account: Person) -> bool:
    """Delete a paraphrase. False: it is gone already."""
    gone = bool(tx.run(delete(Paraphrase).where(_P.id == paraphrase_id)).rowcount)
    if gone:
        tx.record("paraphrase removed", by=by(account))
    return gone


def download(tx: Tx, account: Person) -> list[Learned]:
    """All that was learned, the oldest first, to take away. It is written down who took it."""
    found = paraphrases(tx, most=None)[::-1]
    tx.record("paraphrases downloaded", by=by(account), count=len(found))
    return found


def forget(tx: Tx) -> None:
    """Delete texts that nobody decided on for 30 days, all of them where the organisation reads none any more."""
    old = everything() if not tx.line.unread else _U.at <= tx.now - KEPT
    tx.run(delete(UnreadText).where(old))
    tx.run(delete(Paraphrase).where(_P.at <= tx.now - PARAPHRASES_KEPT))


def _may_see(tx: Tx, account: Person) -> Select[Any]:
    known = known_people.contacts_known(account.id)
    return select(UnreadText.__table__).where(_U.at > tx.now - KEPT, _U.contact_id.not_in(known))


def _opened(tx: Tx, wanted: Select[Any]) -> list[Shown]:
    rows = tx.run(wanted).all()
    tx.keys.load(each.words_sealed for each in rows)
    found = [
        Shown(
            *(each.id, each.language, each.who, each.reading_state, tuple(each.said)),
            tx.open(UNREAD_WORDS, row_of(each), each.words_sealed),
            each.at,
        )
        for each in rows
    ]
    return [each for each in found if each.words]


def _delete(tx: Tx, unread_id: int) -> bool:
    return bool(tx.run(delete(UnreadText).where(_U.id == unread_id)).rowcount)
