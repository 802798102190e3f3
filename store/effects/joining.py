"""Becoming a volunteer, and what the line knows of one."""

from dataclasses import replace

from flows.effects import joining as e
from flows.effects.base import Effect, Outcome
from store.database import Tx
from store.effects.base import NONE, Applied, Apply, by_text, for_volunteers
from store.joining import join, leaving


@for_volunteers
def _join(tx: Tx, done: Applied, effect: e.JoinAsVolunteer) -> Outcome:
    if leaving.come_back(tx, done.contact_id, done.volunteer_id, done.channel):
        return Outcome("back", {})
    return join.go_on(tx, done.contact_id, done.volunteer_id, done.channel)


@for_volunteers
def _leave(tx: Tx, done: Applied, effect: e.LeaveVolunteers) -> Outcome:
    if not leaving.leave(tx, done.contact_id, done.volunteer_id, source=done.channel):
        return NONE
    tx.record("leave", done.known.handle or "", by=by_text(done))
    return Outcome("left", {})


@for_volunteers
def _accept(tx: Tx, done: Applied, effect: e.AcceptRule) -> Outcome:
    return join.accept(tx, done.contact_id, done.volunteer_id, effect.rule, done.channel)


@for_volunteers
def _decline(tx: Tx, done: Applied, effect: e.DeclineRule) -> Outcome:
    return join.decline(tx, done.contact_id, effect.rule, done.channel)


@for_volunteers
def _look_up(tx: Tx, done: Applied, effect: e.LookUpProfile) -> Outcome:
    to = done.known.listener(tx, aloud=done.channel == "voice")
    found = join.profile(tx, done.volunteer_id, to)
    done.known = replace(done.known, person=replace(done.known.person, profile=found))
    return Outcome("found", {})


@for_volunteers
def _keep(tx: Tx, done: Applied, effect: e.KeepProfile) -> Outcome:
    join.keep(tx, done.volunteer_id, effect.what, effect.value)
    return Outcome("kept", {})


APPLY: dict[type[Effect], Apply] = {
    e.JoinAsVolunteer: _join,
    e.LeaveVolunteers: _leave,
    e.AcceptRule: _accept,
    e.DeclineRule: _decline,
    e.LookUpProfile: _look_up,
    e.KeepProfile: _keep,
}
