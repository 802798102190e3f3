"""What a volunteer reports, and words of theirs that wait."""

from flows.effects import danger_reports as e
from flows.effects.base import Effect, Outcome
from store.coordinators import danger_reports
from store.database import Tx
from store.effects.base import Applied, Apply, for_volunteers
from store.effects.contacts import CHANNEL_WORDS
from store.relay import held_words


@for_volunteers
def _report(tx: Tx, done: Applied, effect: e.ReportDanger) -> Outcome:
    channel = CHANNEL_WORDS[done.channel]
    return danger_reports.report(tx, done.volunteer_id, effect, peer=done.known.handle or "", channel=channel)


@for_volunteers
def _hold(tx: Tx, done: Applied, effect: e.HoldWords) -> Outcome:
    held_words.hold(tx, done.contact_id, effect.code)
    return Outcome("held", {"code": effect.code})


@for_volunteers
def _forget(tx: Tx, done: Applied, effect: e.ForgetHeld) -> Outcome:
    held_words.forget(tx, done.contact_id)
    return Outcome("forgotten", {})


APPLY: dict[type[Effect], Apply] = {e.ReportDanger: _report, e.HoldWords: _hold, e.ForgetHeld: _forget}
