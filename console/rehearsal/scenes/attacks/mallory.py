"""Somebody who shows any number, reads no answer to a forged text, and makes requests of their own to the line."""

import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from urllib.parse import urlencode

from console.rehearsal.cast import Person
from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.script import digits, national
from telephony.local_carrier.phones.control_link import CarrierRefused
from telephony.local_carrier.phones.phone_call import OVER, PhoneCall
from telephony.local_carrier.webhooks import signature

GOES_ON = 8.0
HALF_VOUCHED = (
    "TN-Validation-Passed-B",
    "TN-Validation-Passed-C",
    "TN-Validation-Failed-A",
    "TN-Validation-Passed-A-Passthrough",
    "tn-validation-passed-a",
    "TN-Validation-Passed-A, TN-Validation-Passed-A",
    "",
)
"""What looks like the carrier's full word for a caller, and is less."""


class Mallory:
    """The attacker of a scene. Whatever they hear is kept, to be looked through for what nobody may learn."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self._phone = play.stage.carrier.phone(play.stage.number("Mallory"))
        self.heard: list[str] = []
        self.tries = 0

    def calls(self, shown: str, *keys: str, attestation: str = "", **headers: str) -> str:
        """Call with this number on display, key these in (`say:` speaks), hang up; gives what was heard."""
        self.tries += 1
        call = self._phone.call(shown, attestation=attestation, **headers)
        for key in keys:
            if call.state in OVER:
                break
            self._act(call, key)
            expect(not call.bridged_with, "nobody is joined with a forged caller", "somebody was")
        self._hears_the_end_of(call)
        heard = call.transcript
        if call.state not in OVER:
            call.hang_up()
        self.heard.append(heard)
        return heard

    def texts(self, shown: str, *bodies: str) -> None:
        """Text with this sender; the answers go to whoever has that phone."""
        for body in bodies:
            self.tries += 1
            self._play.stage.carrier.phone(shown).text(body)

    def posts(
        self, path: str, form: Mapping[str, str], *, token: str | None, body: bytes | None = None
    ) -> int:
        """Make a request, signed with `token` (None: not signed); gives the HTTP status."""
        at = f"{self._play.stage.settings.public_url}{path}"
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if token is not None:
            headers["X-Twilio-Signature"] = signature(token, at, form)
        return self.sends(path, body if body is not None else urlencode(form).encode(), headers)

    def sends(self, path: str, body: bytes | None, headers: Mapping[str, str]) -> int:
        """Make a request with exactly this body and these headers; gives the HTTP status."""
        self.tries += 1
        at = f"{self._play.stage.settings.public_url}{path}"
        request = urllib.request.Request(at, body, dict(headers))  # noqa: S310 an address of our own
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 as above
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code

    def learnt_nothing_of(self, *people: Person, words: str = r"on duty|TAKE|is open|by \d+:\d\d") -> None:
        """Expect that nothing was heard of anybody's number, handle, name or request."""
        everything = "\n".join(self.heard)
        for who in people:
            expect(national(who.number) not in digits(everything), "no number is told", who.name)
            expect(who.name not in everything, "no name is told", who.name)
        expect(not re.search(r"\b[A-Z][a-z]+-\d{3,}\b", everything), "no handle is told", everything)
        expect(not re.search(words, everything), "nothing on file is told", everything)
        self._play.script.remark(f"({self.tries} tries)")

    def _act(self, call: PhoneCall, key: str) -> None:
        try:
            if key.startswith("say:"):
                call.say(key[4:], when_asked=GOES_ON)
            else:
                call.press(key, when_asked=GOES_ON)
        except CarrierRefused:  # the line has hung up meanwhile
            return

    def _hears_the_end_of(self, call: PhoneCall) -> None:
        call.wait_for_ears(GOES_ON)
