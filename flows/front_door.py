"""Where every text and key press comes in: read against the open question, the keywords, or kindly not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows import compliance
from flows.catalogue import BY_KEYWORD, STEPS
from flows.effects import AlertKind, Introduce, RaiseAlert, RequestCallback
from flows.engine import (
    ANYTHING,
    Act,
    Flow,
    Phrase,
    Scene,
    Session,
    Turn,
    back,
    follow,
    missed,
    settle,
)
from flows.rules.matching_words import best, clean
from flows.wording import KEYWORDS, words

TEXT_MISSES = 2
"""The second text in a row that is not understood gets the menu and the offer of a person."""
VOICE_MISSES = 3
"""Silence and wrong keys are forgiven three times; numbers that cannot be called, with the third it ends (contract)."""


def text(
    scene: Scene, session: Session | None, *, opt_out_type: str | None = None, limited: bool = False
) -> Turn:
    """Answer one text. `limited`: this sender is over the limit; they still get the crisis line."""
    body = scene.given
    screened = compliance.screen_text(scene, session, opt_out_type)
    if screened.turn is not None:
        return screened.turn
    if limited and not (scene.person.volunteer and scene.person.volunteer.active):
        turn = Turn((Phrase("limited"),), (), session)
    elif not clean(body) and (session or scene.person.introduced or scene.person.volunteer):
        turn = Turn((Phrase("blank"), *_question(session)), (), session)
    else:
        turn = _introduced(_text(scene, session), scene)
    return replace(
        turn, said=(*turn.said, *screened.afterwards), effects=(*screened.alongside, *turn.effects)
    )


def begin_call(scene: Scene) -> Turn:
    """Answer a call: the greeting with the crisis line, then the caller's or the volunteer's menu."""
    volunteer = scene.person.volunteer
    if volunteer is not None and volunteer.active:
        hello = "voice.volunteer_on" if volunteer.on_duty else "voice.volunteer_off"
        return _goto("volunteer_call.volunteer_menu", scene).saying(hello)
    return _goto("caller.menu", scene).saying("voice.greeting")


def key(scene: Scene, session: Session, *, speech: bool = False) -> Turn:
    """Answer a key press or spoken words (`speech`), both in `scene.given`; empty is silence."""
    said, alerts = compliance.screen_speech(scene) if speech else ((), ())
    # Words of crisis answer no menu, and are no mistake: after what matters most, the question stands as it was.
    in_crisis = any(isinstance(alert, RaiseAlert) and alert.kind is AlertKind.CRISIS for alert in alerts)
    turn = again(session) if in_crisis else _key(scene, session)
    return replace(turn, said=(*said, *turn.said), effects=(*alerts, *turn.effects))


def lead_on(step: str, scene: Scene, session: Session | None = None) -> Turn:
    """Go on at a step that an outcome leads to."""
    answers = session.answers if session else scene.answers
    return _goto(step, replace(scene, answers=answers))


def again(session: Session) -> Turn:
    """Put the open question once more, unchanged."""
    return Turn((session.question,), (), session)


def _text(scene: Scene, session: Session | None) -> Turn:
    understood = best(scene.given, {**_replies(scene, session), **_ALL_KEYWORDS}, lead=False)
    if understood is None:
        with_argument = _verb(scene, session)
        if with_argument is not None:
            return with_argument
        understood = best(scene.given, _replies(scene, session), lead=True)
    kind, _, name = (understood or "").partition(":")
    if kind == "reply" and session is not None:
        return follow(session, name, STEPS, scene) or _moved_on()
    if kind == "keyword" and name == "BACK":
        first = Turn(_question(session) or (Phrase("missed.unknown"),), (), session)
        return (session and back(session, STEPS, scene)) or first
    if kind == "keyword":
        return _open(BY_KEYWORD[name], replace(scene, given=""), session)
    return _not_understood(scene, session)


def _open(flow: Flow, scene: Scene, session: Session | None) -> Turn:
    volunteer = scene.person.volunteer
    if flow.volunteers_only and not (volunteer and volunteer.active):
        return Turn((Phrase("volunteer.only"),), (), session)
    turn = settle(flow.first, scene) if flow.first else _moved_on()
    if flow.aside and session is not None and turn.session is None:
        # Answered on the way; the question they were in the middle of stands, and is put again.
        return replace(turn, said=(*turn.said, session.question), session=session)
    return turn


def _verb(scene: Scene, session: Session | None) -> Turn | None:
    """A volunteer's verb with more behind it: TAKE K7, ON 3H, NOTE K7 it went well."""
    volunteer = scene.person.volunteer
    if volunteer is None or not volunteer.active:
        return None
    first, _, rest = scene.given.strip().partition(" ")
    first, rest = (
        (first, rest) if rest or "\n" not in first else (first.split("\n", 1)[0], first.split("\n", 1)[1])
    )
    verbs = {name: known for name, known in _ALL_KEYWORDS.items() if name in _WITH_ARGUMENT}
    found = best(first, verbs, lead=False)
    if found is None:
        return None
    return _open(BY_KEYWORD[found.partition(":")[2]], replace(scene, given=rest), session)


def _not_understood(scene: Scene, session: Session | None) -> Turn:
    if session is None:
        if not scene.person.introduced and not scene.person.volunteer:
            # A first text in somebody's own words is still a first text: who we are, and the first question.
            return _goto("checkin.mood", scene)
        return Turn((Phrase("missed.unknown"),))
    counted = missed(session)
    if counted.misses >= TEXT_MISSES:
        return Turn((Phrase("missed.human"),))
    return Turn((Phrase("missed.again"), session.question), (), counted)


def _introduced(turn: Turn, scene: Scene) -> Turn:
    volunteer = scene.person.volunteer
    if scene.person.introduced or volunteer is not None:
        return turn
    # CTIA and 47 CFR 64.1200: the first answer names us, the cost, STOP and HELP.
    turn = replace(turn.saying("intro"), effects=(Introduce("intro"), *turn.effects))
    asked = any(isinstance(part, Act) and isinstance(part.effect, RequestCallback) for part in turn.said)
    if turn.session is None and not asked:
        first = _goto("checkin.mood", scene)
        return replace(turn, said=(*turn.said, *first.said), session=first.session)
    return turn


def _key(scene: Scene, session: Session) -> Turn:
    collecting = session.offered[0][1] == ANYTHING
    given = scene.given.strip()
    if collecting and given:
        turn = follow(session, ANYTHING, STEPS, scene) or _moved_on_aloud(scene)
        return _bounded(turn, VOICE_MISSES)
    if given == "0" and not collecting:
        return again(session)
    understood = best(given, _replies(scene, session), lead=False) if given else None
    if understood is not None:
        return follow(session, understood.partition(":")[2], STEPS, scene) or _moved_on_aloud(scene)
    counted = missed(session)
    why = "missed.again" if given else "missed.silence"
    forgiven = VOICE_MISSES if collecting else VOICE_MISSES + 1
    return _bounded(Turn((Phrase(why), session.question), (), counted), forgiven)


def _bounded(turn: Turn, misses: int) -> Turn:
    if turn.session is not None and turn.session.misses >= misses:
        return Turn((Phrase("voice.bad_line"),))
    return turn


def _goto(name: str, scene: Scene) -> Turn:
    return settle(STEPS[name], scene)


def _moved_on() -> Turn:
    return Turn((Phrase("moved_on"),))


def _moved_on_aloud(scene: Scene) -> Turn:
    return begin_call(scene).saying("moved_on")


def _question(session: Session | None) -> tuple[Phrase, ...]:
    return (session.question,) if session else ()


def _replies(scene: Scene, session: Session | None) -> Mapping[str, Sequence[str]]:
    """What answers the open question: the keys as they were heard, and any word known for each meaning."""
    if session is None:
        return {}
    known = words(session.question.id, scene.person.language)
    return {
        f"reply:{meaning}": (key, *(word for word in known.replies.get(meaning, ()) if not word.isdigit()))
        for key, meaning, _ in session.offered
        if meaning != ANYTHING
    }


_ALL_KEYWORDS: Mapping[str, Sequence[str]] = {
    f"keyword:{keyword}": tuple(dict.fromkeys(word for known in KEYWORDS.values() for word in known[keyword]))
    for keyword in KEYWORDS["en"]
}

_WITH_ARGUMENT = frozenset(f"keyword:{keyword}" for keyword, flow in BY_KEYWORD.items() if flow.argument)
