"""LISTEN: somebody who writes hears the volunteer's voice for five minutes, unheard themselves (docs/adr/0052).

Both say yes first, the participant of their own accord. A no of either, in any words, keeps both phones silent.
"""

from datetime import datetime, timedelta
from typing import Final

from flows.effects.listening import AnswerListening, AskToListen, StopListening
from flows.effects.relay import TOLD_OTHERWISE, PassOn
from flows.effects.requests import KeepWish
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, Session, Turn, act, settle
from flows.person import CallbackView
from flows.requests.call import rather_write
from flows.requests.ready import called
from flows.rules.meaning.listen_words import Wish, what_they_want
from flows.rules.refusal import refusal
from flows.rules.refusal.kinds import About
from flows.rules.refusal.refusal_words import says_no
from flows.states import CallbackState

listen = Flow("listen", keywords=("LISTEN",), rings=True, to_the_letter=True)

STAY_OPEN: Final = ("listen.offer", "listen.still")
"""Questions that a participant may answer while they write, exactly; all else goes on to the volunteer."""
ASKED_AT: Final = "asked_at"
ANSWERED_WITHIN: Final = timedelta(minutes=10)
VOLUNTEER_ASKED: Final = "listen.asked"
_ABOUT_A_CALL: Final = (About.CALL, About.COMPANY)
"""What is a no even in the middle of listening: a plain "no" may answer what the volunteer has just asked aloud."""
_SHORT: Final = 6
"""A volunteer's no has at most so many words; with more, it is said to the other one."""


def _asked(what: Wish) -> Act:
    return act(
        AskToListen(what),
        asked="listen.asked_talk" if what == "talk" else "listen.asked_listen",
        coming="listen.coming",
        already="listen.already",
        limit="listen.limit",
        no_calls="trial.no_calls",
        outside_safe="trial.outside_safe",
        over="writing.over",
        none="writing.over",
    )


@listen.start
def ask(s: Scene) -> Move:
    """LISTEN alone: while they write, the volunteer is asked. Before a call it is told to whoever takes it."""
    mine = s.person.callback
    if mine is None:
        return Ask("listen.write_first", yes=write, no=leave, optional=True)
    if mine.kind == "call":
        told = act(
            KeepWish("listens", "yes"),
            kept="listen.kept",
            kept_too="listen.kept",
            rare="listen.kept",
            late="listen.late",
            none="callback.none",
            silent=("topic", "no_topic"),  # those are of a topic they name
        )
        return End(told)
    if mine.state is not CallbackState.CONNECTED:
        return End("listen.once_writing")
    return End(_asked("listen"))


@listen.step
def offer(s: Scene) -> Move:
    """They ask in their own words: say what it would be, and ask nobody before they choose."""
    mine = s.person.callback
    question = Phrase("listen.choose", {"peer": called(s, mine.peer if mine is not None else None)})
    when = {ASKED_AT: s.now.isoformat()}
    return Ask(question, listens=listens, talks=talks, no=keep_writing, optional=True, learned=when)


@listen.step
def listens(s: Scene) -> Move:
    """Just listen."""
    return End(_asked("listen"))


@listen.step
def talks(s: Scene) -> Move:
    """Talk at once, with the same volunteer."""
    return End(_asked("talk"))


@listen.step
def keep_writing(s: Scene) -> Move:
    """Neither: they go on writing."""
    mine = s.person.callback
    return End(Phrase("listen.left", {"peer": called(s, mine.peer if mine is not None else None)}))


@listen.step
def still(s: Scene) -> Move:
    """The volunteer said yes late: is it still wanted?"""
    mine = s.person.callback
    question = Phrase("listen.still", {"peer": called(s, mine.peer if mine is not None else None)})
    return Ask(
        question, yes=still_yes, no=still_no, optional=True, learned={"what": s.answers.get("what", "")}
    )


@listen.step
def still_yes(s: Scene) -> Move:
    """Still wanted."""
    return End(_asked("talk" if s.answers.get("what") == "talk" else "listen"))


@listen.step
def still_no(s: Scene) -> Move:
    """No longer."""
    return End(stopped())


@listen.step
def write(s: Scene) -> Move:
    """Somebody who writes with nobody yet: writing comes first."""
    return End(rather_write())


@listen.step
def leave(s: Scene) -> Move:
    """Not now."""
    return End("listen.not_now")


@listen.step
def asked(s: Scene) -> Move:
    """The volunteer is asked: ring both, or keep writing. `code` and `what` stand among the answers."""
    wording = "heard.ask_talk" if s.answers.get("what") == "talk" else "heard.ask_listen"
    question = Phrase(wording, {"code": s.answers["code"]})
    return Ask(question, yes=agree, no=decline, optional=True)


def _answered(s: Scene, *, yes: bool) -> Act:
    return act(
        AnswerListening(s.answers["code"], yes),
        coming="heard.coming",
        asking_them="heard.asking",
        not_now="heard.not_now",
        kept="heard.kept",
        called_off="heard.off",
        over="writing.over_peer",
        none="writing.over_peer",
    )


@listen.step
def agree(s: Scene) -> Move:
    """The volunteer says yes."""
    return End(_answered(s, yes=True))


@listen.step
def decline(s: Scene) -> Move:
    """The volunteer would rather keep writing. The participant hears that it is not about them."""
    return End(_answered(s, yes=False))


def stopped(*, by_volunteer: bool = False, quietly: bool = False) -> Act:
    """Keep both phones silent, and say that the writing goes on. `quietly`: somebody else may read the answer."""
    if quietly:
        off = StopListening(company=True)
        return act(off, stopped="callback.quiet", over="callback.quiet", none="callback.quiet")
    said = "heard.stopped" if by_volunteer else "listen.stopped"
    over = "writing.over_peer" if by_volunteer else "writing.over"
    return act(StopListening(by_volunteer), stopped=said, over=over, none=over)


def from_participant(s: Scene, mine: CallbackView) -> Turn | None:
    """The answer to a participant who writes: their no, or their wish in their own words. None: it is neither.

    Their words reach the volunteer all the same, who may have asked them something.
    """
    words = act(
        PassOn(s.given.strip()),
        silent=(*TOLD_OTHERWISE, "offered", "goodbye"),
        masked="writing.masked",
        over="writing.over",
        none="writing.over",
        gone="writing.peer_gone",
        not_now="writing.not_now",
    )
    if mine.listening:
        said = refusal.read(s.given)
        quietly = said is not None and said.about is About.COMPANY
        return Turn((words, stopped(quietly=quietly))) if _refuses(s.given, said, mine) else None
    if what_they_want(s.given) is None:
        return None
    turn = settle(offer, s)
    return Turn((words, *turn.said), turn.effects, turn.session)


def is_old(s: Scene, session: Session) -> bool:
    """Whether they have written on for so long that a "1" is no answer to this question any more."""
    asked_at = session.answers.get(ASKED_AT)
    return asked_at is not None and s.now - datetime.fromisoformat(asked_at) > ANSWERED_WITHIN


def _refuses(given: str, said: refusal.Refusal | None, mine: CallbackView) -> bool:
    if mine.listening == "on":
        return said is not None and said.about in _ABOUT_A_CALL
    return said is not None or refusal.begins_with_no(given) or says_no(given)


def from_volunteer(s: Scene, theirs: CallbackView) -> Turn | None:
    """A volunteer's short no while a call is asked for or rings; None where it is said to the other one."""
    if theirs.listening != "asked" or len(s.given.split()) > _SHORT:
        return None
    said = refusal.read(s.given)
    no = said is not None or refusal.begins_with_no(s.given) or says_no(s.given)
    return Turn((stopped(by_volunteer=True),)) if no else None
