"""Plays conversations as tests: a file says who texts what, what comes back, and how time passes.

    ! volunteer V Sam          somebody is a volunteer on duty (`off`, `es`: off duty, speaks Spanish;
                               `ready`: takes calls with somebody in danger)
    ! supervisor               the line has a supervisor on call, S
    ! landline P               P's phone takes calls and no texts, and the line knows it
    ! ladder C D S             these are on call, in this order
    ! block P 7                the team keeps volunteers from P for so many days (0: for good); `! agree P`: somebody
                               else of the team looks and agrees
    ! language es              the line's own language
    ! texting off              the line may not text; `! texting on`: it may again
    ! unread on                the team may ask to read what was not understood
    > P: CHECKIN               P texts
    < [checkin.mood]           the reply contains this wording, whatever fills its gaps; `[id es]` in Spanish
    < very low                 the reply contains these words; `<! words`: it does not; `<` alone: silence
    ~ V: [offer]               the line itself has texted V since; name every such text, in any order
    * V talks 10m              V, whose phone rings, and the participant talk for so long and hang up
    * V begins                 they begin to talk; in a conference, if there is a supervisor
    & V picks up               V, whose phone rings in place of a text; then `& V presses 1` and so on
    * S joins                  S, whose phone rings, picks up and joins them; `* V ends`: they hang up
    @+10m                      time passes (s, m, h, d), and what is due is done
    & P calls                  P calls the line; `& P unattested`: the carrier does not say that it is them
    & P presses 1              in that call; `& P says yes please`, `& P waits`, `& P hangs up`. `<` reads what is heard
    = state offered            the state of the newest callback; `= rings V 2`: how often a phone was rung
    # a remark

`{code}` is the code of the newest callback, `{digits}` what the last reply asks to have back.
P, Q, R are participants, V, W, X volunteers, C is the coordinator, D another one.

`python -m tests.kits.transcript FILE` prints what each of them writes, reads and hears, to be read aloud; it checks
nothing.
"""

import logging
import re
import sys
import tempfile
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import select, update

from flows.line.on_call import OnCall
from flows.wording import words
from flows.wording.catalogue import calls_only
from store import schema
from store.accounts import accounts
from store.contacts import contacts
from store.database import Tx
from store.models import Callback, Contact
from store.outreach import blocks, participant
from tests.kits.bridge import CALLER_ID, Desk, Dialled
from tests.kits.codes import code_in
from tests.kits.conference import ON_CALL, Phone, Talk, into_conference
from tests.kits.fakes import Ring
from tests.kits.line import COORDINATOR, Heard, TestLine, make_line

PEOPLE = {
    "P": "+12025550111",
    "Q": "+12025550112",
    "R": "+12025550113",
    "V": "+12025550122",
    "W": "+12025550133",
    "X": "+12025550145",
    "S": ON_CALL,
    "C": COORDINATOR,
    "D": "+12025550146",
}
NAMES = {number: name for name, number in PEOPLE.items()}
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def _block(tx: Tx, do: str, name: str, days: str = "") -> None:
    email, role = ("kim@example.org", "coordinator") if do == "block" else ("lee@example.org", "supervisor")
    account = accounts.find(tx, email) or accounts.add(tx, email, role, name=role, language="en")
    contact_id = contacts.by_number(tx, PEOPLE[name]).contact_id
    handle = tx.run(select(Contact.handle).where(Contact.id == contact_id)).scalar_one()
    them = participant.called(tx, handle, account)
    assert them is not None
    if do == "block":
        blocks.block(tx, them, account, reason="insults", words="shouted", days=int(days))
    else:
        blocks.look(tx, them, account, agrees=True)


@dataclass
class Play:
    """Plays one transcript on a line."""

    line: TestLine
    reply: str = ""
    sent: list[tuple[str, str]] = field(default_factory=list)
    talk: Talk | None = None
    call: tuple[str, Heard] | None = None
    rung: dict[str, Ring] = field(default_factory=dict)
    print: bool = False

    def run(self, script: str) -> None:
        """Play it to the end. An AssertionError names the line of the script that failed."""
        for number, raw in enumerate(script.splitlines(), 1):
            said = raw.strip()
            if not said or said.startswith("#"):
                continue
            try:
                self._step(said[0], said[1:].lstrip() if said[0] != "<" else said[1:])
            except AssertionError as wrong:
                raise AssertionError(f"line {number}: {said}\n{wrong}") from None
        self._nothing_unnamed()

    def _step(self, sign: str, rest: str) -> None:
        if self.print and sign in "<~=":
            return  # it is read, not checked
        match sign:
            case "!":
                self._given(rest.split())
            case ">":
                self._nothing_unnamed()
                name, _, body = rest.partition(":")
                body, _, option = body.partition(" %% ")
                more = dict([option.split("=", 1)]) if option else {}
                body = self._filled(body.lstrip())
                body = body.encode().decode("unicode_escape") if "\\" in body else body
                self._tell(f"{name}: {body}")
                self.reply = self.line.text(PEOPLE.get(name, name), body, **more)
                self._tell(f"    to {name}: {self.reply or '(silence)'}")
                self._work(timedelta())
            case "&":
                self._nothing_unnamed()
                self._calls(*rest.split(None, 2))
            case "<":
                self._replied(rest)
            case "~":
                name, _, wanted = rest.partition(":")
                self._texted(name, wanted.strip())
            case "@":
                self._nothing_unnamed()
                self._tell(f"        ({rest.removeprefix('+')} later)")
                amount, unit = re.fullmatch(r"\+([\d.]+)([smhd])", rest).groups()  # type: ignore[union-attr]
                self._work(timedelta(**{_UNITS[unit]: float(amount)}))
            case "*":
                self._nothing_unnamed()
                self._tell(f"        ({rest})")
                self._talks(rest) if "talks" in rest else self._in_a_talk(*rest.split())
            case "=":
                self._stands(rest.split())
            case _:
                raise AssertionError("no such sign")

    def _given(self, words: list[str]) -> None:
        if words[0] in ("texting", "unread"):
            self.line.db.transact(self.line.clock.at, lambda tx: tx.choose(words[0], words[1], by="test"))
            return
        if words[0] == "ladder":
            ladder = tuple(OnCall(PEOPLE[name]) for name in words[1:])
            self.line.db.line = replace(self.line.db.line, ladder=ladder)
            return
        if words[0] == "language":
            self.line.db.line = replace(self.line.db.line, language=words[1])
            return
        if words[0] == "supervisor":
            self.line.db.line = replace(self.line.db.line, on_call=True, supervisor=ON_CALL)
            return
        if words[0] == "landline":

            def known(tx: Tx) -> None:
                found = contacts.by_number(tx, PEOPLE[words[1]])
                tx.run(update(Contact).where(Contact.id == found.contact_id).values(landline_at=tx.now))

            self.line.db.transact(self.line.clock.at, known)
            return
        if words[0] in ("block", "agree"):
            self.line.db.transact(self.line.clock.at, lambda tx: _block(tx, *words))
            return
        assert words[0] == "volunteer"
        languages = ("es", "en") if "es" in words else ("en",)
        at = {"on_duty": "off" not in words, "ready": "ready" in words}
        self.line.volunteer(PEOPLE[words[1]], words[2], languages=languages, **at)

    def _work(self, by: timedelta) -> None:
        until = self.line.clock.at + by
        while True:
            self.line.work()
            if self.line.clock.at >= until:
                break
            # Small steps: the clock of a running line does not jump either.
            self.line.clock.at = min(until, self.line.clock.at + max(timedelta(minutes=2), by / 60))
        self._arrive()

    def _arrive(self) -> None:
        for to, said in self.line.new_texts():
            self._tell(f"    text to {NAMES.get(to, to)}: {said}")
            self.sent.append((to, said))

    def _tell(self, said: str) -> None:
        if self.print:
            local = self.line.clock.at.astimezone(ZoneInfo(self.line.db.line.timezone))
            print(f"{local:%a %H:%M}  {said}")  # noqa: T201

    def _calls(self, name: str, does: str, what: str = "") -> None:
        caller = PEOPLE[name]
        self._tell(f"{name} {does} {what}".rstrip())
        if does == "picks":
            ring = Desk(self.line).ringing(caller)
            self.rung[name], self.call = ring, (ring.sid, Desk(self.line).pick_up(ring))
        elif name in self.rung and does == "hangs":
            Desk(self.line).end(self.rung.pop(name), "completed")
            self.call = None
            self._work(timedelta())
            return
        if name in self.rung:
            caller = CALLER_ID
        if does in ("calls", "unattested"):
            self.call = self.line.call(caller, **({"attestation": ""} if does == "unattested" else {}))
        assert self.call is not None, "nobody has called"
        sid, heard = self.call
        match does:
            case "hangs":
                self.line.hang_up(sid, caller)
                self.call = None
            case "presses" | "waits":
                self.call = sid, self.line.press(heard, what, sid, caller)
            case "says":
                self.call = sid, self.line.turn(heard.path("Gather"), sid, caller, SpeechResult=what)
        if self.call is not None:
            self.reply = self.call[1].words
            self._tell(f"    {name} hears: {self.reply or '(nothing)'}")
        self._work(timedelta())

    def _talks(self, rest: str) -> None:
        name, amount, unit = re.fullmatch(r"(\w+) talks ([\d.]+)([smhd])", rest).groups()  # type: ignore[union-attr]
        desk = Desk(self.line)
        if self.call is not None and "<Dial" in self.call[1].document:
            sid, heard = self.call
            other = Dialled(self.line, heard, f"CA{next(self.line.sids):032x}")
            last = other.presses(other.picks_up(), "1")
            self._tell(f"    the other hears: {last.words or '(the two are joined)'}")
            self.line.clock.at += timedelta(**{_UNITS[unit]: float(amount)})
            self.call = sid, other.over("completed", sid, caller=CALLER_ID, CallStatus="in-progress")
            self.reply = self.call[1].words
            self._tell(f"    {name} hears: {self.reply}")
            self._work(timedelta())
            return
        ring = desk.ringing(PEOPLE[name])
        dialled = desk.talk(ring)
        self.line.clock.at += timedelta(**{_UNITS[unit]: float(amount)})
        dialled.over("completed", ring.sid, caller=PEOPLE[name])
        desk.end(ring, "completed")
        self._arrive()

    def _in_a_talk(self, name: str, does: str) -> None:
        desk = Desk(self.line)
        if does == "begins":
            ring = desk.ringing(PEOPLE[name])
            dialled = desk.talk(ring)
            theirs, mine = (Phone(self.line, each.sid, dialled.heard) for each in (dialled, ring))
            self.talk = Talk(desk, mine, theirs, ring, dialled)
            if self.line.db.line.on_call:
                self.talk = into_conference(desk, ring, dialled)
        assert self.talk is not None, "nobody talks"
        if does == "joins":
            self.talk.supervisor_rings().presses("1")
        elif does == "ends":
            self.talk.participant_hangs_up()
            self.talk.volunteer_hangs_up()
        self._arrive()

    def _replied(self, wanted: str) -> None:
        if wanted.startswith("!"):
            assert not self._holds(self.reply, wanted[1:].strip()), f"replied: {self.reply}"
        elif not wanted.strip():
            assert self.reply == "", f"replied: {self.reply}"
        else:
            assert self._holds(self.reply, wanted.strip()), f"replied: {self.reply or 'nothing'}"

    def _texted(self, name: str, wanted: str) -> None:
        for index, (to, said) in enumerate(self.sent):
            if to == PEOPLE[name] and self._holds(said, wanted):
                del self.sent[index]
                return
        raise AssertionError(f"texts: {self._named()}")

    def _holds(self, said: str, wanted: str) -> bool:
        found = re.fullmatch(r"\[(\S+)(?: (\w\w))?\]", wanted)
        if found is None:
            return self._filled(wanted).lower() in said.lower()
        on_calls = calls_only(found[1]) if self.call is not None and not self._may_text() else None
        entry = words(on_calls or found[1], found[2] or "en")
        template = entry.voice if self.call is not None else entry.text
        assert template, f"no such wording: {found[1]}"
        pattern = "".join(
            ".+?" if n % 2 else re.escape(part) for n, part in enumerate(re.split(r"\{(\w+)\}", template))
        )
        return re.search(pattern + r"(\n| |$)", said) is not None

    def _may_text(self) -> bool:
        return self.line.db.transact(self.line.clock.at, lambda tx: tx.line.texting)

    def _filled(self, said: str) -> str:
        if "{digits}" in said:
            said = said.replace("{digits}", code_in(self.reply))
        return said.replace("{code}", self._newest().code) if "{code}" in said else said

    def _newest(self) -> Any:
        return self.line.rows(Callback)[-1]

    def _stands(self, words: list[str]) -> None:
        if words[0] == "state":
            assert self._newest().state == words[1], self._newest().state
        elif words[0] == "callbacks":
            assert len(self.line.rows(Callback)) == int(words[1])
        else:
            rung = [r for r in self.line.carrier.rings if r.to == PEOPLE[words[1]]]
            assert len(rung) == int(words[2]), f"{len(rung)} rings"

    def _nothing_unnamed(self) -> None:
        if self.print:
            self.sent.clear()
        assert not self.sent, f"before this, the line texted: {self._named()}"

    def _named(self) -> str:
        return "; ".join(f"{NAMES.get(to, to)}: {said}" for to, said in self.sent) or "none"


def scripts() -> list[Path]:
    """The files of all transcripts."""
    return sorted((Path(__file__).parents[1] / "journeys" / "transcripts").rglob("*.txt"))


def main() -> None:
    """Print one transcript as it goes."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    for file in map(Path, sys.argv[1:]):
        with tempfile.TemporaryDirectory() as folder:
            line = make_line(f"sqlite:///{folder}/line.db")
            schema.migrate(line.db.engine, line.db.vault)
            Play(line, print=True).run(file.read_text())


if __name__ == "__main__":
    main()
