"""Says whose phone an exchange is about, which its fields alone do not always tell."""

from dataclasses import dataclass

from telephony.local_carrier.calls.leg import LEGS
from telephony.local_carrier.exchanges import Exchange
from telephony.local_carrier.glass.plain_words import Names
from telephony.local_carrier.office import Office

DELIVERY = 13_000


@dataclass(frozen=True)
class Subject:
    """One exchange and whom it is about.

    `other`: the phone that was rung from this phone's call, "" for none. `undelivered`: the codes with which the
    carrier kept back the texts in the answer.
    """

    exchange: Exchange
    names: Names
    phone: str
    other: str = ""
    undelivered: tuple[int, ...] = ()

    @property
    def who(self) -> str:
        return self.names.who(self.phone)

    @property
    def params(self) -> dict[str, str]:
        return self.exchange.params


@dataclass(frozen=True)
class Hearing:
    """Who gets what is in a document. `phone`: its number; `shows`: the number that its own calls show to others.

    `kind`: the vocabulary that the document is read with: voice, whisper, aside or sms. `url`: where it came from.
    """

    names: Names
    phone: str
    shows: str
    kind: str
    url: str = ""

    @property
    def who(self) -> str:
        return self.names.who(self.phone)


def subject_of(office: Office, exchange: Exchange, names: Names) -> Subject:
    """A call knows its phone, also when it shows another number, or none."""
    legs, params = office.book(LEGS), exchange.params
    leg, dialled = legs.get(params.get("CallSid", "")), legs.get(params.get("DialCallSid", ""))
    phone = exchange.phone or (leg.phone if leg else _phone_in(params))
    other = dialled.phone if dialled else ""
    return Subject(exchange, names, phone, other, _kept_back(office, exchange))


def _kept_back(office: Office, exchange: Exchange) -> tuple[int, ...]:
    # Lower codes are about answers that could not be fetched or read.
    if exchange.kind != "sms":
        return ()
    faults = office.journal.faults
    return tuple(fault.code for fault in faults if fault.sid == exchange.sid and fault.code >= DELIVERY)


def _phone_in(params: dict[str, str]) -> str:
    # A text or a call to the line comes from its phone; all others go to it.
    inbound = params.get("Direction") == "inbound" or params.get("SmsStatus") == "received"
    return params.get("From" if inbound else "To", "")
