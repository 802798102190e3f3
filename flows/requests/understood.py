"""Questions put where a sentence may ask for something, but not surely enough to ring a phone or to end anything."""

from typing import Final

from flows.contacts import age
from flows.contacts.opt_out_answer import confirmation
from flows.effects.contacts import OptOut, SetLanguage
from flows.effects.requests import CancelCallback, KeepWish
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, act
from flows.requests import blocks, details
from flows.requests.call import booked, rather_write
from flows.requests.status import silenced
from flows.wording import Named

understood = Flow("understood")

LANGUAGE: Final = "language"
"""Under which name the language they asked for stands among the answers."""
WHO: Final = "who"
"""Under which name the woman or man they asked for stands among the answers, until a call is booked."""


@understood.start
def unread(s: Scene) -> Move:
    """Nothing was understood, and nothing is open: what they can choose. A plain no is taken as well."""
    if age.is_minor_here(s):
        return End(*age.welcome(s))
    if (remains := blocks.instead_of_offer(s)) is not None:
        return End(remains)
    if s.person.cannot_phone or not s.person.safe.calls:
        return Ask("understood.unread_writing", write=write, menu=menu, no=leave, optional=True)
    return Ask("understood.unread", call=call, write=write, menu=menu, no=leave, optional=True)


@understood.step
def waiting(s: Scene) -> Move:
    """Nothing was understood of somebody who has asked for a call: it stands, and a no stops it."""
    mine = s.person.callback
    if mine is not None and mine.silenced:
        return Ask("missed.on_hold", no=silence, optional=True)
    if mine is not None and mine.kind == "call" and mine.promised_by > s.now:
        return Ask(Phrase("missed.with_call", {"by": mine.promised_by}), no=silence, optional=True)
    writes = mine is not None and mine.kind == "text"
    return Ask("missed.with_writing" if writes else "missed.unknown", no=silence, optional=True)


RATHER_IN_WRITING: Final = frozenset(("answer.write_here", "answer.write_instead"))
"""The questions whether they would rather write, with no call asked for and with one."""
NOTHING_READ: Final = frozenset((unread.name, waiting.name))
"""Questions that were only put because nothing was understood: a greeting, or what they tell, is answered anew."""


@understood.step
def silence(s: Scene) -> Move:
    """They want no call after all."""
    return End(silenced())


@understood.step
def wants_call(s: Scene) -> Move:
    """They seem to ask for a call."""
    if age.is_minor_here(s):
        return End(*age.welcome(s))
    if (remains := blocks.instead_of_offer(s)) is not None:
        return End(remains)
    return Ask("understood.call", yes=call, write=write, no=leave, optional=True)


@understood.step
def in_writing(s: Scene) -> Move:
    """Somebody for whom a call is hard: offer to do it in writing."""
    if age.is_minor_here(s):
        return End(*age.welcome(s))
    if (remains := blocks.instead_of_offer(s)) is not None:
        return End(remains)
    if s.person.callback is None:
        return Ask("answer.write_here", yes=write, no=as_it_was, optional=True)
    return Ask("answer.write_instead", yes=details.write, no=as_it_was, optional=True)


@understood.step
def as_it_was(s: Scene) -> Move:
    """No: a call that they asked for stays, and nothing new is asked for."""
    mine = s.person.callback
    return End(Phrase("callback.kept", {"by": mine.promised_by}) if mine else "after.bye")


@understood.step
def in_language(s: Scene) -> Move:
    """They would like what they asked for in another language than they asked in."""
    wanted = {"wanted_language": Named(f"language.{s.answers[LANGUAGE]}")}
    return Ask(Phrase("answer.language_request", wanted), yes=asked_anew, no=as_it_was, optional=True)


@understood.step
def asked_anew(s: Scene) -> Move:
    """Ask for it anew in that language: whoever had it, or is asked for it, may not speak it."""
    mine = s.person.callback
    off = act(CancelCallback(), silent=("cancelled", "ended", "talking", "none"))
    anew = rather_write() if mine is not None and mine.kind == "text" else booked()
    return End(off, anew, do=(SetLanguage(s.answers[LANGUAGE]),))


@understood.step
def wants_no_texts(s: Scene) -> Move:
    """They seem to want no more texts."""
    return Ask("understood.stop", yes=no_texts, no=keep_texts, optional=True)


@understood.step
def call(s: Scene) -> Move:
    """A volunteer calls."""
    return End(booked(mood_of(s)), *wish(s.answers.get(WHO)))


@understood.step
def write(s: Scene) -> Move:
    """A volunteer writes with them."""
    return End(rather_write(mood_of(s)), *wish(s.answers.get(WHO)))


@understood.step
def menu(s: Scene) -> Move:
    """What they can text."""
    return End("menu")


@understood.step
def leave(s: Scene) -> Move:
    """Neither. A call that was asked for before is not to ring either."""
    return End(silenced()) if s.person.callback else End("understood.left")


@understood.step
def keep_texts(s: Scene) -> Move:
    """They do want texts: a call that they asked for stays as well."""
    return End("drop.kept")


@understood.step
def no_texts(s: Scene) -> Move:
    """They do want no more texts."""
    return End(confirmation(s), do=(OptOut(s.given),))


def wish(who: str | None) -> tuple[Act, ...]:
    """Keep with whom they would like to talk: woman, man or same; nothing where they did not say."""
    if not who:
        return ()
    return (
        act(
            KeepWish("who", who),
            kept=f"understood.{who}",
            rare="wish.rare",
            late="wish.late",
            silent=("none", "kept_too", "topic", "no_topic"),
        ),
    )


def mood_of(s: Scene) -> int | None:
    """The mood given in this conversation, None when skipped or never asked."""
    given = s.answers.get("mood", "")
    return int(given) if given.isdigit() else None
