"""What a caller hears first: the line's menu, or a volunteer's own."""

from flows.callback import ask as ask_for_callback
from flows.checkin import mood
from flows.effects import SetLanguage
from flows.engine import Ask, End, Flow, Move, Phrase, Said, Scene
from flows.person import OfferView
from flows.rules.wishes import USUAL_MINUTES
from flows.taking import passed, taken
from flows.talk import now as talk_now
from flows.volunteer import duty
from flows.wording import Named

caller = Flow("caller")
volunteer_call = Flow("volunteer_call")


@caller.start
def menu(s: Scene) -> Move:
    """1 check in, 2 call me back, 3 talk now, 9 the other language. 0 is again, everywhere."""
    return Ask("voice.menu", checkin=mood, callback=ask_for_callback, talk=talk_now, language=other_language)


@caller.step
def other_language(s: Scene) -> Move:
    """The same menu in the other language."""
    return Ask(
        "voice.menu",
        do=(SetLanguage("en" if s.person.language == "es" else "es"),),
        checkin=mood,
        callback=ask_for_callback,
        talk=talk_now,
        language=other_language,
    )


@volunteer_call.start
def volunteer_menu(s: Scene) -> Move:
    """1 duty, 2 open offers, 3 the line for themselves."""
    return _volunteer_menu()


@volunteer_call.step
def change_duty(s: Scene) -> Move:
    """On becomes off, off becomes on."""
    is_on = s.person.volunteer is not None and s.person.volunteer.on_duty
    return _volunteer_menu(duty(not is_on))


@volunteer_call.step
def hear_offers(s: Scene) -> Move:
    """The offer that stands open to them."""
    offers = s.person.volunteer.offers if s.person.volunteer else ()
    if not offers:
        return _volunteer_menu(Phrase("voice.no_offers"))
    return Ask(_offer(offers[0], s), to={"take": take_offer, "pass": pass_offer})


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
def take_offer(s: Scene) -> Move:
    """Take it: they are on the phone already, so this call becomes their leg."""
    return End(taken(_first_code(s)))


@volunteer_call.step
def pass_offer(s: Scene) -> Move:
    """Pass it on and stay in the menu."""
    return _volunteer_menu(passed(_first_code(s)))


@volunteer_call.step
def other_volunteer_language(s: Scene) -> Move:
    """The volunteer's menu in the other language."""
    return _volunteer_menu(do=(SetLanguage("en" if s.person.language == "es" else "es"),))


def _volunteer_menu(*before: Said, do: tuple[SetLanguage, ...] = ()) -> Ask:
    return Ask(
        "voice.volunteer_menu",
        *before,
        do=do,
        duty=change_duty,
        offers=hear_offers,
        own=menu,
        language=other_volunteer_language,
    )


def _first_code(s: Scene) -> str | None:
    offers = s.person.volunteer.offers if s.person.volunteer else ()
    return offers[0].code if offers else None
