"""After a talk: the participant is asked whether it helped, and whom they would like next time."""

from typing import Final

from flows.effects.follow_up import ChoosePeer, RateTalk, WhomNext, WishForPeer
from flows.engine import Ask, End, Flow, Move, Scene, act
from flows.requests import call_or_write

CALLBACK: Final = "callback"
"""Under which name the talk they are asked about stands among the answers."""
_LOW = 2


after = Flow("after")


@after.start
def rating(s: Scene) -> Move:
    """Did it help? Nobody needs to say."""
    return Ask("after.rating", to=dict.fromkeys(("1", "2", "3", "4", "5", "skip"), whom), optional=True)


@after.step
def whom(s: Scene) -> Move:
    """Who should call next time; what they said before is kept already."""
    said = _rating_of(s)
    kept = (RateTalk(talk_of(s), said),) if said is not None else ()
    return Ask(
        "after.whom", do=kept, same=same, anyone=anyone, not_them=not_them, skip=no_matter, optional=True
    )


@after.step
def same(s: Scene) -> Move:
    """The same peer next time, if that peer agrees."""
    return _close(s, "after.same", "same")


@after.step
def anyone(s: Scene) -> Move:
    """Anybody may call next time."""
    return _close(s, "after.thanks", "anyone")


@after.step
def not_them(s: Scene) -> Move:
    """Never match these two again, without asking why; offer somebody else."""
    return _another(s, "after.not_them", "not_them")


@after.step
def kept_apart(s: Scene) -> Move:
    """They said in their own words "not them": done already, since a phone may ring, and one key takes it back."""
    return Ask("answer.not_them", optional=True, undo=taken_back)


@after.step
def taken_back(s: Scene) -> Move:
    """They meant somebody else."""
    return End(act(WishForPeer("unsaid"), noted="answer.taken_back", silent=("another_has_it", "none")))


@after.step
def no_matter(s: Scene) -> Move:
    """They would rather not say."""
    return _close(s, "after.thanks", None)


@after.step
def book(s: Scene) -> Move:
    """Another call would help: the answer to an offer of a call alone."""
    return call_or_write.call.run(s)


@after.step
def bye(s: Scene) -> Move:
    """No other call for now."""
    return End("after.bye")


def _close(s: Scene, said: str, whom_next: WhomNext | None) -> Move:
    if (_rating_of(s) or _LOW + 1) <= _LOW:
        return _another(s, said, whom_next)
    return End(said, "after.bye", do=_chosen(s, whom_next))


def _another(s: Scene, said: str, whom_next: WhomNext | None) -> Move:
    return call_or_write.offer(
        s, said, wordings=call_or_write.ANOTHER, do=_chosen(s, whom_next), no=bye, optional=True
    )


def _chosen(s: Scene, whom_next: WhomNext | None) -> tuple[ChoosePeer, ...]:
    return (ChoosePeer(talk_of(s), whom_next),) if whom_next is not None else ()


def _rating_of(s: Scene) -> int | None:
    given = s.answers.get(rating.name.partition(".")[2], "")
    return int(given) if given.isdigit() else None


def talk_of(s: Scene) -> int:
    """The id of the callback that a question of the line is about; 0, which is nobody's, where none is known."""
    given = s.answers.get(CALLBACK, "")
    return int(given) if given.isdigit() else 0
