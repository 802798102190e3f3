"""The consent ledger, STOP and START, and people the carrier says it cannot reach."""

from sqlalchemy import delete, insert, select, update

from flows.effects.base import AlertKind
from store.consent import other_numbers
from store.database import Tx
from store.messages import compose
from store.models import Consent, Contact, UnreadText, Volunteer
from store.reminders import reminders, schedules
from store.vault.columns import CONSENT_WORDS, new_row_key

REMINDERS = "reminders"
"""The purpose under which somebody agrees to be asked again and again how they are."""
REMINDER_CALLS = "reminder_calls"
"""And under which they agree to be rung for that, at days and an hour that were read back to them."""
UNREAD = "unread"
"""And under which they agree that the team reads short texts of theirs that the line did not understand."""
TOLD = "told"
"""And under which somebody agrees to be told when another person does not answer."""


def record(tx: Tx, contact_id: int, *, purpose: str, action: str, words: str, source: str) -> None:
    """One line in the ledger."""
    row = new_row_key()
    tx.run(
        insert(Consent).values(
            row_key=row,
            contact_id=contact_id,
            purpose=purpose,
            action=action,
            words_sealed=tx.seal(CONSENT_WORDS, row, words, whose=contact_id),
            source=source,
            at=tx.now,
        )
    )


def introduce(tx: Tx, contact_id: int, words: str, source: str) -> None:
    """Record that they were told who we are, what it costs, STOP and HELP."""
    tx.run(
        update(Contact)
        .where(Contact.id == contact_id, Contact.introduced_at.is_(None))
        .values(introduced_at=tx.now)
    )
    record(tx, contact_id, purpose="texts", action="informed", words=words, source=source)


def tell_policy(tx: Tx, contact_id: int, policy: str, words: str, source: str) -> None:
    """Record that they were told whether the line ever calls emergency services."""
    tx.run(update(Contact).where(Contact.id == contact_id).values(policy_told=policy))
    record(tx, contact_id, purpose="policy", action="informed", words=words, source=source)


def opt_out(tx: Tx, contact_id: int, words: str, source: str) -> None:
    """No more texts to this person, and a volunteer is off duty. `store.effects.contacts` calls off what is open."""
    tx.run(
        update(Contact)
        .where(Contact.id == contact_id, Contact.opted_out_at.is_(None))
        .values(opted_out_at=tx.now)
    )
    tx.run(update(Volunteer).where(Volunteer.contact_id == contact_id).values(on_duty=False, duty_until=None))
    compose.drop_unsent(tx, contact_id)
    reminders.drop_all(tx, contact_id, why="opted out")
    if schedules.end(tx, contact_id, "opted out"):
        # START alone does not bring them back: they ask for them anew, or not.
        record(tx, contact_id, purpose=REMINDERS, action="withdrawn", words=words, source=source)
        no_more_calls(tx, contact_id, words, source)
    other_numbers.opted_out(tx, contact_id)
    no_more_reading(tx, contact_id, words, source)
    record(tx, contact_id, purpose="texts", action="withdrawn", words=words, source=source)


def opt_in(tx: Tx, contact_id: int, words: str, source: str) -> None:
    """Texts again, by their own words."""
    back = {"opted_out_at": None, "unreachable_at": None, "landline_at": None}
    tx.run(update(Contact).where(Contact.id == contact_id).values(**back))
    record(tx, contact_id, purpose="texts", action="given", words=words, source=source)


def no_more_calls(tx: Tx, contact_id: int, words: str, source: str) -> bool:
    """No more rings that ask how they are, where they had agreed to them. False: they had not."""
    if not agreed(tx, contact_id, REMINDER_CALLS):
        return False
    record(tx, contact_id, purpose=REMINDER_CALLS, action="withdrawn", words=words, source=source)
    return True


def no_more_reading(tx: Tx, contact_id: int, words: str, source: str) -> bool:
    """Delete what the team could read of what was not understood of them. False: they had not agreed to it."""
    tx.run(delete(UnreadText).where(UnreadText.contact_id == contact_id))
    if not agreed(tx, contact_id, UNREAD):
        return False
    record(tx, contact_id, purpose=UNREAD, action="withdrawn", words=words, source=source)
    return True


def agreed(tx: Tx, contact_id: int, purpose: str) -> bool:
    """Whether their last word on this purpose, in the ledger, is that they want it."""
    said = select(Consent.action).where(Consent.contact_id == contact_id, Consent.purpose == purpose)
    return bool(tx.run(said.order_by(Consent.id.desc()).limit(1)).scalar() == "given")


def has_texted(tx: Tx, contact_id: int) -> bool:
    """Whether they have ever texted us and been told who we are."""
    return tx.run(select(Contact.introduced_at).where(Contact.id == contact_id)).scalar() is not None


def landline(tx: Tx, contact_id: int) -> None:
    """A number that takes calls but no texts: none is sent any more, calls go on, and a coordinator is told once."""
    marked = tx.run(
        update(Contact)
        .where(Contact.id == contact_id, Contact.landline_at.is_(None))
        .values(landline_at=tx.now)
    )
    if marked.rowcount:
        compose.raise_alert(tx, AlertKind.LANDLINE, contact_id=contact_id)


def unreachable(tx: Tx, contact_id: int) -> None:
    """The carrier will never deliver to this number: stop trying, and tell a coordinator once."""
    marked = tx.run(
        update(Contact)
        .where(Contact.id == contact_id, Contact.unreachable_at.is_(None))
        .values(unreachable_at=tx.now)
    )
    if marked.rowcount:
        compose.raise_alert(tx, AlertKind.UNREACHABLE, contact_id=contact_id)
