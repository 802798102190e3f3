"""What the line may rely on from a carrier: one suite for the fake and for the real client at a local carrier."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from telephony.carrier import OVER, Carrier, TwilioCarrier
from telephony.errors import TransportError
from telephony.local_carrier.phones.phones import Carrier as Phones
from tests.kits.carriers import ACCOUNT, AUTH, local_carrier
from tests.kits.fakes import FakeCarrier
from tests.kits.line import LINE_NUMBER
from tests.kits.servers import free_port
from tests.kits.waiting import eventually

SOMEBODY, ANOTHER = "+12025550111", "+12025550122"
NOWHERE = "http://127.0.0.1:9"


@dataclass
class Bench:
    """A carrier and the means to make its next request fail."""

    carrier: Carrier
    refuse: Callable[[str, int], None]
    lose: Callable[[str], None]
    arrived: Callable[[str], list[str]]
    answer: Callable[[str], None]
    phones: Phones | None = None

    def text(self, to: str = SOMEBODY, words: str = "hello") -> str:
        return self.carrier.send_text(to, words, receipt_url=f"{NOWHERE}/receipts").sid

    def ring(self, to: str = SOMEBODY) -> str:
        return self.carrier.ring(
            to, url=f"{NOWHERE}/answered", status_url=f"{NOWHERE}/status", seconds=20
        ).sid


def fake_bench() -> Bench:
    fake = FakeCarrier()

    def refuse(_: str, code: int) -> None:
        fake.failures.append(
            TransportError(f"code {code}", permanent=code not in (429, 500), unknown=code == 500, code=code)
        )

    return Bench(
        fake,
        refuse,
        lambda _: fake.lost.append(TransportError("HTTP 500", unknown=True, code=500)),
        lambda number: [t.words for t in fake.texts if t.to == number],
        lambda _: setattr(fake.rings[-1], "status", "in-progress"),
    )


def real_bench(url: str, phones: Phones) -> Bench:
    return Bench(
        TwilioCarrier(ACCOUNT, AUTH, LINE_NUMBER, base_url=url),
        lambda kind, code: phones.fail_next(kind, str(code) if code in (429, 500) else code),
        lambda kind: phones.fail_next(kind, "500_after_accept"),
        lambda number: [t.body for t in phones.phone(number).texts()],
        lambda _: _pick_up(phones),
        phones,
    )


def _pick_up(phones: Phones) -> None:
    call = phones.phone(SOMEBODY).wait_for_call()
    call.wait_until_state("ringing")
    call.answer()
    call.wait_until_state("in-progress")


@pytest.fixture(params=["fake", "local"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """Either carrier."""
    if request.param == "fake":
        return fake_bench()
    return real_bench(request.getfixturevalue("local_carrier_url"), request.getfixturevalue("phones"))


@pytest.fixture(scope="module")
def slow_carrier_url() -> Iterator[str]:
    """A local carrier that needs a quarter of an hour to send a text, and a minute and a half from call to call."""
    with local_carrier(LINE_NUMBER, NOWHERE, "--receipt-delay", "900", "--pace", "0.01") as url:
        yield url


@pytest.fixture(params=["fake", "local"])
def slow_bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    """Either carrier; the real one has not got round to doing what it took."""
    if request.param == "fake":
        yield fake_bench()
        return
    url = request.getfixturevalue("slow_carrier_url")
    phones = Phones(url)
    yield real_bench(url, phones)
    phones.reset()


def since() -> datetime:
    return datetime.now(UTC) - timedelta(seconds=30)


def test_a_text_that_was_taken_arrives_and_can_be_looked_up(bench: Bench) -> None:
    sid = bench.text(words="one")
    second = bench.text(words="two")
    bench.text(ANOTHER, "for somebody else")
    assert sid.startswith("SM") and len(sid) == 34
    found = bench.carrier.texts_to(SOMEBODY, since=since())
    assert {(p.sid, p.words) for p in found} == {(sid, "one"), (second, "two")}
    assert eventually(lambda: sorted(bench.arrived(SOMEBODY)) == ["one", "two"])


def test_a_text_asked_for_a_moment_ago_is_found_while_it_is_still_queued(slow_bench: Bench) -> None:
    sid = slow_bench.text(words="one")
    found = slow_bench.carrier.texts_to(SOMEBODY, since=since())
    assert [(p.sid, p.words) for p in found] == [(sid, "one")]
    if slow_bench.phones is not None:
        assert (found[0].status, slow_bench.arrived(SOMEBODY)) == ("queued", [])


def test_a_call_that_waits_for_its_turn_is_found(slow_bench: Bench) -> None:
    slow_bench.ring(ANOTHER)
    sid = slow_bench.ring()
    found = slow_bench.carrier.rings_to(SOMEBODY, since=since())
    assert [p.sid for p in found] == [sid]
    if slow_bench.phones is not None:
        assert found[0].status == "queued"
        assert SOMEBODY not in {entry.number for entry in slow_bench.phones.ring_log()}


def test_the_newest_come_first_and_hide_none_of_the_last_fifty(slow_bench: Bench) -> None:
    sids = [slow_bench.text(words=str(n)) for n in range(50)]
    slow_bench.text(ANOTHER)
    found = slow_bench.carrier.texts_to(SOMEBODY, since=since())
    assert [(p.sid, p.words) for p in found] == [(sids[n], str(n)) for n in reversed(range(50))]


def test_texts_from_before_are_not_looked_up(bench: Bench) -> None:
    bench.text()
    later = datetime.now(UTC) + timedelta(minutes=5)
    assert bench.carrier.texts_to(SOMEBODY, since=later) == []


def test_a_ring_that_was_taken_can_be_looked_up_either_way(bench: Bench) -> None:
    sid = bench.ring()
    assert sid.startswith("CA") and len(sid) == 34
    assert [p.sid for p in bench.carrier.rings_to(SOMEBODY, since=since())] == [sid]
    assert bench.carrier.rings_to(ANOTHER, since=since()) == []
    placed = bench.carrier.call(sid)
    assert placed is not None
    assert placed.sid == sid
    assert placed.status in ("queued", "ringing", "initiated", "in-progress", *OVER)


def test_a_call_nobody_knows_is_none(bench: Bench) -> None:
    assert bench.carrier.call("CA" + "f" * 32) is None


def test_a_ring_that_was_ended_is_over_and_ending_it_again_is_no_error(bench: Bench) -> None:
    sid = bench.ring()
    bench.carrier.hang_up(sid)
    placed = bench.carrier.call(sid)
    assert placed is not None
    assert placed.status in OVER
    bench.carrier.hang_up(sid)


def test_ending_a_call_nobody_knows_is_no_error(bench: Bench) -> None:
    bench.carrier.hang_up("CA" + "f" * 32)


def picked_up(bench: Bench) -> str:
    """A ring that somebody answered; what they hear is of no matter."""
    sid = bench.ring()
    bench.answer(sid)
    return sid


def test_an_answered_call_can_be_sent_elsewhere(bench: Bench) -> None:
    bench.carrier.redirect(picked_up(bench), url=f"{NOWHERE}/room")


def test_a_call_that_is_over_or_unknown_is_sent_nowhere(bench: Bench) -> None:
    sid = bench.ring()
    bench.carrier.hang_up(sid)
    for each, code in ((sid, 21220), ("CA" + "f" * 32, 20404)):
        with pytest.raises(TransportError) as refused:
            bench.carrier.redirect(each, url=f"{NOWHERE}/room")
        assert (refused.value.permanent, refused.value.code) == (True, code)


def test_words_into_a_conference_that_is_not_on_are_refused_for_good(bench: Bench) -> None:
    with pytest.raises(TransportError) as refused:
        bench.carrier.announce("no such room", picked_up(bench), url=f"{NOWHERE}/tone")
    assert (refused.value.permanent, refused.value.code) == (True, 20404)


@pytest.mark.parametrize("code", [21211, 21610, 21408, 21606])
def test_a_refusal_is_permanent_and_carries_its_code_and_no_number(bench: Bench, code: int) -> None:
    bench.refuse("messages", code)
    with pytest.raises(TransportError) as refused:
        bench.text()
    assert (refused.value.permanent, refused.value.unknown, refused.value.code) == (True, False, code)
    assert SOMEBODY[2:] not in str(refused.value)
    assert bench.arrived(SOMEBODY) == []
    bench.text()  # and the next goes through


@pytest.mark.parametrize("kind", ["messages", "calls"])
def test_too_many_requests_are_known_not_to_have_been_done(bench: Bench, kind: str) -> None:
    bench.refuse(kind, 429)
    with pytest.raises(TransportError) as refused:
        bench.text() if kind == "messages" else bench.ring()
    assert (refused.value.permanent, refused.value.unknown) == (False, False)


@pytest.mark.parametrize("kind", ["messages", "calls"])
def test_a_server_error_leaves_it_unknown_and_a_look_up_tells(bench: Bench, kind: str) -> None:
    bench.lose(kind)
    with pytest.raises(TransportError) as lost:
        bench.text() if kind == "messages" else bench.ring()
    assert (lost.value.permanent, lost.value.unknown) == (False, True)
    look = bench.carrier.texts_to if kind == "messages" else bench.carrier.rings_to
    assert len(look(SOMEBODY, since=since())) == 1
    bench.refuse(kind, 500)
    with pytest.raises(TransportError) as failed:
        bench.text(ANOTHER) if kind == "messages" else bench.ring(ANOTHER)
    assert failed.value.unknown
    assert look(ANOTHER, since=since()) == []


def test_a_carrier_that_does_not_listen_is_known_to_have_done_nothing() -> None:
    nobody = TwilioCarrier(ACCOUNT, AUTH, LINE_NUMBER, base_url=f"http://127.0.0.1:{free_port()}")
    for ask in (
        lambda: nobody.send_text(SOMEBODY, "hello", receipt_url=NOWHERE),
        lambda: nobody.ring(SOMEBODY, url=NOWHERE, status_url=NOWHERE, seconds=5),
        lambda: nobody.call("CA" + "0" * 32),
        lambda: nobody.texts_to(SOMEBODY, since=since()),
    ):
        with pytest.raises(TransportError) as unreached:
            ask()
        assert (unreached.value.permanent, unreached.value.unknown) == (False, False)
        assert SOMEBODY[2:] not in str(unreached.value)


def test_a_wrong_token_is_a_refusal_an_operator_has_to_see(local_carrier_url: str, phones: Phones) -> None:
    wrong = TwilioCarrier(ACCOUNT, "not the token", LINE_NUMBER, base_url=local_carrier_url)
    with pytest.raises(TransportError) as refused:
        wrong.send_text(SOMEBODY, "hello", receipt_url=NOWHERE)
    assert (refused.value.permanent, refused.value.code) == (True, 20003)
    assert AUTH not in str(refused.value)
