"""Shifts on the phone, read out one by one: the volunteer's own, and the open ones. Star leads back to the menu."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flows.calls.menus import own_menu
from flows.effects.rota import LookUpRota
from flows.engine import Ask, End, Flow, Move, Phrase, Scene, act
from flows.rota.choosing import rota
from flows.rota.cover import taken
from flows.rota.drop import dropped
from flows.rota.here import confirmed
from flows.rota.swap import answered
from flows.rota_view import ShiftView

rota_call = Flow("rota_call")


@rota_call.start
def first_turn(s: Scene) -> Move:
    """Read out a swap that another volunteer asks for, before the first shift."""
    asked = rota(s).swaps
    if not asked:
        return _shift(rota(s).mine, "rota.no_turns")
    said = {"mine": asked[0].mine, "theirs": asked[0].theirs}
    heard = {"swap": asked[0].code}
    to = {"agree": agree_to_it, "refuse": refuse_it}
    return Ask(Phrase("rota.swap_asked", said), to=to, learned=heard, next=own_turns, menu=to_menu)


@rota_call.step
def agree_to_it(s: Scene) -> Move:
    """1: agree to the swap."""
    return _answered(s, yes=True)


@rota_call.step
def refuse_it(s: Scene) -> Move:
    """2: decline the swap; no reason needed."""
    return _answered(s, yes=False)


def _answered(s: Scene, *, yes: bool) -> Move:
    # Their shifts have changed: look them up before the next question.
    leads = dict.fromkeys(("swapped", "declined", "gone", "none"), f"{rota_call.name}.look_again")
    return End(replace(answered(s.answers["swap"], yes=yes), leads=leads))


@rota_call.step
def look_again(s: Scene) -> Move:
    """Look up the next swap that is asked for, or the shifts as they are now."""
    return End(act(LookUpRota(mine=""), leads={"found": first_turn.name}, none="volunteer.only"))


@rota_call.step
def own_turns(s: Scene) -> Move:
    """3: hear the shifts first; the swap stays open."""
    return End(act(LookUpRota(mine=""), leads={"found": first_own.name}, none="volunteer.only"))


@rota_call.step
def first_own(s: Scene) -> Move:
    """Read out the volunteer's first shift."""
    return _shift(rota(s).mine, "rota.no_turns")


@rota_call.step
def turn_after(s: Scene) -> Move:
    """The one after that which they have just heard."""
    return _shift(_after(rota(s).mine, s), "rota.no_more")


def _shift(left: Sequence[ShiftView], nothing: str) -> Move:
    if not left:
        return own_menu(Phrase(nothing))
    shift = left[0]
    said = Phrase("rota.turn_confirmed" if shift.confirmed else "rota.turn", {"turn": shift.hours})
    come = {} if shift.confirmed else {"come": come_to_it}
    return Ask(said, to=come, learned=_heard(shift), give=give_back, next=next_turn, menu=to_menu)


def _heard(shift: ShiftView) -> dict[str, str]:
    return {"turn": str(shift.id), "at": shift.at.isoformat()}


def _after(shifts: Sequence[ShiftView], s: Scene) -> list[ShiftView]:
    """The shifts after the one they heard, even if that one is gone by now."""
    heard = (datetime.fromisoformat(s.answers["at"]), int(s.answers["turn"]))
    return [shift for shift in shifts if (shift.at, shift.id) > heard]


@rota_call.step
def come_to_it(s: Scene) -> Move:
    """1: confirm the shift."""
    return End(confirmed(int(s.answers["turn"]), leads=next_turn.name))


@rota_call.step
def give_back(s: Scene) -> Move:
    """2: give the shift back."""
    return End(dropped(int(s.answers["turn"]), leads=next_turn.name))


@rota_call.step
def next_turn(s: Scene) -> Move:
    """3: look up the next shift."""
    return End(act(LookUpRota(mine=""), leads={"found": turn_after.name}, none="volunteer.only"))


@rota_call.step
def first_free(s: Scene) -> Move:
    """Read out the first open shift."""
    return _free(rota(s).free, "rota.no_free")


@rota_call.step
def free_after(s: Scene) -> Move:
    """The one after that which they have just heard."""
    return _free(_after(rota(s).free, s), "rota.no_more")


def _free(left: Sequence[ShiftView], nothing: str) -> Move:
    if not left:
        return own_menu(Phrase(nothing))
    said = Phrase("rota.free", {"turn": left[0].hours})
    return Ask(said, learned=_heard(left[0]), take=take_it, next=next_free, menu=to_menu)


@rota_call.step
def take_it(s: Scene) -> Move:
    """1: take the open shift, if nobody was faster."""
    return End(taken(int(s.answers["turn"]), leads=next_free.name))


@rota_call.step
def next_free(s: Scene) -> Move:
    """3: look up the next open shift."""
    return End(act(LookUpRota(free=""), leads={"found": free_after.name}, none="volunteer.only"))


@rota_call.step
def to_menu(s: Scene) -> Move:
    """Star: back to their menu."""
    return own_menu()
