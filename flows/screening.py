"""What is read before every flow: words of crisis, then STOP, START and HELP."""

from dataclasses import dataclass, replace

from flows.calls import crisis_line
from flows.contacts import danger_answer, in_danger, opt_out_answer, stated_region
from flows.coordinators import commands as coordinator
from flows.coordinators import say
from flows.coordinators.escalation import somebody_hears
from flows.effects.base import AlertKind, Effect
from flows.effects.contacts import OptIn, OptOut, RaiseAlert, TellEased
from flows.effects.safe_contact import EndEverything
from flows.engine import Act, Phrase, Scene, Session, Turn, settle
from flows.person import Person
from flows.reading import watched_phone
from flows.reading.questions import policy_questions
from flows.reading.refusal import refusals
from flows.relay import danger_report, writing
from flows.requests import after_danger
from flows.rules.crisis import crisis, easing
from flows.rules.safe_contact import allowed as safe_contact
from flows.rules.screening import opt_out, opt_out_in_danger


@dataclass(frozen=True, slots=True)
class Screened:
    """`turn` when the text is answered here and no flow sees it; `alongside` goes with whatever the flow answers."""

    turn: Turn | None
    alongside: tuple[Effect, ...] = ()
    afterwards: tuple[Phrase, ...] = ()


def screen_text(scene: Scene, session: Session | None, opt_out_type: str | None) -> Screened:
    """Read a text before anything else does, opted-out senders included.

    `opt_out_type` is the carrier's OptOutType (STOP, START, HELP): it has answered already, so we record and stay
    silent, except to a person in crisis.
    """
    body, person = scene.given, scene.person
    gone = (OptOut(body),) if (opt_out_type or "").strip().upper() == "STOP" else ()
    if (taken := coordinator.acknowledged(scene, session)) is not None:
        return Screened(taken)
    if (about := say.about_alert(scene, session)) is not None:
        return Screened(replace(about, effects=(*about.effects, *gone)))
    reported = danger_report.heard(scene, session)
    if reported is not None and reported.turn is not None:
        turn = reported.turn
        return Screened(replace(turn, effects=(*turn.effects, *gone)))
    tier = crisis.read(body).tier if reported is None else crisis.Tier.none
    if tier is crisis.Tier.crisis:
        instead, passed_on = writing.after_crisis(scene)
        opts_out = not gone and not person.opted_out and _wants_no_texts(scene)
        instead = Phrase("crisis.opted_out") if opts_out else instead
        said, asked = _answer_to_danger(scene, session, instead)
        noted = danger_report.kept_note(scene)
        quiet = refusals.in_danger(scene)
        gone = (OptOut(body),) if opts_out else gone
        told = "now" if opts_out else "before" if gone or person.opted_out else ""
        effects = (RaiseAlert(AlertKind.CRISIS, told), *passed_on, *noted, *quiet, *gone)
        return Screened(Turn(said, effects, None if opts_out else asked))
    if safe_contact.ends_everything(person.safe, body):
        # Answer nothing: nobody who holds the phone must see a text come in. Saying the word twice changes nothing.
        return Screened(Turn((), (EndEverything(),)))
    if not opt_out_type and (numbers := in_danger.answered(scene, session)) is not None:
        return Screened(numbers)
    look: tuple[Effect, ...] = (RaiseAlert(AlertKind.CHECK),) if tier is crisis.Tier.check else ()
    # The policy that they ask for has the lines in it.
    lines = look and not policy_questions.wants_no_police(body)
    footer = (danger_answer.footer(scene), *stated_region.beside(scene)) if lines else ()
    if reported is not None:
        look = reported.alongside
    consent = _consent(scene, session, (opt_out_type or "").strip().upper())
    # A contact who opted out is not texted (invariant 2); a coordinator still looks at what was said, and is told so.
    out_now = consent is not None and any(isinstance(effect, OptOut) for effect in consent.effects)
    if out_now or (person.opted_out and consent is None):
        look = tuple(
            replace(each, opted_out="now" if out_now else "before") if isinstance(each, RaiseAlert) else each
            for each in look
        )
    if consent is not None:
        return Screened(Turn(consent.said, (*look, *consent.effects), consent.session))
    if person.opted_out:
        return Screened(Turn((), look, session))
    return Screened(None, look, footer)


def eased(scene: Scene) -> tuple[Effect, ...]:
    """What goes out to whoever has an alert about them, where they say that it is better."""
    return (TellEased(),) if easing.has_eased(scene.given) else ()


def screen_speech(scene: Scene) -> tuple[tuple[Phrase | Act, ...], tuple[Effect, ...]]:
    """What to say first, and whom to alert, for words a caller spoke."""
    if reported := danger_report.heard_aloud(scene):
        return reported, ()
    tier = crisis.read(scene.given).tier
    if tier is crisis.Tier.crisis:
        return (*_crisis(scene), crisis_line.key_told(scene)), (RaiseAlert(AlertKind.CRISIS),)
    if tier is crisis.Tier.check:
        return (danger_answer.footer(scene), *stated_region.beside(scene), crisis_line.key_told(scene)), (
            RaiseAlert(AlertKind.CHECK),
            *eased(scene),
        )
    return (), eased(scene)


def _answer_to_danger(
    scene: Scene, session: Session | None, instead: Phrase | None
) -> tuple[tuple[Phrase | Act, ...], Session | None]:
    """What is said, and the question that is open then. `instead`: what those who write with another are told."""
    person = scene.person
    if not person.safe.says_less:
        if instead is None and person.opted_out:
            instead = Phrase("crisis.then_start")
        if instead is None and after_danger.takes_the_place_of(session, scene):
            open_now = settle(after_danger.door, scene)
            return (*_crisis(scene), *open_now.said), open_now.session
        if instead is not None and instead.id == "crisis.opted_out":
            return (*_crisis(scene), instead, Phrase("crisis.then_start")), session
        return (*_crisis(scene), instead or after_danger.way(scene, beside=True)), session
    offered = settle(in_danger.numbers_offered, scene)
    known = [Phrase("crisis.known")] if somebody_hears(scene) else []
    if instead is None and person.opted_out:
        instead = Phrase("crisis.then_start")
    return (
        *offered.said,
        *stated_region.beside(scene),
        *known,
        *([instead] if instead else []),
    ), offered.session


def _crisis(scene: Scene) -> tuple[Phrase, ...]:
    # Where no alert is on its way to anybody we must not say so.
    alerted = (Phrase("crisis.alerted"),) if somebody_hears(scene) else ()
    return (*danger_answer.answer(scene), *stated_region.beside(scene), *alerted)


def _consent(scene: Scene, session: Session | None, carrier_read: str) -> Turn | None:
    body, person = scene.given, scene.person
    # FCC 47 CFR 64.1200(a)(10): a stop in any reasonable words counts at once; at most one confirmation goes back.
    if carrier_read == "STOP" or (not carrier_read and _opts_out(body, person)):
        if person.opted_out:
            return Turn((), (OptOut(body),) if carrier_read else ())
        confirmed = (
            Phrase("consent.stopped_on_call") if person.coordinator else opt_out_answer.confirmation(scene)
        )
        said = () if carrier_read else (confirmed,)
        return Turn(said, (OptOut(body),))
    if carrier_read == "START" or opt_out.opt_in(body, opted_out=person.opted_out):
        return Turn(() if carrier_read else (Phrase("consent.started"),), (OptIn(body),), session)
    if not carrier_read and (near := watched_phone.asked_who(scene, session)) is not None:
        return near
    if carrier_read == "HELP" or opt_out.help_word(body):
        return Turn(() if carrier_read else (Phrase("consent.help"),), (), session)
    return None


def _wants_no_texts(scene: Scene) -> bool:
    """Whether words of danger ask for no more texts as well; of somebody who works here only STOP alone does."""
    person = scene.person
    works_here = person.coordinator or (person.volunteer is not None and person.volunteer.active)
    return not works_here and opt_out_in_danger.opts_out(scene.given)


def _opts_out(body: str, person: Person) -> bool:
    """Whether they want no more texts; words about a call alone call off the call that is asked for."""
    if not opt_out.opt_out(body):
        return False
    if opt_out.is_carriers_stop(body):
        return True
    # "Please stop" from a coordinator must not end the alerts: for that they text STOP alone.
    return not person.coordinator and not (person.callback is not None and opt_out.is_about_calls(body))
