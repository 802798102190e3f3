"""Offers: volunteers who pass, stay silent, are busy, come on duty, take late, or wait for GO."""

import os
import subprocess
import sys

from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene
from telephony.local_carrier.phones.phones import Ring


@scene("pass-lapse-busy")
def pass_lapse_busy(play: Play) -> None:
    """One passes, one is silent, one is busy when rung, the fourth comes"""
    ana = play.person("Ana")
    ana.answers("1")
    pat, lou, bea, sam = (play.volunteer(name) for name in ("Pat", "Lou", "Bea", "Sam"))
    bea.when_rung(Ring("busy"))
    ana.texts("CALL", expects="A volunteer will call you")
    code = pat.is_offered()
    pat.texts(f"PASS {code}", expects="ask others")
    lou.is_offered()
    lou.gets("No answer is fine too")
    bea.is_offered()
    bea.texts(f"TAKE {code}", expects="is yours")
    bea.gets("didn't get through")
    sam.is_offered()
    sam.texts(f"TAKE {code}", expects="is yours")
    play.talk_and_finish(ana, sam)
    for late in (pat, lou, bea):
        late.texts(f"TAKE {code}", expects="covered")
    # Sam may have been asked beside Bea, who took it first, and then again.
    expected = [("Pat", "passed"), ("Lou", "lapsed"), ("Bea", "failed"), ("Sam", "accepted")]
    ended = list(dict(play.asked(ana)).items())
    expect(ended == expected, f"asked in turn: {expected}", play.asked(ana))
    expect(len(ana.rings()) == 1, "the participant is rung once, for somebody who is there", ana.rings())


@scene("nobody-on-duty")
def nobody_on_duty(play: Play) -> None:
    """Nobody is on duty: the participant hears so, a coordinator is told, and whoever comes on is asked at once"""
    ana, sam = play.person("Ana"), play.volunteer("Sam", on_duty=False)
    ana.answers("1")
    ana.texts("CALL", expects="No volunteer is on right now")
    play.alert("NOBODY ON DUTY", ana)
    sam.texts("ON", expects="You're on until")
    code = sam.is_offered(within=5)
    sam.texts(f"TAKE {code}", expects="is yours")
    play.talk_and_finish(ana, sam)


@scene("late-take")
def late_take(play: Play) -> None:
    """A TAKE after the offer lapsed counts while nobody has the callback; else the answer is “covered”"""
    ana = play.person("Ana")
    sam = play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    code = sam.is_offered()
    rita = play.volunteer("Rita")
    sam.gets("No answer is fine too")
    rita.is_offered()
    sam.texts(f"TAKE {code}", expects="is yours")
    rita.gets("is covered")
    rita.texts(f"TAKE {code}", expects="covered")
    play.talk_and_finish(ana, sam)


@scene("go-after-missing-the-ring")
def go_after_missing_the_ring(play: Play) -> None:
    """A volunteer who missed the ring takes it back with GO, and is rung again"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    sam.when_rung(Ring("no-answer"))
    ana.texts("CALL")
    code = play.taken_up(ana, sam)
    sam.is_rung().ends("no-answer")
    sam.gets("didn't get through")
    sam.answers("1")
    sam.texts(f"GO {code}", expects="calling you now")
    play.talk_and_finish(ana, sam)


@scene("take-for-later")
def take_for_later(play: Play) -> None:
    """TAKE with a condition waits for GO; DONE afterwards is kept"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    code = sam.is_offered()
    sam.texts(f"TAKE {code} when I am home", expects=f"Text GO {code}")
    ana.texts("STATUS", expects="said yes")
    expect(not sam.rings(), "no ring before GO", sam.rings())
    sam.texts(f"GO {code}", expects="calling you now")
    play.talk_and_finish(ana, sam)
    sam.texts(f"DONE {code}", expects="Thank you for")


@scene("invited-volunteer")
def invited_volunteer(play: Play) -> None:
    """A volunteer invited by command agrees to the rules one by one, says what helps, goes on duty, and is asked"""
    ana, rita = play.person("Ana"), play.person("Rita")
    ana.answers("1")
    rita.answers("1")
    add = [sys.executable, "-m", "console.cli", "volunteers", "add", "Rita", rita.number, "--language", "en"]
    add += ["--agreed", "signed form 2026-11-01"]
    added = subprocess.run(
        add, env={**os.environ, **play.stage.env}, capture_output=True, text=True, timeout=60, check=False
    )
    expect(added.returncode == 0 and "invited" in added.stdout, "she is invited", added.stdout + added.stderr)
    expect(rita.number not in added.stdout, "the command shows no whole number", added.stdout)
    rita.gets("Reply JOIN")
    rita.texts("JOIN", expects="Rule 1 of 4")
    rita.texts("1", expects="Rule 2 of 4")
    rita.texts("ON", expects="Rule 2 of 4")
    rita.texts("1", expects="Rule 3 of 4")
    rita.texts("I agree", expects="Rule 4 of 4")
    rita.texts("1", expects="Welcome")
    rita.texts("Rita", expects="see Rita")
    rita.texts("losing a child", expects="Which languages")
    rita.texts("English", expects="Which time zone")
    rita.texts("SKIP", expects="usually free")
    rita.texts("SKIP", expects="How many calls")
    rita.texts("3", expects="a shift has nobody")
    rita.texts("1", expects="That's all")
    rita.texts("ME", expects="losing a child")
    rita.texts("ON", expects="You're on until")
    ana.texts("CALL", expects="A volunteer will call you")
    play.taken_up(ana, rita)
    play.talk_and_finish(ana, rita)
    rita.texts("OFF", expects="You're off")
