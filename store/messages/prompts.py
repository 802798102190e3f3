"""Questions that the line asks first, by text: run a step, queue its words; the question is open once they are sent."""

from collections.abc import Mapping
from datetime import timedelta

from flows import front_door
from flows.engine import Act, Channel, Scene
from flows.rules.safe_contact.allowed import ANY_TIME
from flows.rules.safe_contact.asking_budget import counts
from flows.wording import Named
from store.contacts import asking_budget, contacts, views
from store.database import Tx
from store.messages import compose
from store.models import Callback


def put(
    tx: Tx,
    contact_id: int,
    step: str,
    *,
    purpose: str = "notice",
    answers: Mapping[str, str] | None = None,
    callback_id: int | None = None,
    delay: timedelta = timedelta(),
    booked: bool = False,
) -> int | None:
    """Text the question that `step` asks; the reply goes on from there. `answers`: what the step may look at.

    `delay`: how long it waits before it is sent. `booked`: they set it up themselves, whatever the step says of that.

    None when this person cannot be texted, or when the line asks by itself and has asked enough
    (`flows.rules.safe_contact.asking_budget`). The step may only say phrases and ask; it may have no effects.
    """
    given, counted = dict(answers or {}), None
    if counts(step) and not booked:
        counted = asking_budget.take(tx, contact_id, step)
        if counted is None:
            return None
        given[asking_budget.QUESTION] = str(counted)
    put = _put(tx, contact_id, step, given, purpose, callback_id, delay)
    if put is None and counted is not None:
        asking_budget.give_back(tx, counted)
    return put


def _put(
    tx: Tx,
    contact_id: int,
    step: str,
    answers: Mapping[str, str],
    purpose: str,
    callback_id: int | None,
    delay: timedelta,
) -> int | None:
    known = contacts.by_id(tx, contact_id, lock=False)
    scene = Scene(tx.now, tx.line, known.person, Channel.TEXT, answers)
    turn = front_door.lead_on(step, scene)
    said = [part for part in turn.said if not isinstance(part, Act)]
    if turn.effects or len(said) != len(turn.said):
        raise TypeError(f"{step} wants something done before it was sent")
    return compose.queue_said(
        tx, contact_id, purpose, said, session=turn.session, delay=delay, callback_id=callback_id
    )


def peer_name(tx: Tx, cb: Callback) -> object:
    """What a participant may call the volunteer who has their callback: the name they chose, or "a volunteer".

    "Someone" for whoever wants few words, or has a name for us to go by: somebody else may read their texts.
    """
    safe = contacts.listening(tx, cb.contact_id).safe if cb.contact_id is not None else ANY_TIME
    if safe.discreet or safe.cover is not None:
        return Named("name.someone")
    known = views.name_for_participants(tx, cb.volunteer_id) if cb.volunteer_id is not None else None
    return known or Named("name.a_volunteer")
