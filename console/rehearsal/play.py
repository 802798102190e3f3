"""One scene while it is played: its people, its script, its clock, and what must hold after every scene."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from console.rehearsal import ledger
from console.rehearsal.cast import SOON, Call, Person
from console.rehearsal.expect import Unmet, expect
from console.rehearsal.scene import Scene
from console.rehearsal.script import Script, digits, national
from console.rehearsal.stage import CRISIS_LINE, ON_CALL, Stage
from store.models import Callback

LAST_WORDS = 5.0
SETTLES = 4.0
BAD = ('"level": "error"', '"level": "critical"', "Traceback (most recent call last)")


class Play:
    """What the function of a scene is given: make people with it, let them act, and expect what follows."""

    def __init__(self, stage: Stage, scene: "Scene[Play]", script: Script) -> None:
        self.stage, self.scene, self.script = stage, scene, script
        self.began = time.time()
        self.people: list[Person] = []
        self.script.names = stage.cast
        self.coordinator = self._join("the coordinator", stage.coordinator)

    def person(self, name: str) -> Person:
        """Somebody whom the line does not know yet."""
        return self._join(name, self.stage.number(name))

    def volunteer(
        self,
        name: str,
        *,
        languages: tuple[str, ...] = ("en",),
        experiences: tuple[str, ...] = (),
        on_duty: bool = True,
        keys: str = "1",
    ) -> Person:
        """An active volunteer, who picks up and presses a key when rung."""
        who = self.person(name)
        add = partial(ledger.add_volunteer, name=name, number=who.number, languages=languages)
        self.stage.store(lambda tx: add(tx, experiences=experiences, on_duty=on_duty))
        who.answers(keys)
        self.script.remark(f"({name} is a volunteer, {'on' if on_duty else 'off'} duty)")
        return who

    def come_on(self, *volunteers: Person) -> None:
        """Put these volunteers on duty in the same moment, as at the beginning of a shift."""
        numbers = [who.number for who in volunteers]
        self.script.remark(f"({', '.join(who.name for who in volunteers)} come on duty together)")
        self.stage.store(lambda tx: ledger.come_on(tx, numbers))

    def taken_up(self, ana: Person, sam: Person) -> str:
        """`sam` is offered the callback of `ana` and takes it; gives its code."""
        code = sam.is_offered()
        expect(code == self.callback(ana).code, f"the offer is that of {ana.name}", code)
        sam.texts(f"TAKE {code}", expects="is yours")
        return code

    def talk(self, ana: Person, sam: Person, *, within: float = SOON) -> tuple[Call, Call]:
        """Both are rung and joined; gives both calls."""
        theirs = sam.is_rung(within=within)
        hers = ana.is_rung(within=within)
        theirs.is_joined_with(ana, within=within)
        hers.is_joined_with(sam, within=within)
        return hers, theirs

    def talk_and_finish(self, ana: Person, sam: Person, *, within: float = SOON) -> None:
        """Both are rung and joined, and hang up; the callback is completed and the volunteer thanked."""
        hers, theirs = self.talk(ana, sam, within=within)
        self.state_becomes(ana, "connected")
        hers.hangs_up()
        theirs.hears("call has ended")
        theirs.hangs_up()
        self.state_becomes(ana, "completed")
        sam.gets("Thank you for")

    def unsent(self) -> list[str]:
        """The texts of the line that have not gone out, as far as it knows."""
        return [left for left in self.stage.store(ledger.left_open) if "text" in left]

    def rings_open(self) -> list[str]:
        """The rings of the line that are not over, as far as it knows."""
        return [left for left in self.stage.store(ledger.left_open) if "ring" in left]

    def callback(self, who: Person) -> Callback:
        """The row of their latest callback."""
        found = self.stage.callback_of(who.number)
        if found is None:
            raise Unmet(f"a callback of {who.name}", "none")
        return found

    def state_becomes(self, who: Person, state: str, *, within: float = SOON) -> None:
        """Wait until their latest callback is in this state."""
        self.until(
            lambda: self.callback(who).state == state,
            f"the callback of {who.name} is {state}",
            lambda: self.callback(who).state,
            within=within,
        )

    def asked(self, who: Person) -> list[tuple[str, str]]:
        """The offers of their latest callback in order: (name of the volunteer, state of the offer)."""
        callback_id = self.callback(who).id
        found = self.stage.store(lambda tx: ledger.asked(tx, callback_id))
        return [(self.stage.cast.get(number, "?"), state) for number, state in found]

    def pass_time(self, **of: float) -> None:
        """Move the clocks on by so much (arguments as of timedelta). Only in scenes of `hours`."""
        if not self.scene.hours:
            raise ValueError(f"{self.scene.name} is not a scene of hours")
        self.catch_up()
        self.stage.pass_time(timedelta(**of))
        self.script.remark(f"({_span(timedelta(**of))} later: {self.clock():%A, %H:%M})")
        # Wait until the workers have done what became due: only then a silent phone means something.
        settled = time.monotonic() + SETTLES
        while self.stage.store(ledger.due_now) and time.monotonic() < settled:
            time.sleep(0.1)
        self.catch_up()

    def becomes(self, clock: str, zone: str = "") -> None:
        """Move the clocks on until it is, say, "18:50" in this zone; without a zone, in the line's own."""
        hour, minute = map(int, clock.split(":"))
        local = self.clock(zone)
        at = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
        at += timedelta(days=1) if at <= local else timedelta()
        self.pass_time(seconds=(at.astimezone(UTC) - local.astimezone(UTC)).total_seconds())

    def clock(self, zone: str = "") -> datetime:
        """The local time in this zone; without a zone, in the line's own."""
        return self.stage.now().astimezone(ZoneInfo(zone or self.stage.settings.line_timezone))

    def warmline(self, *argv: str, fails: bool = False) -> str:
        """Run a `warmline` command as a coordinator would; gives what it prints, which must show nobody's number."""
        self.catch_up()
        self.script.note(f"$ warmline {' '.join(argv)}")
        done = subprocess.run(
            [sys.executable, "-m", "console.cli", *argv],
            env=self.stage.env,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        said = (done.stdout + done.stderr).strip()
        for line in said.splitlines():
            self.script.remark(f"   {line}")
        expect((done.returncode != 0) == fails, f"a command that {'fails' if fails else 'succeeds'}", said)
        told = [who.name for who in self.people if national(who.number) in digits(said)]
        expect(not told, "no number on the screen", told)
        return said

    def handle(self, who: Person) -> str:
        """Their handle, by which coordinators speak of them."""
        return self.stage.store(lambda tx: ledger.handle_of(tx, who.number))

    def alert(self, words: str, about: Person, *, within: float = 10.0) -> str:
        """Wait until the coordinator is told of this, with the handle and without the number; gives the words."""
        handle = self.handle(about)
        since = time.time()
        body = self.coordinator.gets(re.compile(f"{re.escape(words)}.*{handle}"), within=within)
        self.script.remark(f"(told {time.time() - since:.1f} s later)")
        expect(national(about.number) not in digits(body), "no number in the alert", body)
        return body

    def until(
        self,
        holds: Callable[[], object],
        wanted: str,
        found: Callable[[], object],
        *,
        within: float = SOON,
    ) -> None:
        """Wait until `holds`; else raise Unmet with what was wanted and what was found."""
        deadline = time.monotonic() + within
        while not holds():
            if time.monotonic() > deadline:
                raise Unmet(f"{wanted} (within {within:g} s)", found())
            time.sleep(0.05)
        self.catch_up()

    def catch_up(self) -> None:
        """Write down what has happened on everybody's phone since the last look."""
        news: list[tuple[float, str]] = []
        for who in self.people:
            texts = who.phone.texts()
            for text in texts[who.seen_texts :]:
                sender = "" if text.by == "line" else " from the carrier"
                news.append((text.at, f"{who.name} gets{sender}: {text.body}"))
            who.seen_texts = len(texts)
            for call in who.phone.calls():
                if call.sid in who.calls_done:
                    continue
                over, heard = call.outcome, call.heard
                if over:
                    who.calls_done.add(call.sid)
                if call.sid not in who.calls_seen and call.direction != "inbound":
                    at = heard[0].at - 0.001 if heard else time.time()
                    news.append((at, f"{who.name}'s phone rings"))
                fresh = heard[who.calls_seen.get(call.sid, 0) :]
                news += [(said.at, f"{who.name} hears: {said.text}") for said in fresh]
                who.calls_seen[call.sid] = len(heard)
        for at, line in sorted(news):
            self.script.note(line, at)

    def close(self) -> None:
        """Check what must hold after every scene."""
        self.until(
            lambda: not self.stage.store(ledger.open_callbacks),
            "every callback is over",
            lambda: self.stage.store(ledger.open_callbacks),
            within=LAST_WORDS,
        )
        self._nobody_saw_a_number()
        faults = [
            f"{fault.code} {fault.message}"
            for fault in self.stage.carrier.errors()
            if fault.at >= self.began and fault.code not in self.scene.forgives
        ]
        expect(not faults, "nothing in the carrier's log of errors", faults)
        bad = [
            f"{name}: {line[:600]}"
            for name, line in self.stage.lines_since(self.began)
            if any(mark in line for mark in BAD)
        ]
        expect(not bad or self.scene.mishaps, "no error in the logs of the processes", bad)

    def clear(self) -> None:
        """Clear the stage for the next scene."""
        self.stage.store(ledger.clear)
        self.until(lambda: not self.stage.store(ledger.open_callbacks), "a clear stage", lambda: "it is not")

    def _nobody_saw_a_number(self) -> None:
        numbers = {who.number: who.name for who in self.people}
        for who in self.people:
            calls = [call for call in who.phone.calls() if call.direction != "inbound"]
            shown = {call.shown_caller_id for call in calls} | {text.from_ for text in who.phone.texts()}
            expect(
                shown <= {self.stage.settings.line_number}, f"{who.name} sees only the line's number", shown
            )
            words = [text.body for text in who.phone.texts()]
            words += [call.transcript for call in who.phone.calls()]
            for number, name in numbers.items():
                told = [text for text in words if national(number) in digits(text)]
                expect(not told or name == who.name, f"{who.name} is never told the number of {name}", told)

    def on_call(self) -> Person:
        """The supervisor on call; only in scenes of `hours`."""
        return self._join("the supervisor", ON_CALL)

    def crisis_line(self) -> Person:
        """Whoever answers the crisis line."""
        return Person(self, "the crisis line", self.stage.carrier.phone(CRISIS_LINE))

    def _join(self, name: str, number: str) -> Person:
        who = Person(self, name, self.stage.carrier.phone(number))
        self.people.append(who)
        return who


def _span(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    return f"{minutes} minutes" if minutes < 120 else f"{minutes / 60:.1f} hours"
