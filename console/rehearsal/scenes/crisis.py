"""Words of crisis by text and by voice; and requests that must not count twice."""

import secrets

from console.rehearsal import ledger
from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import OPTED_OUT, scene


@scene("crisis")
def crisis(play: Play) -> None:
    """Words of crisis by text: the crisis line at once, and a coordinator within ten seconds"""
    ana = play.person("Ana")
    answer = ana.texts("I want to kill myself", expects="988")
    expect("911" in answer, "the emergency number as well", answer)
    play.alert("CRISIS", ana)
    ana.texts("CHECKIN", expects="How are you")
    ana.texts("i dont want to be alive anymore", expects="A person on our team has been alerted")
    play.coordinator.gets_nothing_more("CRISIS")  # who was told is not told again at once


@scene("crisis-in-spanish")
def crisis_in_spanish(play: Play) -> None:
    """Words of crisis in Spanish: answered in Spanish, and a coordinator told"""
    ana = play.person("Ana")
    ana.texts("ESPANOL")
    ana.texts("me quiero morir", expects="988")
    play.alert("CRISIS", ana)


@scene("crisis-after-stop", forgives=(OPTED_OUT,))
def crisis_after_stop(play: Play) -> None:
    """Words of crisis from somebody who left: answered where the carrier lets us, and a coordinator told"""
    ana, bo = play.person("Ana"), play.person("Bo")
    ana.texts("please stop texting me", expects="unsubscribed")
    ana.texts("STATUS", expects=None)
    ana.texts("I want to end my life tonight", expects="988")
    play.alert("CRISIS", ana)
    bo.texts("STOP", expects=None)
    bo.texts("I am going to kill myself", expects=None)  # the carrier keeps our answer from him
    play.alert("CRISIS", bo)


@scene("crisis-on-the-phone")
def crisis_on_the_phone(play: Play) -> None:
    """Words of crisis spoken to the menu: the crisis line first, and a coordinator told"""
    ana = play.person("Ana")
    call = ana.calls()
    call.hears("press 1")
    call.says("I want to die tonight")
    call.hears("9 8 8")
    play.alert("CRISIS", ana)
    call.hangs_up()


@scene("same-text-twice")
def same_text_twice(play: Play) -> None:
    """The carrier delivers a text twice: the same answer, and it happens once"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    sid = f"SM{secrets.token_hex(16)}"
    first = ana.texts("CALL", MessageSid=sid)
    second = ana.texts("CALL", MessageSid=sid)
    expect(first == second, "the same answer", (first, second))
    asked = play.stage.store(lambda tx: ledger.callbacks_of(tx, ana.number))
    expect(asked == 1, "one callback", asked)
    sam.is_offered()
    sam.gets_nothing_more()
    ana.texts("NEVERMIND", expects="it's off")


@scene("someone-already-in-line")
def already_in_line(play: Play) -> None:
    """Asking again by text and by phone opens no second callback; the caller may cancel it by key"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.texts("CALL")
    sam.is_offered()
    ana.texts("call me", expects="We have your request")
    call = ana.calls()
    call.hears("press 2")
    call.presses("2")
    call.hears("Press 1 to keep it, 2 for another time, 3 to call it off")
    call.presses("3")
    call.hears("it's off")
    call.ends()
    sam.gets("no longer needed")
    play.state_becomes(ana, "cancelled")
