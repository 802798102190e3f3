"""The rota: shifts that begin and end by themselves, somebody who does not come, two who trade."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from console.rehearsal import ledger
from console.rehearsal.cast import Person
from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene


@scene("overnight-when-clocks-change", hours=True)
def overnight(play: Play) -> None:
    """10pm-6am in the night when clocks change: on at ten without a word, off at six on the clock"""
    ana, sam = play.person("Ana"), play.volunteer("Sam", on_duty=False)
    play.becomes("15:00")
    days = (_eve_of_a_change(play) - play.clock().date()).days
    play.pass_time(days=days)
    said = play.warmline("shifts", "add", play.handle(sam), "every day 10pm-6am")
    expect("22:00-06:00" in said, "a night on the volunteer's own clock", said)
    play.becomes("21:01")
    sam.gets("1 I'll be there")
    sam.texts("1")
    ana.texts("CALL", expects="10:00 PM")
    expect(not _on_duty(play, sam), "not on before ten", "on")
    play.becomes("22:00")
    sam.is_offered()
    expect(_on_duty(play, sam), "on at ten, without ON", "off")
    ana.texts("NEVERMIND", expects="it's off")
    began = play.stage.now()
    play.becomes("05:58")
    expect(_on_duty(play, sam), "on until six on the clock", "off")
    hours = (play.stage.now() - began) / timedelta(hours=1)
    play.script.remark(f"(from ten to two minutes to six on the clock, {hours:.1f} hours have passed)")
    expect(abs(hours - 8) > 0.5, "a night an hour shorter or longer than others", hours)
    play.becomes("06:01")
    expect(not _on_duty(play, sam), "off at six, without OFF", "on")


@scene("no-show-and-reserve", hours=True)
def no_show(play: Play) -> None:
    """Nobody confirms: standby volunteers are asked, a coordinator told, and a caller talks with whoever came"""
    play.becomes("15:00")
    ana = play.person("Ana")
    sam, ruth = play.volunteer("Sam", on_duty=False), play.volunteer("Ruth", on_duty=False)
    ana.answers("1")
    play.stage.store(lambda tx: ledger.put_on_standby(tx, ruth.number))
    play.warmline("shifts", "add", play.handle(sam), "today 7pm-10pm")
    play.becomes("18:01")
    sam.gets("1 I'll be there")
    play.becomes("18:51")
    play.alert("NOT CONFIRMED", sam)
    code = ruth.gets("Could you come between 7:00 and 10:00 PM").partition("COVER ")[2].split()[0]
    ana.texts("CALL", expects="7:00 PM")
    ruth.texts(f"COVER {code}")
    sam.gets("someone else has your shift")
    sam.gets_nothing_more()
    play.becomes("19:01")
    expect((_on_duty(play, sam), _on_duty(play, ruth)) == (False, True), "Ruth is on, and not Sam", "else")
    play.taken_up(ana, ruth)
    play.talk_and_finish(ana, ruth)
    sam.texts("ON", expects="on until")
    play.becomes("22:01")
    expect(not _on_duty(play, ruth), "off at ten, without OFF", "on")
    ruth.gets_nothing_more("Could you come")


@scene("two-trade-their-turns", hours=True)
def trade(play: Play) -> None:
    """SWAP: both say yes, neither learns who the other is, and each is on in the other's place"""
    play.becomes("15:00")
    sam, ruth = play.volunteer("Sam", on_duty=False), play.volunteer("Ruth", on_duty=False)
    first, second = (f"{play.clock() + timedelta(days=days):%Y-%m-%d}" for days in (2, 3))
    play.warmline("shifts", "add", play.handle(sam), f"{first} 7pm-10pm")
    play.warmline("shifts", "add", play.handle(ruth), f"{second} 7pm-10pm")
    days = [f"{date.fromisoformat(day):%A}" for day in (first, second)]
    sam.texts(f"SWAP {days[0]} FOR {days[1]}", expects="tell you")
    asked = ruth.gets("asks to trade")
    expect("Sam" not in asked, "nobody is told who asks", asked)
    ruth.texts("1")
    sam.gets("They agreed to trade")
    listed = play.warmline("shifts", "list")
    whose = [line for line in listed.splitlines() if "19:00-22:00" in line]
    expect("Ruth" in whose[0] and "Sam" in whose[1], "each has the other's turn", whose)
    play.pass_time(days=2)
    play.becomes("19:01")
    expect((_on_duty(play, sam), _on_duty(play, ruth)) == (False, True), "Ruth is on, and not Sam", "else")


def _eve_of_a_change(play: Play) -> date:
    """The next day whose night has an hour more or less."""
    zone = ZoneInfo(play.stage.settings.line_timezone)
    today = play.clock().date()

    def offset(day: date) -> timedelta | None:
        return datetime.combine(day, time(12), zone).utcoffset()

    coming = (today + timedelta(days=n) for n in range(400))
    return next(day for day in coming if offset(day) != offset(day + timedelta(days=1)))


def _on_duty(play: Play, who: Person) -> bool:
    return play.stage.store(lambda tx: ledger.is_on_duty(tx, who.number))
