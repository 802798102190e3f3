"""Who we are, said with the first answer to a text, in the language it was written in."""

from dataclasses import replace

from flows.catalogue import STEPS
from flows.checkins import trusted
from flows.contacts import age, policy
from flows.coordinators import verbs
from flows.effects.contacts import Introduce, KeepAccess, KeepAge, OptOut, SetLanguage, WrongNumber
from flows.effects.other_numbers import NameNumber
from flows.effects.requests import RequestCallback, RingOnTrial, SilenceCallback
from flows.effects.told import KeepTold
from flows.engine import Act, Channel, Phrase, Said, Scene, Session, Turn, follow, settle
from flows.reading.questions import call_answers
from flows.requests import told
from flows.rules.words.languages import language_of

_UNSIGNED = ((trusted.WROTE,),)
"""Answers that name nobody: to who was told that somebody missed a check-in."""

_ASKS_NOTHING_MORE = (RequestCallback, NameNumber, SilenceCallback, WrongNumber, RingOnTrial)
"""After these nobody is asked how they are in the same breath."""


def in_their_language(scene: Scene) -> tuple[Scene, tuple[SetLanguage, ...]]:
    """The scene of a first text in the language it is plainly written in, and the effect that keeps the language."""
    person = scene.person
    if person.introduced or person.volunteer is not None or person.language != scene.line.language:
        return scene, ()  # they have chosen a language, or were told how
    heard = language_of(scene.given)
    if heard is None or heard == person.language:
        return scene, ()
    if heard == "en" and person.coordinator and verbs.read(scene.given) is not None:
        return scene, ()  # ACK is what the team says in every language
    return replace(scene, person=replace(person, language=heard)), (SetLanguage(heard),)


def in_spoken_language(scene: Scene) -> tuple[Scene, tuple[SetLanguage, ...]]:
    """The scene of a spoken sentence in the language it is plainly said in, as key 9 would have it."""
    heard = language_of(scene.given) if len(scene.given.split()) >= _A_SENTENCE else None
    if heard is None or heard == scene.person.language:
        return scene, ()
    return replace(scene, person=replace(scene.person, language=heard)), (SetLanguage(heard),)


_A_SENTENCE = 2
"""One word alone may be misheard."""


_ON_ALERTS = ("on_alert", "say")
"""The flow that asks a coordinator about alerts."""


def with_first_answer(turn: Turn, scene: Scene) -> Turn:
    """An answer; before the first one by text we say who we are."""
    volunteer = scene.person.volunteer
    if any(isinstance(effect, OptOut) for effect in turn.effects):
        return turn  # the one confirmation of an opt-out, and nothing after it
    if volunteer is not None and volunteer.untold and not scene.person.introduced and turn.said:
        # They text us first, as our team told them: nobody has told them the cost, STOP and HELP.
        return replace(turn.saying("volunteer.intro"), effects=(Introduce("volunteer.intro"), *turn.effects))
    if scene.person.introduced or volunteer is not None or turn.said in ((), *_UNSIGNED):
        return turn
    if scene.person.in_danger:
        return turn  # who we are can wait a day: nobody in danger is told about rates and STOP
    asked = any(isinstance(part, Act) and isinstance(part.effect, _ASKS_NOTHING_MORE) for part in turn.said)
    asked = asked or age.is_minor_here(scene) or any(isinstance(each, KeepAge) for each in turn.effects)
    of_alerts = turn.session is None or turn.session.step.partition(".")[0] in _ON_ALERTS
    if scene.person.coordinator and of_alerts and not asked:
        return turn  # they know who we are, until they use the line for themselves
    # CTIA and 47 CFR 64.1200: the first answer names us, the cost, STOP and HELP.
    effects = (Introduce("intro"), *turn.effects)
    if any(map(_is_heard, turn.said)):
        # Whoever begins with what weighs on them reads first that it was heard.
        heard = told.heard_first(scene.given)
        rest = [each for part in turn.said if part != heard for each in told.after_it(part)]
        turn = replace(turn, said=(heard, Phrase("intro"), *rest), effects=effects)
    else:
        # Who we are is said once: "quién es" as a first text is answered by that alone.
        rest = [part for part in turn.said if part != Phrase("answer.who")]
        turn = replace(turn, said=(Phrase("intro"), *rest), effects=effects)
    if turn.session is None and not asked:
        first = settle(STEPS["checkin.mood"], scene)
        return replace(turn, said=(*turn.said, *first.said), session=first.session)
    return turn


def before_they_say_more(turn: Turn, scene: Scene, session: Session | None) -> Turn:
    """A turn with what comes before a first "how are you": the line's policy, and the question of age.

    `session`: the question that was open until then. The policy stands beside who we are, too: whatever they asked for,
    they may say more from now on.
    """
    asked = turn.session
    newly = (
        asked is not None and asked.step == _MOOD and (session is None or not asked.asks_the_same(session))
    )
    if asked is not None and newly and age.is_to_be_asked(scene) and not scene.person.in_danger:
        first = settle(STEPS["age.ask"], replace(scene, answers=asked.answers))
        said = tuple(part for part in turn.said if part != asked.question)
        turn = replace(turn, said=(*said, *first.said), session=first.session)
    introduced = Phrase("intro") in turn.said
    if scene.channel is Channel.VOICE or scene.person.in_danger or not (newly or introduced):
        return turn  # callers hear the policy with the greeting
    told, effects = policy.to_tell_first(scene)
    at = turn.said.index(Phrase("intro")) + 1 if introduced else len(turn.said) - 1
    return replace(turn, said=(*turn.said[:at], *told, *turn.said[at:]), effects=(*turn.effects, *effects))


def age_said(scene: Scene, session: Session | None) -> Turn | None:
    """The turn after "im 17": to the question of age, or unasked on a line that asks it; None for every other text."""
    if session is None or session.step != _AGE:
        rated = session is not None and {"1", "5"} <= {meaning for _, meaning, _ in session.offered}
        step = age.said_plainly(scene, rated=rated)
        return settle(STEPS[step], scene) if step is not None else None
    if (meaning := age.read(scene.given)) is None:
        return None
    return follow(session, meaning, STEPS, scene)


def leave_age(turn: Turn, scene: Scene, session: Session | None) -> Turn:
    """A turn that would put the question of age again, after words that do not answer it: it is left.

    Nobody has to say how old they are before they are heard. What they told leads on to the offer of a call.
    """
    if session is None or session.step != _AGE or turn.session is None or turn.session.step != _AGE:
        return turn
    heard = [part for part in turn.said if _is_heard(part)]
    if heard:
        offer = settle(STEPS["checkin.told"], replace(scene, answers=session.answers))
        offered = (part for part in offer.said if part != _TOLD)
        return replace(
            offer, said=(*heard, *offered), effects=(*offer.effects, *turn.effects, KeepAge("skip"))
        )
    if turn.session.misses > session.misses:
        return follow(session, "skip", STEPS, scene) or turn
    return turn


def _is_heard(part: Said) -> bool:
    """Whether a part of an answer says that what they told was heard, and may keep it."""
    return part in told.HEARD_DANGER or (isinstance(part, Act) and isinstance(part.effect, KeepTold))


_MOOD, _AGE = "checkin.mood", "age.ask"
_TOLD = Phrase("checkin.told")


def access_said(scene: Scene) -> tuple[KeepAccess, ...]:
    """What is kept of somebody who says that they cannot hear or speak on a phone, for whoever takes their call."""
    volunteer = scene.person.volunteer
    works_here = volunteer is not None and volunteer.active
    return (KeepAccess(),) if not works_here and call_answers.never_phones(scene.given) else ()
