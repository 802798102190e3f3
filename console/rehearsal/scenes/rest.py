"""A volunteer's rest: after a hard call, with a talk about it; a break; and the night."""

from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene


@scene("hard-call-rest-and-debrief", hours=True)
def hard_call(play: Play) -> None:
    """DONE K7 hard: an hour without offers, and somebody to talk to; the team hears of it only by a yes"""
    play.becomes("11:00")
    ana, bo, sam = play.person("Ana"), play.person("Bo"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    code = play.taken_up(ana, sam)
    play.talk_and_finish(ana, sam)
    sam.texts(f"DONE {code} hard, he spoke of his brother", expects="someone on our team to talk it over")
    sam.texts("1", expects="get in touch")
    told = play.alert("DEBRIEF", sam)
    expect("brother" not in told, "none of their words", told)
    ruth = play.volunteer("Ruth")
    bo.texts("CALL")
    expect(ruth.is_offered() != "", "another one is asked", "nobody")
    play.pass_time(minutes=50)
    sam.gets_nothing_more("TAKE")
    play.pass_time(minutes=11)
    sam.is_offered()
    bo.texts("NEVERMIND", expects="it's off")


@scene("a-break-of-an-hour", hours=True)
def a_break(play: Play) -> None:
    """PAUSE 1 hour: the open offer goes to another at once, and they are asked again after it, without ON"""
    play.becomes("11:00")
    ana, bo, sam = play.person("Ana"), play.person("Bo"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    sam.is_offered()
    ruth = play.volunteer("Ruth")
    sam.texts("PAUSE 1 hour", expects="on again")
    play.taken_up(ana, ruth)
    play.talk_and_finish(ana, ruth)
    ruth.texts("OFF", expects="off")
    bo.texts("CALL", expects="2:0")
    play.pass_time(minutes=50)
    sam.gets_nothing_more("TAKE")
    play.pass_time(minutes=11)
    sam.is_offered()
    bo.texts("NEVERMIND", expects="it's off")


@scene("nobody-is-woken", hours=True)
def night(play: Play) -> None:
    """Who came on in the morning and forgot OFF is not asked at night; who says ON at night is"""
    play.becomes("09:00")
    ana, sam = play.person("Ana"), play.volunteer("Sam", on_duty=False)
    sam.texts("ON", expects="on until")
    play.becomes("23:00")
    ana.texts("CALL", expects="we don't know yet who is next")
    play.pass_time(minutes=30)
    sam.gets_nothing_more("TAKE")
    sam.texts("ON", expects="on until")
    sam.is_offered()
    ana.texts("NEVERMIND", expects="it's off")
