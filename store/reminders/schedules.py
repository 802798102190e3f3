"""Who is asked how they are, on which days, at what time of their own clock. Of a plan, one time is always to come."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any, Final, cast

from sqlalchemy import Select, delete, exists, insert, select, update

from flows.rules.matching.availability import is_paused, pause_ends_at
from flows.rules.times import schedules
from flows.rules.times.recurring import Recurring, occurrences, weekly_rule
from store.database import Tx
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
    """Its weekdays, 0 for Monday."""
    return tuple(_BYDAY.index(day) for day in plan.recurs.partition("BYDAY=")[2].split(","))


def at(plan: ReminderPlan) -> time:
    """Its time of day."""
    return time.fromisoformat(plan.at)


def set_to(tx: Tx, contact_id: int, on: tuple[int, ...], hour: time, zone: str) -> bool:
    """On these weekdays at this time there, from now on. False: one stood already, and was changed."""
    values = {"recurs": weekly_rule(on), "at": hour.strftime("%H:%M"), "timezone": zone}
    if change(tx, contact_id, **values, paused_at=None, paused_until=None) is not None:
        return False
    made = insert(ReminderPlan).values(contact_id=contact_id, kind=CHECKIN, created_at=tx.now, **values)
    plan_next(tx, by_id(tx, int(tx.run(made.returning(_P.id)).scalar_one())))
    return True


def pause(tx: Tx, contact_id: int, until: datetime | None) -> ReminderPlan | None:
    """Peace until then, or until they say; it goes on by itself. Gives the plan; None when they have none."""
    return change(tx, contact_id, paused_at=tx.now, paused_until=until)


def resume(tx: Tx, contact_id: int) -> ReminderPlan | None:
    """The peace is over. Gives the plan; None when they have none."""
    return change(tx, contact_id, paused_at=None, paused_until=None)


def move(tx: Tx, contact_id: int, zone: str) -> bool:
    """The same days and hours, on the clocks of another zone. False: they have no plan."""
    return change(tx, contact_id, timezone=zone) is not None


def end(tx: Tx, contact_id: int, why: str) -> bool:
    """No more of them, and nothing follows one that was sent. False: there was none."""
    plan = _lock(tx, contact_id)
    if plan is None:
        return False
    tx.run(update(ReminderPlan).where(_P.id == plan.id).values(ended_at=tx.now))
    reminders.call_off(tx, CHECKIN, plan.id, why=why)
    # What follows one that was sent stands under the id of that one, perhaps for somebody else.
    sent = select(_R.id).where(_R.contact_id == contact_id, _R.kind == CHECKIN)
    reminders.drop_due(tx, _R.kind.in_(AFTERWARDS) & _R.about_id.in_(sent), why)
    return True


def after_missed(tx: Tx, contact_id: int, what: str, other_number_id: int | None = None) -> bool:
    """What follows one that stays unanswered: none, call, or tell (that number). False: they have no plan."""
    mine = update(ReminderPlan).where(_P.contact_id == contact_id, _P.kind == CHECKIN, _P.ended_at.is_(None))
    return bool(tx.run(mine.values(after_missed=what, other_number_id=other_number_id)).rowcount)


def nobody_to_tell(tx: Tx, other_number_id: int) -> None:
    """That number is no longer told of anything."""
    theirs = update(ReminderPlan).where(_P.other_number_id == other_number_id, _P.after_missed == "tell")
    tx.run(theirs.values(after_missed="none", other_number_id=None))


def change(tx: Tx, contact_id: int, **values: Any) -> ReminderPlan | None:
    """Change their plan, and with it the one time that is to come. Gives it; None when they have none."""
    plan = _lock(tx, contact_id)
    if plan is None:
        return None
    tx.run(update(ReminderPlan).where(_P.id == plan.id).values(**values))
    changed = by_id(tx, plan.id)
    # Deleted, not dropped: a day that was only moved away from may come back.
    due = (_R.kind == CHECKIN) & (_R.about_id == plan.id) & (_R.state == "due")
    tx.run(delete(Reminder).where(due))
    plan_next(tx, changed)
    return changed


def _lock(tx: Tx, contact_id: int) -> ReminderPlan | None:
    """The plan, with nobody else changing it.

    The reminder first, as for who settles it: behind them, the next one that they planned is seen and moved as well.
    """
    plan = live(tx, contact_id)
    if plan is None:
        return None
    to_come = select(_R.id).where(_R.kind == CHECKIN, _R.about_id == plan.id, _R.state == "due")
    tx.run(to_come.with_for_update()).all()
    mine = _PLANS.where(_P.id == plan.id, _P.ended_at.is_(None))
    return cast("ReminderPlan | None", tx.run(mine.with_for_update(key_share=True)).first())


def plan_next(tx: Tx, plan: ReminderPlan) -> datetime | None:
    """See to it that the next time of a plan is to come. Gives it; None while it rests, or when it has ended."""
    if plan.ended_at is not None or (is_paused(plan, tx.now) and plan.paused_until is None):
        return None
    for day, moment in _coming(plan, tx.now):
        # What was said, or dropped, for a day is over for that day, whatever hour it is moved to.
        key = f"{CHECKIN}:{plan.id}:{day}"
        if reminders.plan(tx, CHECKIN, key, plan.contact_id, moment, about_id=plan.id):
            return moment
    return None


def next_at(tx: Tx, plan: ReminderPlan) -> datetime | None:
    """When it comes next; None while it rests."""
    to_come = select(_R.due_at).where(_R.kind == CHECKIN, _R.about_id == plan.id, _R.state == "due")
    found: datetime | None = tx.run(to_come.order_by(_R.due_at).limit(1)).scalar()
    return found


def _coming(plan: ReminderPlan, now: datetime) -> Iterator[tuple[str, datetime]]:
    after = max(now, pause_ends_at(plan) or now)
    recurring: Recurring = schedules.recurring(days(plan), at(plan), plan.timezone, after)
    for day, moment in occurrences(recurring, after, after + _AHEAD):
        yield day.isoformat(), moment


def mend(tx: Tx) -> None:
    """A safety net: a plan of which nothing is to come, though it does not rest, gets its next time."""
    to_come = exists().where(_R.kind == CHECKIN, _R.about_id == _P.id, _R.state == "due")
    rests = (_P.paused_at.is_not(None)) & (_P.paused_until.is_(None))
    for plan in tx.run(_PLANS.where(_P.ended_at.is_(None), ~rests, ~to_come).limit(100)).all():
        plan_next(tx, plan)
