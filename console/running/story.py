"""The story of one check-in and one callback, told as it happens: real requests, phones of the local carrier.

Its participant is Maya, whose phone is not on the page of telephones; one of the volunteers there is in it as well.
"""

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from console.running.named_phones import VOLUNTEERS
from flows.states import CallbackState
from store.config import clock
from store.contacts import contacts
from store.database import Database, Tx
from store.models import Callback, Contact
from store.requests import call as requests
from telephony.local_carrier.phones.control_link import Link
from telephony.local_carrier.phones.phones import Carrier, Phone, PhoneCall

PATIENCE = 30.0
"""The longest it waits, for the ring that follows the key, is ten seconds where nothing else goes on."""
BREATH = 0.4
"""Seconds between two sentences, so that they can be read."""
THEY_TALK = timedelta(minutes=15)
_MAYAS = 90


class Teller:
    """Plain sentences with the time of day, on the line's own clock."""

    def __init__(self, write: Callable[[str], None], timezone: str) -> None:
        self._write, self._zone = write, ZoneInfo(timezone)

    def __call__(self, sentence: str) -> None:
        """One sentence."""
        self._write(f"  {clock.now().astimezone(self._zone):%H:%M:%S}  {sentence}")
        time.sleep(BREATH)

    def title(self, words: str) -> None:
        """What the story is about."""
        self._write(words)


def tell(say: Teller, carrier_url: str, db: Database) -> None:
    """Tell it, on phones of the carrier there. Whoever else plays with them is told by a notice on their page."""
    say.title("The story of one check-in and one callback")
    carrier, volunteers = Carrier(carrier_url), {each.number: each.name for each in VOLUNTEERS}
    maya = carrier.phone(db.transact(clock.now(), _somebody_new))
    with _notice(carrier_url) as notice:
        try:
            _check_in(say, maya)
            code = db.transact(clock.now(), lambda tx: _code(tx, maya.number))
            say("The line looks for a volunteer on duty …")
            found = _whoever_is_asked(carrier, volunteers, code)
            if found is None:
                say("The offer goes to a volunteer whom you added: take it on their phone, on the page.")
                return
            sam, offer = found
            name = volunteers[sam.number]
            notice(f"The demo’s story plays {name}’s telephone just now.", [sam.number])
            say(f"{name}, a volunteer on duty, gets an offer: {_quoted(offer)}")
            theirs, hers = _ring(say, name, sam, maya, code or "")
            _talk(say, db, code or "")
            hers.hang_up()
            thanks = sam.wait_for_text("Thank you for", PATIENCE)
            say(f"Maya hangs up. {name} gets: {_quoted(thanks.body)}")
            theirs.hang_up()
            say("In three minutes Maya is asked by text whether the talk helped.")
            told = f"When the demo began it told a story, in which {name} talked with somebody who is not on this page."
            notice.left = f"{told} It is why {name}’s telephone is not empty."
        except AssertionError as other:
            say(f"The story took another turn: {other}")


@contextmanager
def _notice(carrier_url: str) -> Iterator["Notice"]:
    """Says on the page of telephones that the story plays one of them, and at the end what is `left` to say."""
    notice = Notice(Link(carrier_url))
    everybody = [each.number for each in VOLUNTEERS]
    notice(
        "The demo is telling its story in the terminal: the telephone of one of the volunteers plays by itself.",
        everybody,
    )
    try:
        yield notice
    finally:
        with suppress(OSError):  # the carrier may be gone already
            notice(notice.left, ())


class Notice:
    """One sentence for everybody at the page, and the numbers of the telephones that play by themselves meanwhile."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self.left = ""

    def __call__(self, words: str, played: Collection[str]) -> None:
        self._link.post("notice", text=words, played=list(played))


def _check_in(say: Teller, maya: Phone) -> None:
    for body in ("CHECKIN", "2", "1"):
        reply = "\n".join(text.body for text in maya.text(body).replies)
        say(f"Maya texts {body}.")
        say(f"The line answers: {_quoted(reply)}")


def _ring(say: Teller, name: str, sam: Phone, maya: Phone, code: str) -> tuple[PhoneCall, PhoneCall]:
    """Both phones, the volunteer's first; gives their calls once the two can talk."""
    sam.text(f"TAKE {code}")
    say(f"{name} texts TAKE {code}, and is rung at once …")
    theirs = sam.wait_for_call(PATIENCE)
    theirs.wait_until_state("ringing", PATIENCE)
    theirs.answer()
    greeting = theirs.wait_until_heard("press any key", PATIENCE)
    say(f"{name} picks up and hears: {_quoted(greeting.text)}")
    theirs.press("5")
    told = theirs.wait_until_heard("Calling them now", PATIENCE)
    say(f"{name} presses a key and hears: {_quoted(told.text)}")
    say("It takes ten seconds to say that; then the line rings Maya …")
    hers = maya.wait_for_call(PATIENCE)
    hers.wait_until_state("ringing", PATIENCE)
    say(f"Now Maya's phone rings. It shows {_shown(hers)}.")
    hers.answer()
    say(
        "Maya picks up. For three seconds the line is silent: a machine would speak first, and is to hear nothing …"
    )
    greeting = hers.wait_until_heard("press 1", PATIENCE)
    say(f"Maya hears: {_quoted(greeting.text)}")
    hers.press("1")
    hers.wait_until_bridged(PATIENCE)
    return theirs, hers


def _talk(say: Teller, db: Database, code: str) -> None:
    """They talk, for as long as people do; nobody is made to wait for it."""
    say("Maya presses 1, and they talk. Neither has seen the other's number.")
    mine = (Callback.code == code) & (Callback.state == CallbackState.CONNECTED)
    earlier = update(Callback).where(mine).values(connected_at=clock.now() - THEY_TALK)
    db.transact(clock.now(), lambda tx: tx.run(earlier))
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

    What the Mayas of earlier demos still waited for is called off: their story was broken off.
    """
    numbers = [f"+16175550{n}" for n in range(101, 101 + _MAYAS)]
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
