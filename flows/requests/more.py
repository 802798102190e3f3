"""MORE: what the peer should know. One question a text, each answer kept at once, so that stopping loses nothing."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from flows.effects.requests import KeepWish, LookUpPeers
from flows.engine import Again, Collect, End, Flow, Move, Phrase, Said, Scene, Step, act
from flows.rules.matching.wishes import LONGEST_WORDS, MOST_CHOSEN, label
from flows.states import CallbackState

more = Flow("more", keywords=("MORE",))

_ONLY_NUMBERS = re.compile(r"[\d\s,.;&+]+(?:(?:and|or|y|o|e)[\d\s,.;&+]+)*")
_NEVER = ("kept_too", "topic", "no_topic")
"""Outcomes of words that are answered by themselves."""
_SAME, _LISTED = "called_before", "listed"


@more.start
def begin(s: Scene) -> Move:
    """MORE, while a callback is open."""
    mine = s.person.callback
    if mine is None:
        return End("callback.none")
    if mine.state is CallbackState.CONNECTED:
        return End("status.by_text_connected" if mine.kind == "text" else "callback.talking")
    return End(act(LookUpPeers(), leads={"found": about.name}, none="callback.none"))


@more.step
def about(s: Scene) -> Move:
    """What about: the experiences the line offers, as numbered, or their own words."""
    peers = s.person.peers
    if peers is None:
        return End(act(LookUpPeers(), leads={"found": about.name}, none="callback.none"))
    learned = {_SAME: "yes" if peers.called_before else "no", _LISTED: " ".join(peers.experiences)}
    if not peers.experiences:
        return Collect("wish.about_own", then=about_words, skip=about_skipped, learned=learned, optional=True)
    keys = {slug: str(number) for number, slug in enumerate(peers.experiences, 1)}
    listed = ", ".join(f"{number} {label(slug)}" for slug, number in keys.items())
    return Collect(
        Phrase("wish.about_several" if len(keys) > 1 else "wish.about", {"choices": listed}),
        then=about_words,
        to=dict.fromkeys(keys, about_chosen),
        keys=keys,
        learned=learned,
        skip=about_skipped,
        optional=True,
    )


@more.step
def about_chosen(s: Scene) -> Move:
    """One of the list as they were given it."""
    return _length(_keep("about", s.answers["about"]))


@more.step
def about_words(s: Scene) -> Move:
    """Words of their own."""
    if s.person.callback is None:
        return End("callback.none")
    said = s.answers.get(about_words.name, "")
    if not said:
        return _length()  # BACK: their words are kept with the callback, and no longer in the question
    if _ONLY_NUMBERS.fullmatch(said.strip().casefold()):
        several = _several(said, s.answers.get(_LISTED, "").split())
        return _length(_keep("about", " ".join(several))) if several else Again("wish.about_unread")
    return _length(*_free_text("words", said))


def _several(said: str, listed: Sequence[str]) -> list[str]:
    """What "1 3" or "1 and 3" means by the list as it was put; none where one is not on it, or they are too many."""
    places = list(dict.fromkeys(int(number) - 1 for number in re.findall(r"\d+", said)))
    there = len(places) <= MOST_CHOSEN and all(0 <= at < len(listed) for at in places)
    return [listed[at] for at in places] if there else []


@more.step
def about_skipped(s: Scene) -> Move:
    """They would rather not say."""
    return _length()


def _length(*kept: Said) -> Move:
    lengths = {"5": five, "15": fifteen, "30": thirty}
    return Collect("wish.length", *kept, then=unread, to=lengths, skip=length_skipped, optional=True)


@more.step
def unread(s: Scene) -> Move:
    """Neither a number we gave them nor SKIP."""
    return Again("wish.unread") if s.person.callback else End("callback.none")


def _step(name: str, run: Callable[[Scene], Move], what: str) -> Step:
    run.__name__, run.__doc__ = name, what
    return more.step(run)


five = _step("five", lambda s: _question(_keep("minutes", 5)), "Five minutes.")
fifteen = _step("fifteen", lambda s: _question(_keep("minutes", 15)), "A quarter of an hour.")
thirty = _step("thirty", lambda s: _question(_keep("minutes", 30)), "Half an hour.")
length_skipped = _step("length_skipped", lambda s: _question(), "No matter how long.")


def _question(*kept: Said) -> Move:
    also = {"listen": listening, "skip": question_skipped}
    return Collect("wish.question", *kept, then=question_words, to=also, optional=True)


@more.step
def question_words(s: Scene) -> Move:
    """A particular question, seen by nobody before a peer takes the callback, and never said back."""
    if s.person.callback is None:
        return End("callback.none")
    said = s.answers.get(question_words.name, "")
    return _who(s, *_free_text("question", said)) if said else _who(s)


@more.step
def listening(s: Scene) -> Move:
    """They would rather listen than talk."""
    return _who(s, _keep("listens", "yes"))


@more.step
def question_skipped(s: Scene) -> Move:
    """No question."""
    return _who(s)


def _who(s: Scene, *kept: Said) -> Move:
    who = {"anyone": anyone, "woman": woman, "man": man}
    if s.answers.get(_SAME) == "yes":
        to = {**who, "same": same}
        return Collect("wish.who_again", *kept, then=unread, to=to, skip=who_skipped, optional=True)
    return Collect("wish.who", *kept, then=unread, to=who, skip=who_skipped, optional=True)


def _with(who: str) -> Callable[[Scene], Move]:
    kept = act(
        KeepWish("who", who),
        rare="wish.rare",
        late="wish.late",
        none="callback.none",
        silent=("kept", *_NEVER),
    )
    return lambda s: End(kept, "wish.done") if s.person.callback else End("callback.none")


anyone = _step("anyone", _with("anyone"), "Whoever can.")
woman = _step("woman", _with("woman"), "A woman, and nobody else is asked.")
man = _step("man", _with("man"), "A man, and nobody else is asked.")
same = _step("same", _with("same"), "The same person as last time, if they can.")
who_skipped = _step("who_skipped", lambda s: End("wish.done"), "Nothing said about whom.")


CONFIDED: Final = (about_words.name, question_words.name)
"""Answers that a question does not keep: they are kept with the callback, from which they go in time."""


def _keep(what: str, value: str | int) -> Said:
    return act(KeepWish(what, value), none="callback.none", silent=("kept", "rare", "late", *_NEVER))


def _free_text(what: str, said: str) -> tuple[Said, ...]:
    said = said.strip()
    kept = _keep(what, said[:LONGEST_WORDS])
    return (kept, Phrase("wish.cut", {"count": LONGEST_WORDS})) if len(said) > LONGEST_WORDS else (kept,)
