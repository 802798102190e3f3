"""What is open for a volunteer, in a sentence or two: the callback in hand, the offers with their codes, the duty."""

from datetime import datetime

from flows.person import OfferView, VolunteerView
from flows.rules.matching.wishes import USUAL_MINUTES, label
from flows.states import CallbackState
from flows.steps import Phrase, Scene
from flows.wording import Named


def phrases(s: Scene) -> tuple[Phrase, ...]:
    """What is open for them, with the one or two words that work for it. Only for a volunteer."""
    volunteer = s.person.volunteer
    if volunteer is None:
        return ()
    if volunteer.holding is not None:
        return (in_hand(volunteer),)
    if len(volunteer.offers) > 1:
        return (Phrase("for_volunteer.offers", {"codes": codes(volunteer)}),)
    if volunteer.offers:
        return offer(volunteer.offers[0], s.now)
    return (duty(volunteer),)


def duty(volunteer: VolunteerView) -> Phrase:
    """Whether they are on, until when, and what keeps offers from them meanwhile."""
    if volunteer.paused:
        until = {"until": volunteer.paused_until}
        return (
            Phrase("for_volunteer.paused_until", until)
            if volunteer.paused_until
            else Phrase("for_volunteer.paused")
        )
    if not volunteer.on_duty:
        return Phrase("for_volunteer.off")
    if volunteer.resting_until is not None:
        return Phrase("for_volunteer.resting", {"until": volunteer.resting_until})
    if volunteer.duty_until is not None:
        return Phrase("for_volunteer.on_until", {"until": volunteer.duty_until})
    return Phrase("for_volunteer.on")


def or_last_call(s: Scene) -> tuple[Phrase, ...]:
    """As `phrases`; where nothing is open, how to keep words about the call that has just ended."""
    volunteer = s.person.volunteer
    if volunteer is None or volunteer.holding is not None or volunteer.offers or volunteer.last_call is None:
        return phrases(s)
    return (Phrase("for_volunteer.after", {"code": volunteer.last_call}),)


def in_hand(volunteer: VolunteerView) -> Phrase:
    """Where the callback they hold stands. They must hold one."""
    held = volunteer.holding
    if held is None:
        raise ValueError("nothing is in hand")
    if held.state is not CallbackState.CONNECTED:
        wording = "for_volunteer.to_write" if held.kind == "text" else "status.holding"
        return Phrase(wording, {"code": held.code})
    return (
        Phrase("for_volunteer.writes", {"code": held.code})
        if held.kind == "text"
        else Phrase("offer.talking")
    )


def codes(volunteer: VolunteerView) -> str:
    """The codes of the offers that are open to them: "K7, M3"."""
    return ", ".join(each.code for each in volunteer.offers)


def offer(open_offer: OfferView, now: datetime) -> tuple[Phrase, ...]:
    """An offer as it is texted: what they should know of it first, then the question."""
    said = {
        "code": open_offer.code,
        "minutes": open_offer.minutes or USUAL_MINUTES,
        "wanted_language": Named(f"language.{open_offer.language}"),
    }
    by_text = open_offer.kind == "text"
    if open_offer.not_before is not None and open_offer.not_before > now:
        asked = Phrase("offer.by_text_at" if by_text else "offer.at", {**said, "at": open_offer.not_before})
    else:
        asked = Phrase("offer.by_text" if by_text else "offer", {**said, "by": open_offer.promised_by})
    return (*what_about(open_offer), asked)


def what_about(open_offer: OfferView) -> tuple[Phrase, ...]:
    """What they should know before they say yes: danger, who it is, a topic that is theirs too, heavy today."""
    told: list[Phrase] = []
    if open_offer.danger:
        told.append(Phrase("offer.danger" if open_offer.danger == "told" else "offer.danger_alone"))
    if open_offer.minor:
        told.append(Phrase("offer.minor"))
    if open_offer.no_phone:
        told.append(Phrase("offer.no_phone"))
    heavy = open_offer.heavy and not open_offer.danger
    if open_offer.topic is not None:
        topic = {"topic": label(open_offer.topic)}
        told.append(Phrase("offer.about_heavy" if heavy else "offer.about", topic))
    elif heavy:
        told.append(Phrase("offer.heavy"))
    return tuple(told)
