"""What alerts a coordinator, and how often: one alert a person, and none for words that were only quoted."""

import re
from functools import partial

from console.rehearsal import ledger
from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene
from telephony.local_carrier.phones.phones import Ring

TEXTS = 60


@scene("quotes-alarm-nobody")
def quotes_alarm_nobody(play: Play) -> None:
    """Reactions and automatic replies: no answer, no alert, however often; a question about the policy is answered"""
    ana, boss = play.person("Ana"), play.coordinator
    greeting = ana.texts("CHECKIN", expects="How are you")
    for reaction in (f"Liked “{greeting}”", f"Reaccionó con 👍 a «{greeting}»", "Laughed at “call 911”"):
        ana.texts(reaction, expects=None)
    for _ in range(3):
        ana.texts("I am out of the office until Monday. If this is an emergency, call 911.", expects=None)
    asked = ana.texts("will you call the police on me?", expects="only if you ask")
    expect("has been alerted" not in asked, "nobody was alerted", asked)
    ana.texts("can't make it tonight", expects="How are you")
    boss.gets_nothing_more(play.handle(ana))
    ana.texts("Liked “if you are in danger call 911” I want to die", expects="988")
    play.alert("CRISIS", ana)


@scene("crisis-by-ring")
def crisis_by_ring(play: Play) -> None:
    """A crisis rings whoever is on call: nothing is said before a key, and 1 has it"""
    ana, boss = play.person("Ana"), play.coordinator
    boss.answers("5", "1")
    silent = partial(play.stage.store, ledger.no_alert_rings)  # another scene's alert may ring them just now
    play.until(silent, "no phone rings for an alert", silent)
    try:
        ana.texts("I want to kill myself", expects="988")
        code = re.findall(r"\b(A\d+)\b", play.alert("CRISIS", ana))[0]
        yours = partial(play.stage.store, lambda tx: ledger.alert_is_taken(tx, ana.number))
        play.until(yours, "the alert is taken by key", yours)
        boss.texts("LIST", expects=re.compile(f"Yours:.*{code} {play.handle(ana)}"))
    finally:
        boss.when_rung(Ring("manual"))


@scene("say-and-call")
def say_and_call(play: Play) -> None:
    """A coordinator writes to somebody in danger, and is put through after their yes, each by the line's number"""
    ana, boss = play.person("Ana"), play.coordinator
    boss.when_rung(Ring("manual"))
    ana.texts("I want to kill myself", expects="988")
    code = re.findall(r"\b(A\d+)\b", play.alert("CRISIS", ana))[0]
    alarm = boss.is_rung()
    boss.texts(f"ACK {code}", expects="yours now")
    alarm.ends("canceled")
    asked = boss.texts(f"SAY {code} Are you somewhere safe?", expects=re.compile(r"\b\d{4}\b"))
    boss.texts(re.findall(r"\b\d{4}\b", asked)[-1], expects="on its way")
    ana.gets("From our team: Are you somewhere safe?")
    ana.texts("yes, home", expects=None)
    boss.gets(play.handle(ana))
    boss.texts(f"CALL {code}", expects="asked")
    ana.gets("Is it OK if someone from our team calls you now?")
    boss.answers("1")
    ana.answers("1")
    ana.texts("1", expects="calls you in a moment")
    theirs, hers = boss.is_rung(), ana.is_rung()
    theirs.is_joined_with(ana)
    hers.hangs_up()
    theirs.hangs_up()
    boss.when_rung(Ring("manual"))


@scene("one-alert-a-person", hours=True)
def one_alert_a_person(play: Play) -> None:
    """Sixty texts are one alert, after a CHECK; an ACK takes all of theirs, and later words reach who has it"""
    ana, boss = play.person("Ana"), play.coordinator
    ana.texts("i used to want to kill myself", expects="988")
    play.alert("CHECK", ana)
    for _ in range(TEXTS):
        ana.texts("I want to kill myself", expects="A person on our team has been alerted")
    told = play.alert("CRISIS", ana)
    hers = re.compile(f"(?:CRISIS|CHECK).*{play.handle(ana)}")  # others may have left something open
    boss.gets_nothing_more(hers)
    code = re.findall(r"\b(A\d+)\b", told)[0]
    listed = boss.texts("LIST", expects=f"CRISIS {code} {play.handle(ana)}")
    expect(listed.count(play.handle(ana)) == 1, "one alert of hers, the CHECK gone into it", listed)
    boss.texts(f"ACK {code}", expects=re.compile(f"{code} is yours now.*{TEXTS} times", re.DOTALL))
    listed = boss.texts("LIST")
    still = re.sub(r"Yours:.*\n", "", listed)
    expect(play.handle(ana) not in still, "nothing of hers is open", listed)
    play.pass_time(minutes=3)
    ana.texts("I want to die", expects="A person on our team has been alerted")
    more = play.alert(f"CRISIS {code}", ana)
    expect("more by" in more, "to whoever has it", more)
    play.pass_time(hours=2)
    ana.texts("I want to die", expects="A person on our team has been alerted")
    again = play.alert(f"CRISIS {code}", ana)
    expect("again, by" in again, "it is open again", again)
    boss.texts(f"ACK {code}", expects=f"{code} is yours now")
