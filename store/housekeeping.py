"""What may wait: duty that ends by itself, questions nobody answered, calls long over."""

from datetime import timedelta

from sqlalchemy import and_, delete, update

from store import roster
from store.database import Tx
from store.models import Conversation


def tidy(tx: Tx) -> None:
    """Forget open questions past their time, and conversations of calls that ended a day ago."""
    roster.end_duty_by_itself(tx)
    stale = and_(Conversation.expires_at <= tx.now, Conversation.session_sealed.is_not(None))
    tx.run(update(Conversation).where(stale).values(session_sealed=None))
    long_over = and_(Conversation.channel == "voice", Conversation.expires_at <= tx.now - timedelta(days=1))
    tx.run(delete(Conversation).where(long_over))
