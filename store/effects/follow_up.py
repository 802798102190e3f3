"""After a talk."""

from flows.effects import follow_up as e
from flows.effects.base import Effect, Outcome
from store import decisions
from store.callbacks import callbacks, follow_up, peer_wishes
from store.database import Tx
from store.effects.base import DONE, Applied, Apply, for_contacts, for_volunteers
from store.reconnect import reconnect
from store.requests import after_refusal
from store.requests import call as requests


@for_contacts
def _rate(tx: Tx, done: Applied, effect: e.RateTalk) -> Outcome:
    return follow_up.rate(tx, done.contact_id, effect.callback_id, effect.rating)


@for_contacts
def _choose(tx: Tx, done: Applied, effect: e.ChoosePeer) -> Outcome:
    return follow_up.choose_peer(tx, done.contact_id, effect.callback_id, effect.whom)


@for_contacts
def _wish(tx: Tx, done: Applied, effect: e.WishForPeer) -> Outcome:
    return peer_wishes.say(tx, done.contact_id, effect.whom)


@for_contacts
def _look_up(tx: Tx, done: Applied, _: e.LookUpTalk) -> Outcome:
    return reconnect.look_up(tx, done.known)


@for_volunteers
def _again(tx: Tx, done: Applied, effect: e.WantAgain) -> Outcome:
    return follow_up.want_again(tx, done.volunteer_id, effect.code)


@for_contacts
def _reconnect(tx: Tx, done: Applied, effect: e.Reconnect) -> Outcome:
    if (
        done.channel == "text"
        and done.known.volunteer_id is None
        and after_refusal.stands(tx, done.contact_id)
    ):
        return Outcome("not_free", {})  # another call is asked for then, and a code with it
    return reconnect.reconnect(tx, done.known, effect.code)


@for_contacts
def _leave(tx: Tx, done: Applied, effect: e.LeaveIt) -> Outcome:
    reconnect.decline(tx, done.contact_id, effect.callback_id)
    return DONE


@for_contacts
def _another(tx: Tx, done: Applied, _: e.AnotherPeer) -> Outcome:
    old = reconnect.last_talk_of(tx, done.known)
    hold = done.channel == "text" and after_refusal.stands(tx, done.contact_id)
    outcome = requests.request(tx, done.known, None, counts=old is None, hold=hold)
    made = callbacks.lock_open(tx, done.contact_id)
    if old is not None and made is not None and outcome.name != "already":
        callbacks.change(tx, made.id, reconnect_of=old.id)
        decisions.note(tx, made.id, "reconnect", "another peer in place of the one cut off")
    return outcome


APPLY: dict[type[Effect], Apply] = {
    e.RateTalk: _rate,
    e.ChoosePeer: _choose,
    e.WishForPeer: _wish,
    e.LookUpTalk: _look_up,
    e.WantAgain: _again,
    e.Reconnect: _reconnect,
    e.LeaveIt: _leave,
    e.AnotherPeer: _another,
}
