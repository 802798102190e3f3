"""Counts what the line asks of a participant by itself, and says whether it may ask now.

`store.messages.prompts` asks here for every question; nothing else puts one.
"""

from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.rules.safe_contact import asking_budget as rule
from store.contacts import in_danger
from store.database import Tx
from store.models import LineQuestion

QUESTION: Final = "line_question"
"""Under which name the question's row stands among the answers of its session."""

_Q = LineQuestion.__table__.c
_LATELY = select(_Q.asked_at, _Q.answered_at).order_by(_Q.asked_at.desc()).limit(rule.LET_PASS)


def why_not(tx: Tx, contact_id: int) -> str | None:
    """Why nothing is to be asked of them by itself now; None where it may."""
    rows = tx.run(_LATELY.where(_Q.contact_id == contact_id)).all()
    lately = [rule.Asked(row.asked_at, row.answered_at is not None) for row in rows]
    danger = in_danger.spoke_of_danger(tx, contact_id, tx.now - rule.REST_AFTER_DANGER)
    return rule.why_not(lately, tx.now, danger=danger)


def take(tx: Tx, contact_id: int, step: str) -> int | None:
    """Count a question of this step; gives its row. None: it may not be asked.

    Of two workers that ask at the same moment one has the day's row.
    """
    if why_not(tx, contact_id) is not None:
        return None
    dialect = sqlite if tx.on_sqlite else postgresql
    day = tx.now.date().isoformat()
    row = {"contact_id": contact_id, "step": step, "asked_on": day, "asked_at": tx.now}
    made = dialect.insert(LineQuestion.__table__).values(**row)
    once = made.on_conflict_do_nothing(index_elements=["contact_id", "asked_on"]).returning(_Q.id)
    id: int | None = tx.run(once).scalar()
    return id


def give_back(tx: Tx, question_id: int) -> None:
    """It was not asked after all."""
    tx.run(delete(LineQuestion).where(_Q.id == question_id))


def answered(tx: Tx, question_id: str) -> None:
    """They wrote while this question was open: they did not let it pass."""
    if question_id.isdigit():
        mine = update(LineQuestion).where(_Q.id == int(question_id), _Q.answered_at.is_(None))
        tx.run(mine.values(answered_at=tx.now))
