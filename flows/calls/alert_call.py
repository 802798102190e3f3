"""A coordinator calls in, on a call that is surely theirs, while alerts are open: hears them, takes one."""

from typing import Final

from flows.calls.menus import caller, volunteer_call
from flows.effects.alert_actions import HearAlert, HearWords, TakeAlert
from flows.engine import Ask, End, Flow, Move, Phrase, Said, Scene, act

alert_call = Flow("alert_call")

_CODE: Final = "code"


@alert_call.start
def menu(s: Scene) -> Move:
    """How many alerts are open. 1 hears the first, 2 goes on to what every caller hears."""
    if not s.person.alerts:
        return rest.run(s)
    asked = Phrase("alert_call.menu", {"count": len(s.person.alerts)})
    return Ask(asked, hear=hear, rest=rest)


@alert_call.step
def hear(s: Scene) -> Move:
    """The alert as it was told. 1 has it, 2 hears what they wrote, 3 the next one, 4 the line's menu."""
    codes = s.person.alerts
    if not codes:
        return rest.run(s)
    before = s.answers.get(_CODE)
    at = codes.index(before) + 1 if before in codes else 0
    code = codes[at % len(codes)]
    return _asked(code, act(HearAlert(code), told="alert_call.told", none="alert_call.gone"))


def _asked(code: str, before: Said) -> Ask:
    to = {"have": have, "words": words, "next": hear, "rest": rest}
    return Ask("alert_call.ask", before, learned={_CODE: code}, to=to)


@alert_call.step
def have(s: Scene) -> Move:
    """1: they have it; then the next, or the menu."""
    taken = act(TakeAlert(s.answers[_CODE]), taken="alert_call.taken", none="alert_call.gone")
    left = [each for each in s.person.alerts if each != s.answers[_CODE]]
    if not left:
        return End(taken, "alert_call.nothing_else")
    return Ask(Phrase("alert_call.menu", {"count": len(left)}), taken, hear=hear, rest=rest)


@alert_call.step
def words(s: Scene) -> Move:
    """2: what they wrote, without numbers."""
    read = act(HearWords(s.answers[_CODE]), read="alert_call.words", none="alert_call.no_words")
    return _asked(s.answers[_CODE], read)


@alert_call.step
def rest(s: Scene) -> Move:
    """The line's own menu."""
    if s.person.volunteer is not None and s.person.volunteer.active:
        return volunteer_call.steps["volunteer_call.volunteer_menu"].run(s)
    return caller.steps["caller.menu"].run(s)
