"""A number has a new owner: end what the former owner had set up, so that the new one gets no reminders."""

from flows.effects.contacts import WrongNumber
from flows.effects.requests import SilenceCallback
from flows.engine import ANYTHING, Act, Ask, End, Flow, Move, Phrase, Scene, Session, Turn, act, settle
from flows.rules.screening import wrong_number
from flows.rules.screening.wrong_number import Reading

new_owner = Flow("new_owner")


def ended(words: str) -> Act:
    """End all that was set up for the number; the coordinator is told."""
    return act(
        WrongNumber(words),
        ended="new_owner.ended",
        ended_volunteer="new_owner.ended_volunteer",
        none="new_owner.ended",
    )


@new_owner.start
def ask(s: Scene) -> Move:
    """Say who we are, and why we text if they ask that; then ask whether the number is new to them."""
    why = (Phrase("new_owner.why"),) if wrong_number.asks_why(s.given) else ()
    return Ask("new_owner.ask", *why, optional=True, yes=new_to_them, no=still_them)


@new_owner.step
def silenced(s: Scene) -> Move:
    """As `ask`, and ring nobody until they have answered."""
    quiet = act(SilenceCallback(), silent=("silenced", "cancelled", "talking", "none"))
    return Ask("new_owner.ask", quiet, optional=True, yes=new_to_them, no=still_them)


@new_owner.step
def new_to_them(s: Scene) -> Move:
    """The number is new to them: end everything."""
    return End(ended(s.given))


@new_owner.step
def still_them(s: Scene) -> Move:
    """The number is theirs after all. A silenced callback comes back when they ask for it."""
    return End("new_owner.kept")


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The answer to a text that says the number is somebody else's; None for every other text."""
    read = wrong_number.read(scene.given)
    if read is None or scene.person.coordinator:
        return None
    if read is Reading.SURE:
        return Turn((ended(scene.given),))
    if read is Reading.PERHAPS and scene.person.volunteer is not None:
        return None  # invited, or one of us: they are told who we are in their own way
    if read is Reading.PERHAPS and scene.person.in_danger:
        return Turn(
            (Phrase("answer.who"),), (), session
        )  # who spoke of danger is not offered an end to everything
    if read is Reading.PERHAPS and scene.person.callback is not None:
        # They asked for a call and wonder who is calling. A question here would take the key they are about to press.
        return Turn((Phrase("consent.help"),), (), session)
    asked_for_words = session is not None and session.offered[0][1] == ANYTHING
    asked_for_words = asked_for_words and not wrong_number.opens_with_it(scene.given)
    if asked_for_words or (session is not None and session.step.startswith(f"{new_owner.name}.")):
        return None
    return settle(silenced if read is Reading.LIKELY else ask, scene)
