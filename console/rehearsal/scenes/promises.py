"""The promised time comes near, and passes: more volunteers are asked, and the participant is told."""

from concurrent.futures import ThreadPoolExecutor

from console.rehearsal import ledger
from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene


@scene("promise-nears")
def promise_nears(play: Play) -> None:
    """The promise is at risk: several are asked at once, two say TAKE in the same moment, and one has it"""
    ana = play.person("Ana")
    ana.answers("1")
    peers = [play.volunteer(name) for name in ("Sam", "Rita", "Theo")]
    ana.texts("CALL", expects="A volunteer will call you")
    code = peers[0].is_offered()
    callback_id = play.callback(ana).id
    play.stage.store(lambda tx: ledger.bring_promise_near(tx, callback_id, 6))
    play.alert("NOBODY YET", ana)
    for peer in peers[1:]:
        expect(peer.is_offered() == code, "one code for all who are asked", code)
    with ThreadPoolExecutor(max_workers=2) as together:
        answers = list(together.map(lambda peer: peer.phone.text(f"TAKE {code}").replies[0].body, peers[:2]))
    play.catch_up()
    winners = [peer for peer, said in zip(peers, answers, strict=False) if "is yours" in said]
    expect(len(winners) == 1, "one of the two has it", answers)
    expect(sum("covered" in said for said in answers) == 1, "the other hears that it is covered", answers)
    peers[2].gets("is covered")
    play.talk_and_finish(ana, winners[0])
    rung = [peer.name for peer in peers if peer.rings()]
    expect(rung == [winners[0].name], "one of them is rung", rung)


@scene("promise-broken")
def promise_broken(play: Play) -> None:
    """The promised time has passed: the line says so and is sorry, a coordinator is told, the callback stays open"""
    ana = play.person("Ana")
    ana.texts("CALL", expects="No volunteer is on right now")
    callback_id = play.callback(ana).id
    play.stage.store(lambda tx: ledger.bring_promise_near(tx, callback_id, 0))
    ana.gets("we're late")
    play.alert("LATE", ana)
    ana.texts("STATUS", expects="late")
    ana.texts("NEVERMIND", expects="it's off")


@scene("promise-long-past", hours=True)
def promise_long_past(play: Play) -> None:
    """Hours late: a new round begins again and again, nobody is told a past hour, and the evening ends in a call"""
    play.becomes("12:00")
    ana, coordinator = play.person("Ana"), play.coordinator
    peers = [play.volunteer(name) for name in ("Sam", "Rita")]
    ana.texts("CALL", expects="by 2:00 PM")
    for _ in range(14):
        play.pass_time(minutes=20)
        for who in peers:
            who.texts("SHIFTS", expects="SHIFT")  # they are there, and take no call
    ana.gets("We said 2:00 PM EST and we're late")
    play.alert("LATE", ana)
    offers = [who.phone.wait_for_text("waited too long", 20).body for who in peers]
    expect(not any("2:00" in words for words in offers), "offers that name no past hour", offers)
    for words in ("STATUS", "READY", "CALL"):
        said = ana.texts(words, expects="we're late" if words != "READY" else "We're late")
        expect("by 2:00" not in said, "no past hour as a promise", said)
    listed = coordinator.texts("LIST", expects="LATE since 2:00 PM")
    expect(" by 2:00" not in listed, "no past hour as a promise", listed)
    for _ in range(3):
        play.pass_time(minutes=25)
        for who in peers:
            who.texts("SHIFTS", expects="SHIFT")
    ana.gets("haven't found anyone yet")
    play.alert("STILL LATE", ana)
    ana.texts("1", expects="keep looking")
    rounds = sum(state == "lapsed" for _, state in play.asked(ana))
    expect(rounds > 8, "more rounds than the first", play.asked(ana))
    rita = peers[1]
    ana.answers("1")
    rita.texts("TAKE", expects="is yours")
    ana.gets("can call you now, from this number")
    ana.texts("1", expects="will ring in a minute or two")
    play.talk_and_finish(ana, rita)
