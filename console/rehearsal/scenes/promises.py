"""The time promised comes near, and passes: more are asked, and nobody is left without word."""

from concurrent.futures import ThreadPoolExecutor

from console.rehearsal import ledger
from console.rehearsal.play import Play
from console.rehearsal.scene import expect, scene


@scene("promise-nears")
def promise_nears(play: Play) -> None:
    """The promise is at risk: several are asked at once, two say TAKE in the same moment, one has it"""
    ana = play.person("Ana")
    ana.answers("1")
    peers = [play.volunteer(name) for name in ("Sam", "Rita", "Theo")]
    ana.texts("CALL", expects="A peer will call you")
    code = peers[0].is_offered()
    callback_id = play.callback(ana).id
    play.stage.store(lambda tx: ledger.bring_promise_near(tx, callback_id, 6))
    play.alert("AT RISK", ana)
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
    """The time has passed and nobody came: that is admitted, a coordinator told, and they stay in line"""
    ana = play.person("Ana")
    ana.texts("CALL", expects="No peer is on right now")
    callback_id = play.callback(ana).id
    play.stage.store(lambda tx: ledger.bring_promise_near(tx, callback_id, 0))
    ana.gets("we're late")
    play.alert("LATE", ana)
    ana.texts("STATUS", expects="late")
    ana.texts("NEVERMIND", expects="your call is off")
