"""The rows of texts that are about to go out: read with whom they go to, and taken in one statement."""

from datetime import datetime
from typing import TYPE_CHECKING, cast

from sqlalchemy import and_, bindparam, func, select, update

from store.contacts import views
from store.contacts.rows import SafeColumns
from store.database import Tx
from store.models import Contact, Message, Offer, Reminder, SafeContact

_M, _C, _O, _R = Message.__table__.c, Contact.__table__.c, Offer.__table__.c, Reminder.__table__.c
_UNSENT = _M.state.in_(("due", "sending"))
LOAD = (
    select(
        *_M,
        _C.handle,
        _C.number_sealed,
        _C.opted_out_at,
        _C.unreachable_at,
        _C.company_at,
        _O.state.label("offer"),
        _C.language,
        _C.timezone,
        _R.id.label("reminder_id"),
        _R.kind.label("reminder_kind"),
        func.coalesce(_R.was_due_at, _R.due_at).label("planned_at"),
        *views.SAFE_COLUMNS,
    )
    .select_from(
        Message.__table__.outerjoin(Contact.__table__, _C.id == _M.contact_id)
        .outerjoin(Offer.__table__, _O.id == _M.offer_id)
        .outerjoin(Reminder.__table__, _R.message_id == _M.id)
        .outerjoin(SafeContact.__table__, SafeContact.__table__.c.contact_id == _M.contact_id)
    )
    .where(_M.id.in_(bindparam("ids", expanding=True)))
    # Everybody claims in one order, so two workers that claim several texts never wait for each other.
    .order_by(_M.contact_id, _M.id)
)
_CLAIMABLE = and_(_UNSENT, _M.due_at <= bindparam("now"))
MINE = and_(_M.id == bindparam("message_id"), _CLAIMABLE)
TAKE = (
    update(Message)
    .where(MINE, _M.tries == bindparam("read_tries"))
    .values(
        state="sending",
        due_at=bindparam("lease"),
        tries=_M.tries + 1,
        words_sealed=bindparam("words"),
        veiled=bindparam("discreet"),
    )
    .returning(_M.id)
)
TAKE_FRESH = (
    update(Message)
    .where(_M.id.in_(bindparam("ids", expanding=True)), _CLAIMABLE, _M.tries == 0)
    .values(state="sending", due_at=bindparam("lease"), tries=1)
    .returning(_M.id)
)


if TYPE_CHECKING:

    class TextRow(Message, SafeColumns):
        """A text with whom it goes to, the state of the offer it carries, and the reminder that it is the text of."""

        handle: str
        number_sealed: str | None
        opted_out_at: datetime | None
        unreachable_at: datetime | None
        company_at: datetime | None
        offer: str | None
        language: str | None
        timezone: str | None
        reminder_id: int | None
        reminder_kind: str | None
        planned_at: datetime | None

else:
    TextRow = Message


def load(tx: Tx, message_id: int) -> TextRow:
    """A text's row, with whom it goes to and what it is about."""
    return cast(TextRow, tx.run(LOAD, {"ids": [message_id]}).one())
