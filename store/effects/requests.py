"""What a participant does with a callback."""

from dataclasses import replace

from flows.effects import requests as e
from flows.effects.base import Effect, Outcome
from flows.states import CallbackState
from flows.wording import Span
from store.callbacks import callbacks, refusal, told_words, wishes
from store.calls import talk_now
from store.checkins import rings as checkin_rings
from store.consent import ground_rules
from store.contacts import contacts
from store.database import Tx
from store.effects.base import Applied, Apply, for_contacts
from store.requests import after_refusal, moment, ready, timezone, trial
from store.requests import call as requests
from store.safe_contact import safe_contact

_BOOKED = ("arranged", "nobody", "nobody_until", "by_text", "at", "by_text_at", "hoped")


@for_contacts
def _request(tx: Tx, done: Applied, effect: e.RequestCallback) -> Outcome:
    to_ask = timezone.to_ask(tx, done.known, effect.wanted)
    how = {"by_text": effect.by_text, "may_ring": effect.may_ring}
    how["hold"] = not effect.by_text and _wants_code(tx, done, proven=effect.proven)
    outcome = requests.request(tx, done.known, effect.mood, done.call_sid, wanted=effect.wanted, **how)
    if outcome.name not in _BOOKED:
        return outcome
    # What is asked in the same breath depends on what was booked.
    mine = contacts.by_id(tx, done.contact_id, lock=False).person.callback
    done.known = replace(done.known, person=replace(done.known.person, callback=mine, zone_to_ask=to_ask))
    if done.known.person.safe.they_contact:
        return replace(outcome, then=("safe.you_start",))
    in_writing = mine is not None and mine.kind == "text"
    rules = ground_rules.for_booking(tx, done.contact_id, done.channel, in_writing=in_writing)
    hint = ("safe.hint",) if safe_contact.is_first_callback(tx, done.contact_id) else ()
    return replace(outcome, then=(*rules, *hint))


@for_contacts
def _cancel(tx: Tx, done: Applied, effect: e.CancelCallback) -> Outcome:
    return requests.cancel(tx, done.contact_id)


@for_contacts
def _move(tx: Tx, done: Applied, effect: e.MoveCallback) -> Outcome:
    if _waits_for_their_word(tx, done, effect):
        return _woken(tx, done)
    to_ask = timezone.to_ask(tx, done.known, effect.wanted) if done.channel == "text" else None
    outcome = requests.move(tx, done.contact_id, effect.wanted)
    mine = callbacks.lock_open(tx, done.contact_id) if outcome.name in ("moved", "soon") else None
    if mine is not None and mine.kind == "call" and _wants_code(tx, done):
        return after_refusal.hold(tx, mine)
    if outcome.name == "moved" and done.known.person.safe.they_contact:
        outcome = replace(outcome, then=("safe.you_start",))
    if outcome.name != "moved" or to_ask is None:
        return outcome
    done.known = replace(done.known, person=replace(done.known.person, zone_to_ask=to_ask))
    return replace(outcome, name="moved_zone")


def _waits_for_their_word(tx: Tx, done: Applied, effect: e.MoveCallback) -> bool:
    """Whether they say "now" to a request that waits for their word, and not for an hour of theirs."""
    mine = callbacks.lock_open(tx, done.contact_id) if effect.wanted.at <= tx.now else None
    if mine is None or mine.ready_asked_at is None or mine.state == CallbackState.CONNECTED:
        return False
    return mine.not_before is None or mine.not_before <= tx.now


def _woken(tx: Tx, done: Applied) -> Outcome:
    """The request goes on: the volunteer who has it is rung, or somebody is looked for."""
    mine = callbacks.lock_open(tx, done.contact_id)
    if mine is None:
        return Outcome("none", {})
    if mine.kind == "call" and _wants_code(tx, done):
        return after_refusal.ON_HOLD
    said = ready.say_ready(tx, done.contact_id)
    stands = callbacks.lock(tx, mine.id)
    if said.name == "at":
        at = stands.retry_at or stands.promised_by
        return Outcome("moved", {"when": Span(at, max(at, stands.promised_by))})
    return Outcome("soon", {"by": stands.promised_by})


def _talk_now(tx: Tx, done: Applied, effect: e.TalkNow) -> Outcome:
    outcome, done.leg = talk_now.talk_now(tx, done.known, effect.mood, done.call_sid or "")
    if done.leg is None or done.known.contact_id is None:
        return outcome
    rules = ground_rules.for_booking(tx, done.known.contact_id, done.channel, in_writing=False)
    return replace(outcome, then=rules)


@for_contacts
def _set_zone(tx: Tx, done: Applied, effect: e.SetZone) -> Outcome:
    outcome = timezone.set_to(tx, done.contact_id, effect.zone, done.known.language)
    person = replace(done.known.person, zone=effect.zone, zone_to_ask=None)
    done.known = replace(done.known, zone=effect.zone, person=person)
    return outcome


@for_contacts
def _keep_wish(tx: Tx, done: Applied, effect: e.KeepWish) -> Outcome:
    kept = wishes.keep(tx, done.contact_id, effect.what, effect.value)
    if effect.what in ("words", "question", "topic") and kept.name in ("kept", "topic", "no_topic"):
        # The filed text has the same words, and goes when they go.
        callback_id, _ = told_words.request_or_talk(tx, done.contact_id)
        known = told_words.know_who_sees_it(tx, done.contact_id, callback_id)
        said = "waiting" if effect.names_mine and not known else None
        told_words.add(tx, done.contact_id, callback_id, sid=done.text_sid, said=said)
        if effect.names_mine and known:
            return replace(kept, name="kept_too")
    return kept


@for_contacts
def _look_up_peers(tx: Tx, done: Applied, effect: e.LookUpPeers) -> Outcome:
    found = wishes.peers(tx, done.contact_id)
    done.known = replace(done.known, person=replace(done.known.person, peers=found))
    return Outcome("found", {})


@for_contacts
def _say_ready(tx: Tx, done: Applied, effect: e.SayReady) -> Outcome:
    mine = callbacks.lock_open(tx, done.contact_id)
    if mine is not None and mine.kind == "call" and _wants_code(tx, done):
        return after_refusal.ON_HOLD
    return ready.say_ready(tx, done.contact_id)


@for_contacts
def _prefer_text(tx: Tx, done: Applied, effect: e.PreferText) -> Outcome:
    preferred = ready.prefer_text(tx, done.contact_id)
    rest = ground_rules.before_talk(tx, done.contact_id) if preferred.name == "switched" else ()
    ground_rules.were_told(tx, done.contact_id, rest, done.channel)
    return replace(preferred, then=rest)


@for_contacts
def _ring_on_trial(tx: Tx, done: Applied, effect: e.RingOnTrial) -> Outcome:
    if _wants_code(tx, done):
        return Outcome("silenced", {})
    return trial.ring(tx, done.known)


@for_contacts
def _wait_moment(tx: Tx, done: Applied, effect: e.WaitMoment) -> Outcome:
    return moment.wait(tx, done.contact_id, effect.minutes)


@for_contacts
def _silence(tx: Tx, done: Applied, effect: e.SilenceCallback) -> Outcome:
    silenced = refusal.silence(tx, done.contact_id, rings_only=effect.rings_only)
    checkin_rings.refused(tx, done.contact_id, done.channel, for_good=silenced.name == "none")
    return silenced


def _wants_code(tx: Tx, done: Applied, *, proven: bool = False) -> bool:
    """Whether this would make a phone ring that SAFE kept silent until today, and only texts say otherwise."""
    if done.channel == "text" and not proven:
        return after_refusal.stands(tx, done.contact_id)
    after_refusal.lift(tx, done.contact_id)
    return False


APPLY: dict[type[Effect], Apply] = {
    e.RequestCallback: _request,
    e.CancelCallback: _cancel,
    e.MoveCallback: _move,
    e.TalkNow: _talk_now,
    e.SetZone: _set_zone,
    e.KeepWish: _keep_wish,
    e.LookUpPeers: _look_up_peers,
    e.SayReady: _say_ready,
    e.PreferText: _prefer_text,
    e.SilenceCallback: _silence,
    e.WaitMoment: _wait_moment,
    e.RingOnTrial: _ring_on_trial,
}
