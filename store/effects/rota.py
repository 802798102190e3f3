"""What volunteers do about their shifts."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update

from flows.effects import rota as e
from flows.effects.base import Effect, Outcome
from flows.rota.shift_said import shift_said
from flows.wording import Days, Hours
from store.database import Tx
from store.effects.base import NONE, Applied, Apply, for_volunteers
from store.models import Shift, Volunteer
from store.rota import calendar_feed, duty, ending, on_off, open_shifts, shift_patterns, swaps, time_off
from store.rota import queries as rota
from store.rota import shifts as shifts
from store.rota import views as rota_view


@for_volunteers
def _look_up(tx: Tx, done: Applied, effect: e.LookUpRota) -> Outcome:
    language = done.known.language
    asked = {"mine": effect.mine, "free": effect.free, "others": effect.others}
    found = rota_view.seen(tx, done.volunteer_id, language=language, **asked)
    done.known = replace(done.known, person=replace(done.known.person, rota=found))
    return Outcome("found", {})


@for_volunteers
def _add_pattern(tx: Tx, done: Applied, effect: e.AddShiftPattern) -> Outcome:
    said = {
        "begins": effect.begins,
        "recurs": effect.recurs,
        "minutes": effect.minutes,
        "ends": effect.ends,
    }
    pattern_id = shift_patterns.add_pattern(tx, done.volunteer_id, timezone=effect.timezone, **said)  # type: ignore[arg-type]
    outcome: dict[str, object] = {"shift": shift_said(effect, done.known.listener(tx))}
    coming = select(Shift.__table__).where(Shift.shift_id == pattern_id, Shift.state.in_(rota.THEIRS))
    first = tx.run(coming.order_by(Shift.starts_at).limit(1)).first()
    if first is None:
        given_up = select(Shift.id).where(
            Shift.shift_id == pattern_id, Shift.state == "dropped", Shift.ends_at > tx.now
        )
        covered = tx.run(given_up.limit(1)).first() is not None
        return Outcome("added_covered" if covered else "added_free", outcome)
    if effect.recurs is None:
        duty.word_given(tx, done.volunteer_id, first.starts_at)
    at = (first.starts_at, first.ends_at)
    other = rota.overlapping(tx, done.volunteer_id, *at, besides=(first.id,))
    once = "added_soon" if _too_soon(tx, first) else "added_once"
    name = "added_too" if other is not None else "added" if effect.recurs else once
    return Outcome(name, outcome | {"at": first.starts_at})


def _too_soon(tx: Tx, row: Shift) -> bool:
    """Whether it begins before anybody would be reminded of it."""
    return bool(row.starts_at - tx.now <= shifts.WORD_ENOUGH)


@for_volunteers
def _confirm(tx: Tx, done: Applied, effect: e.ConfirmShift) -> Outcome:
    outcome = shifts.confirm(tx, effect.shift_id, done.volunteer_id)
    if outcome.name in ("confirmed", "on"):
        duty.word_given(tx, done.volunteer_id, rota.known_shift(tx, effect.shift_id).starts_at)
    return _about(tx, done, effect.shift_id, outcome)


@for_volunteers
def _drop(tx: Tx, done: Applied, effect: e.DropShift) -> Outcome:
    before = rota.shift(tx, effect.shift_id)
    known = _dropped(tx, effect, done.volunteer_id)
    if known.name in ("left", "dropped_all") and before is not None and before.state == "on":
        known = _off_duty(tx, done.volunteer_id, known)
    outcome = _about(tx, done, effect.shift_id, known)
    if outcome.name in ("dropped", "left") and not outcome.params.get("code"):
        return replace(outcome, name="left_late" if outcome.name == "left" else "dropped_late")
    return outcome


def _off_duty(tx: Tx, volunteer_id: int, known: Outcome) -> Outcome:
    """Out of a shift that runs, they are off, also where ON of theirs would have lasted longer."""
    running = sum(row.state == "on" for row in rota.coming(tx, volunteer_id))
    count = known.params.get("count")
    if known.name == "dropped_all" and isinstance(count, int):
        known = replace(known, params=known.params | {"count": count + running})
    on_off.set_duty(tx, volunteer_id, False, None)
    return known


@for_volunteers
def _drop_all(tx: Tx, done: Applied, effect: e.DropAllShifts) -> Outcome:
    return ending.drop_all(tx, done.volunteer_id, effect.until, ends=effect.ends)


def _dropped(tx: Tx, effect: e.DropShift, volunteer_id: int) -> Outcome:
    if effect.all_of_them:
        row = rota.shift(tx, effect.shift_id)
        if row is not None and row.volunteer_id == volunteer_id and row.state in rota.THEIRS:
            count = ending.end_day(tx, row)
            if count is not None:
                return Outcome("dropped_all", {"count": count})
    return shifts.drop(tx, effect.shift_id, volunteer_id, all_of_them=effect.all_of_them)


def _about(tx: Tx, done: Applied, shift_id: int, outcome: Outcome) -> Outcome:
    """The outcome with the hours of the shift; why there was none, where there was none."""
    row = rota.shift(tx, shift_id)
    if row is None:
        return NONE
    # As it was: who leaves a shift has it end with that.
    at, until = (outcome.params.get(name, stands) for name, stands in _stands(row))
    said = {**outcome.params, "turn": Hours(at, until)}  # type: ignore[arg-type]
    name = _why_not(tx, row, done.volunteer_id) if outcome.name == "none" else outcome.name
    return Outcome(name, said)


def _why_not(tx: Tx, row: Shift, volunteer_id: int) -> str:
    if row.volunteer_id != volunteer_id:
        return "none"
    if row.ends_at <= tx.now or row.state == "over":
        return "over"
    if row.state in ("dropped", "away", "holiday"):
        return "given_back" if open_shifts.stood_in(tx, row.id) is None else "covered"
    return "none"


@for_volunteers
def _take(tx: Tx, done: Applied, effect: e.TakeShift) -> Outcome:
    named = rota.by_code(tx, effect.code) if effect.code is not None else None
    shift_id = effect.shift_id if named is None else named.id
    row = rota.shift(tx, shift_id) if shift_id is not None else None
    if row is None:
        return NONE
    outcome = shifts.take(tx, done.volunteer_id, row.id, own_word=True)
    at, until = (outcome.params.get(name, stands) for name, stands in _stands(row))
    name = "taken_soon" if outcome.name == "taken" and _too_soon(tx, row) else outcome.name
    if name == "covered" and rota.known_shift(tx, row.id).state not in rota.THEIRS:
        name = "gone"  # closed, or over: nobody took it
    return Outcome(name, {**outcome.params, "turn": Hours(at, until), "code": row.code or ""})  # type: ignore[arg-type]


def _stands(row: Shift) -> tuple[tuple[str, datetime], tuple[str, datetime]]:
    return ("at", row.starts_at), ("until", row.ends_at)


@for_volunteers
def _propose(tx: Tx, done: Applied, effect: e.ProposeSwap) -> Outcome:
    mine, theirs = rota.shift(tx, effect.shift_id), rota.shift(tx, effect.for_shift_id)
    if mine is None or theirs is None:
        return NONE
    outcome = swaps.propose_swap(tx, done.volunteer_id, mine.id, theirs.id)
    said = {"mine": Hours(mine.starts_at, mine.ends_at), "theirs": Hours(theirs.starts_at, theirs.ends_at)}
    return Outcome(outcome.name, {**outcome.params, **said})


@for_volunteers
def _answer(tx: Tx, done: Applied, effect: e.AnswerSwap) -> Outcome:
    outcome = swaps.answer_swap(tx, done.volunteer_id, effect.code, effect.yes)
    if outcome.name == "swapped":
        duty.word_given(tx, done.volunteer_id, outcome.params["at"])  # type: ignore[arg-type]
    shift = outcome.params.get("gets" if outcome.name == "swapped" else "keeps")
    return replace(outcome, params={**outcome.params, "turn": shift})


@for_volunteers
def _withdraw(tx: Tx, done: Applied, effect: e.WithdrawSwaps) -> Outcome:
    return Outcome("withdrawn", {}) if swaps.withdraw(tx, done.volunteer_id) else NONE


@for_volunteers
def _go_away(tx: Tx, done: Applied, effect: e.GoAway) -> Outcome:
    outcome = time_off.be_away(tx, done.volunteer_id, effect.begins_at, effect.ends_at)
    said = {**outcome.params, "days": Days(effect.begins_at, effect.ends_at)}
    name = "away_free" if outcome.name == "away" and not outcome.params["count"] else outcome.name
    return Outcome(name, said)


@for_volunteers
def _come_back(tx: Tx, done: Applied, effect: e.ComeBack) -> Outcome:
    outcome = time_off.back(tx, done.volunteer_id)
    again = outcome.name == "back" and outcome.params["count"]
    return replace(outcome, name="back_to") if again else outcome


@for_volunteers
def _keep_holidays(tx: Tx, done: Applied, effect: e.KeepHolidays) -> Outcome:
    mine = update(Volunteer).where(Volunteer.id == done.volunteer_id)
    tx.run(mine.values(holidays_off=effect.free))
    shift_patterns.holidays_changed(tx, done.volunteer_id)
    return Outcome("free" if effect.free else "kept", {})


@for_volunteers
def _make_feed(tx: Tx, done: Applied, effect: e.MakeFeed) -> Outcome:
    if not tx.line.origin:
        return NONE
    if calendar_feed.exists(tx, done.volunteer_id) and not effect.again:
        return Outcome("there", {})
    secret = calendar_feed.make(tx, done.volunteer_id)
    return Outcome("made", {"address": f"{tx.line.origin}/calendar/{secret}.ics"})


@for_volunteers
def _end_feed(tx: Tx, done: Applied, effect: e.EndFeed) -> Outcome:
    return Outcome("ended", {}) if calendar_feed.end(tx, done.volunteer_id) else NONE


APPLY: dict[type[Effect], Apply] = {
    e.LookUpRota: _look_up,
    e.AddShiftPattern: _add_pattern,
    e.ConfirmShift: _confirm,
    e.DropShift: _drop,
    e.DropAllShifts: _drop_all,
    e.TakeShift: _take,
    e.ProposeSwap: _propose,
    e.AnswerSwap: _answer,
    e.WithdrawSwaps: _withdraw,
    e.GoAway: _go_away,
    e.ComeBack: _come_back,
    e.KeepHolidays: _keep_holidays,
    e.MakeFeed: _make_feed,
    e.EndFeed: _end_feed,
}
