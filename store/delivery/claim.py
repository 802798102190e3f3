"""A text about to go out: one worker claims it, checks that it is still true, and words it as wished now."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import update

from flows.rules.safe_contact.allowed import Safe
from flows.wording import Listener, render
from store.alerts import nobody_yet
from store.callbacks import briefing, callbacks, offer_rows
from store.contacts import company, ladder, open_questions, views
from store.database import Tx
from store.delivery import claim_rows, send_check, unsealed
from store.messages import compose
from store.messages import order as text_order
from store.models import Message
from store.safe_contact import safe_contact
from store.vault.columns import MESSAGE_WORDS, row_of

LEASE = timedelta(seconds=14)
DOUBTFUL_LEASE = timedelta(seconds=29)
"""How long a claimed text belongs to its worker: longer than the carrier is given to answer, short enough that a
killed worker's text is taken up within 30 seconds.

One request may take 11 s; after doubt there are three, two look-ups first (`workers.context`)."""
IN_DANGER = "team_now"
"""What the team writes to somebody in danger: hours bind it when it is asked for (`store.requests.team_call`)."""
GIVE_UP = {
    "alert": timedelta(hours=24),
    "closing": timedelta(hours=24),
    compose.BLOCKED: timedelta(hours=24),
    "offer": timedelta(minutes=30),
    "reconnect": timedelta(minutes=30),
    "relay": timedelta(minutes=30),
    "team": timedelta(hours=24),
    "invite": timedelta(hours=24),
    nobody_yet.PURPOSE: timedelta(minutes=30),
    IN_DANGER: timedelta(minutes=30),
}
GIVE_UP_OTHERS = timedelta(hours=2)
"""How old a text may get before it is no longer tried: what it says is no longer true by then.

The text of a reminder lives as long as its kind says: `Kind.late`."""
JUST_NOW = timedelta(seconds=2)
"""A reminder that was settled so short a while ago need not be asked again whether it is still true."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A text that is ours to send for the length of the lease. `to`: None where nobody is on call.

    `doubtful`: an earlier try may have gone out.
    """

    id: int
    contact_id: int | None
    to: str | None = field(repr=False)
    words: str = field(repr=False)
    purpose: str
    tries: int
    doubtful: bool
    created_at: datetime
    gives_up_at: datetime


def claim(tx: Tx, message_id: int) -> Claimed | None:
    """Take a due text for the length of the lease; None when somebody else has it or it is not to go out."""
    taken = claim_several(tx, [message_id])
    return taken[0] if taken else None


def claim_several(tx: Tx, message_ids: Sequence[int]) -> list[Claimed]:
    """As `claim`, for several at once, in the order of `message_ids`: those that are ours to send now."""
    if not tx.line.texting:
        return []
    rows = cast(Sequence[claim_rows.TextRow], tx.run(claim_rows.LOAD, {"ids": list(message_ids)}).all())
    tx.keys.load(each for row in rows for each in (row.number_sealed, row.words_sealed))
    drafts = [draft for row in rows if (draft := _draft(tx, row)) is not None]
    fresh = [draft.row.id for draft in drafts if draft.is_fresh]
    ours = set(
        tx.run(claim_rows.TAKE_FRESH, {"ids": fresh, "now": tx.now, "lease": tx.now + LEASE}).scalars()
    )
    ours |= {draft.row.id for draft in drafts if not draft.is_fresh and _take(tx, draft)}
    for draft in drafts:
        row = draft.row
        if (
            row.id in ours
            and row.session_sealed
            and row.tries == 0
            and row.contact_id
            and not draft.now_discreet
        ):
            # The text may be read any moment from here on, so the next reply answers its question.
            open_questions.put_question(tx, row.contact_id, row_of(row), row.session_sealed)
    place = {message_id: number for number, message_id in enumerate(message_ids)}
    return [
        _claimed(tx, each)
        for each in sorted(drafts, key=lambda each: place[each.row.id])
        if each.row.id in ours
    ]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A text that may go out, as they wish it by now. `now_discreet`: its words were made discreet only now."""

    row: claim_rows.TextRow
    number: str | None
    words: str
    now_discreet: bool
    changed: bool

    @property
    def is_fresh(self) -> bool:
        """Nobody tried it before, and it goes out as it was queued."""
        return self.row.state == "due" and self.row.tries == 0 and not self.changed


def _draft(tx: Tx, row: claim_rows.TextRow) -> _Draft | None:
    """The text as it would go out; None when it has to wait, or was dropped."""
    if row.opted_out_at is not None or row.unreachable_at is not None or _is_stale(tx, row):
        # Asked again at the moment of sending: a STOP, or a covered offer, may have come in between.
        _put_away(tx, row, state="dropped")
        return None
    if text_order.next_in_order(tx, row, before=True) is not None:
        return None
    if company.holds(row.company_at, tx.now) and row.purpose != IN_DANGER and row.state == "due":
        look_at = tx.now + company.LOOK_AGAIN
        _put_away(tx, row, **({"due_at": look_at} if look_at < gives_up_at(row) else {"state": "dropped"}))
        return None
    safe_now = views.safe_of(tx, row)
    if row.reminder_id is not None and tx.now - row.created_at > JUST_NOW:
        if not _still_to_be_said(tx, row, row.reminder_id):
            return None
    elif row.contact_id is not None and not _safe_to_send(tx, row, row.contact_id, safe_now):
        return None
    # A text that may have gone out already is looked up at the carrier by its words: do not change them.
    is_late = row.late_from is not None and row.late_from <= tx.now and row.state == "due"
    late_words = row.late_words_sealed if is_late else None
    number, queued = unsealed.of(tx, row, late_words)
    if not queued:
        _put_away(tx, row, state="dropped")  # its receiver, or whoever said it, was erased
        return None
    words = _as_they_wish(tx, row, safe_now, queued)
    now_discreet = row.contact_id is not None and safe_now.says_less and not row.veiled
    return _Draft(
        row, number, words, now_discreet, changed=now_discreet or late_words is not None or words != queued
    )


def _is_stale(tx: Tx, row: claim_rows.TextRow) -> bool:
    """Whether the text is no longer true; looked up at the moment of sending."""
    about = row.callback_id
    match row.purpose:
        case nobody_yet.PURPOSE:
            return row.alert_id is None or not nobody_yet.is_still_true(tx, row.alert_id)
        case briefing.PURPOSE | briefing.FIRST:
            whose = row.contact_id
            return about is None or whose is None or not briefing.is_theirs(tx, about, whose)
        case callbacks.AGREED:
            return about is None or not callbacks.is_agreed(tx, about)
        case callbacks.COMING:
            return about is None or not callbacks.still_rings_soon(tx, about, row.created_at)
        case "ready":
            # A question about a ring that is off by now would have an answer that does nothing.
            return about is None or not callbacks.is_open(tx, about)
    return row.offer is not None and row.offer != "open"


def _take(tx: Tx, draft: _Draft) -> bool:
    row = draft.row
    lease = DOUBTFUL_LEASE if row.state == "sending" else LEASE
    taken = {
        "message_id": row.id,
        "now": tx.now,
        "read_tries": row.tries,
        "lease": tx.now + lease,
        "words": tx.seal_as(row.words_sealed, MESSAGE_WORDS, row_of(row), draft.words)
        if draft.changed
        else row.words_sealed,
        "discreet": row.veiled or draft.now_discreet,
    }
    return tx.run(claim_rows.TAKE, taken).first() is not None


def _claimed(tx: Tx, draft: _Draft) -> Claimed:
    row = draft.row
    return Claimed(
        id=row.id,
        contact_id=row.contact_id,
        to=draft.number if row.contact_id is not None else ladder.number_of(tx, row.on_call_id),
        words=draft.words,
        purpose=row.purpose,
        tries=row.tries + 1,
        doubtful=row.state == "sending",
        created_at=row.created_at,
        gives_up_at=gives_up_at(row),
    )


def _put_away(tx: Tx, row: claim_rows.TextRow, **values: Any) -> None:
    """Let the text wait, or drop it, unless another worker has claimed it."""
    tx.run(update(Message).where(claim_rows.MINE).values(**values), {"message_id": row.id, "now": tx.now})


def _safe_to_send(tx: Tx, row: claim_rows.TextRow, contact_id: int, asked: Safe) -> bool:
    """Whether it may go to them now. If not, it waits for their hours where it is still true then, or is dropped."""
    answers = row.purpose == IN_DANGER
    verdict = safe_contact.may_text(
        tx, contact_id, replace(asked, hours=None) if answers else asked, row.timezone
    )
    if verdict.allowed:
        return True
    at = verdict.not_before
    kept = at is not None and at <= gives_up_at(row)
    _put_away(tx, row, **({"due_at": at} if kept else {"state": "dropped"}))
    if row.offer_id is not None and not kept:
        offer_rows.not_delivered(tx, row.offer_id)
    return False


def _still_to_be_said(tx: Tx, row: claim_rows.TextRow, reminder_id: int) -> bool:
    """The text of a reminder has waited, for the carrier or in our own line: ask its kind whether it is still true."""
    match send_check.look_again(tx, reminder_id):
        case send_check.Drop(why):
            _put_away(tx, row, state="dropped")
            send_check.drop(tx, reminder_id, why)
            return False
        case send_check.Wait(until):
            _put_away(tx, row, due_at=until)
            return False
    return True


def _as_they_wish(tx: Tx, row: claim_rows.TextRow, asked: Safe, words: str) -> str:
    """The words as the receiver wants them by now: discreet, or with another name for the line."""
    if row.contact_id is None:
        return words
    if asked.says_less and not row.veiled:
        language = row.language or tx.line.language
        to = Listener(tx.line, language, False, tx.now, row.timezone, asked.cover, True)
        return render("veiled", to)
    return words.replace(tx.line.name, asked.cover) if asked.cover else words


def gives_up_at(row: claim_rows.TextRow) -> datetime:
    """Until when a text is tried: as the kind of its reminder says, else by its purpose."""
    if row.reminder_kind is not None and row.planned_at is not None:
        last = send_check.last_moment(row.reminder_kind, row.planned_at)
        if last is not None:
            return last
    return row.created_at + GIVE_UP.get(row.purpose, GIVE_UP_OTHERS)
