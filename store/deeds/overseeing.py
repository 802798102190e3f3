"""What a coordinator asks by text. For everybody else there is nothing there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flows import effects as e
from flows.rules.segments import count
from flows.wording import render
from store import alerts, overview
from store.database import Tx
from store.deeds.base import NONE, Applied, Deed
from store.finding import NotFound, callback_called

_SEGMENTS = 2


def _for_coordinators(deed: Callable[[Tx, Applied, Any], e.Outcome]) -> Deed:
    @wraps(deed)
    def checked(tx: Tx, done: Applied, effect: Any) -> e.Outcome:
        return deed(tx, done, effect) if done.known.person.coordinator else NONE

    return checked


@_for_coordinators
def _list(tx: Tx, done: Applied, effect: e.ListCallbacks) -> e.Outcome:
    lines = [_line(tx, done, cb) for cb in overview.open_callbacks(tx)]
    if not lines:
        return NONE
    to, shown = done.known.listener(tx), len(lines)
    # What does not fit is counted: a coordinator at a phone wants the most urgent, not all.
    while True:
        said = {"items": "; ".join(lines[:shown]), "count": len(lines)}
        if shown == 1 or count(render("coordinator.open", to, said)).segments <= _SEGMENTS:
            return e.Outcome("open", said)
        shown -= 1


@_for_coordinators
def _show(tx: Tx, done: Applied, effect: e.ShowCallback) -> e.Outcome:
    try:
        cb = callback_called(tx, effect.code)
    except NotFound:
        return e.Outcome("unknown", {"code": effect.code})
    handle = overview.handle_of(tx, cb)
    return e.Outcome("shown", {"who": handle, "item": _line(tx, done, cb), "code": cb.code})


@_for_coordinators
def _acknowledge(tx: Tx, done: Applied, effect: e.Acknowledge) -> e.Outcome:
    taken = alerts.acknowledge(tx, effect.code)
    named = ", ".join(taken.open[:8])
    if taken.codes:
        return e.Outcome("taken", {"code": ", ".join(taken.codes)})
    if not taken.open:
        return NONE
    return e.Outcome("unknown" if effect.code else "which", {"code": effect.code, "codes": named})


def _line(tx: Tx, done: Applied, cb: Any) -> str:
    """A callback in a dozen words: its code, where it stands, by when, who has it."""
    peer = overview.peer(tx, cb.volunteer_id)
    said = {"code": cb.code, "by": cb.promised_by, "was": cb.promised_by, "peer": peer.name if peer else ""}
    return render(f"stands.{overview.stands(tx, cb)}", done.known.listener(tx), said)


DEEDS: dict[type[e.Effect], Deed] = {
    e.ListCallbacks: _list,
    e.ShowCallback: _show,
    e.Acknowledge: _acknowledge,
}
