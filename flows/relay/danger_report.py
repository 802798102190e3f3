"""A volunteer reports danger to somebody they talked with, in whatever words: a coordinator is told of that person.

Read before every flow (`flows.screening`). What a volunteer says of themselves, or of their own sister, is no
report: it is read as anybody's words are.
"""

from dataclasses import dataclass, replace

from flows.codes import Coded, read_code, was_hard
from flows.coordinators.escalation import somebody_hears
from flows.effects.base import AlertKind, Effect
from flows.effects.contacts import RaiseAlert
from flows.effects.danger_reports import ReportDanger
from flows.effects.volunteers import BlockPair, WriteNote
from flows.engine import Act, Channel, Collect, End, Flow, Move, Scene, Session, Turn, act
from flows.offers.take import passed
from flows.relay import addressee as asking
from flows.relay import writing
from flows.rules.crisis import crisis, reported_danger
from flows.rules.crisis.crisis import Tier
from flows.rules.relay import addressee as for_whom
from flows.rules.relay.addressee import Reader

report = Flow("report")


@dataclass(frozen=True, slots=True)
class Heard:
    """`turn` when the text is answered here; else `alongside` goes with whatever it is answered."""

    turn: Turn | None
    alongside: tuple[Effect, ...] = ()


def heard(scene: Scene, session: Session | None) -> Heard | None:
    """What becomes of a text in which a volunteer speaks of danger to another; None: read it as anybody's."""
    volunteer = scene.person.volunteer
    if volunteer is None or not volunteer.active or writing.speaks_as_participant(scene):
        return None
    theirs = writing.with_them(scene.person)
    meant = for_whom.read(scene.given, theirs.code if theirs else None)
    for_line = meant.verb is not None and meant.to is not Reader.THEM
    code, words = _named(scene, meant if for_line else None)
    danger = reported_danger.read(words, about_them=for_line)
    if (
        danger.whole is Tier.crisis
        and theirs is not None
        and not for_line
        and reported_danger.is_own_past(scene.given)
    ):
        # What a peer came through helps the other: it is passed on, and somebody looks.
        return Heard(None, (RaiseAlert(AlertKind.CHECK),))
    if danger.own is Tier.crisis:
        return None
    if writing.is_command(scene.given) and danger.reported is not Tier.none:
        # A call for the supervisor is answered as they asked; the alert goes out beside it.
        return Heard(None, (ReportDanger(AlertKind(danger.reported), code, words),))
    to_them = reported_danger.is_said_to_them(scene.given) or reported_danger.asks_them(scene.given)
    said_to_them = theirs is not None and not for_line and to_them
    # "Please don't kill yourself" reads as no danger of whoever writes it, and hints at that of the other.
    names = crisis.names_danger(scene.given) or bool(crisis.read(scene.given).reasons)
    shows = (danger.whole, danger.reported) != (Tier.none, Tier.none) or names
    if said_to_them and danger.own is Tier.none and shows:
        # "How many pills did you take?" is not the peer's own danger: it shows that of the one who is asked.
        return Heard(None, (ReportDanger(AlertKind.CHECK, code),))
    # Said to "you" after the conversation is over: meant for the participant they wrote with.
    too_late = (
        theirs is None and danger.whole is Tier.crisis and reported_danger.is_second_person(scene.given)
    )
    if danger.reported is Tier.crisis or too_late:
        return Heard(_reported(scene, session, meant if for_line else None, code, words))
    if danger.reported is Tier.check:
        check = ReportDanger(AlertKind.CHECK, code, "" if for_line else words)
        if theirs is None and code is not None and not for_line:
            noted = act(
                check,
                noted="report.worry" if somebody_hears(scene) else "volunteer.noted",
                unknown="offer.none",
                none="offer.none",
                silent=("in_writing", "in_call", "after", "which"),  # those are of a report of a crisis
            )
            return Heard(Turn((noted,), (), session))
        return Heard(None, (replace(check, note=""),))
    return None


def about_them(turn: Turn, scene: Scene) -> Turn:
    """A turn for a volunteer's words about somebody they talked with: an alert goes out about that person.

    For what no rule took for a report, and that yet has a person look.
    """
    volunteer = scene.person.volunteer
    if volunteer is None or not volunteer.active or writing.speaks_as_participant(scene):
        return turn
    if not reported_danger.is_about_another(scene.given):
        return turn
    code, _ = _named(scene, None)
    look = ReportDanger(AlertKind.CHECK, code, scene.given)
    own = RaiseAlert(AlertKind.CHECK)
    return replace(turn, effects=tuple(look if each == own else each for each in turn.effects))


def heard_aloud(scene: Scene) -> tuple[Act, ...]:
    """As `heard`, for what a volunteer says on a call of theirs to the line: what to say for it, and whom to alert."""
    volunteer = scene.person.volunteer
    if volunteer is None or not volunteer.active:
        return ()
    danger = reported_danger.read(scene.given)
    if danger.own is Tier.crisis or danger.reported is not Tier.crisis:
        return ()
    return (_alerting(scene, ReportDanger(AlertKind.CRISIS, note=scene.given)),)


def kept_note(scene: Scene) -> tuple[Effect, ...]:
    """The note in a text that is answered as the volunteer's own crisis: "NOTE K7 i want to die" loses no word."""
    volunteer, theirs = scene.person.volunteer, writing.with_them(scene.person)
    if volunteer is None or not volunteer.active or writing.speaks_as_participant(scene):
        return ()
    meant = for_whom.read(scene.given, theirs.code if theirs else None)
    if meant.to is not Reader.LINE or meant.verb not in ("note", "done"):
        return ()
    code, words = _named(scene, meant)
    return (WriteNote(code, words, done=False),)


@report.start
def which(s: Scene) -> Move:
    """Ask which callback they mean; until they say, it is the last one."""
    return Collect("report.which", then=named, optional=True, learned={"words": s.given})


@report.step
def named(s: Scene) -> Move:
    """The code of whom they meant, or words that name none."""
    code = read_code(s.given).code
    if code is None:
        return End("report.not_named")
    return End(_alerting(s, ReportDanger(AlertKind.CRISIS, code, note=s.answers.get("words", ""))))


def _named(scene: Scene, meant: for_whom.Addressed | None) -> tuple[str | None, str]:
    """The code it names, else that of the one they write with; and the words, without a verb and its code."""
    theirs = writing.with_them(scene.person)
    coded = read_code(meant.words) if meant is not None else Coded(None, scene.given)
    code = coded.code or reported_danger.code_in(scene.given) or (theirs.code if theirs else None)
    return code, coded.rest


def _reported(
    scene: Scene, session: Session | None, meant: for_whom.Addressed | None, code: str | None, words: str
) -> Turn:
    done = meant is not None and meant.verb == "done"
    effect = ReportDanger(AlertKind.CRISIS, code, words or scene.given, done, done and was_hard(words))
    theirs = writing.with_them(scene.person)
    if theirs is not None and meant is None and not reported_danger.asks_for_help(scene.given):
        # It speaks of somebody, and may be for either: send the alert, and ask who is to read the words.
        return asking.hold(scene, session, theirs.code, before=(_alerting(scene, effect),))
    if meant is not None and meant.verb == "pass":
        return Turn((_alerting(scene, effect, leaving=True), passed(code or _held_code(scene))), (), session)
    if meant is not None and meant.verb == "block":
        block = act(BlockPair(code or _held_code(scene)), blocked="volunteer.blocked", silent=("none",))
        return Turn((_alerting(scene, effect, leaving=True), block), (), session)
    return Turn((_alerting(scene, effect),), (), session)


def _held_code(scene: Scene) -> str | None:
    volunteer = scene.person.volunteer
    return volunteer.holding.code if volunteer and volunteer.holding else None


def _alerting(scene: Scene, effect: ReportDanger, *, leaving: bool = False) -> Act:
    """The report and what it is answered. `leaving`: they hand them on in the same breath."""
    told = somebody_hears(scene)
    if leaving:
        known = "report.told" if told else "report.told_alone"
        unknown = "report.unknown" if told else "report.unknown_alone"
        says = {
            **dict.fromkeys(("in_writing", "in_call", "after", "which", "noted"), known),
            **dict.fromkeys(("unknown", "none"), unknown),
        }
        return act(effect, says)
    return act(
        effect,
        # Aloud there is a menu open, and a code is no word: the coordinator asks.
        leads={"which": "report.which"} if scene.channel is Channel.TEXT else None,
        in_writing="report.in_writing" if told else "report.in_writing_alone",
        in_call="report.in_call" if told else "report.in_call_alone",
        after="report.after" if told else "report.after_alone",
        which="report.several" if told else "report.after_alone",
        noted="report.after" if told else "report.after_alone",
        unknown="report.unknown" if told else "report.unknown_alone",
        none="report.unknown" if told else "report.unknown_alone",
    )
