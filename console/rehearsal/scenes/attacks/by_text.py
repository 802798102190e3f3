"""Forged texts: what they do their owner is told of and undoes; what cannot be undone asks for a code."""

import re

from sqlalchemy import select

from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene
from console.rehearsal.scenes.attacks.mallory import Mallory
from store.models import LineChoice

GUESSES = ("1", "0000", "1234")


@scene("attack-in-the-coordinators-name", hours=True)
def in_the_coordinators_name(play: Play) -> None:
    """ACK, SAY, CLOSE and OPEN from the coordinator's number: nothing is said or closed, and UNDO takes the ACK back"""
    play.becomes("12:00")
    ana, boss, mallory = play.person("Ana"), play.coordinator, Mallory(play)
    ana.texts("i took all my pills", expects="988")
    code = play.alert("CRISIS", ana).partition("CRISIS ")[2].split()[0].strip(".:,")
    for words in (f"SAY {code} stop bothering us", "CLOSE UNTIL 9AM", "OPEN", "CLOSE"):
        mallory.texts(boss.number, words, *GUESSES)
    chosen = play.stage.store(lambda tx: list(tx.run(select(LineChoice.name)).scalars()))
    expect(not chosen, "the line is open as it was", chosen)
    ana.texts("HELP", expects="")
    expect(not any("bothering" in text.body for text in ana.phone.texts()), "nothing is said in our name", "")
    mallory.texts(boss.number, f"ACK {code}")
    boss.gets("UNDO")
    boss.texts("UNDO", expects="open again")
    boss.texts("LIST", expects=code)
    boss.texts(f"ACK {code}", expects="is yours now")
    mallory.learnt_nothing_of(ana)


@scene("attack-in-a-volunteers-name", hours=True)
def in_a_volunteers_name(play: Play) -> None:
    """TAKE, PASS, OFF, PAUSE and LEAVE from a volunteer's number: only their own phone rings, one word undoes each"""
    play.becomes("12:00")
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    sam.when_rung("no-answer")
    mallory = Mallory(play)
    ana.texts("CALL")
    code = sam.is_offered()
    mallory.texts(sam.number, f"TAKE {code}", "1", f"GO {code}")
    play.until(lambda: sam.rings(), "their own phone rings", sam.rings)
    expect(not ana.rings(), "nobody is joined without a key on it", ana.rings())
    play.pass_time(minutes=15)
    mallory.texts(sam.number, "OFF", "PAUSE")
    sam.texts("ON", expects="You're on")
    mallory.texts(sam.number, "LEAVE", "1")
    sam.texts("JOIN", expects="")
    expect("Sam" in play.warmline("volunteers", "list"), "one word takes it back", "they are gone")
    ana.texts("NEVERMIND", expects="it's off")
    expect(not ana.rings(), "she was never rung", ana.rings())
    mallory.learnt_nothing_of(ana, sam)


@scene("attack-in-a-participants-name", hours=True)
def in_a_participants_name(play: Play) -> None:
    """NUMBER, REMIND MISSED, and SAFE OFF and CALL: no other phone rings or is told anything, hers stays silent"""
    play.becomes("12:00")
    ana, other, sam = play.person("Ana"), play.person("Somebody else"), play.volunteer("Sam")
    mallory = Mallory(play)
    ana.texts("HI")
    mallory.texts(ana.number, "NUMBER", other.number, "1234", "0000")
    mallory.texts(ana.number, "REMIND MISSED", other.number, "1234")
    ana.texts("SAFE", expects="")
    ana.texts("2", expects="")
    mallory.texts(ana.number, "SAFE OFF", "CALL", "READY", "CALL", "call me", "1")
    play.pass_time(minutes=3)
    sam.gets_nothing_more("TAKE")
    expect(not ana.rings() and not other.rings(), "no phone rings", ana.rings() + other.rings())
    code = re.search(r"\b\d{4}\b", ana.texts("CALL", expects="It stays quiet until you reply"))
    ana.texts(code[0] if code else "", expects="will call you from this number")
    play.taken_up(ana, sam)
    ana.answers("1")
    play.talk_and_finish(ana, sam)
    codes = [text.body for text in other.phone.texts()]
    expect(len(codes) <= 2, "one text with a code for each asking at most", codes)
    mallory.learnt_nothing_of(ana, other, sam)


@scene("attack-a-number-that-changed-hands", hours=True)
def changed_hands(play: Play) -> None:
    """Somebody texts "wrong number" as a volunteer: the coordinator is told, no phone rings, and JOIN takes it back"""
    play.becomes("12:00")
    sam, boss, mallory = play.volunteer("Sam"), play.coordinator, Mallory(play)
    mallory.texts(sam.number, "wrong number", "1")
    boss.gets(play.handle(sam))
    sam.gets("has ended")
    ana = play.person("Ana")
    ana.texts("CALL")
    play.pass_time(minutes=2)
    expect(not sam.rings(), "a phone that may be a stranger's is not rung", sam.rings())
    ana.texts("NEVERMIND", expects="it's off")
    sam.texts("JOIN", expects="")
    boss.gets("NUMBER BACK")
    mallory.learnt_nothing_of(sam)
