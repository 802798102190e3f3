"""The story of one check-in and one callback, told as it happens: real requests, phones of the local carrier."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from flows.states import CallbackState
from store.contacts import contacts
from store.database import Database, Tx
from store.models import Callback, Contact
from store.requests import call as requests
from telephony.local_carrier.phones.phones import Carrier, Phone, PhoneCall

PATIENCE = 30.0
"""The longest it waits, for the ring that follows the key, is ten seconds where nothing else goes on."""
BREATH = 0.4
"""Seconds between two sentences, so that they can be read."""
THEY_TALK = timedelta(minutes=15)
_ANAS = 90


class Teller:
    """Plain sentences with the time of day."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def __call__(self, sentence: str) -> None:
        """One sentence."""
        self._write(f"  {time.strftime('%H:%M:%S')}  {sentence}")
        time.sleep(BREATH)

    def title(self, words: str) -> None:
        """What the story is about."""
        self._write(words)


def tell(say: Teller, carrier: Carrier, db: Database, volunteers: Mapping[str, str]) -> None:
    """Tell it. `volunteers`: the names of those on duty whose phones are ours to pick up, by number."""
    say.title("The story of one check-in and one callback")
    ana = carrier.phone(db.transact(datetime.now(UTC), _somebody_new))
    try:
        _check_in(say, ana)
        code = db.transact(datetime.now(UTC), lambda tx: _code(tx, ana.number))
        say("The line looks for a volunteer on duty …")
        found = _whoever_is_asked(carrier, volunteers, code)
        if found is None:
            say("The offer goes to a volunteer whom you added: take it on their phone, on the page.")
            return
        sam, offer = found
        name = volunteers[sam.number]
        say(f"{name}, a volunteer on duty, gets an offer: {_quoted(offer)}")
        theirs, hers = _ring(say, name, sam, ana, code or "")
        _talk(say, db, code or "")
        hers.hang_up()
        thanks = sam.wait_for_text("Thank you for", PATIENCE)
        say(f"Ana hangs up. {name} gets: {_quoted(thanks.body)}")
        theirs.hang_up()
        say("In three minutes Ana is asked by text whether the talk helped.")
    except AssertionError as other:
        say(f"The story took another turn: {other}")


def _check_in(say: Teller, ana: Phone) -> None:
    for body in ("CHECKIN", "2", "1"):
        reply = "\n".join(text.body for text in ana.text(body).replies)
        say(f"Ana texts {body}.")
        say(f"The line answers: {_quoted(reply)}")


def _ring(say: Teller, name: str, sam: Phone, ana: Phone, code: str) -> tuple[PhoneCall, PhoneCall]:
    """Both phones, the volunteer's first; gives their calls once the two can talk."""
    sam.text(f"TAKE {code}")
    say(f"{name} texts TAKE {code}, and is rung at once …")
    theirs = sam.wait_for_call(PATIENCE)
    theirs.wait_until_state("ringing", PATIENCE)
    theirs.answer()
    greeting = theirs.wait_until_heard("press any key", PATIENCE)
    say(f"{name} picks up and hears: {_quoted(greeting.text)}")
    theirs.press("5")
    told = theirs.wait_until_heard("Ringing them now", PATIENCE)
    say(f"{name} presses a key and hears: {_quoted(told.text)}")
    say("It takes ten seconds to say that; then the line rings Ana …")
    hers = ana.wait_for_call(PATIENCE)
    hers.wait_until_state("ringing", PATIENCE)
    say(f"Now Ana's phone rings. It shows {_shown(hers)}.")
    hers.answer()
    say(
        "Ana picks up. For three seconds the line is silent: a machine would speak first, and is to hear nothing …"
    )
    greeting = hers.wait_until_heard("press 1", PATIENCE)
    say(f"Ana hears: {_quoted(greeting.text)}")
    hers.press("1")
    hers.wait_until_bridged(PATIENCE)
    return theirs, hers


def _talk(say: Teller, db: Database, code: str) -> None:
    """They talk, for as long as people do; nobody is made to wait for it."""
    say("Ana presses 1, and they talk. Neither has seen the other's number.")
    mine = (Callback.code == code) & (Callback.state == CallbackState.CONNECTED)
    earlier = update(Callback).where(mine).values(connected_at=datetime.now(UTC) - THEY_TALK)
    db.transact(datetime.now(UTC), lambda tx: tx.run(earlier))
    say("They talk for a quarter of an hour, which the demo skips.")


def _whoever_is_asked(
    carrier: Carrier, volunteers: Mapping[str, str], code: str | None
) -> tuple[Phone, str] | None:
    """The phone that got the offer with this code, and its words."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for number in volunteers:
            phone = carrier.phone(number)
            for text in phone.texts():
                if f"TAKE {code}" in text.body:
                    return phone, text.body
        time.sleep(0.05)
    return None


def _somebody_new(tx: Tx) -> str:
    """A number kept free for fiction whose owner the line does not know yet; after many demos, any.

    What the Anas of earlier demos still waited for is called off: their story was broken off.
    """
    numbers = [f"+16175550{n}" for n in range(101, 101 + _ANAS)]
    hashes = {hashed: number for number in numbers for hashed in tx.vault.hashes(number)}
    known = select(Contact.id, Contact.number_hash).where(Contact.number_hash.in_(hashes))
    seen = {hashes[row.number_hash]: row.id for row in tx.run(known)}
    for contact_id in seen.values():
        requests.cancel_everything(tx, contact_id)
    return next((number for number in numbers if number not in seen), numbers[-1])


def _code(tx: Tx, number: str) -> str | None:
    waits = contacts.by_number(tx, number).person.callback
    return waits.code if waits else None


def _shown(call: PhoneCall) -> str:
    return f"only the line's own number, {call.shown_caller_id}"


def _quoted(words: str) -> str:
    return "“" + " ".join(words.split()) + "”"
