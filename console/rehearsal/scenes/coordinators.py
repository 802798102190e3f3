"""Coordinators: what they are told, what they answer by text, and what they do by command while the line runs."""

import re
import time
from functools import partial

from console.rehearsal import ledger
from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene


@scene("coordinator-by-text", hours=True)
def by_text(play: Play) -> None:
    """Alerts answered by text with LIST, SHOW and ACK; an alert that is acknowledged is not told again"""
    ana, bo, boss = play.person("Ana"), play.person("Bo"), play.coordinator
    ana.texts("CALL", expects="No volunteer is on right now")
    code = play.callback(ana).code
    play.alert("NOBODY ON DUTY", ana)
    boss.texts("LIST", expects=code)
    boss.texts(f"SHOW {code}", expects=play.handle(ana))
    bo.texts("I want to kill myself", expects="988")
    crisis = re.findall(r"\b(A\d+)\b", play.alert("CRISIS", bo))[0]
    boss.texts("LIST", expects=f"CRISIS {crisis} {play.handle(bo)}")
    play.pass_time(minutes=6)
    his = re.compile(f"{play.handle(bo)}.*nobody has it yet")
    boss.gets(his)
    boss.texts("ACK", expects="Which one do you have?")
    boss.texts(f"ACK {crisis}", expects=f"{crisis} is yours now")
    boss.texts(f"ACK {code}", expects=f"{code} is yours now")
    play.pass_time(minutes=16)
    play.stage.housekeep()
    time.sleep(1)
    boss.gets_nothing_more(his)
    ana.texts("NEVERMIND", expects="it's off")
    listed = boss.texts("LIST")
    still = re.sub(r"Yours:.*\n", "", listed)
    expect(code not in still and play.handle(bo) not in still, "nothing of theirs is open", listed)


@scene("coordinator-by-command", hours=True)
def by_command(play: Play) -> None:
    """callbacks list, show, reassign and call-off while the line runs, with a reason for every choice"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.texts("CALL")
    code = sam.is_offered()
    sam.texts(f"TAKE {code} in 20 min")
    rita = play.volunteer("Rita-May")
    listed = play.warmline("callbacks", "list")
    expect(code in listed and play.handle(ana) in listed, "the open callback, with a handle", listed)
    play.warmline("callbacks", "reassign", code, "--to", "Rita-May", "--why", "closer to what she needs")
    sam.gets("no longer needed")
    expect(rita.is_offered() == code, "the one they named is asked", code)
    shown = play.warmline("callbacks", "show", code)
    for said in ("asked – Sam", "so that offers are shared fairly", "closer to what she needs"):
        expect(said in shown, "who was asked, why, and the reason that was given", shown)
    play.warmline("callbacks", "call-off", code, "--why", "spoken with her")
    rita.gets("no longer needed")
    ana.gets("won't happen for now")


@scene("stuck-rows", hours=True)
def stuck_rows(play: Play) -> None:
    """A text that is due and that nobody sends is found, and a coordinator is told"""
    # Workers that are still starting would send the text before it is found to be stuck.
    play.until(lambda: not play.stage.failing(), "/status is ok", play.stage.failing, within=90.0)
    play.pass_time(hours=2)
    play.stage.store(ledger.write_stuck_text)
    play.stage.housekeep()
    filed = partial(play.stage.store, ledger.stuck_alerts)
    # A sweep that began before the text was written does not see it; the clock's own comes within a minute.
    play.until(filed, "an alert filed", filed, within=90.0)
    # What is done within a minute and a half alerts nobody.
    play.pass_time(seconds=95)
    play.coordinator.gets("STUCK: 1 things are due")
    play.stage.store(ledger.drop_stuck_text)
