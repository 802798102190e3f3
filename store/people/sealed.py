"""Words of a person, or about them: which there are, whether they can be opened, and one of them opened.

What somebody was promised that only their volunteer sees is for nobody else here: what they told before a call, and
what they ask a volunteer (docs/adr/0073-people.md). Numbers and links are left out of all of it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple, cast

from sqlalchemy import insert, select, update

from flows.rules.matching.wishes import NONE, label
from flows.wording import Listener
from store.accounts.accounts import Person
from store.accounts.sign_in import by
from store.callbacks import callbacks, wishes
from store.contacts import contacts, inbound
from store.coordinators import alert_talk, team
from store.database import Tx
from store.models import AccountReason, Callback, Consent, Contact, Inbound, Note, TeamRequest, Told
from store.vault.columns import (
    CONSENT_WORDS,
    NOTE_WORDS,
    REASON_WORDS,
    TEAM_REQUEST_WORDS,
    new_row_key,
    row_of,
)

OPENED: Final = "words opened"
"""How the log of who did what, and `account_reasons`, have it."""
REASONS: Final = ("danger", "complaint", "asked", "team", "mistake", "other")
"""Why words are opened."""
KEPT_FOR: Final = timedelta(days=90)
"""How long it is kept what somebody wrote beside their reason."""
_OURS: Final = frozenset({"policy", "ground_rules", "reminders", "reminder_calls"})


class State(StrEnum):
    """Whether words can be opened. `none`: there never were any; `deleted`: their time is over, or they were erased."""

    sealed = "sealed"
    deleted = "deleted"
    volunteer = "volunteer"
    """Told for their volunteer alone."""
    none = "none"


class Kind(StrEnum):
    """What can be opened, as the address of its page has it."""

    text = "text"
    note = "note"
    wishes = "wishes"
    request = "request"
    consent = "consent"


class Item(NamedTuple):
    """One thing that has words: when it came, and whether they can be opened."""

    kind: Kind
    id: str
    at: datetime
    state: State


def of_texts(tx: Tx, contact_id: int, rows: Sequence[Inbound]) -> Mapping[str, State]:
    """Of texts of theirs, by SID."""
    told = select(Told.inbound_sid).where(Told.contact_id == contact_id, Told.inbound_sid.is_not(None))
    confided = set(tx.run(told).scalars()) if rows else set()
    tx.keys.load(row.words_sealed for row in rows)
    return {row.sid: _of_text(tx, row, confided=row.sid in confided) for row in rows}


def _of_text(tx: Tx, row: Inbound, *, confided: bool) -> State:
    if not inbound.words_of(tx, row).strip():
        return State.deleted
    return State.volunteer if confided and not row.crisis else State.sealed


def of_note(tx: Tx, row: Note) -> State:
    """Of a volunteer's note. Said by key it has no words."""
    return State.sealed if tx.open(NOTE_WORDS, row_of(row), row.words_sealed) else State.none


def of_request(tx: Tx, row: TeamRequest) -> State:
    """Of what they asked of the team."""
    if row.words_sealed is None:
        return State.deleted if row.at <= tx.now - team.KEPT else State.none
    return State.sealed if tx.open(TEAM_REQUEST_WORDS, row_of(row), row.words_sealed) else State.deleted


def of_wishes(tx: Tx, cb: Callback) -> State:
    """Of what they wish for a call."""
    return State.sealed if wishes.read(tx, cb) != NONE else State.deleted


def is_our_wording(row: Consent) -> bool:
    """Whether the words of a consent are what we put to them, not what they or somebody else said."""
    ours = row.purpose in _OURS or row.purpose.startswith("rule.")
    return row.action == "informed" or (ours and row.action != "withdrawn")


def our_wording(tx: Tx, contact_id: int, row: Consent) -> str:
    """What was put to them, as it was; without the name that we go by for them. "" where it was erased."""
    words = tx.open(CONSENT_WORDS, row_of(row), row.words_sealed)
    cover = contacts.listening(tx, contact_id).safe.cover
    return words.replace(cover, "…") if cover else words


def of_consent(tx: Tx, row: Consent) -> State:
    """Of the words in which they agreed, or took it back."""
    return State.sealed if tx.open(CONSENT_WORDS, row_of(row), row.words_sealed).strip() else State.deleted


def item(tx: Tx, contact_id: int, kind: str, id: str) -> Item | None:
    """One thing of this contact that has, or had, words; None where there is none of this name."""
    read = _ITEMS.get(kind)
    return read(tx, contact_id, id) if read is not None else None


def words(tx: Tx, found: Item, contact_id: int) -> Sequence[str]:
    """The words of a thing that can be opened, without numbers and links. Of wishes, what was chosen, as slugs."""
    if found.state is not State.sealed:
        return ()
    opened = _WORDS[found.kind](tx, contact_id, found.id)
    to = Listener(tx.line, tx.line.language, False, tx.now)
    return [alert_talk.masked(tx, each, to) for each in opened]


def note_opened(tx: Tx, account: Person, row: Contact, found: Item, reason: str, said: str) -> None:
    """Write down who opened what and why: which, never the words. Pressed twice within a minute, once."""
    if was_opened(tx, account, row, found):
        return
    keep_reason(tx, account, row.id, OPENED, _name(found), reason, said)
    tx.record("words opened", row.handle, by=by(account), what=str(found.kind), reason=reason)


def was_opened(tx: Tx, account: Person, row: Contact, found: Item) -> bool:
    """Whether this account gave a reason for this one within the last minute."""
    mine = (AccountReason.account_id == account.id) & (AccountReason.contact_id == row.id)
    lately = mine & (AccountReason.item == _name(found)) & (AccountReason.at > tx.now - _TWICE)
    return tx.run(select(AccountReason.id).where(lately).limit(1)).first() is not None


def _name(found: Item) -> str:
    return f"{found.kind} {found.at:%Y-%m-%d %H:%M} {found.id}"[:80]


def keep_reason(
    tx: Tx, account: Person, contact_id: int, did: str, item: str, reason: str, said: str
) -> None:
    """Keep why somebody did something that wants a reason: `reason`, a choice; `said`, sealed."""
    key = new_row_key()
    kept = {"account_id": account.id, "contact_id": contact_id, "did": did, "item": item, "reason": reason}
    sealed = tx.seal(REASON_WORDS, key, said, whose=contact_id) if said else None
    tx.run(insert(AccountReason).values(**kept, row_key=key, words_sealed=sealed, at=tx.now))


def forget(tx: Tx) -> None:
    """What was written beside a reason is gone after 90 days; who opened what, when, and for which choice stays."""
    old = (AccountReason.at < tx.now - KEPT_FOR) & AccountReason.words_sealed.is_not(None)
    tx.run(update(AccountReason).where(old).values(words_sealed=None))


_TWICE: Final = timedelta(minutes=1)


def _text(tx: Tx, contact_id: int, id: str) -> Item | None:
    row = _text_row(tx, contact_id, id)
    if row is None:
        return None
    return Item(Kind.text, row.sid, row.received_at, of_texts(tx, contact_id, [row])[row.sid])


def _text_row(tx: Tx, contact_id: int, sid: str) -> Inbound | None:
    wanted = select(Inbound.__table__).where(Inbound.sid == sid, Inbound.contact_id == contact_id)
    return cast("Inbound | None", tx.run(wanted).first())


def _note(tx: Tx, contact_id: int, id: str) -> Item | None:
    row = _note_row(tx, contact_id, id)
    return Item(Kind.note, id, row.at, of_note(tx, row)) if row is not None else None


def _note_row(tx: Tx, contact_id: int, id: str) -> Note | None:
    whole = select(Note.__table__).join(Callback, Callback.id == Note.callback_id)
    wanted = whole.where(Note.id == _number(id), Callback.contact_id == contact_id)
    return cast("Note | None", tx.run(wanted).first())


def _wishes(tx: Tx, contact_id: int, id: str) -> Item | None:
    cb = callbacks.read(tx, Callback.id == _number(id), Callback.contact_id == contact_id)
    return Item(Kind.wishes, id, cb.requested_at, of_wishes(tx, cb)) if cb is not None else None


def _request(tx: Tx, contact_id: int, id: str) -> Item | None:
    row = _request_row(tx, contact_id, id)
    return Item(Kind.request, id, row.at, of_request(tx, row)) if row is not None else None


def _request_row(tx: Tx, contact_id: int, id: str) -> TeamRequest | None:
    mine = (TeamRequest.id == _number(id)) & (TeamRequest.contact_id == contact_id)
    return cast("TeamRequest | None", tx.run(select(TeamRequest.__table__).where(mine)).first())


def _consent(tx: Tx, contact_id: int, id: str) -> Item | None:
    row = _consent_row(tx, contact_id, id)
    if row is None or is_our_wording(row):
        return None
    return Item(Kind.consent, id, row.at, of_consent(tx, row))


def _consent_row(tx: Tx, contact_id: int, id: str) -> Consent | None:
    mine = (Consent.id == _number(id)) & (Consent.contact_id == contact_id)
    return cast("Consent | None", tx.run(select(Consent.__table__).where(mine)).first())


def _number(id: str) -> int:
    """An id as an address has it; 0, which no row has, for what is none."""
    return int(id) if id.isascii() and id.isdecimal() and len(id) < 18 else 0


def _words_of_text(tx: Tx, contact_id: int, id: str) -> Sequence[str]:
    row = _text_row(tx, contact_id, id)
    return [inbound.words_of(tx, row)] if row is not None else []


def _words_of_note(tx: Tx, contact_id: int, id: str) -> Sequence[str]:
    row = _note_row(tx, contact_id, id)
    return [tx.open(NOTE_WORDS, row_of(row), row.words_sealed)] if row is not None else []


def _words_of_wishes(tx: Tx, contact_id: int, id: str) -> Sequence[str]:
    cb = callbacks.read(tx, Callback.id == _number(id), Callback.contact_id == contact_id)
    held = wishes.read(tx, cb) if cb is not None else NONE
    chosen = [label(each) for each in held.about]
    return [
        *chosen,
        *filter(None, [held.gender, "same" if held.same else "", "listens" if held.listens else ""]),
    ]


def _words_of_request(tx: Tx, contact_id: int, id: str) -> Sequence[str]:
    row = _request_row(tx, contact_id, id)
    if row is None or row.words_sealed is None:
        return []
    return [tx.open(TEAM_REQUEST_WORDS, row_of(row), row.words_sealed)]


def _words_of_consent(tx: Tx, contact_id: int, id: str) -> Sequence[str]:
    row = _consent_row(tx, contact_id, id)
    return [tx.open(CONSENT_WORDS, row_of(row), row.words_sealed)] if row is not None else []


_ITEMS: Final[Mapping[str, Callable[[Tx, int, str], Item | None]]] = {
    Kind.text: _text,
    Kind.note: _note,
    Kind.wishes: _wishes,
    Kind.request: _request,
    Kind.consent: _consent,
}
_WORDS: Final[Mapping[Kind, Callable[[Tx, int, str], Sequence[str]]]] = {
    Kind.text: _words_of_text,
    Kind.note: _words_of_note,
    Kind.wishes: _words_of_wishes,
    Kind.request: _words_of_request,
    Kind.consent: _words_of_consent,
}
