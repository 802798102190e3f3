"""What a caller hears first: the line's menu, or a volunteer's own."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from flows.calls.ring_back import hang_up
from flows.calls.talk_now import now as talk_now
from flows.checkins.checkin import mood
from flows.checkins.checkin_call import begin as calls_that_ask
from flows.checkins.remind import aloud
from flows.closing import closed
from flows.contacts import policy
from flows.contacts.safe import begin as how_to_reach
from flows.contacts.unverified_caller import keep_quiet
from flows.coordinators.escalation import somebody_hears
from flows.effects.contacts import SetLanguage
from flows.effects.joining import LookUpProfile
from flows.effects.requests import SilenceCallback
from flows.effects.rota import LookUpRota
from flows.effects.volunteers import TalkItOver, WriteNote
from flows.engine import Ask, End, Flow, Move, Phrase, Said, Scene, Step, act
from flows.offers.take import passed, taken
from flows.person import OfferView
from flows.requests.call import ask as ask_for_callback
from flows.rules.matching.wishes import USUAL_MINUTES
from flows.rules.times.pauses import Pause
from flows.volunteers import open_work
from flows.volunteers.leave import sure
from flows.volunteers.on_off import duty
from flows.volunteers.pause import pause_for
from flows.wording import Named

caller = Flow("caller")
volunteer_call = Flow("volunteer_call")


@caller.start
def menu(s: Scene) -> Move:
    """1 check in, 2 call me back, 3 talk now, 6 questions, 7 I volunteer, 9 the other language; 4 what REMIND set.

    A phone that gets no texts may have a call in place of REMIND.

    Callers whose number is not attested all hear the same menu.
    """
    return _callers_menu(s)


@caller.step
def other_language(s: Scene) -> Move:
    """The whole beginning in the other language: who we are, and where somebody in danger gets help."""
    shut = closed.greeting(s, volunteer=False)
    return _callers_menu(
        s, "voice.greeting", *shut, do=(SetLanguage("en" if s.person.language == "es" else "es"),)
    )


@caller.step
def volunteers(s: Scene) -> Move:
    """7: their own menu, if the call is surely theirs; else a ring of the number on file, or how it is done by text."""
    if s.person.volunteer is not None and s.person.volunteer.active:
        return own_menu()
    if s.person.unverified:
        return hang_up.run(s)
    return _callers_menu(s, "voice.volunteers")


@caller.step
def reach_unsure(s: Scene) -> Move:
    """5 on a call that may be anybody's: how its number may be reached is neither told nor changed."""
    return _callers_menu(s, "safe.not_sure")


@caller.step
def no_call(s: Scene) -> Move:
    """Spoken: "never mind", "don't call me". We ring nobody; a text from the caller restores or ends the callback."""
    if s.person.unverified:
        return keep_quiet.run(s)
    return End(
        act(
            SilenceCallback(),
            silenced="voice.on_hold",
            cancelled="callback.silenced",
            talking="callback.talking",
            none="callback.none",
        )
    )


@caller.step
def questions(s: Scene) -> Move:
    """6: the questions that everybody has, by key, for whom it is hard to ask them aloud."""
    return Ask("voice.questions", to=_QUESTIONS, menu=menu)


def _question(name: str, said: Callable[[Scene], Sequence[Phrase]]) -> Step:
    def answer(s: Scene) -> Move:
        return Ask("voice.questions", *said(s), to=_QUESTIONS, menu=menu)

    answer.__name__, answer.__doc__ = f"told_{name}", f"The answer: {name}. The questions stay open."
    return caller.step(answer)


_QUESTIONS: Final[dict[str, Step]] = {}
_QUESTIONS.update(
    what=_question("what", lambda s: (Phrase("answer.who"),)),
    who=_question("who", lambda s: (Phrase("answer.who_calls", {"minutes": USUAL_MINUTES}),)),
    cost=_question("cost", lambda s: (Phrase("answer.cost"),)),
    private=_question(
        "private",
        lambda s: (Phrase("answer.private_told" if somebody_hears(s) else "answer.private"),),
    ),
    police=_question("police", policy.answer),
)


def _callers_menu(s: Scene, *before: Said, do: tuple[SetLanguage, ...] = ()) -> Ask:
    # A withheld caller has no number that we could stop ringing.
    refusal = {} if s.person.withheld else {"refusal": no_call}
    sure = not (s.person.withheld or s.person.unverified)
    gets_calls = sure and not s.person.takes_texts
    own = {"reminders": calls_that_ask if gets_calls else aloud} if s.person.reminded or gets_calls else {}
    stopped = ("checkin_call.stopped",) if s.person.calls_stopped else ()
    said = "voice.menu_reminded" if s.person.reminded else "voice.menu_calls" if gets_calls else "voice.menu"
    return Ask(
        said,
        *stopped,
        *before,
        do=do,
        checkin=mood,
        callback=ask_for_callback,
        talk=talk_now,
        to={**own, **refusal, "reach": how_to_reach if sure else reach_unsure},
        questions=questions,
        volunteers=volunteers,
        language=other_language,
    )


@volunteer_call.start
def volunteer_menu(s: Scene) -> Move:
    """1 duty, 2 open offers, 3 my shifts, 4 open shifts, 5 a pause or after a call, 6 about me, 7 the line."""
    return own_menu()


@volunteer_call.step
def change_duty(s: Scene) -> Move:
    """On becomes off, off becomes on."""
    is_on = s.person.volunteer is not None and s.person.volunteer.on_duty
    return own_menu(duty(not is_on))


@volunteer_call.step
def hear_offers(s: Scene) -> Move:
    """Read out the offer that is open to the volunteer."""
    offers = s.person.volunteer.offers if s.person.volunteer else ()
    if not offers:
        return own_menu(Phrase("voice.no_offers"))
    heard = {"offer": offers[0].code}
    to = {"take": take_offer, "pass": pass_offer}
    told = open_work.what_about(offers[0])
    return Ask(_offer(offers[0], s), *told, learned=heard, to=to, menu=volunteer_menu)


_OFFERS = {
    (False, False): "voice.offer",
    (False, True): "voice.offer_at",
    (True, False): "voice.offer_by_text",
    (True, True): "voice.offer_by_text_at",
}


def _offer(offer: OfferView, s: Scene) -> Phrase:
    to_come = offer.not_before is not None and offer.not_before > s.now
    return Phrase(
        _OFFERS[offer.kind == "text", to_come],
        {
            "wanted_language": Named(f"language.{offer.language}"),
            "minutes": offer.minutes or USUAL_MINUTES,
            "at" if to_come else "by": offer.not_before if to_come else offer.promised_by,
        },
    )


@volunteer_call.step
def hear_turns(s: Scene) -> Move:
    """Read out the volunteer's shifts, one by one."""
    return End(act(LookUpRota(mine=""), leads={"found": "rota_call.first_turn"}, none="volunteer.only"))


@volunteer_call.step
def hear_free(s: Scene) -> Move:
    """Read out the open shifts, one by one."""
    return End(act(LookUpRota(free=""), leads={"found": "rota_call.first_free"}, none="volunteer.only"))


@volunteer_call.step
def how_long(s: Scene) -> Move:
    """Ask how long the pause is to be: an hour, a day, until they say; or whether they leave."""
    return Ask(
        "voice.pause",
        hour=for_an_hour,
        day=for_a_day,
        open=until_they_say,
        after=after_call,
        leave=sure,
        menu=volunteer_menu,
    )


@volunteer_call.step
def for_an_hour(s: Scene) -> Move:
    """1: an hour, and duty goes on after it."""
    return own_menu(pause_for(Pause(s.now + timedelta(hours=1), is_break=True)))


@volunteer_call.step
def for_a_day(s: Scene) -> Move:
    """2: a day."""
    return own_menu(pause_for(Pause(s.now + timedelta(days=1))))


@volunteer_call.step
def until_they_say(s: Scene) -> Move:
    """3: until they say."""
    return own_menu(pause_for(None))


@volunteer_call.step
def after_call(s: Scene) -> Move:
    """Ask about the last call: it was hard, or they would like to talk it over."""
    return Ask("voice.after_call", hard=was_hard, talk=talk_it_over, menu=volunteer_menu)


@volunteer_call.step
def was_hard(s: Scene) -> Move:
    """1: the volunteer gets to rest, and is offered a talk."""
    note = WriteNote(None, "", done=True, hard=True)
    return own_menu(
        act(
            note,
            leads={"hard": "debrief.ask"},
            silent=("noted", "done"),
            hard="volunteer.rest",
            none="voice.no_call_lately",
        )
    )


@volunteer_call.step
def talk_it_over(s: Scene) -> Move:
    """2: the coordinator is told that they would like to talk."""
    # The talk is about their latest call, so it has to be filed as done first.
    over = act(WriteNote(None, "", done=True), silent=("noted", "done", "hard", "none"))
    talk = act(TalkItOver(), told="debrief.told", nobody="debrief.nobody", none="voice.no_call_lately")
    return own_menu(over, talk)


@volunteer_call.step
def take_offer(s: Scene) -> Move:
    """Take the offer: they hang up, and we ring the number on file. An inbound call connects nobody (docs/adr/0031)."""
    return End(replace(taken(_heard(s)), leads=_NOT_THEIRS))


_NOT_THEIRS = dict.fromkeys(
    (
        "covered",
        "busy",
        "which",
        "none",
        "unsafe",
        "beyond",
        "beyond_which",
        "no_way",
        "cannot_write",
        "not_ready",
    ),
    volunteer_menu.name,
)
"""Where nothing comes of it they are back in their menu; else they hang up, for their phone may ring."""


@volunteer_call.step
def pass_offer(s: Scene) -> Move:
    """Pass it on and stay in the menu."""
    return own_menu(passed(_heard(s)))


@volunteer_call.step
def other_volunteer_language(s: Scene) -> Move:
    """The volunteer's menu in the other language."""
    return own_menu(do=(SetLanguage("en" if s.person.language == "es" else "es"),))


@volunteer_call.step
def about_me(s: Scene) -> Move:
    """Read out the parts of their profile that can be changed by key: zone, calls, gaps."""
    return End(act(LookUpProfile(), leads={"found": "me.shown"}, none="volunteer.only"))


def own_menu(*before: Said, do: tuple[SetLanguage, ...] = ()) -> Ask:
    """The volunteer's menu, after `before`."""
    return Ask(
        "voice.volunteer_menu",
        *before,
        do=do,
        duty=change_duty,
        offers=hear_offers,
        turns=hear_turns,
        free=hear_free,
        pause=how_long,
        me=about_me,
        own=menu,
        language=other_volunteer_language,
    )


def _heard(s: Scene) -> str | None:
    """The code of the offer that was read out to them: by now another one may come first."""
    if "offer" in s.answers:
        return s.answers["offer"]
    offers = s.person.volunteer.offers if s.person.volunteer else ()
    return offers[0].code if offers else None
