"""What a peer texts while they write with a participant: for the participant, for the line, or we ask which."""

import re
from dataclasses import replace
from typing import Final

from flows.codes import read_code, was_hard
from flows.effects.danger_reports import ForgetHeld, HoldWords
from flows.effects.relay import TOLD_OTHERWISE, EndWriting, PassOn
from flows.effects.volunteers import BlockPair, WriteNote
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, Session, Turn, act, settle
from flows.offers import take as taking
from flows.person import CallbackView
from flows.relay import listen
from flows.rules.crisis import crisis
from flows.rules.meaning.model import likely
from flows.rules.relay.addressee import Addressed, Reader, read
from flows.rules.words import who_is_meant
from flows.rules.words.replies import clean

for_whom = Flow("for_whom")

ASKED_AGAIN = 1
"""How often the question is put again when they write on instead of answering; then the words are let go."""


@for_whom.start
def ask(s: Scene) -> Move:
    """Ask whether the words are for the participant or for the line. Nothing goes out before the answer.

    `words` and `code` stand among the answers."""
    code = s.answers["code"]
    question = Phrase("for_whom.ask", {"code": code})
    return Ask(question, them=them, line=line, optional=True, do=(HoldWords(code),))


@for_whom.step
def them(s: Scene) -> Move:
    """Pass the words on to the participant."""
    holding = s.person.volunteer.holding if s.person.volunteer else None
    if holding is None or holding.code != s.answers["code"]:
        return End("writing.over_peer", do=(ForgetHeld(),))
    return End(passed_on(s.answers["words"]), do=(ForgetHeld(),))


@for_whom.step
def line(s: Scene) -> Move:
    """Do what the words ask the line for; words that ask for nothing are kept as a note."""
    code, words = s.answers["code"], s.answers["words"]
    meant = next((each for each in map(read, words.splitlines()) if each.verb is not None), read(words))
    several = "\n" in words
    turn = carried_out(s, code, meant.verb, words if several or not meant.verb else meant.words)
    return End(*turn.said, do=(ForgetHeld(), *turn.effects))


def held_words(session: Session | None) -> str | None:
    """The words held back until their writer says whom they are for; None where there are none."""
    return (
        session.answers.get("words", "") if session is not None and session.step == "for_whom.ask" else None
    )


def hold(scene: Scene, session: Session | None, code: str, *, before: tuple[Act, ...] = ()) -> Turn:
    """Hold the text back and ask. Words that wait already are added to it: one answer is for all of them."""
    waiting = held_words(session)
    words = "\n".join(filter(None, (waiting, scene.given.strip())))
    turn = settle(ask, replace(scene, answers={"words": words, "code": code}))
    return replace(turn, said=(*before, *turn.said))


def from_peer(
    scene: Scene, theirs: CallbackView, session: Session | None, *, limited: bool, media: bool
) -> Turn | None:
    """Answer a peer's text; None where it is read as it always is.

    Where danger is open, words that may be for either are for the participant: no call for help is held back.
    """
    given, code = scene.given.strip(), theirs.code
    if (no := listen.from_volunteer(scene, theirs)) is not None:
        return replace(no, session=session)
    meant = read(given, code)
    if meant.to is Reader.THEM and _sounds_for_line(given, theirs):
        meant = Addressed(Reader.UNCLEAR, None, given)
    if meant.to is Reader.LINE:
        return _for_line(scene, code, meant, session)
    if limited:
        return Turn((Phrase("limited"),), (), session)
    if meant.to is Reader.UNCLEAR and not _cannot_wait(given, theirs, meant):
        turn = hold(scene, session, code)
        return replace(turn, said=(*turn.said, *_only_words(media)))
    addressed = read_code(given)
    words = addressed.rest if addressed.code == code else given
    said: tuple[Phrase | Act, ...] = _only_words(media or not words)
    if words:
        said = (passed_on(words), *said)
    return _writing_on(Turn(said, (), session))


def _sounds_for_line(given: str, theirs: CallbackView) -> bool:
    """Whether words that the rules take for the participant's are all but surely about them: then it is asked.

    They say "you" to nobody, and there is no danger, in which nothing is held back.
    """
    said = clean(given)
    if (
        theirs.in_danger
        or crisis.names_danger(given)
        or who_is_meant.is_second_person(said)
        or _PRAISE.search(said)
    ):
        return False
    read_as = likely(given, "volunteer", "v_writing")
    shares = zip(read_as.meanings, read_as.shares, strict=True)
    return sum(share for meaning, share in shares if meaning in _FOR_LINE) >= _ALL_BUT_SURE


_FOR_LINE: Final = frozenset(("note", "block", "done", "hard", "pass"))
_ALL_BUT_SURE: Final = 0.85
"""Of the 397 lines to participants in tests/flows/rules/relay/peers_words.tsv it asks about none."""
_PRAISE: Final = re.compile(r"\b(?:well done|bien hecho|muy bien)\b")


def _cannot_wait(given: str, theirs: CallbackView, meant: Addressed) -> bool:
    """Whether words that may be for either go out at once: there is danger, and the participant may read them."""
    if not (theirs.in_danger or crisis.names_danger(given)):
        return False
    return not meant.behind_their_back


def passed_on(words: str) -> Act:
    """A peer's words go to the participant."""
    return act(
        PassOn(words, to_them=True),
        silent=(*TOLD_OTHERWISE, "offered", "goodbye"),
        masked="writing.masked",
        over="writing.over_peer",
        gone="writing.over_peer",
        not_now="writing.not_now",
        none="writing.over_peer",
    )


def carried_out(scene: Scene, code: str, verb: str | None, words: str) -> Turn:
    """Do what a peer asks the line for in the middle of a conversation; words with it are kept as a note."""
    match verb:
        case "done":
            return _done(words)
        case "block":
            noted = (WriteNote(code, words, done=False),) if words else ()
            said = act(BlockPair(code), blocked="volunteer.blocked", none="volunteer.nothing_to_block")
            return Turn((said,), noted)
        case "pass":
            return settle(taking.passing, replace(scene, given=f"{code} {words}"))
        case _:
            noted_as = "volunteer.noted" if verb else "for_whom.kept"
            return Turn(
                (
                    act(
                        WriteNote(code, words, done=False),
                        noted=noted_as,
                        none="offer.none",
                        silent=("done", "hard"),
                    ),
                )
            )


def _for_line(scene: Scene, code: str, meant: Addressed, session: Session | None) -> Turn | None:
    named = read_code(meant.words)
    if meant.verb is None or (named.code is not None and named.code != code):
        return None
    words = named.rest if named.code is not None else meant.words
    if clean(words) in ("please", "pls", "por favor", "porfa"):
        words = ""
    if meant.verb == "pass" and not meant.words:
        return Turn((Phrase("writing.pass_how", {"code": code}),), (), session)
    if meant.verb == "note" and not words:
        return None
    turn = carried_out(scene, code, meant.verb, words)
    if meant.verb == "note":
        return _asking_again(turn, session)
    return replace(turn, session=session if held_words(session) is None else None)


def _done(note: str) -> Turn:
    return Turn(
        (
            act(
                EndWriting(note, was_hard(note)),
                leads={"hard": "debrief.ask", "ended": "after_call.ended_by_them"},
                noted="writing.done_noted",
                hard="volunteer.rest",
                handed_back="offer.handed_back",
                none="writing.over_peer",
                over="writing.over_peer",
            ),
        )
    )


def _writing_on(turn: Turn) -> Turn:
    """They wrote on instead of answering: ask about the held words once more, then drop them and say so."""
    session = turn.session
    if session is None or held_words(session) is None:
        return turn
    code = session.answers["code"]
    if session.misses < ASKED_AGAIN:
        again = Phrase("for_whom.still", {"code": code})
        return replace(turn, said=(*turn.said, again), session=replace(session, misses=session.misses + 1))
    let_go = Phrase("for_whom.not_sent", {"code": code})
    return Turn((*turn.said, let_go), (*turn.effects, ForgetHeld()))


def _asking_again(turn: Turn, session: Session | None) -> Turn:
    said = (
        (*turn.said, session.question)
        if session is not None and held_words(session) is not None
        else turn.said
    )
    return replace(turn, said=said, session=session)


def _only_words(said: bool) -> tuple[Phrase, ...]:
    return (Phrase("writing.only_words"),) if said else ()
