"""PASS: an alert goes to the next person on call at once; whoever knows its person hears of them no more.

The person in danger is not told: what they hear is that somebody of the team has it, and somebody else does.
"""

from datetime import timedelta

from sqlalchemy import and_, select, update

from flows.coordinators import escalation as steps
from flows.effects.base import Outcome
from store.alerts import danger_alerts, escalation, phones, spoken_alerts, telling
from store.alerts.alerts import UNDONE_WITHIN
from store.alerts.danger_alerts import DangerAlert
from store.contacts import ladder
from store.database import Tx
from store.models import Alert, Message


def pass_on(tx: Tx, by: int | None, alert: DangerAlert, *, knows: bool) -> Outcome:
    """Give it to the next. The outcomes are those of `HandOver`. `by` None: somebody in the console gives it away."""
    said: dict[str, object] = {"code": alert.code, "who": alert.handle}
    if knows and by is not None:
        phones.note(tx, alert.id, by, alert.contact_id, hidden_at=tx.now)
    following = _next(tx, by, alert)
    if following is None:
        if knows:
            _open_again(tx, alert)
        return Outcome("nobody_hidden" if knows else "nobody", said)
    _open_again(tx, alert)
    if by is not None:
        phones.note(tx, alert.id, by, alert.contact_id, passed_at=tx.now, proven_until=None)
        mine = and_(Message.alert_id == alert.id, Message.on_call_id == by, Message.state == "due")
        tx.run(update(Message).where(mine).values(state="dropped"))
        spoken_alerts.answered(tx, by, [alert.id])
    told = {"handle": alert.handle, "code": alert.code, "at": tx.now}
    telling.queue(tx, alert.contact_id, "alert.passed", alert.id, told, to=following)
    if alert.climbs:
        escalation.ring(tx, following, alert.id)
    return Outcome("hidden" if knows else "passed", said)


def following(tx: Tx, alert: DangerAlert) -> tuple[str, bool] | None:
    """Who gets it where somebody in the console passes it on, by handle, and whether they were told of it before.

    None: nobody can be told.
    """
    person = _next(tx, None, alert)
    if person is None:
        return None
    return telling.handle_of(tx, person), person in escalation.people_told(tx, [alert.id])


def take_back(tx: Tx, by: int) -> dict[str, object] | None:
    """UNDO of "I know them", where it is the last thing this phone did lately. Gives whom they hear of again."""
    hidden = phones.hidden_last(tx, by, since=tx.now - UNDONE_WITHIN)
    alert = danger_alerts.with_id(tx, hidden.alert_id) if hidden is not None else None
    if hidden is None or hidden.hidden_at is None or hidden.about_id is None or alert is None:
        return None
    later = and_(Alert.taken_by_id == by, Alert.acknowledged_at > hidden.hidden_at)
    if tx.run(select(Alert.id).where(later).limit(1)).first() is not None:
        return None
    phones.show_again(tx, hidden.about_id, by)
    return {"who": alert.handle, "code": alert.code}


def _next(tx: Tx, by: int | None, alert: DangerAlert) -> int | None:
    """The next on the ladder after this phone who can be told, round to its beginning, and has not passed it."""
    gone = {by, *phones.who_passed(tx, alert.id)}
    everybody = [each.contact_id for each in ladder.everybody(tx)]
    at = everybody.index(by) if by in everybody else -1
    can = {each.contact_id for each in ladder.on_now(tx, besides=alert.contact_id)}
    if by is None:
        # The one who gives it away may be on call too, and we cannot tell: somebody who was not told of it comes first.
        told = escalation.people_told(tx, [alert.id])
        everybody.sort(key=told.__contains__)
    return next((each for each in (*everybody[at + 1 :], *everybody[:at]) if each in can - gone), None)


def _open_again(tx: Tx, alert: DangerAlert) -> None:
    """Nobody has it until somebody takes it: from now on it climbs the ladder again."""
    goes_on = {"next_at": tx.now + steps.NEXT_AFTER} if alert.climbs else {}
    if goes_on:
        tx.run(update(Alert).where(Alert.id == alert.id).values(goes_on))
    taken = and_(Alert.id == alert.id, Alert.acknowledged_at.is_not(None))
    anew = tx.now + timedelta(microseconds=1)
    tx.run(update(Alert).where(taken).values(told_from=anew, taken_by_id=None, taken_by_account_id=None))
