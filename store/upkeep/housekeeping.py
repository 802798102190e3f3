"""Work that may wait a minute: ending duty and pauses, telling alerts again, finding stuck rows, old questions."""

from datetime import timedelta

from sqlalchemy import and_, delete, update

from store.accounts import drafts, sessions
from store.alerts import closing as closed_alerts
from store.alerts import drill, escalation
from store.audit import chain
from store.consent import other_numbers
from store.contacts import last_heard
from store.coordinators import team
from store.database import Tx
from store.models import Conversation
from store.outreach import blocks, reveals
from store.people import sealed
from store.proof import tries
from store.reminders import schedules
from store.rota import pause, shift_patterns, swaps, time_off
from store.safe_contact import undo
from store.staffing import gap_forecast
from store.unread import unread_texts
from store.upkeep import heartbeats, stuck, told_words
from store.volunteers import roster


def tidy(tx: Tx) -> None:
    """Tell coordinators what waits for them; forget open questions past their time, and calls that ended a day ago."""
    roster.end_duty_by_itself(tx)
    pause.end_by_itself(tx)
    escalation.adopt(tx)
    drill.end_old(tx)
    stuck.tell(tx)
    gap_forecast.look(tx)
    other_numbers.forget(tx)
    team.forget(tx)
    blocks.forget(tx)
    reveals.forget(tx)
    unread_texts.forget(tx)
    closed_alerts.forget(tx)
    schedules.mend(tx)
    time_off.there_again(tx)
    time_off.open_paused_shifts(tx)
    shift_patterns.expand_all(tx)
    swaps.lapse(tx)
    heartbeats.forget_old(tx.connection)
    told_words.forget(tx)
    tries.forget(tx)
    sessions.forget(tx)
    drafts.forget(tx)
    undo.forget(tx)
    last_heard.mend(tx)
    sealed.forget(tx)
    if (cut := chain.cut_old(tx.connection, tx.now)) is not None:
        tx.actions.append(cut)
    chain.log_last(tx.connection, tx.now)
    stale = and_(Conversation.expires_at <= tx.now, Conversation.session_sealed.is_not(None))
    tx.run(update(Conversation).where(stale).values(session_sealed=None))
    long_over = and_(Conversation.channel == "voice", Conversation.expires_at <= tx.now - timedelta(days=1))
    tx.run(delete(Conversation).where(long_over))
