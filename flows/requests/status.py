"""STATUS and NEVERMIND: where a callback stands, and calling it off."""

from dataclasses import replace

from flows.coordinators.escalation import somebody_hears
from flows.effects.follow_up import LookUpTalk
from flows.effects.requests import CancelCallback, SilenceCallback
from flows.engine import Act, End, Flow, Move, Phrase, Scene, act
from flows.person import CallbackView
from flows.rules.promises.promise import KEEP_TRYING
from flows.states import CallbackState
from flows.wording import Span

status = Flow("status", keywords=("STATUS",), aside=True)
nevermind = Flow("nevermind", keywords=("NEVERMIND",), aside=True, settles=("later", "callback"))

_IN_LINE = (CallbackState.WAITING, CallbackState.OFFERED)


@status.start
def where(s: Scene) -> Move:
    """Where my callback stands: no names, no numbers. Behind danger, who has it and the crisis line come first."""
    stands = _where(s)
    return End(*after_danger(s), *stands.said) if isinstance(stands, End) else stands


def after_danger(s: Scene) -> tuple[Phrase, ...]:
    """To somebody who spoke of danger: whether somebody on the team has it, never who, and the crisis line."""
    if not s.person.needs_ready:
        return ()
    if s.person.danger_taken_at:
        return (
            Phrase("status.danger_taken"),
        )  # whoever has it said so, also if their phone takes nothing more
    return (Phrase("status.danger_told" if somebody_hears(s) else "status.danger"),)


def _where(s: Scene) -> Move:
    mine = s.person.callback
    if mine is None:
        held = s.person.volunteer.holding if s.person.volunteer else None
        return End(Phrase("status.holding", {"code": held.code}) if held else _nothing_open())
    if mine.silenced:
        return End("status.silenced")
    closing = s.line.closed_at(s.now)
    to_come = mine.agreed_at or mine.not_before
    if closing is not None and mine.state in _IN_LINE and (to_come is None or to_come < closing.until):
        return End(Phrase("closed.booked", {"at": closing.until, "by": mine.promised_by}))
    if mine.ready_asked and mine.state in (*_IN_LINE, CallbackState.ACCEPTED):
        return End("status.your_word")
    if mine.retry_at and mine.retry_at > s.now:
        # Where their safe hours delayed it, no phone has rung yet.
        return End(Phrase("status.retry" if mine.attempts else "status.agreed", {"at": mine.retry_at}))
    if mine.state is CallbackState.ACCEPTED and mine.agreed_at and mine.agreed_at > s.now:
        return End(Phrase("status.agreed", {"at": mine.agreed_at}))
    if mine.promised_by <= s.now and mine.state in _IN_LINE:
        late = {"was": mine.promised_by, "until": mine.promised_by + KEEP_TRYING}
        return End(Phrase("status.late", late))
    return End(_stands(mine, to_come=mine.not_before is not None and mine.not_before > s.now))


def _nothing_open() -> Act:
    """Who was cut off just now looks for the person they talked with, so they hear how to go on."""
    return act(
        LookUpTalk(),
        there="status.just_ended",
        too_late="callback.none",
        nothing="callback.none",
        none="callback.none",
    )


def _stands(mine: CallbackView, *, to_come: bool) -> Phrase:
    said = {"by": mine.promised_by, "when": Span(mine.not_before or mine.promised_by, mine.promised_by)}
    in_line, taken = mine.state in _IN_LINE, mine.state is CallbackState.ACCEPTED
    if mine.kind == "text":
        stage = "" if in_line else "_accepted" if taken else "_connected"
        return Phrase(f"status.by_text{stage}{'_at' if to_come and (in_line or taken) else ''}", said)
    if to_come and (in_line or taken):
        return Phrase("status.at" if in_line else "status.accepted_at", said)
    return Phrase(f"status.{'waiting' if in_line else mine.state.value}", said)


def cancelled() -> Act:
    """Call the callback off, wherever it stands."""
    return act(
        CancelCallback(),
        cancelled="callback.cancelled",
        ended="writing.you_ended",
        talking="callback.talking",
        none="callback.none",
    )


def cancelled_on_the_phone() -> Act:
    """As `cancelled`, in a call: the line stays, with the caller's menu."""
    return replace(cancelled(), leads={"cancelled": "caller.menu", "none": "caller.menu"})


def silenced(*, rings_only: bool = False) -> Act:
    """Keep the phone silent, and say so. The words are the same whether a call was open or not.

    `rings_only`: a request to write goes on, in which nothing rings.
    """
    return act(
        SilenceCallback(rings_only),
        silenced="callback.silenced",
        cancelled="callback.silenced",
        none="callback.silenced",
        talking="callback.talking",
    )


def silenced_quietly() -> Act:
    """As `silenced`, where somebody has come in who may read or hear the answer."""
    return act(
        SilenceCallback(),
        silenced="callback.quiet",
        cancelled="callback.quiet",
        none="callback.quiet",
        talking="callback.quiet",
    )


def no_ring_yet() -> Act:
    """No phone rings, and nobody is asked, before they have said when."""
    return act(SilenceCallback(), silenced="later.nobody_calls", silent=("cancelled", "talking", "none"))


@nevermind.start
def off(s: Scene) -> Move:
    """NEVERMIND: no reason asked."""
    return End(cancelled())
