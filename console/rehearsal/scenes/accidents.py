"""What breaks while somebody waits: processes killed, the queue lost, a carrier that does not answer."""

import re
import time

from console.rehearsal.cast import OFFERED, Person
from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import UNREACHED, scene
from telephony.local_carrier.phones.phones import Ring

DOUBT = 5.0
"""Longer than a worker waits before it asks again for a ring that it is not sure of."""
TAKEN_UP = 30.0
"""Within so many seconds of an accident, what waited goes on."""


@scene("workers-killed", chaos=True)
def workers_killed(play: Play) -> None:
    """Both workers are killed while a volunteer's phone rings, and again before the thanks"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    sam.when_rung(Ring("manual"))
    ana.texts("CALL")
    play.taken_up(ana, sam)
    ring = sam.is_rung()
    play.stage.kill(*play.stage.workers())
    ring.picks_up()
    ring.hears("Press any key")
    ring.presses("5")
    hers = ana.is_rung(within=TAKEN_UP)
    hers.is_joined_with(sam)
    hers.hangs_up()
    ring.hears("call has ended")
    ring.hangs_up()
    play.state_becomes(ana, "completed")
    sam.gets("Thank you for", within=TAKEN_UP)


@scene("workers-killed-at-take", chaos=True)
def workers_killed_at_take(play: Play) -> None:
    """Both workers are killed the moment somebody takes a callback: they are rung all the same, once"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    code = sam.is_offered()
    sam.texts(f"TAKE {code}", expects="is yours")
    play.stage.kill(*play.stage.workers())
    play.talk_and_finish(ana, sam, within=TAKEN_UP)
    expect(len(sam.rings()) == 1, "one ring", sam.rings())


@scene("web-killed", chaos=True, forgives=UNREACHED, mishaps=True)
def web_killed(play: Play) -> None:
    """The web processes are killed as a volunteer picks up: the next one is asked, and the call comes about"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    sam.when_rung(Ring("manual"))
    ana.texts("CALL")
    play.taken_up(ana, sam)
    ring = sam.is_rung()
    rita = play.volunteer("Rita")
    play.stage.kill("web")
    ring.picks_up()
    ring.ends(within=TAKEN_UP)
    _goes_on(play, ana, (sam, rita))


@scene("clock-killed", chaos=True)
def clock_killed(play: Play) -> None:
    """The clock is killed while an offer runs out: the next one is asked all the same"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    sam.is_offered()
    rita = play.volunteer("Rita")
    play.stage.kill("clock")
    sam.gets("No answer is fine too", within=TAKEN_UP)
    play.taken_up(ana, rita)
    play.talk_and_finish(ana, rita)


@scene("queue-flushed", chaos=True, mishaps=True)
def queue_flushed(play: Play) -> None:
    """Redis forgets everything at the moment of a TAKE: the ring comes all the same"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    code = sam.is_offered()
    play.stage.flush_queue()
    sam.texts(f"TAKE {code}", expects="is yours")
    play.stage.flush_queue()
    play.talk_and_finish(ana, sam, within=TAKEN_UP)
    expect(len(sam.rings()) == 1, "one ring", sam.rings())


@scene("queue-killed", chaos=True, mishaps=True)
def queue_killed(play: Play) -> None:
    """Redis is killed with a callback under way: texts are answered meanwhile, and what waits goes on"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    play.stage.kill("redis")
    ana.texts("CHECKIN", expects="How are you")
    ana.texts("2", expects="be in touch with a volunteer")
    ana.texts("1", expects="A volunteer will call you")
    code = sam.is_offered(within=TAKEN_UP)
    play.stage.kill("redis")
    sam.texts(f"TAKE {code}", expects="is yours")
    play.talk_and_finish(ana, sam, within=TAKEN_UP)
    expect(len(sam.rings()) == 1, "one ring", sam.rings())


@scene("queue-stuck", chaos=True, mishaps=True)
def queue_stuck(play: Play) -> None:
    """Redis answers nobody for eight seconds: texts are answered, /status tells of it, and the same workers go on"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    workers = play.stage.workers()
    before = [play.stage.supervisor.pid(name) for name in workers]
    play.until(lambda: not play.stage.failing(), "/status is ok", play.stage.failing, within=TAKEN_UP)
    began = time.monotonic()
    with play.stage.stuck("redis"):
        ana.texts("CALL", expects="A volunteer will call you")
        play.until(
            lambda: {"redis", "worker"} <= play.stage.failing(),
            "/status tells of Redis and of the workers",
            play.stage.failing,
            within=TAKEN_UP,
        )
        expect(play.stage.is_ready(), "the web stays ready", "not ready")
        time.sleep(max(0.0, 8.0 - (time.monotonic() - began)))
    play.script.remark("(Redis answers again)")
    play.taken_up(ana, sam)
    play.talk_and_finish(ana, sam, within=TAKEN_UP)
    after = [play.stage.supervisor.pid(name) for name in workers]
    expect(after == before, "the same worker processes", (before, after))
    play.until(lambda: not play.stage.failing(), "/status is ok again", play.stage.failing, within=TAKEN_UP)


@scene("carrier-silent-on-a-text", chaos=True)
def carrier_silent_on_a_text(play: Play) -> None:
    """The carrier takes an alert and never says so: it is looked up, and not sent twice"""
    ana = play.person("Ana")
    play.stage.carrier.fail_next("messages", "timeout_after_accept", to=play.coordinator.number)
    ana.texts("CALL", expects="No volunteer is on right now")
    play.alert("NOBODY ON DUTY", ana)
    play.until(lambda: not play.unsent(), "it is known to have gone out", play.unsent, within=TAKEN_UP)
    play.coordinator.gets_nothing_more("NOBODY ON DUTY")
    ana.texts("NEVERMIND", expects="it's off")


@scene("carrier-silent-on-a-call", chaos=True)
def carrier_silent_on_a_call(play: Play) -> None:
    """The carrier rings and never says so: the same ring goes on, and there is no second one"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    play.stage.carrier.fail_next("calls", "timeout_after_accept", to=sam.number)
    play.taken_up(ana, sam)
    play.talk_and_finish(ana, sam, within=TAKEN_UP)
    # Only now does the worker give up waiting for an answer, and may wonder whether to ring again.
    play.until(
        lambda: any("leg_not_placed" in line for _, line in play.stage.lines_since(play.began)),
        "a worker that waited in vain for the carrier's answer",
        lambda: "no such line in the logs",
        within=TAKEN_UP,
    )
    time.sleep(DOUBT)
    play.until(lambda: not play.rings_open(), "every ring is filed as over", play.rings_open, within=TAKEN_UP)
    expect(len(sam.rings()) == 1, "one ring", sam.rings())


@scene("carrier-refuses", chaos=True)
def carrier_refuses(play: Play) -> None:
    """The carrier answers 500 and 429: tried again, and everything comes once"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    play.stage.carrier.fail_next("messages", "500", to=sam.number)
    ana.texts("CALL")
    code = sam.is_offered(within=TAKEN_UP)
    play.stage.carrier.fail_next("calls", "429", to=sam.number)
    sam.texts(f"TAKE {code}", expects="calling you now")
    play.talk_and_finish(ana, sam, within=TAKEN_UP)
    expect(_copies(sam, code) == 1, "one copy of the offer", _copies(sam, code))
    expect(len(sam.rings()) == 1, "one ring", sam.rings())


def _goes_on(play: Play, ana: Person, peers: tuple[Person, ...]) -> None:
    """Whichever of them is asked takes it, and the call comes about."""
    since = {peer.number: len(peer.phone.texts()) for peer in peers}

    def offers() -> list[tuple[Person, str]]:
        return [
            (peer, found[1])
            for peer in peers
            for text in peer.phone.texts()[since[peer.number] :]
            if (found := OFFERED.search(text.body))
        ]

    play.until(offers, "somebody is asked again", lambda: play.callback(ana).state, within=TAKEN_UP)
    peer, code = offers()[0]
    peer.answers("1")
    peer.texts(f"TAKE {code}", expects="is yours")
    play.talk_and_finish(ana, peer, within=TAKEN_UP)


def _copies(who: Person, code: str) -> int:
    offer = re.compile(rf"TAKE {code} or PASS {code}")
    return sum(1 for text in who.phone.texts() if offer.search(text.body))
