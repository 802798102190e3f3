"""Where every text and key press comes in, and is read against the open question and the keywords."""

from collections.abc import Sequence
from dataclasses import replace

from flows import introduction, screening
from flows.calls import crisis_line
from flows.catalogue import STEPS
from flows.closing import by_coordinator as closing_words
from flows.closing import closed
from flows.contacts import everyday_needs, number, policy, stated_region, wrong_number
from flows.coordinators import commands as coordinator
from flows.effects.base import AlertKind
from flows.effects.contacts import Introduce, RaiseAlert, SetLanguage
from flows.effects.safe_contact import EndEverything
from flows.engine import ANYTHING, SILENCE, Act, Phrase, Scene, Session, Turn, follow, missed, settle
from flows.reading import keywords, meant, not_understood, reading, spoken, team_talk
from flows.reading.open_question import question
from flows.reading.questions import plain_asides, policy_questions
from flows.reading.refusal import opt_out_sentence, refusals
from flows.reading.repetition import automatic_texts, repeated_texts
from flows.reading.thought import one_thought
from flows.relay import danger_report, writing
from flows.replies import ALL_KEYWORDS, replies
from flows.requests import after_danger
from flows.rules.safe_contact import allowed as safe_contact
from flows.rules.screening import signature
from flows.rules.screening import wrong_number as wrong_number_words
from flows.rules.words import numbered_answer
from flows.rules.words.replies import best, clean

STAR = "*"
"""A key that no spoken or written word stands for."""
VOICE_MISSES = 3
"""Silence and wrong keys are forgiven three times; numbers that cannot be called, with the third it ends."""


def text(
    scene: Scene,
    session: Session | None,
    *,
    opt_out_type: str | None = None,
    limited: bool = False,
    media: bool = False,
    before: Sequence[str] = (),
) -> Turn:
    """Answer one text. `limited`: this sender is over the limit; they still get the crisis line.

    `media`: a picture or a sound came with it. `before`: their last texts of this hour, the newest first.
    """
    scene = replace(scene, given=signature.cut(scene.given))
    if (undone := coordinator.undone(scene, session)) is not None:
        return text(scene, None, opt_out_type=opt_out_type, limited=limited, media=media).saying(undone)
    if (sent := coordinator.says(scene, session)) is not None:
        return sent  # words for somebody else, in whatever language that person speaks
    scene, language = introduction.in_their_language(after_danger.marked(scene, session))
    scene, region = stated_region.heard(scene)
    body = scene.given
    screened = screening.screen_text(scene, session, opt_out_type)
    always = (
        *language,
        *region,
        *screening.eased(scene),
        *introduction.access_said(scene),
        *team_talk.passed_on(scene, session),
    )
    if screened.turn is not None:
        return replace(screened.turn, effects=(*always, *screened.turn.effects))
    if not screened.alongside and (unanswered := automatic_texts.turn(scene, session)) is not None:
        return unanswered
    if not screened.alongside and repeated_texts.goes_unanswered(scene, session, before):
        return Turn((), (), session)
    if writing.is_under_way(scene.person) and not _answers(scene, session):
        kept = writing.with_peer(scene.person) is None or writing.stays_open(session)
        session = session if kept else None
        passed_on = (
            coordinator.answer(scene, session)
            or closing_words.answer(scene, session)
            or opt_out_sentence.while_writing(scene, session)
            or writing.turn(scene, session, limited=limited, media=media)
        )
        turn = _in_writing(passed_on, scene) if passed_on else reading.text(scene, session)
        if not screened.alongside:
            turn = meant.looked_after(turn, scene)
    elif limited and not (scene.person.volunteer and scene.person.volunteer.active):
        turn = Turn((Phrase("limited"),), (), session)
    elif not clean(body) and (session or scene.person.introduced or scene.person.volunteer):
        turn = reading.blank(scene, session, media=media)
    else:
        asked = (
            coordinator.answer(scene, session)
            or closing_words.answer(scene, session)
            or _code(scene, session)
            or _ends_texts(scene, session)
            or team_talk.who(scene, session)
            or wrong_number.answer(scene, session)
            or team_talk.answer(scene, session)
            or after_danger.eased(scene, session)
            or after_danger.presence(scene, session)
        )
        plain = (
            plain_asides.answer(scene, session)
            or policy_questions.answer(scene, session)
            or introduction.age_said(scene, session)
        )
        read = asked or plain or introduction.leave_age(reading.text(scene, session), scene, session)
        first = introduction.with_first_answer(closed.told_once(read, scene), scene)
        first = after_danger.never_a_scale(first, scene)
        turn = asked or introduction.before_they_say_more(first, scene, session)
    turn = one_thought.over(turn) if screened.alongside else stated_region.said_back(turn, scene, region)
    turn = everyday_needs.told(turn, scene)
    turn = replace(
        turn,
        said=(*turn.said, *(part for part in screened.afterwards if part not in turn.said)),
        effects=(*always, *screened.alongside, *turn.effects),
    )
    return danger_report.about_them(after_danger.once(turn), scene)


def begin_call(scene: Scene) -> Turn:
    """Answer a call: the greeting with the crisis line, then the caller's or the volunteer's menu.

    A coordinator hears first that alerts are open.
    """
    if scene.person.coordinator and scene.person.alerts:
        return _goto("alert_call.menu", scene).saying("voice.greeting")
    volunteer = scene.person.volunteer
    if volunteer is not None and volunteer.active:
        hello = "voice.volunteer_on" if volunteer.on_duty else "voice.volunteer_off"
        return _goto("volunteer_call.volunteer_menu", scene).saying(
            hello, *closed.greeting(scene, volunteer=True)
        )
    if volunteer is not None and volunteer.invited:
        return _goto("join.by_phone", scene).saying("voice.greeting")
    if scene.person.awaited:
        return _goto("other_number.by_phone", scene).saying("voice.greeting")
    if scene.person.coordinator:
        shut = closed.greeting(scene, volunteer=False)
        return _goto("caller.menu", scene).saying("voice.greeting", *shut, "alert_call.none_open")
    told, effects = policy.to_tell_first(scene)
    shut = closed.greeting(scene, volunteer=False)
    # Said to every number, so that nobody learns from it who is being called (docs/adr/0055).
    told_so = scene.person.unverified or scene.person.safe.says_less
    crossing = ("crossing.hang_up",) if told_so else ()
    return replace(
        _goto("caller.menu", scene).saying("voice.greeting", *crossing, *shut, *told), effects=effects
    )


def begin_missed_call(scene: Scene) -> Turn:
    """Answer a participant who calls because we have just rung them in vain, for the last time: a volunteer at once."""
    if scene.person.callback is not None or (
        scene.person.volunteer is not None and scene.person.volunteer.active
    ):
        return begin_call(scene)
    return _goto("talk.now", scene).saying("crossing.missed")


def key(scene: Scene, session: Session, *, speech: bool = False) -> Turn:
    """Answer a key press or spoken words (`speech`), both in `scene.given`; empty is silence."""
    if speech and safe_contact.ends_everything(scene.person.safe, scene.given):
        return Turn((), (EndEverything(),))
    scene, language = introduction.in_spoken_language(scene) if speech else (scene, ())
    scene, region = stated_region.heard(scene) if speech else (scene, ())
    said, alerts = screening.screen_speech(scene) if speech else ((), ())
    # Words of crisis are neither an answer nor a miss: the question stays open as it was.
    in_crisis = any(isinstance(alert, RaiseAlert) and alert.kind is AlertKind.CRISIS for alert in alerts)
    # The same goes for a report of danger to somebody else.
    in_crisis = in_crisis or any(isinstance(part, Act) for part in said)
    asked = None
    if speech and not alerts:
        asked = plain_asides.answer(scene, session) or policy_questions.answer(scene, session)
    turn = _unrated(session, scene) if in_crisis else asked or _key(scene, session, speech=speech)
    turn = introduction.before_they_say_more(turn, scene, session)
    turn = turn if said else stated_region.said_back(turn, scene, region)
    turn = everyday_needs.told(turn, scene) if speech and not in_crisis else turn
    return replace(turn, said=(*said, *turn.said), effects=(*language, *region, *alerts, *turn.effects))


def lead_on(step: str, scene: Scene, session: Session | None = None) -> Turn:
    """Run the step that an outcome leads to."""
    answers = session.answers if session else scene.answers
    return _goto(step, replace(scene, answers=answers))


def again(session: Session) -> Turn:
    """Put the open question once more, unchanged."""
    return Turn((session.question,), (), session)


def _unrated(session: Session, scene: Scene) -> Turn:
    """The open question once more, but no scale to somebody in danger: the menu in its place."""
    return _goto("caller.menu", scene) if after_danger.is_scale(session) else again(session)


def _code(scene: Scene, session: Session | None) -> Turn | None:
    """Answer a code from a phone that somebody named, without saying who we are: anybody may read it there."""
    read = number.read_code(scene.given)
    if read is None or (read.language is None and session is not None and session.offered[0][1] == ANYTHING):
        return None  # four digits alone may be the time that was asked for
    person = scene.person
    stranger = not person.introduced and person.volunteer is None
    theirs = (SetLanguage(read.language),) if read.language and stranger else ()
    return Turn((number.confirming(read.digits), *question(session)), theirs, session)


def _ends_texts(scene: Scene, session: Session | None) -> Turn | None:
    """The end of all texts for somebody who says that they are the wrong one: "never signed up, take me off"."""
    likely = wrong_number_words.read(scene.given) is wrong_number_words.Reading.LIKELY
    return opt_out_sentence.answer(scene, session) if likely else None


def _answers(scene: Scene, session: Session | None) -> bool:
    """Whether a text of somebody who writes with another person answers an open question of the line instead."""
    if session is None or not writing.may_answer(scene, session):
        return False
    answers = {**replies(session, scene.person.language), "BACK": ALL_KEYWORDS["keyword:BACK"]}
    return session.offered[0][1] == ANYTHING or best(scene.given, answers) is not None


def _in_writing(turn: Turn, scene: Scene) -> Turn:
    if scene.person.introduced or scene.person.volunteer is not None:
        return turn
    # They have only called so far: this is their first text, and its answer names us (CTIA).
    return replace(turn.saying("intro"), effects=(Introduce("intro"), *turn.effects))


def _key(scene: Scene, session: Session, *, speech: bool) -> Turn:
    collecting = session.offered[0][1] == ANYTHING
    given = scene.given.strip()
    if not speech and crisis_line.is_asked_for(given, session, scene, collecting=collecting):
        return crisis_line.reach(session)
    if collecting and given:
        turn = follow(session, ANYTHING, STEPS, scene) or _moved_on_aloud(scene)
        return _bounded(turn, VOICE_MISSES)
    if given == "0" and not collecting:
        return again(session)
    understood = _heard(given, session, scene) if given else None
    if given == STAR:
        starred = (f"reply:{meaning}" for key, meaning, _ in session.offered if key == STAR)
        understood = next(starred, None)
    if understood is not None:
        return follow(session, understood.partition(":")[2], STEPS, scene) or _moved_on_aloud(scene)
    if speech and (no := refusals.answer(scene, session)) is not None:
        return replace(no, said=(*no.said, session.question)) if no.session is session else no
    if speech and given and (meant := spoken.answer(scene, session)) is not None:
        return _bounded(meant, VOICE_MISSES + 1)
    if not given and any(meaning == SILENCE for _, meaning, _ in session.offered):
        return follow(session, SILENCE, STEPS, scene) or _moved_on_aloud(scene)
    if session.optional and not given:
        return Turn((Phrase("voice.bye"),))
    counted = missed(session)
    why = "missed.again" if given else "missed.silence"
    forgiven = VOICE_MISSES if collecting else VOICE_MISSES + 1
    return _bounded(Turn((Phrase(why), session.question), (), counted), forgiven, said=bool(given))


def _heard(given: str, session: Session, scene: Scene) -> str | None:
    answers = replies(session, scene.person.language)
    return best(given, answers, strict=keywords.RINGS) or numbered_answer.read(given, answers)


def _bounded(turn: Turn, misses: int, *, said: bool = True) -> Turn:
    """End the call kindly after too many misses; a caller who said something is offered a person as well."""
    if turn.session is not None and turn.session.misses >= misses:
        return Turn((not_understood.offer_person_aloud() if said else Phrase("voice.bad_line"),))
    return turn


def _goto(name: str, scene: Scene) -> Turn:
    return settle(STEPS[name], scene)


def _moved_on_aloud(scene: Scene) -> Turn:
    return begin_call(scene).saying("moved_on")
