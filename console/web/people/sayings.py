"""How somebody may be reached, and what was agreed with them, in words. Never the name to go by, nor their word."""

from babel.dates import get_day_names

from console.web.people.dates import Dates
from flows.rules.promises.limits import CarePlan, Slot
from flows.rules.safe_contact.allowed import Safe
from store.coordinators.overview import Peer


def safe_said(dates: Dates, safe: Safe, zone: str) -> list[str]:
    """Their answers on safe contact, one a line. `zone`: of their own clock."""
    t = dates.t
    said = [t("person_safe.calls" if safe.calls else "person_safe.no_calls")]
    if safe.they_contact:
        said.append(t("person_safe.they_contact"))
    if safe.hours is not None:
        begins, ends = (f"{each:%H:%M}" for each in safe.hours)
        said.append(t("person_safe.hours", begins=begins, ends=ends, zone=zone))
    else:
        said.append(t("person_safe.any_hour"))
    said.append(t("person_safe.voicemail" if safe.voicemail else "person_safe.no_voicemail"))
    said.append(t("person_safe.discreet" if safe.discreet else "person_safe.not_discreet"))
    said.append(t("person_safe.cover" if safe.cover is not None else "person_safe.no_cover"))
    said.append(t("person_safe.ends" if safe.ends is not None else "person_safe.no_ends"))
    return said


def plan_said(dates: Dates, plan: CarePlan, named: Peer | None) -> list[str]:
    """What was agreed, one a line."""
    t, calls = dates.t, plan.calls_per_day
    key = "calls_line" if calls is None else "calls_any" if calls == 0 else "calls_some"
    said = [t(f"person_plan.{key}", **({"count": calls} if calls else {}))]
    said += [t("person_plan.slot", slot=slot_said(dates, slot), zone=plan.zone) for slot in plan.slots]
    if named is not None:
        said.append(t("person_plan.named", who=named))
    return said


def slot_said(dates: Dates, slot: Slot) -> str:
    """ "Monday 19:00, give or take 30 min"."""
    days = days_of_week(dates)
    return dates.t("person_plan.when", day=days[slot.weekday], at=f"{slot.at:%H:%M}", minutes=slot.minutes)


def days_of_week(dates: Dates) -> list[str]:
    """From Monday on."""
    names = get_day_names("wide", locale=dates.language)
    return [str(names[each]) for each in range(7)]
