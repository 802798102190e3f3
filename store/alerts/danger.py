"""Alerts about words of danger: each person has at most one open, and their later words join it (docs/adr/0032).

CRISIS takes the place of an open CHECK of the same person and is told at once. After a coordinator's
ACK the person's new words join the alert for a day, and that coordinator is told of words of crisis. Where the ACK is
more than an hour old, new words of crisis climb the ladder again until there is a new ACK (`store.alerts.escalation`).
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.effects.base import AlertKind
from flows.wording import Named
from store.alerts import escalation
from store.alerts.telling import ALERT, EASED, code_of, handle_of, is_open, queue, told_since
from store.contacts import in_danger, ladder, same_person
from store.database import RaceLost, Tx
from store.messages import compose
from store.models import Alert, Callback, Message

JOINS_FOR = timedelta(hours=24)
"""How long after an ACK their words still belong to the alert that was taken."""
MORE_EVERY = timedelta(minutes=10)
"""How often whoever has an alert hears of more words."""
AT_HAND = timedelta(hours=1)
"""How long after an ACK we take it that whoever gave it is there. Later they may be asleep."""
CHECK_AGAIN = timedelta(hours=24)
"""Where nobody takes an alert, words that a person should look at are told again after this long."""
BY_GRAVITY = (AlertKind.CRISIS, AlertKind.CHECK)


def of_call(sid: str) -> str:
    """The person behind a call without a number: each call may be somebody else's."""
    return f"call {sid}"


def of_sender(tx: Tx, sender: str) -> str:
    """The person behind a sender that is no telephone: a short code, a name."""
    return f"sender {tx.vault.hash(sender)}"


def tell(
    tx: Tx,
    kind: AlertKind,
    *,
    contact_id: int | None = None,
    callback_id: int | None = None,
    whose: str | None = None,
    wording: str | None = None,
    news: bool = True,
    **params: Any,
) -> None:
    """Tell the coordinator of danger to a person, or let it join what they were told of them.

    `contact_id`: whom it is about, not who said it. `whose`: who they are where there is no contact. `wording`: what
    the kind's own words do not say ("their peer hands them over"); such news is always told at once, unless it is not
    `news`: then it joins as any other words do.
    """
    if kind is AlertKind.CRISIS and contact_id is not None:
        _drop_block_texts(tx, contact_id)
    whose = whose or _known_by(contact_id, callback_id)
    said: dict[str, Any] = {"handle": handle_of(tx, contact_id), "at": tx.now, **params}
    code = tx.run(select(Callback.code).where(Callback.id == callback_id)).scalar() if callback_id else None
    alert = _alert_to_join(tx, whose, kind)
    if alert is None:
        about = {"contact_id": contact_id, "callback_id": callback_id}
        alert_id = _raise(tx, kind, whose, about)
        if alert_id is None:
            raise RaceLost  # somebody else has just raised it: what we do depends on what they told
        said["code"] = code or f"A{alert_id}"
        words = wording or f"alert.{kind.value}"
        if kind is AlertKind.CRISIS:
            escalation.begin(tx, alert_id, contact_id, words, said)
        else:
            queue(tx, contact_id, words, alert_id, said, to=_first(tx, contact_id))
        return
    # The text is filed under the callback, so that its timeline shows it, though the alert is the person's.
    said |= {"code": code or code_of(tx, alert), "callback_id": callback_id}
    _join(tx, alert, kind)
    if alert.kind == AlertKind.CRISIS and kind is AlertKind.CRISIS:
        _tell_more(tx, alert, wording, said, news=news and wording is not None)
    elif alert.acknowledged_at is None:
        _tell_once_a_day(tx, alert, said)


def _drop_block_texts(tx: Tx, contact_id: int) -> None:
    """Nobody in danger is texted that volunteers are kept from them: for a day they are not."""
    for phone in same_person.phones(tx).get(contact_id, (contact_id,)):
        compose.drop_unsent(tx, phone, purpose=compose.BLOCKED)


def tell_eased(tx: Tx, whose: str, channel: Named) -> None:
    """Tell that somebody says it is better, if an alert about their words of crisis stands. It changes nothing else."""
    alert = _find(tx, whose, (AlertKind.CRISIS,))
    if alert is None:
        return
    told = and_(
        Message.alert_id == alert.id, Message.purpose == EASED, Message.created_at > tx.now - MORE_EVERY
    )
    if tx.run(select(Message.id).where(told).limit(1)).first() is not None:
        return
    nobody_has_it = alert.acknowledged_at is None or told_since(alert) > alert.acknowledged_at
    said: dict[str, Any] = {
        "handle": handle_of(tx, alert.contact_id),
        "code": code_of(tx, alert),
        "channel": channel,
        "at": tx.now,
    }
    wording = "alert.eased_open" if nobody_has_it else "alert.eased"
    queue(tx, alert.contact_id, wording, alert.id, said, to=_who_looks(tx, alert), purpose=EASED)


def answer_blocked(tx: Tx, contact_id: int | None) -> None:
    """The crisis answer did not reach them. Told once while that alert is open, and for a day after its ACK."""
    kind = AlertKind.CRISIS_ANSWER_BLOCKED
    whose = in_danger.of_contact(contact_id) if contact_id is not None else "nobody we can text"
    if _find(tx, whose, (kind,)) is not None:
        return
    alert_id = _raise(tx, kind, whose, {"contact_id": contact_id})
    if alert_id is not None:
        said: dict[str, Any] = {"handle": handle_of(tx, contact_id), "code": f"A{alert_id}", "at": tx.now}
        crisis = _find(tx, whose, (AlertKind.CRISIS,))
        if crisis is None:
            escalation.begin(tx, alert_id, contact_id, f"alert.{kind.value}", said)
        else:
            to = _who_looks(tx, crisis)
            queue(tx, contact_id, f"alert.{kind.value}", alert_id, said, to=to)


def _known_by(contact_id: int | None, callback_id: int | None) -> str | None:
    if contact_id is not None:
        return in_danger.of_contact(contact_id)
    return f"callback {callback_id}" if callback_id is not None else None


def _alert_to_join(tx: Tx, whose: str | None, kind: AlertKind) -> Alert | None:
    """The alert that words of this kind join, locked: never a CHECK for words of crisis."""
    return _find(tx, whose, BY_GRAVITY[: BY_GRAVITY.index(kind) + 1])


def _find(tx: Tx, whose: str | None, kinds: tuple[AlertKind, ...]) -> Alert | None:
    if whose is None:
        return None
    names = [kind.value for kind in kinds]
    stands = or_(Alert.acknowledged_at.is_(None), Alert.acknowledged_at > tx.now - JOINS_FOR)
    open_still = and_(Alert.joined_id.is_(None), Alert.closed_at.is_(None), stands)
    theirs = and_(Alert.whose == whose, Alert.kind.in_(names), open_still)
    # "crisis" after "check" in the alphabet: the graver first.
    found = select(Alert.__table__).where(theirs).order_by(Alert.kind.desc(), Alert.id.desc())
    return cast("Alert | None", tx.run(found.limit(1).with_for_update(key_share=True)).first())


def _raise(tx: Tx, kind: AlertKind, whose: str | None, about: Mapping[str, Any]) -> int | None:
    """File the alert; None where another transaction has just filed the same. A CRISIS takes over their open CHECK."""
    dialect = sqlite if tx.on_sqlite else postgresql
    crisis_at = tx.now if kind is AlertKind.CRISIS else None
    row = {
        "kind": kind.value,
        "whose": whose,
        "at": tx.now,
        "last_at": tx.now,
        "crisis_at": crisis_at,
        **about,
    }
    made = dialect.insert(Alert).values(row).on_conflict_do_nothing().returning(Alert.id)
    alert_id: int | None = tx.run(made).scalar()
    if alert_id is not None and kind is AlertKind.CRISIS and whose is not None:
        _take_the_place_of_check(tx, whose, alert_id)
    return alert_id


def _take_the_place_of_check(tx: Tx, whose: str, crisis_id: int) -> None:
    checks = and_(Alert.whose == whose, Alert.kind == AlertKind.CHECK.value, is_open(), Alert.id != crisis_id)
    ids = tx.run(update(Alert).where(checks).values(joined_id=crisis_id).returning(Alert.id)).scalars().all()
    if ids:
        unsent = and_(Message.alert_id.in_(ids), Message.state == "due")
        tx.run(update(Message).where(unsent).values(state="dropped"))


def _join(tx: Tx, alert: Alert, kind: AlertKind) -> None:
    now: dict[str, Any] = {"times": Alert.times + 1, "last_at": tx.now}
    if kind is AlertKind.CRISIS:
        now["crisis_at"] = tx.now
    tx.run(update(Alert).where(Alert.id == alert.id).values(now))


def _tell_more(tx: Tx, alert: Alert, wording: str | None, said: dict[str, Any], *, news: bool) -> None:
    """More words of crisis of somebody whose crisis was told before."""
    taken_at = alert.acknowledged_at
    own = "alert.crisis" if taken_at is None else "alert.crisis_again"
    if taken_at is None or (alert.told_from is not None and alert.told_from > taken_at):
        over = alert.next_at is None  # until then it is told again by itself
        if over or news:
            _queue(tx, alert, wording or own, said, anew=over)
    elif tx.now - taken_at > AT_HAND:
        _queue(tx, alert, wording or own, said, anew=True)
    elif news and wording is not None:
        _queue(tx, alert, wording, said)
    else:
        _tell_who_has_it(tx, alert, said)


def _tell_who_has_it(tx: Tx, alert: Alert, said: dict[str, Any]) -> None:
    """Text the coordinator who has it: at once, then every MORE_EVERY at most, about all words that came in between."""
    since = and_(
        Message.alert_id == alert.id, Message.created_at > alert.acknowledged_at, Message.purpose == ALERT
    )
    waiting = select(Message.id).where(since, Message.state == "due").limit(1)
    if tx.run(waiting).first() is not None:
        return
    last = tx.run(select(func.max(func.coalesce(Message.sent_at, Message.created_at))).where(since)).scalar()
    delay = max(timedelta(), last + MORE_EVERY - tx.now) if last is not None else timedelta()
    _queue(tx, alert, "alert.more", said, delay=delay)


def _tell_once_a_day(tx: Tx, alert: Alert, said: dict[str, Any]) -> None:
    tellings = and_(Message.alert_id == alert.id, Message.purpose == ALERT)
    last = tx.run(select(func.max(Message.created_at)).where(tellings)).scalar()
    if last is None or last <= tx.now - CHECK_AGAIN:
        _queue(tx, alert, "alert.check", said)


def _queue(
    tx: Tx,
    alert: Alert,
    wording: str,
    said: dict[str, Any],
    *,
    anew: bool = False,
    delay: timedelta = timedelta(),
) -> None:
    if anew:
        tx.run(update(Alert).where(Alert.id == alert.id).values(told_from=tx.now))
        escalation.begin(tx, alert.id, alert.contact_id, wording, said)
    else:
        queue(tx, alert.contact_id, wording, alert.id, said, to=_who_looks(tx, alert), delay=delay)


def _who_looks(tx: Tx, alert: Alert) -> int | None:
    """Who hears more about an alert: whoever has it, else the last who was told; the first where they stopped."""
    taken = alert.acknowledged_at is not None and alert.acknowledged_at >= told_since(alert)
    told = [alert.taken_by_id] if taken else reversed(escalation.people_told(tx, [alert.id]))
    can = [
        each.contact_id
        for each in ladder.everybody(tx)
        if not each.stopped and each.contact_id != alert.contact_id
    ]
    return next((person for person in told if person in can), None) or _first(tx, alert.contact_id)


def _first(tx: Tx, contact_id: int | None) -> int | None:
    to = ladder.first(tx, besides=contact_id)
    return to.contact_id if to is not None else None
