"""What a text means: an answer to the open question, a keyword, a no in their own words, or nothing that is known."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from flows.catalogue import BY_KEYWORD, STEPS
from flows.engine import ANYTHING, Flow, Phrase, Scene, Session, Turn, back, follow, missed, settle
from flows.reading import (
    by_coordinator,
    keywords,
    leading_number,
    meant,
    not_understood,
    ring_words,
    safe_words,
    watched_phone,
)
from flows.reading.open_question import question
from flows.reading.questions import writing_offer
from flows.reading.refusal import opt_out_sentence, refusals
from flows.reading.repetition import repeats
from flows.reading.thought import adding, free_text, one_thought, telling
from flows.reading.volunteers import by_volunteer, duty, offers, talks
from flows.replies import ALL_KEYWORDS, replies
from flows.requests.mine import asks_to_withhold
from flows.requests.understood import NOTHING_READ
from flows.rules.meaning.listen_words import what_they_want
from flows.rules.meaning.trial_words import wants_trial
from flows.rules.words import emoji, negation, numbered_answer
from flows.rules.words.replies import best, clean, is_exactly
from flows.states import CallbackState
from flows.volunteers import open_work
from flows.wording import KEYWORDS

_YES: Final = ("keyword:CALL", "keyword:TAKE", "keyword:GO")
"""Verbs behind which a no is no part of what is asked for."""
_NOT_BEFORE: Final = re.compile(r"\b(?:not|no) (?:before|until|till|antes|hasta)\b")


def text(scene: Scene, session: Session | None) -> Turn:
    """Read one text that is for the line, and say what follows."""
    turn = repeats.put_again(scene, session) or _with_the_rest(scene, session, _text(scene, session))
    return not_understood.instead(turn, session)


def _with_the_rest(scene: Scene, session: Session | None, turn: Turn) -> Turn:
    """What a volunteer says beside a PASS, a DONE or a note: that they stop for now, or never again with this one."""
    return duty.beside(scene, session, talks.block_beside(scene, session, turn))


def _text(scene: Scene, session: Session | None) -> Turn:
    if (theirs := by_coordinator.has_it(scene, session)) is not None:
        return theirs
    if (quiet := refusals.of_trial(scene, session)) is not None:
        return quiet
    known = _keywords(scene)
    answers = replies(session, scene.person.language)
    understood = best(scene.given, {**answers, **known}, strict=keywords.RINGS)
    if understood in keywords.TO_THE_LETTER and not is_exactly(scene.given, known[understood]):
        understood = None
    volunteer = scene.person.volunteer
    if (volunteer is None or not volunteer.active) and understood is None and asks_to_withhold(scene.given):
        understood = "keyword:MINE"
    if understood in keywords.WITH_A_TIME and (timed := _verb(scene, session)) is not None:
        return timed  # the courtesy of "please", but not the "now" of "call me now"
    if understood in (None, "keyword:BACK") and (said := ring_words.answer(scene, session)) is not None:
        return said  # "back", to "take your time", is no wish for the question before
    if understood is None and (near := watched_phone.not_theirs(scene, session)) is not None:
        return near
    if understood is None and (of_safe := safe_words.answer(scene, session)) is not None:
        return of_safe
    if understood is None:
        if (read := _in_their_words(scene, session)) is not None:
            return read
        if (led := leading_number.answer(scene, session)) is not None:
            return led
        understood = numbered_answer.read(scene.given, answers)
    kind, _, name = (understood or "").partition(":")
    if kind == "reply" and session is not None:
        answered = telling.beside_mood(scene, follow(session, name, STEPS, scene))
        return (answered and meant.and_a_call(scene, answered)) or answered or moved_on()
    if kind == "keyword" and name == "BACK":
        first = Turn(question(session) or _nothing_known(scene), (), session)
        return (session and back(session, STEPS, scene)) or first
    if kind == "keyword":
        return _keyword(name, scene, session)
    if (added := adding.answer(scene, session)) is not None:
        return added
    if (goes_on := one_thought.unanswered(scene, session)) is not None:
        return goes_on
    return one_thought.told(scene, meant.answer(scene, session) or _not_understood(scene, session))


def blank(scene: Scene, session: Session | None, *, media: bool = False) -> Turn:
    """The answer to a text without a letter. A thumb from a volunteer is about what is open for them."""
    if by_coordinator.understands(scene, session):
        return by_coordinator.nothing_understood(scene, session)
    if (theirs := by_volunteer.thumb(scene, session)) is not None:
        return theirs
    said = emoji.as_words(scene.given, scene.person.language, asked=session is not None)
    if said is not None and not media:
        return text(replace(scene, given=said), session)
    goes_on = None if media else one_thought.unanswered(scene, session)
    if (read := goes_on or meant.answer(scene, session)) is not None:
        return read
    volunteer = scene.person.volunteer
    if volunteer is not None and volunteer.active:
        return Turn((*_nothing_known(scene), *question(session)), (), session)
    if scene.person.callback is not None:
        # A heart while they wait: what they booked stands, and is not offered to them once more.
        stands = settle(STEPS["status.where"], scene)
        return Turn((Phrase("missed.signs"), *stands.said, *question(session)), stands.effects, session)
    return Turn((Phrase("blank"), *question(session)), (), session)


def _in_their_words(scene: Scene, session: Session | None) -> Turn | None:
    """A no before a verb with more behind it, so that "call it off" is no CALL; and words a question asked for."""
    free = session is not None and session.offered[0][1] == ANYTHING
    volunteer = scene.person.volunteer
    verb = _verb(scene, session)
    if volunteer is not None and volunteer.active and verb is not None:
        return verb  # "no K7 but I can at 8" is theirs, and more than a no
    if (mine := offers.free_until(scene, session) or duty.to_bed(scene, session)) is not None:
        return mine  # nor is "not busy until 5", or "i'm going to bed" to a question of ours
    if verb is None and (gone := opt_out_sentence.answer(scene, session)) is not None:
        return gone  # "no calls no texts no nothing" refuses more than a call
    theirs = not by_coordinator.understands(scene, session)  # "not me" of a coordinator refuses no call
    if theirs and not free and (written := writing_offer.chosen(scene, session)) is not None:
        return written
    if theirs and not free and (hard := writing_offer.answer(scene, session)) is not None:
        return hard
    asked_when = session is not None and session.step.startswith("later.")
    if theirs and (asked_when or not free) and (then := meant.not_now_but_then(scene, session)) is not None:
        return then
    if theirs and (no := refusals.answer(scene, session)) is not None:
        return no
    if verb is not None:
        return verb
    if not free and theirs and wants_trial(scene.given):
        return settle(STEPS["trial.offer"], scene)
    if not free and theirs and what_they_want(scene.given) == "listen":
        return settle(STEPS["listen.ask"], scene)
    if free and session is not None:
        # Before numbers that lead: "2 hours" is a time, and no choice of "2".
        taken = follow(session, ANYTHING, STEPS, scene) or moved_on()
        if taken.session is None or taken.session.misses <= session.misses:
            return taken
        # No answer to what was asked: "is it free?", "he goes through my phone".
        return meant.beside(scene, session) or meant.told_instead(scene, session) or taken
    return None


def _keyword(name: str, scene: Scene, session: Session | None) -> Turn:
    if name == "CHECKIN" and clean(scene.given) in keywords.GREETINGS and _peer_waits(scene):
        return settle(
            STEPS["ready.now"], scene
        )  # a participant whom a peer waits for is not asked how they are
    if (theirs := by_volunteer.keyword(name, scene, session)) is not None:
        return theirs
    # "Today" is courtesy behind most words, but of a turn of duty it says which, and of a pause how long.
    today = keywords.TODAY.search(scene.given) if f"keyword:{name}" in keywords.BY_THE_DAY else None
    return _open(BY_KEYWORD[name], replace(scene, given=today[1] if today else ""), session)


def _peer_waits(scene: Scene) -> bool:
    """Whether a peer has this participant's call and waits until they say READY."""
    mine = scene.person.callback
    return mine is not None and mine.ready_asked and mine.state is CallbackState.ACCEPTED


def _keywords(scene: Scene) -> Mapping[str, Sequence[str]]:
    volunteer = scene.person.volunteer
    return ALL_KEYWORDS if volunteer and (volunteer.active or volunteer.invited) else keywords.FOR_EVERYBODY


def _open(flow: Flow, scene: Scene, session: Session | None) -> Turn:
    volunteer = scene.person.volunteer
    if flow.volunteers_only and volunteer is not None and not volunteer.active:
        return settle(
            STEPS["join.accept"], scene
        )  # invited: what comes before anything else is the next ground rule
    if flow.volunteers_only and volunteer is None:
        return Turn((Phrase("volunteer.only"),), (), session)
    turn = settle(flow.first, scene) if flow.first else moved_on()
    settled = session is not None and not {session.step, session.step.partition(".")[0]}.isdisjoint(
        flow.settles
    )
    if flow.aside and session is not None and turn.session is None and not settled:
        # An aside is answered, and the open question is put again.
        return replace(turn, said=(*turn.said, *question(session)), session=session)
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
    found = best(first, verbs, strict=keywords.RINGS)
    if found in keywords.TO_THE_LETTER and not is_exactly(first, verbs[found]):
        found = None
    if found is None and active and len(pair := scene.given.split(None, 2)) == 3:
        found, rest = best(" ".join(pair[:2]), verbs, strict=keywords.RINGS), pair[2]  # "la tomo K7"
    if found is None and active and (meant := free_text.meant(scene.given, session)) is not None:
        found, rest = meant
    if found is None:
        return None
    flow, scene = BY_KEYWORD[found.partition(":")[2]], replace(scene, given=rest)
    # Somebody invited is led on to the rules by ON 3H or TAKE K7, not by "take care".
    led = volunteer is not None and volunteer.invited and any(map(str.isdigit, rest))
    if (flow.volunteers_only and not (active or led)) or not (flow.accepts is None or flow.accepts(scene)):
        return None
    if found in _YES and _denied(rest):
        return Turn(
            (Phrase("verb.denied", {"verb": _in_their_language(found, scene)}), *question(session)),
            (),
            session,
        )
    return by_volunteer.keyword(found.partition(":")[2], scene, session) or _open(flow, scene, session)


def _in_their_language(found: str, scene: Scene) -> str:
    """A keyword as this person's texts name it: TAKE, TOMO."""
    return KEYWORDS[scene.person.language][found.partition(":")[2]][0].upper()


def _denied(rest: str) -> bool:
    """Whether a no follows right after a verb that rings: "TAKE K7 no wait", "call me, no dont"."""
    said = clean(rest)
    return negation.negates(" ".join(said.split()[:3])) and _NOT_BEFORE.search(said) is None


def _not_understood(scene: Scene, session: Session | None) -> Turn:
    if scene.person.coordinator and (session is None or session.optional):
        return by_coordinator.nothing_understood(scene, session)
    stands = session is not None and session.step not in NOTHING_READ
    if session is not None and stands and session.optional and clean(scene.given).isdigit():
        return Turn(
            (Phrase("missed.again"), session.question), (), missed(session)
        )  # meant as an answer, though no such key was offered
    if scene.person.volunteer is None and (heard := telling.unread(scene, session)) is not None:
        return heard
    if session is None or session.optional:
        if not scene.person.introduced and not scene.person.volunteer:
            return settle(STEPS["checkin.mood"], scene)  # a first text: who we are, and the first question
        if session is None and scene.person.volunteer and scene.person.volunteer.invited:
            return settle(STEPS["join.invited"], scene)
        if scene.person.volunteer is None:
            return not_understood.nothing_known(scene, session)
        said = _nothing_known(scene)
        # "Reply NO and nobody calls" is the question from now on, and no longer what may be added.
        asks_anew = said[0].id == "missed.with_call" and refusals.takes_no_for_nothing(session)
        return Turn(said, (), None if asks_anew else session)
    return Turn((Phrase("missed.again"), session.question), (), missed(session))


def _nothing_known(scene: Scene) -> tuple[Phrase, ...]:
    """Say that the text was not understood: to a volunteer with what is open, else with how to stop a call."""
    mine, volunteer = scene.person.callback, scene.person.volunteer
    if volunteer is not None and volunteer.active and (mine is None or volunteer.offers or volunteer.holding):
        return (Phrase("missed.again"), *open_work.or_last_call(scene))
    if mine is not None and mine.silenced:
        return (Phrase("missed.on_hold"),)
    if mine is not None and mine.kind == "call" and mine.promised_by > scene.now:
        return (Phrase("missed.with_call", {"by": mine.promised_by}),)
    return (Phrase("missed.unknown"),)


def moved_on() -> Turn:
    """What to say to an answer whose question no longer exists."""
    return Turn((Phrase("moved_on"),))
