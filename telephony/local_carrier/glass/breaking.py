"""Breaks what breaks at a real carrier, until somebody mends it, so that one can see what the line does then."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from telephony.local_carrier.clock import CLOCK
from telephony.local_carrier.fault_injection import Lasting
from telephony.local_carrier.messages.opt_out import decide
from telephony.local_carrier.office import Office, Shelf
from telephony.local_carrier.phones.handset import Handset, Ring, handset
from telephony.local_carrier.values import dialable

OfPhone = Literal["not_delivered", "opted_out", "screening"]
LASTING: tuple[Lasting, ...] = get_args(Lasting)
OF_PHONE: tuple[OfPhone, ...] = get_args(OfPhone)
UNREACHABLE = 30003
MOST = 100
"""So many phones can be broken at a time, in one way or another."""


@dataclass(frozen=True)
class Broken:
    """What is broken about one phone, since when (the carrier's clock), and how it was before.

    `code`: the error that its texts meet. `ring_before`: its policy.
    """

    what: OfPhone
    phone: str
    since: float
    code: int = 0
    code_before: int = 0
    ring_before: Ring | None = None


_PHONES: Shelf[Broken] = Shelf(MOST)


def broken(office: Office) -> list[dict[str, object]]:
    """What is broken now, as the page shows it: `{"what"}`, with `"phone"` if it is one phone's, and `"code"`."""
    found: list[dict[str, object]] = [{"what": what} for what in LASTING if office.faults.lasts(what)]
    for each in office.book(_PHONES).values():
        if _still(office, each):
            code = {"code": each.code} if each.what == "not_delivered" else {}
            found.append({"what": each.what, "phone": each.phone, **code})
    return found


def break_or_mend(office: Office, data: Mapping[str, object]) -> None:
    """Do what the page asks: `{what, on, phone?, code?}`. ValueError says, in words, why that cannot be."""
    what, on = data.get("what"), data.get("on")
    if not isinstance(on, bool):
        raise ValueError("“on” is true, to break something, or false, to mend it.")
    lasting = next((each for each in LASTING if each == what), None)
    of_phone = next((each for each in OF_PHONE if each == what), None)
    if lasting:
        office.faults.set_lasting(lasting, on)
    elif of_phone:
        phone, code = _phone(data.get("phone")), _code(data.get("code"))
        _mend(office, of_phone, phone)
        if on:
            _break(office, of_phone, phone, code)
    elif what != "all":
        raise ValueError(f"There is nothing of that name. There are: {', '.join(LASTING + OF_PHONE)}, all.")
    elif on:
        raise ValueError("Everything at once can only be mended, not broken.")
    else:
        _mend_all(office)


def _phone(given: object) -> str:
    if not isinstance(given, str) or not given.strip():
        raise ValueError("Say whose phone: “phone” is a number such as +12025550123.")
    number = dialable(given)
    if number is None:
        raise ValueError(f"“{given.strip()[:40]}” is no phone number; one looks like +12025550123.")
    return number


def _code(given: object) -> int:
    if given is None:
        return UNREACHABLE
    if isinstance(given, bool) or not isinstance(given, int) or not 10_000 <= given < 100_000:
        raise ValueError("“code” is one of the carrier’s error codes, a number of five digits such as 30003.")
    return given


def _break(office: Office, what: OfPhone, number: str, code: int) -> None:
    book = office.book(_PHONES)
    if len(book) >= MOST:
        raise ValueError(f"{MOST} phones are broken already. Mend some of them first.")
    phone = handset(office, number)
    made = Broken(what, number, CLOCK.seconds())
    if what == "not_delivered":
        made = replace(made, code=code, code_before=phone.text_error)
        phone.text_error = code
    elif what == "screening":
        made = replace(made, ring_before=phone.default)
        _screen(phone)
    elif number in office.opted_out:
        raise ValueError(f"{number} has opted out already, with STOP. It comes back with START.")
    else:
        office.opted_out.add(number)
    book[_key(what, number)] = made


def _screen(phone: Handset) -> None:
    """Let a robot pick up and ask who is calling, as iOS and Pixel phones do."""
    phone.default = Ring("screening")


def _still(office: Office, each: Broken) -> bool:
    """Whether it is still as it was broken: a phone that texts START, say, has mended itself."""
    phone = handset(office, each.phone)
    if each.what == "not_delivered":
        return phone.text_error == each.code
    if each.what == "screening":
        return phone.default.policy == "screening"
    return each.phone in office.opted_out


def _mend(office: Office, what: OfPhone, number: str) -> None:
    """Set back what was broken, if it is still so. What is not broken stays as it is."""
    each = office.book(_PHONES).pop(_key(what, number), None)
    if each is None or not _still(office, each):
        return
    phone = handset(office, number)
    if what == "not_delivered":
        phone.text_error = each.code_before
    elif what == "opted_out":
        if not _said_stop(office, each):
            office.opted_out.discard(number)
    elif each.ring_before is not None:
        phone.default = each.ring_before


def _said_stop(office: Office, each: Broken) -> bool:
    """Whether the phone's owner has texted STOP meanwhile: then only their own START takes it back."""
    own = (
        text for text in handset(office, each.phone).thread if text.by == "phone" and text.at >= each.since
    )
    return any(decide(text.body, office.settings.number, opted_out=False).kind == "STOP" for text in own)


def _mend_all(office: Office) -> None:
    for what in LASTING:
        office.faults.set_lasting(what, False)
    for each in list(office.book(_PHONES).values()):
        _mend(office, each.what, each.phone)


def _key(what: OfPhone, number: str) -> str:
    return f"{what} {number}"
