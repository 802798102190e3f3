"""Where every text and key press comes in: read against the open question, the keywords, or kindly not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows import (
    compliance,
    coordinator,
    introducing,
    keywords,
    other_number,
    own_words,
    policy,
    unspoken,
    writing,
)
from flows.catalogue import BY_KEYWORD, STEPS
from flows.effects import (
    AlertKind,
    EndEverything,
    Introduce,
    RaiseAlert,
    SetLanguage,
)
from flows.engine import (
    ANYTHING,
    SILENCE,
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
from flows.replies import ALL_KEYWORDS, replies
from flows.rules import safe_contact
from flows.rules.matching_words import best, clean, is_exactly

TEXT_MISSES = 2
"""The second text in a row that is not understood gets the menu and the offer of a person."""
STAR = "*"
"""A key that no spoken or written word stands for."""
VOICE_MISSES = 3
"""Silence and wrong keys are forgiven three times; numbers that cannot be called, with the third it ends (contract)."""


def text(
    scene: Scene,
    session: Session | None,
    *,
    opt_out_type: str | None = None,
    limited: bool = False,
    media: bool = False,
) -> Turn:
    """Answer one text. `limited`: this sender is over the limit; they still get the crisis line.

    `media`: a picture or a sound came with it.
    """
    scene, language = introducing.in_their_language(scene)
    body = scene.given
    screened = compliance.screen_text(scene, session, opt_out_type)
    if screened.turn is not None:
        return replace(screened.turn, effects=(*language, *screened.turn.effects))
    if not screened.alongside and (unanswered := unspoken.turn(scene, session)) is not None:
        return unanswered
    if writing.is_under_way(scene.person) and not _answers(scene, session):
        session = None if writing.with_peer(scene.person) is not None else session
        passed_on = coordinator.answer(scene, session) or writing.turn(scene, limited=limited, media=media)
        turn = _in_writing(passed_on, scene, session) if passed_on else _text(scene, session)
    elif limited and not (scene.person.volunteer and scene.person.volunteer.active):
        turn = Turn((Phrase("limited"),), (), session)
    elif not clean(body) and (session or scene.person.introduced or scene.person.volunteer):
        turn = Turn((Phrase("blank"), *_question(session)), (), session)
    else:
        asked = coordinator.answer(scene, session) or _code(scene, session)
        turn = asked or introducing.with_first_answer(
            policy.answer(scene, session) or _text(scene, session), scene
        )
    return replace(
        turn,
        said=(*turn.said, *screened.afterwards),
        effects=(*language, *screened.alongside, *turn.effects),
    )


def begin_call(scene: Scene) -> Turn:
    """Answer a call: the greeting with the crisis line, then the caller's or the volunteer's menu."""
    volunteer = scene.person.volunteer
    if volunteer is not None and volunteer.active:
        hello = "voice.volunteer_on" if volunteer.on_duty else "voice.volunteer_off"
        return _goto("volunteer_call.volunteer_menu", scene).saying(hello)
    if volunteer is not None and volunteer.invited:
        return _goto("join.by_phone", scene).saying("voice.greeting")
    if scene.person.awaited:
        return _goto("other_number.by_phone", scene).saying("voice.greeting")
    return _goto("caller.menu", scene).saying("voice.greeting")


def key(scene: Scene, session: Session, *, speech: bool = False) -> Turn:
    """Answer a key press or spoken words (`speech`), both in `scene.given`; empty is silence."""
    if speech and safe_contact.ends_everything(scene.person.safe, scene.given):
        return Turn((), (EndEverything(),))
    said, alerts = compliance.screen_speech(scene) if speech else ((), ())
    # Words of crisis answer no menu, and are no mistake: after what matters most, the question stands as it was.
    in_crisis = any(isinstance(alert, RaiseAlert) and alert.kind is AlertKind.CRISIS for alert in alerts)
    asked = policy.answer(scene, session) if speech and not alerts else None
    turn = again(session) if in_crisis else asked or _key(scene, session)
    return replace(turn, said=(*said, *turn.said), effects=(*alerts, *turn.effects))


def lead_on(step: str, scene: Scene, session: Session | None = None) -> Turn:
    """Go on at a step that an outcome leads to."""
    answers = session.answers if session else scene.answers
    return _goto(step, replace(scene, answers=answers))


def again(session: Session) -> Turn:
    """Put the open question once more, unchanged."""
    return Turn((session.question,), (), session)


def _code(scene: Scene, session: Session | None) -> Turn | None:
    """A code from a phone that somebody named, answered without a word of who we are: anybody may read it there."""
    read = other_number.read_code(scene.given)
    if read is None or (read.language is None and session is not None and session.offered[0][1] == ANYTHING):
        return None  # four digits alone may be the time that was asked for
    person = scene.person
    stranger = not person.introduced and person.volunteer is None
    theirs = (SetLanguage(read.language),) if read.language and stranger else ()
    return Turn((other_number.confirming(read.digits), *_question(session)), theirs, session)


def _text(scene: Scene, session: Session | None) -> Turn:
    known = _keywords(scene)
    understood = best(scene.given, {**replies(session, scene.person.language), **known}, lead=False)
    if understood in keywords.TO_THE_LETTER and not is_exactly(scene.given, known[understood]):
        understood = None
    if understood in keywords.WITH_A_TIME and (timed := _verb(scene, session)) is not None:
        return timed  # the courtesy of "please", but not the "now" of "call me now"
    if understood is None:
        with_argument = _verb(scene, session)
        if with_argument is not None:
            return with_argument
        if session is not None and session.offered[0][1] == ANYTHING:
            # Before numbers that lead: "2 hours" is a time, and no choice of "2".
            return follow(session, ANYTHING, STEPS, scene) or _moved_on()
        understood = best(scene.given, replies(session, scene.person.language), lead=True)
    kind, _, name = (understood or "").partition(":")
    if kind == "reply" and session is not None:
        return follow(session, name, STEPS, scene) or _moved_on()
    if kind == "keyword" and name == "BACK":
        first = Turn(_question(session) or (Phrase("missed.unknown"),), (), session)
        return (session and back(session, STEPS, scene)) or first
    if kind == "keyword":
        # "Today" is courtesy behind most words, but of a turn of duty it says which, and of a pause how long.
        today = keywords.TODAY.search(scene.given) if f"keyword:{name}" in keywords.BY_THE_DAY else None
        return _open(BY_KEYWORD[name], replace(scene, given=today[1] if today else ""), session)
    return _not_understood(scene, session)


def _keywords(scene: Scene) -> Mapping[str, Sequence[str]]:
    volunteer = scene.person.volunteer
    return ALL_KEYWORDS if volunteer and (volunteer.active or volunteer.invited) else keywords.FOR_EVERYBODY


def _answers(scene: Scene, session: Session | None) -> bool:
    """Whether somebody who writes with another answers an open question of the line instead."""
    if session is None or not writing.may_answer(scene, session):
        return False
    answers = {**replies(session, scene.person.language), "BACK": ALL_KEYWORDS["keyword:BACK"]}
    return session.offered[0][1] == ANYTHING or best(scene.given, answers, lead=False) is not None


def _in_writing(turn: Turn, scene: Scene, session: Session | None) -> Turn:
    turn = replace(turn, session=session)
    if scene.person.introduced or scene.person.volunteer is not None:
        return turn
    # They have only called so far: this is their first text, and its answer names us (CTIA).
    return replace(turn.saying("intro"), effects=(Introduce("intro"), *turn.effects))


def _open(flow: Flow, scene: Scene, session: Session | None) -> Turn:
    volunteer = scene.person.volunteer
    if flow.volunteers_only and volunteer is not None and not volunteer.active:
        return _goto("join.accept", scene)  # invited: what comes before anything else is the next ground rule
    if flow.volunteers_only and volunteer is None:
        return Turn((Phrase("volunteer.only"),), (), session)
    turn = settle(flow.first, scene) if flow.first else _moved_on()
    settled = session is not None and not {session.step, session.step.partition(".")[0]}.isdisjoint(
        flow.settles
    )
    if flow.aside and session is not None and turn.session is None and not settled:
        # Answered on the way; the question they were in the middle of stands, and is put again.
        return replace(turn, said=(*turn.said, *_question(session)), session=session)
    return turn


def _verb(scene: Scene, session: Session | None) -> Turn | None:
    """A verb with more behind it: CALL 7pm, TAKE K7, ON 3H, NOTE K7 it went well."""
    volunteer = scene.person.volunteer
    active = volunteer is not None and volunteer.active
    first, _, rest = scene.given.strip().partition(" ")
    first, rest = (
        (first, rest) if rest or "\n" not in first else (first.split("\n", 1)[0], first.split("\n", 1)[1])
    )
    verbs = {name: known for name, known in ALL_KEYWORDS.items() if name in keywords.WITH_ARGUMENT}
    found = best(first, verbs, lead=False)
    if found in keywords.TO_THE_LETTER and not is_exactly(first, verbs[found]):
        found = None
    if found is None and active and len(pair := scene.given.split(None, 2)) == 3:
        found, rest = best(" ".join(pair[:2]), verbs, lead=False), pair[2]  # "la tomo K7"
    if found is None and active and (meant := own_words.meant(scene.given, session)) is not None:
        found, rest = meant
    if found is None:
        return None
    flow, scene = BY_KEYWORD[found.partition(":")[2]], replace(scene, given=rest)
    # Somebody invited is led on to the rules by ON 3H or TAKE K7, not by "take care".
    led = volunteer is not None and volunteer.invited and any(map(str.isdigit, rest))
    if (flow.volunteers_only and not (active or led)) or not (flow.accepts is None or flow.accepts(scene)):
        return None
    return _open(flow, scene, session)


def _not_understood(scene: Scene, session: Session | None) -> Turn:
    if scene.person.coordinator and (session is None or session.optional):
        return Turn((coordinator.HELP,), (), session)
    if session is not None and session.optional and clean(scene.given).isdigit():
        return Turn((Phrase("missed.again"), session.question), (), session)  # meant for it, and no key of it
    if session is None or session.optional:
        if not scene.person.introduced and not scene.person.volunteer:
            return _goto("checkin.mood", scene)  # a first text: who we are, and the first question
        if session is None and scene.person.volunteer and scene.person.volunteer.invited:
            return _goto("join.invited", scene)
        return Turn((Phrase("missed.unknown"),), (), session)
    counted = missed(session)
    if counted.misses >= TEXT_MISSES:
        return Turn((Phrase("missed.human"),))
    return Turn((Phrase("missed.again"), session.question), (), counted)


def _key(scene: Scene, session: Session) -> Turn:
    collecting = session.offered[0][1] == ANYTHING
    given = scene.given.strip()
    if collecting and given:
        turn = follow(session, ANYTHING, STEPS, scene) or _moved_on_aloud(scene)
        return _bounded(turn, VOICE_MISSES)
    if given == "0" and not collecting:
        return again(session)
    understood = best(given, replies(session, scene.person.language), lead=False) if given else None
    if given == STAR:
        starred = (f"reply:{meaning}" for key, meaning, _ in session.offered if key == STAR)
        understood = next(starred, None)
    if understood is not None:
        return follow(session, understood.partition(":")[2], STEPS, scene) or _moved_on_aloud(scene)
    if not given and any(meaning == SILENCE for _, meaning, _ in session.offered):
        return follow(session, SILENCE, STEPS, scene) or _moved_on_aloud(scene)
    if session.optional and not given:
        return Turn((Phrase("voice.bye"),))
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
    return (session.question,) if session and not session.optional else ()
