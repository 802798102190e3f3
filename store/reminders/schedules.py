"""Plans of check-ins: on which days, and at what time on their own clock, somebody is asked how they are.

Of every plan that is not paused or ended, the next reminder is always planned."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any, Final, cast

from sqlalchemy import Select, delete, exists, insert, select, update

from flows.rules.matching.availability import is_paused, pause_ends_at
from flows.rules.times import schedules
from flows.rules.times.recurring import Recurring, occurrences, weekly_rule
from store.database import Tx
from store.line_rings import rows as line_rings
from store.models import Reminder, ReminderPlan
from store.reminders import reminders

CHECKIN: Final = "checkin"
"""The kind of plan, and of its reminders."""
AFTERWARDS: Final = ("missed_checkin", "missed_call", "missed_tell")
"""The kinds of what follows one that stayed unanswered."""
_AHEAD: Final = timedelta(days=60)
_BYDAY: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_P, _R = ReminderPlan.__table__.c, Reminder.__table__.c
_PLANS = select(ReminderPlan.__table__)


def live(tx: Tx, contact_id: int) -> ReminderPlan | None:
    """Their plan; None when they have none."""
    return cast("ReminderPlan | None", tx.run(_live(contact_id)).first())


def the_live_one(tx: Tx, contact_id: int) -> ReminderPlan:
    """Their plan, where they are known to have one. Raises NoResultFound where they have none."""
    return cast(ReminderPlan, tx.run(_live(contact_id)).one())


def _live(contact_id: int) -> Select[Any]:
    return _PLANS.where(_P.contact_id == contact_id, _P.kind == CHECKIN, _P.ended_at.is_(None))


def by_id(tx: Tx, plan_id: int | None) -> ReminderPlan:
    """A plan, ended or not. Raises NoResultFound where there is none."""
    return cast(ReminderPlan, tx.run(_PLANS.where(_P.id == plan_id)).one())


def had_one(tx: Tx, contact_id: int) -> bool:
    """Whether they ever set one."""
    return bool(tx.run(select(exists().where(_P.contact_id == contact_id))).scalar())


def days(plan: ReminderPlan) -> tuple[int, ...]:
    """The weekdays of a plan, 0 for Monday."""
    return tuple(_BYDAY.index(day) for day in plan.recurs.partition("BYDAY=")[2].split(","))


def at(plan: ReminderPlan) -> time:
    """The time of day of a plan."""
    return time.fromisoformat(plan.at)


def set_to(tx: Tx, contact_id: int, on: tuple[int, ...], hour: time, zone: str) -> bool:
    """Plan check-ins on these weekdays, at this time in that zone. False: they had a plan, which was changed."""
    values = {"recurs": weekly_rule(on), "at": hour.strftime("%H:%M"), "timezone": zone}
    if change(tx, contact_id, **values, paused_at=None, paused_until=None, calls_missed=0) is not None:
        return False
    made = insert(ReminderPlan).values(contact_id=contact_id, kind=CHECKIN, created_at=tx.now, **values)
    plan_next(tx, by_id(tx, int(tx.run(made.returning(_P.id)).scalar_one())))
    return True


def pause(tx: Tx, contact_id: int, until: datetime | None) -> ReminderPlan | None:
    """Pause the plan until then (it goes on by itself), or until they say. Gives the plan; None when they have none."""
    return change(tx, contact_id, paused_at=tx.now, paused_until=until)


def resume(tx: Tx, contact_id: int) -> ReminderPlan | None:
    """End the pause. Gives the plan; None when they have none."""
    return change(tx, contact_id, paused_at=None, paused_until=None, calls_missed=0)


def move(tx: Tx, contact_id: int, zone: str) -> bool:
    """Keep the days and the hour, on the clocks of another zone. False: they have no plan."""
    return change(tx, contact_id, timezone=zone) is not None


def end(tx: Tx, contact_id: int, why: str) -> bool:
    """End their plan, and what would follow a check-in already sent. False: they have no plan."""
    plan = _lock(tx, contact_id)
    if plan is None:
        return False
    tx.run(update(ReminderPlan).where(_P.id == plan.id).values(ended_at=tx.now))
    reminders.call_off(tx, CHECKIN, plan.id, why=why)
    line_rings.call_off(tx, contact_id, line_rings.CHECKIN)
    # What follows a check-in already sent is about that check-in's row, and may go to somebody else.
    sent = select(_R.id).where(_R.contact_id == contact_id, _R.kind == CHECKIN)
    reminders.drop_due(tx, _R.kind.in_(AFTERWARDS) & _R.about_id.in_(sent), why)
    return True


def after_missed(tx: Tx, contact_id: int, what: str, other_number_id: int | None = None) -> bool:
    """Set what follows a missed check-in: none, call, or tell (that number). False: they have no plan."""
    mine = update(ReminderPlan).where(_P.contact_id == contact_id, _P.kind == CHECKIN, _P.ended_at.is_(None))
    return bool(tx.run(mine.values(after_missed=what, other_number_id=other_number_id)).rowcount)


def nobody_to_tell(tx: Tx, other_number_id: int) -> None:
    """Tell that number of no missed check-in any more."""
    theirs = update(ReminderPlan).where(_P.other_number_id == other_number_id, _P.after_missed == "tell")
    tx.run(theirs.values(after_missed="none", other_number_id=None))


def change(tx: Tx, contact_id: int, **values: Any) -> ReminderPlan | None:
    """Change their plan and plan its next reminder anew. Gives the plan; None when they have none."""
    plan = _lock(tx, contact_id)
    if plan is None:
        return None
    tx.run(update(ReminderPlan).where(_P.id == plan.id).values(**values))
    changed = by_id(tx, plan.id)
    # Deleted, not dropped: a day that was only moved away from may come back.
    due = (_R.kind == CHECKIN) & (_R.about_id == plan.id) & (_R.state == "due")
    tx.run(delete(Reminder).where(due))
    line_rings.call_off(tx, contact_id, line_rings.CHECKIN)
    plan_next(tx, changed)
    return changed


def _lock(tx: Tx, contact_id: int) -> ReminderPlan | None:
    """The plan, locked.

    The reminder is locked first, as by the worker that sends it: once we have the lock, we see the next reminder that
    the worker planned, and move it as well.
    """
    plan = live(tx, contact_id)
    if plan is None:
        return None
    to_come = select(_R.id).where(_R.kind == CHECKIN, _R.about_id == plan.id, _R.state == "due")
    tx.run(to_come.with_for_update()).all()
    mine = _PLANS.where(_P.id == plan.id, _P.ended_at.is_(None))
    return cast("ReminderPlan | None", tx.run(mine.with_for_update(key_share=True)).first())


def plan_next(tx: Tx, plan: ReminderPlan) -> datetime | None:
    """Plan the next reminder of a plan. Gives its time; None while the plan is paused, or when it has ended."""
    if plan.ended_at is not None or (is_paused(plan, tx.now) and plan.paused_until is None):
        return None
    for day, moment in _coming(plan, tx.now):
        # A day whose check-in was sent or dropped gets no second one, whatever hour the plan is moved to.
        key = f"{CHECKIN}:{plan.id}:{day}"
        if reminders.plan(tx, CHECKIN, key, plan.contact_id, moment, about_id=plan.id):
            return moment
    return None


def next_at(tx: Tx, plan: ReminderPlan) -> datetime | None:
    """When the next check-in is due; None while the plan is paused."""
    to_come = select(_R.due_at).where(_R.kind == CHECKIN, _R.about_id == plan.id, _R.state == "due")
    found: datetime | None = tx.run(to_come.order_by(_R.due_at).limit(1)).scalar()
    return found


def _coming(plan: ReminderPlan, now: datetime) -> Iterator[tuple[str, datetime]]:
    after = max(now, pause_ends_at(plan) or now)
    recurring: Recurring = schedules.recurring(days(plan), at(plan), plan.timezone, after)
    for day, moment in occurrences(recurring, after, after + _AHEAD):
        yield day.isoformat(), moment


def mend(tx: Tx) -> None:
    """A safety net: plan the next reminder of every plan that has none though it is not paused."""
    to_come = exists().where(_R.kind == CHECKIN, _R.about_id == _P.id, _R.state == "due")
    rests = (_P.paused_at.is_not(None)) & (_P.paused_until.is_(None))
    for plan in tx.run(_PLANS.where(_P.ended_at.is_(None), ~rests, ~to_come).limit(100)).all():
        plan_next(tx, plan)
