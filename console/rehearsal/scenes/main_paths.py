"""The main paths: somebody asks for a call by text or by phone, and talks with a peer."""

from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene


@scene("text-check-in")
def text_check_in(play: Play) -> None:
    """A check-in by text becomes a call with a peer"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    hello = ana.texts("CHECKIN", expects="How are you")
    expect(
        "STOP" in hello and "988" in hello, "a first answer that says who we are, with 988 and STOP", hello
    )
    ana.texts("2", expects="be in touch with a volunteer")
    ana.texts("1", expects="A volunteer will call you")
    code = play.taken_up(ana, sam)
    play.talk_and_finish(ana, sam)
    sam.texts(f"DONE {code} we laughed a little", expects="Noted")
    ana.texts("STATUS", expects="no request open")


@scene("call-back-by-key")
def call_back_by_key(play: Play) -> None:
    """A caller presses 2 and is called back"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    call = ana.calls()
    call.hears("9 8 8")
    call.hears("press 2")
    call.presses("2")
    call.hears("A volunteer will call you")
    call.ends()
    play.taken_up(ana, sam)
    play.talk_and_finish(ana, sam)


@scene("check-in-by-key")
def check_in_by_key(play: Play) -> None:
    """A caller checks in by key, and would like a call"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    call = ana.calls()
    call.hears("press 1")
    call.presses("1")
    call.hears("How are you")
    call.presses("3")
    call.hears("be in touch with a volunteer")
    call.presses("1")
    call.hears("A volunteer will call you")
    call.hangs_up()
    play.taken_up(ana, sam)
    play.talk_and_finish(ana, sam)
    expect(play.callback(ana).mood == 3, "the mood that was keyed in", play.callback(ana).mood)


@scene("three-at-once")
def three_at_once(play: Play) -> None:
    """Three people and three volunteers at once: everybody has somebody, nobody has two"""
    people = [play.person(name) for name in ("Ana", "Bo", "Cleo")]
    peers = [play.volunteer(name) for name in ("Sam", "Rita", "Theo")]
    for who in people:
        who.answers("1")
        who.texts("CALL", expects="A volunteer will call you")
    codes = {play.callback(who).code: who for who in people}
    offered = {peer.is_offered(): peer for peer in peers}
    expect(
        set(codes) == set(offered),
        "each volunteer is asked for another one",
        (sorted(codes), sorted(offered)),
    )
    pairs = [(codes[code], peer) for code, peer in offered.items()]
    for code, peer in offered.items():
        peer.texts(f"TAKE {code}", expects="is yours")
    calls = [play.talk(who, peer) for who, peer in pairs]
    states = [play.callback(who).state for who in people]
    expect(states == ["connected"] * 3, "all three talk at the same time", states)
    for hers, theirs in calls:
        hers.hangs_up()
        theirs.hears("call has ended")
        theirs.hangs_up()
    for who, peer in pairs:
        play.state_becomes(who, "completed")
        expect(len(peer.rings()) == 1 and len(who.rings()) == 1, "one ring each", (peer.rings(), who.rings()))


@scene("spanish")
def spanish(play: Play) -> None:
    """A check-in in Spanish, from the first word to the last"""
    ana = play.person("Ana")
    rosa = play.volunteer("Rosa", languages=("es",))
    ana.answers("1")
    ana.texts("ESPANOL", expects="Seguimos en español")
    ana.texts("HOLA", expects="te sientes ahora")
    ana.texts("mal", expects="Gracias por contar")
    ana.texts("1", expects="Una persona voluntaria te llama")
    code = rosa.is_offered()
    rosa.texts(f"TAKE {code}", expects="es tuya")
    theirs = rosa.is_rung()
    theirs.hears("Marca cualquier tecla")
    hers = ana.is_rung()
    hers.hears("Marca 1")
    hers.is_joined_with(rosa)
    hers.hears_in("es-MX")
    theirs.hears_in("es-MX")
    theirs.hangs_up()
    hers.ends()
    play.state_becomes(ana, "completed")
    rosa.gets("Gracias")
