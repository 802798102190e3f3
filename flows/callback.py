"""A callback, from the participant's side: ask for one, see where it stands, move it, call it off."""

from datetime import timedelta

from flows.effects import CancelCallback, MoveCallback, RequestCallback, TalkNow
from flows.engine import Act, Again, Ask, Channel, Collect, End, Flow, Move, Phrase, Scene, act
from flows.person import CallbackState
from flows.rules.phone import Refusal, read_callback_number, spoken

callback = Flow("callback", keywords=("CALL",))
status = Flow("status", keywords=("STATUS",), aside=True)
nevermind = Flow("nevermind", keywords=("NEVERMIND",), aside=True)
later = Flow("later", keywords=("LATER",), aside=True)
talk = Flow("talk")


def booked(mood: int | None = None, number: str | None = None) -> Act:
    """Ask for a callback and say honestly when it can come."""
    return act(
        RequestCallback(mood, number),
        arranged="callback.arranged",
        nobody="callback.nobody",
        nobody_until="callback.nobody_until",
        already="callback.already",
        not_ringable="callback.not_ringable",
    )


@callback.start
def ask(s: Scene) -> Move:
    """CALL, or key 2."""
    if s.person.callback and s.channel is Channel.VOICE:
        open_one = Phrase("callback.open", {"by": s.person.callback.promised_by})
        return Ask(open_one, keep=keep, cancel=call_off)
    return request_number(s) if s.person.withheld else End(booked())


@callback.step
def keep(s: Scene) -> Move:
    """The open callback stays."""
    by = s.person.callback.promised_by if s.person.callback else s.now
    return End(Phrase("callback.kept", {"by": by}))


@callback.step
def call_off(s: Scene) -> Move:
    """NEVERMIND, by key."""
    return End(cancelled())


def request_number(s: Scene) -> Move:
    """A withheld caller has to say which number to ring."""
    return Collect("number.ask", then=check_number)


@callback.step
def check_number(s: Scene) -> Move:
    """Read the number back, or say why it cannot be called."""
    read = read_callback_number(s.given, s.line.region, line_number=s.line.number)
    if read.number is None:
        return Again(_REFUSALS.get(read.refusal, "number.refused") if read.refusal else "number.refused")
    return Ask(Phrase("number.confirm", {"number": spoken(read.number)}), yes=book_number, no=number_again)


@callback.step
def book_number(s: Scene) -> Move:
    """The number is right."""
    keyed_in = s.answers.get(check_number.name, "")
    read = read_callback_number(keyed_in, s.line.region, line_number=s.line.number)
    given = s.answers.get("mood", "")
    return End(booked(int(given) if given.isdigit() else None, read.number))


@callback.step
def number_again(s: Scene) -> Move:
    """The number was wrong."""
    return request_number(s)


_REFUSALS = {
    Refusal.emergency: "number.refused_emergency",
    Refusal.foreign_region: "number.refused_foreign",
    Refusal.premium: "number.refused_premium",
    Refusal.shared_cost: "number.refused_premium",
    Refusal.special: "number.refused_premium",
    Refusal.own_line: "number.refused_own",
}


@talk.start
def now(s: Scene) -> Move:
    """Key 3: ring a free peer directly, or make it a callback."""
    return End(
        act(
            TalkNow(),
            leads={"nobody_free": instead.name},
            ringing="talk.wait",
            nobody_free="talk.nobody",
            already="callback.already",
        )
    )


@talk.step
def instead(s: Scene) -> Move:
    """Nobody could be reached at once: it becomes a callback."""
    return request_number(s) if s.person.withheld else End(booked())


@status.start
def where(s: Scene) -> Move:
    """Where my callback stands: no names, no numbers."""
    mine = s.person.callback
    if mine is None:
        held = s.person.volunteer.holding if s.person.volunteer else None
        return End(Phrase("status.holding", {"code": held.code})) if held else End("callback.none")
    if mine.retry_at and mine.retry_at > s.now:
        return End(Phrase("status.retry", {"at": mine.retry_at}))
    if mine.promised_by < s.now and mine.state in (CallbackState.WAITING, CallbackState.OFFERED):
        return End(Phrase("status.late", {"by": mine.promised_by}))
    named = {CallbackState.OFFERED: "waiting"}.get(mine.state, mine.state.value)
    return End(Phrase(f"status.{named}", {"by": mine.promised_by}))


def cancelled() -> Act:
    """Call the callback off, wherever it stands."""
    return act(
        CancelCallback(), cancelled="callback.cancelled", talking="callback.talking", none="callback.none"
    )


@nevermind.start
def off(s: Scene) -> Move:
    """NEVERMIND: no reason asked."""
    return End(cancelled())


@later.start
def when(s: Scene) -> Move:
    """LATER: to when?"""
    if s.person.callback is None:
        return End("callback.none")
    return Ask("later.when", hour=move, three=move, tomorrow=move)


@later.step
def move(s: Scene) -> Move:
    """Move it by that much."""
    by = {"hour": 1, "three": 3, "tomorrow": 24}[s.answers["when"]]
    return End(
        act(
            MoveCallback(timedelta(hours=by)),
            moved="later.moved",
            talking="callback.talking",
            none="callback.none",
        )
    )
