"""What a participant may add once a callback is booked. The callback comes without it as well."""

from typing import Final

from flows import said_times
from flows.contacts import zone
from flows.effects.requests import KeepWish, PreferText, Wanted
from flows.engine import Ask, Channel, End, Flow, Move, Phrase, Scene, act
from flows.requests import later
from flows.requests import more as wishing
from flows.requests.later import moved
from flows.requests.status import cancelled, cancelled_on_the_phone
from flows.rules.matching.topic_words import asks_for_somebody
from flows.rules.matching.wishes import LONGEST_WORDS
from flows.rules.words import drinking

asking = Flow("asking")

_LENGTHS = {"short": 5, "usual": 15, "long": 30}


@asking.start
def more(s: Scene) -> Move:
    """Asked together with the booking: anything they should know first? By key: another time, or how long."""
    mine = s.person.callback
    if mine is None:
        return End()
    if s.channel is Channel.VOICE and mine.kind == "text":
        return Ask("asking.aloud_text", optional=True, time=by_key, off=call_off)
    if s.channel is Channel.VOICE:
        return Ask("asking.aloud", optional=True, time=by_key, off=call_off, length=how_long)
    if s.person.zone_to_ask is not None:
        return zone.ask_after(s)
    # The choices of earlier versions are taken as words: "another time", "write instead". What they tell is no choice:
    # `flows.reading.thought.adding` leads it to `tell`.
    if mine.kind == "text":
        return Ask("asking.more_text", optional=True, time=later.not_now, more=wishing.begin, tell=tell)
    return Ask("asking.more", optional=True, time=later.not_now, more=wishing.begin, write=write, tell=tell)


SOMEBODY: Final = "somebody"
"""Under which name it stands among the answers that they ask for a person who has lived through something."""


@asking.step
def tell(s: Scene) -> Move:
    """What the volunteer should know, in their own words: kept as MORE keeps it."""
    said = s.given.strip()
    if s.person.callback is None:
        return End("callback.none")
    somebody = SOMEBODY in s.answers or asks_for_somebody(said)
    kept = act(
        KeepWish("topic" if somebody else "words", said[:LONGEST_WORDS], names_mine=not somebody),
        leads={"kept": "drinking.ways"} if drinking.says_so(said) else {},
        kept="asking.kept",
        kept_too="asking.kept_too",
        topic="asking.topic",
        no_topic="asking.no_topic",
        none="callback.none",
        silent=("rare", "late"),  # those come only of whom they would like to talk with
    )
    cut = (Phrase("wish.cut", {"count": LONGEST_WORDS}),) if len(said) > LONGEST_WORDS else ()
    return End(kept, *cut)


@asking.step
def write(s: Scene) -> Move:
    """Rather write than talk."""
    return End(
        act(
            PreferText(),
            writing="ready.writing",
            switched="ready.switched",
            already="ready.switched",
            noted="ready.switched",
            by_phone="writing.not_by_text",
            talking="callback.talking",
            none="callback.none",
        )
    )


@asking.step
def by_key(s: Scene) -> Move:
    """Another time, on the phone."""
    return _by_key()


def _by_key(*before: Phrase) -> Move:
    choices = dict.fromkeys(said_times.PARTS, at_by_key)
    return Ask("asking.by_key", *before, optional=True, to=choices)


@asking.step
def call_off(s: Scene) -> Move:
    """Neither a call nor writing, after all. A caller is led back to the menu."""
    return End(cancelled_on_the_phone() if s.channel is Channel.VOICE else cancelled())


@asking.step
def at_by_key(s: Scene) -> Move:
    """This evening, tomorrow morning, in an hour."""
    words = next(
        said_times.PARTS[answer] for answer in reversed([*s.answers.values()]) if answer in said_times.PARTS
    )
    read = said_times.read(words, s)
    return End(moved(read)) if isinstance(read, Wanted) else _by_key(said_times.why_not(read))


@asking.step
def how_long(s: Scene) -> Move:
    """How long, on the phone."""
    return Ask("asking.length", optional=True, to=dict.fromkeys(_LENGTHS, length_kept))


@asking.step
def length_kept(s: Scene) -> Move:
    """So long."""
    minutes = next(_LENGTHS[answer] for answer in reversed([*s.answers.values()]) if answer in _LENGTHS)
    return End(
        act(
            KeepWish("minutes", minutes),
            kept="asking.length_kept",
            none="callback.none",
            silent=(
                "rare",
                "late",
                "kept_too",
                "topic",
                "no_topic",
            ),  # those come only of whom they would like to talk with
        )
    )
