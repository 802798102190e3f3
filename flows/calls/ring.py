"""Rings in place of texts, while the line may not text: what a volunteer is asked on them, by key."""

from datetime import datetime, timedelta
from typing import Final

from flows.effects.volunteers import PassOffer, TakeOffer
from flows.engine import Ask, End, Flow, Move, Phrase, Scene, act
from flows.offers.take import TAKEN, passed
from flows.person import OfferView
from flows.rota.drop import dropped
from flows.rota.here import confirmed
from flows.rules.matching.wishes import USUAL_MINUTES
from flows.volunteers import open_work
from flows.wording import Hours, Named

ring = Flow("ring")
_RINGS: Final = ("taken", "ringing")
"""They hear that the other phone rings, and nothing before it."""
A_WHILE: Final = timedelta(minutes=30)
"""After how long somebody who cannot just now is asked again, if nobody else has it."""


@ring.start
def offer(s: Scene) -> Move:
    """Can they take a call: what kind, which language, how long, by when."""
    offered = s.person.volunteer.offers if s.person.volunteer is not None else ()
    mine = next((each for each in offered if each.code == s.answers["code"]), None)
    if mine is None:
        return nothing.run(s)
    to = {"take": take, "pass": pass_on}
    return Ask(_question(mine, s.now), *open_work.what_about(mine), to=to, later=later)


def _question(mine: OfferView, now: datetime) -> Phrase:
    said = {
        "minutes": mine.minutes or USUAL_MINUTES,
        "wanted_language": Named(f"language.{mine.language}"),
    }
    if mine.not_before is not None and mine.not_before > now:
        return Phrase("ring.offer_at", {**said, "at": mine.not_before})
    return Phrase("ring.offer", {**said, "by": mine.promised_by})


@ring.step
def take(s: Scene) -> Move:
    """1: theirs; the participant's phone rings from this very call, while they hold."""
    says = {outcome: said for outcome, said in TAKEN.items() if outcome not in _RINGS}
    return End(act(TakeOffer(s.answers["code"]), says, silent=_RINGS, none="ring.nothing"))


@ring.step
def pass_on(s: Scene) -> Move:
    """2: not this one. No reason asked."""
    return End(passed(s.answers["code"]), "voice.bye")


@ring.step
def later(s: Scene) -> Move:
    """3: not just now; asked again in half an hour, if nobody has it by then."""
    not_now = PassOffer(s.answers["code"], willing_from=s.now + A_WHILE)
    return End(
        act(
            not_now,
            passed_until="ring.later",
            handed_back_until="ring.later",
            passed="ring.passed",
            handed_back="ring.passed",
            passed_which="ring.passed",
            covered="ring.nothing",
            none="ring.nothing",
            which="ring.nothing",
            talking="ring.nothing",
        ),
        "voice.bye",
    )


@ring.step
def nothing(s: Scene) -> Move:
    """Somebody else has it by now."""
    return End("ring.nothing")


@ring.step
def shift(s: Scene) -> Move:
    """A shift of theirs comes near: will they be there?"""
    at, until = (datetime.fromisoformat(s.answers[name]) for name in ("at", "until"))
    asked = Phrase("ring.shift", {"turn": Hours(at, until)})
    return Ask(asked, learned={"turn": s.answers["turn"]}, there=will_be_there, cannot=cannot_come)


@ring.step
def will_be_there(s: Scene) -> Move:
    """1: they come."""
    return End(confirmed(int(s.answers["turn"])), "voice.bye")


@ring.step
def cannot_come(s: Scene) -> Move:
    """2: others are asked."""
    return End(dropped(int(s.answers["turn"])), "voice.bye")
