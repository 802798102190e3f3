"""CALL: a participant asks for a callback. It is booked at once; details are asked afterwards, and may be left out."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from flows import said_times
from flows.contacts import unverified_caller
from flows.effects.follow_up import AnotherPeer
from flows.effects.requests import RequestCallback, Wanted
from flows.engine import Act, Again, Ask, Channel, Collect, End, Flow, Move, Phrase, Said, Scene, act
from flows.requests.details import by_key
from flows.requests.later import moved
from flows.requests.ready import readied
from flows.requests.status import cancelled, cancelled_on_the_phone, where
from flows.rules.phone import CallbackNumber, Refusal, read_callback_number, spoken
from flows.rules.times.times import Unread

callback = Flow("callback", keywords=("CALL",), argument=True, accepts=said_times.names_time, rings=True)

_BOOKED = ("arranged", "nobody", "nobody_until", "by_text", "at", "by_text_at", "hoped")
_IN_WRITING: Final = MappingProxyType({"already": "asking.write", "no_texts": "call_or_write.only_call"})


def booked(mood: int | None = None, wanted: Wanted | None = None) -> Act:
    """Ask for a callback and say honestly when it can come; what may be added is asked in the same breath."""
    return booking(RequestCallback(mood, wanted))


def booking(
    effect: RequestCallback | AnotherPeer,
    *,
    arranged: str = "callback.arranged",
    by_text: str = "asking.by_text",
    already: str = "callback.already",
    then: str = "asking.more",
    leads: Mapping[str, str] = MappingProxyType({}),
) -> Act:
    """As `booked`, for any effect that opens a callback. `then`: the step that asks what may be added or changed."""
    return act(
        effect,
        leads={**dict.fromkeys(_BOOKED, then), "after_refusal": "after_refusal.prove", **leads},
        arranged=arranged,
        nobody="callback.nobody",
        nobody_until="callback.nobody_until",
        by_text=by_text,
        at="asking.at",
        by_text_at="asking.by_text_at",
        hoped="asking.hoped",
        already=already,
        limit="asking.limit",
        blocked="blocked.until",
        blocked_for_good="blocked.for_good",
        outside_safe="asking.outside_safe",
        not_ringable="callback.not_ringable",
        closed="closed.booked",
        youth_line="age.adults",
        adults_only="age.adults_none",
        none="callback.not_ringable",
        silent=("no_texts", "after_refusal"),  # they lead on
    )


def rather_write(mood: int | None = None) -> Act:
    """Ask for a volunteer to write with. A call that they asked for before becomes one for writing."""
    return booking(RequestCallback(mood, by_text=True), already="", leads=_IN_WRITING)


def call_so_far(mood: int | None) -> Act:
    """A call is booked on a bare yes: read back, with the way to write instead. No phone rings before another yes."""
    effect = RequestCallback(mood, may_ring=False)
    return booking(effect, arranged="asking.by_phone_so_far", then="call_or_write.or_write")


def writing_so_far(mood: int | None) -> Act:
    """Writing is booked on a bare yes: read back, with the way to be called instead."""
    effect, said, then = RequestCallback(mood, by_text=True), "asking.written_so_far", "call_or_write.or_call"
    return booking(effect, by_text=said, already="", then=then, leads=_IN_WRITING)


@callback.start
def ask(s: Scene) -> Move:
    """CALL, CALL 7pm, or key 2."""
    if s.person.unverified:
        return unverified_caller.call_or_quiet.run(s)
    if s.person.callback and s.channel is Channel.VOICE:
        if not s.line.texting:
            # What a text would have told them: late, not reached, agreed for a time, on hold.
            return Ask("callback.open_keys", *_stands(s), keep=keep, time=by_key, cancel=call_off)
        open_one = Phrase("callback.open", {"by": s.person.callback.promised_by})
        return Ask(open_one, keep=keep, time=by_key, cancel=call_off)
    if s.given and s.channel is Channel.TEXT:
        return _at(s, s.given, said_times.read(s.given, s))
    if s.person.withheld:
        return request_number(s)
    missed = (Phrase("callback.we_tried", {"was": s.person.missed_at}),) if s.person.missed_at else ()
    return End(*missed, booked())


def _stands(s: Scene) -> tuple[Said, ...]:
    told = where.run(s)
    return told.said if isinstance(told, End) else ()


@callback.step
def in_sentence(s: Scene) -> Move:
    """A call at a time that stands in a sentence. Where none can be read it is booked all the same, and we ask when.

    Nothing rings before they say yes to a ring: whoever does not answer the second question still has their call.
    """
    read = said_times.find(s.given, s)
    if isinstance(read, Wanted) or s.person.callback is not None:
        return _at(s, s.given, read) if read is not Unread.NOT_A_TIME else _when()
    if read is Unread.NO_TIME_OF_DAY and (day := said_times.on_that_day(s.given, s)) is not None:
        return End(booking(RequestCallback(wanted=day), then=which_hour.name))
    once = RequestCallback(may_ring=False)
    return End(booking(once, arranged="asking.before_a_yes", then=which_time.name))


@callback.step
def which_hour(s: Scene) -> Move:
    """Booked for a day: at what time that day?"""
    day = said_times.on_that_day(s.given, s)
    if day is None:
        return _when(optional=True)
    return Collect("asking.hour", then=book_hour, optional=True, learned={"day": said_times.date_of(day, s)})


@callback.step
def which_time(s: Scene) -> Move:
    """Booked, and no phone rings before they say yes: when?"""
    return _when(optional=True)


def _when(*before: Said, optional: bool = False) -> Move:
    return Collect(
        "asking.when",
        *before,
        then=book_time,
        soon=book_now,
        evening=book_part,
        morning=book_part,
        optional=optional,
    )


def _at(s: Scene, words: str, read: Wanted | Unread) -> Move:
    """Booked for a time they said; one that cannot be read is asked for again, never taken for another."""
    if isinstance(read, Wanted):
        return End(_for(s, read))
    if read is Unread.NO_TIME_OF_DAY:
        return Collect("asking.hour", then=book_hour, learned={"day": words})
    return _when(said_times.why_not(read))


def _for(s: Scene, wanted: Wanted) -> Act:
    return moved(wanted) if s.person.callback else booked(wanted=wanted)


@callback.step
def book_time(s: Scene) -> Move:
    """A time in their own words."""
    words = s.answers[book_time.name]
    read = said_times.read(words, s)
    if isinstance(read, Wanted) or read is Unread.NO_TIME_OF_DAY:
        return _at(s, words, read)
    return Again(said_times.why_not(read))


@callback.step
def book_hour(s: Scene) -> Move:
    """The hour of the day they named."""
    read = said_times.read_on(s.answers["day"], s.answers[book_hour.name], s)
    return End(_for(s, read)) if isinstance(read, Wanted) else Again(said_times.why_not(read))


@callback.step
def book_now(s: Scene) -> Move:
    """As soon as someone can."""
    return End(readied() if s.person.callback is not None else booked())


@callback.step
def book_part(s: Scene) -> Move:
    """This evening, or tomorrow morning."""
    words = next(
        said_times.PARTS[answer] for answer in reversed([*s.answers.values()]) if answer in said_times.PARTS
    )
    return _at(s, words, said_times.read(words, s))


@callback.step
def keep(s: Scene) -> Move:
    """Keep the open callback; one that is on hold goes on."""
    if s.person.callback and s.person.callback.ready_asked:
        return End(readied())
    by = s.person.callback.promised_by if s.person.callback else s.now
    return End(Phrase("callback.kept", {"by": by}))


@callback.step
def call_off(s: Scene) -> Move:
    """NEVERMIND, by key: the line stays."""
    return End(cancelled_on_the_phone() if s.channel is Channel.VOICE else cancelled())


def request_number(s: Scene) -> Move:
    """A withheld caller has to say which number to ring."""
    return Collect("number.ask", then=check_number)


@callback.step
def check_number(s: Scene) -> Move:
    """Read the number back, or say why it cannot be called."""
    read = _read(s.given, s)
    if read.number is None:
        return Again(_REFUSALS.get(read.refusal, "number.refused") if read.refusal else "number.refused")
    return Ask(Phrase("number.confirm", {"number": spoken(read.number)}), yes=book_number, no=number_again)


def _read(digits: str, s: Scene) -> CallbackNumber:
    return read_callback_number(digits, s.line.rung, line_number=s.line.number)


@callback.step
def book_number(s: Scene) -> Move:
    """The number is right."""
    given = s.answers.get("mood", "")
    keyed_in = _read(s.answers.get(check_number.name, ""), s).number
    return End(unverified_caller.asked(int(given) if given.isdigit() else None, keyed_in))


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
