"""Many at once for a while, on PostgreSQL: nobody gets an apology, and no invariant is ever seen broken."""

import random
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from flows.states import HELD_STATES, OPEN_STATES
from store.models import Callback, Contact, Conversation, Leg, Message, Offer
from tests.kits.line import TestLine
from workers import sweep

PEOPLE = [f"+120255501{n}" for n in range(11, 16)]
PEERS = [f"+120255501{n}" for n in range(51, 54)]
ASKING = ("CALL", "NEVERMIND", "STATUS", "LATER", "1", "CHECKIN", "STOP", "START", "2")
HELPING = ("TAKE", "PASS", "GO", "ON", "OFF", "ON 1H", "STATUS", "DONE", "STOP", "START", "PAUSE")


def person(line: TestLine, seed: int, said: list[str]) -> None:
    chance = random.Random(seed)  # noqa: S311  the same each time is what is wanted
    for _ in range(22):
        if chance.random() < 0.5:
            said.append(line.text(chance.choice(PEOPLE), chance.choice(ASKING)))
        else:
            said.append(line.text(chance.choice(PEERS), chance.choice(HELPING)))


def worker(line: TestLine, over: threading.Event) -> None:
    while not over.is_set():
        for queue in ("calls", "offers"):
            sweep.sweep_with(line.ctx, queue)


def nothing_is_broken(line: TestLine) -> None:
    with line.db.begin(line.clock.at) as tx:
        for column, states in ((Callback.volunteer_id, HELD_STATES), (Callback.contact_id, OPEN_STATES)):
            counted = select(column, func.count()).where(Callback.state.in_(states), column.is_not(None))
            assert all(n == 1 for _, n in tx.run(counted.group_by(column)))
        held = tx.run(select(Callback).where(Callback.state.in_(HELD_STATES))).all()
        assert all(cb.volunteer_id is not None for cb in held)
        waiting = tx.run(select(Callback).where(Callback.state.in_(("waiting", "offered")))).all()
        assert all(cb.volunteer_id is None for cb in waiting)
        gone = (
            select(Leg.id)
            .join(Callback)
            .where(Leg.state.not_in(("ended",)), Callback.state.not_in(OPEN_STATES), Leg.hang_up_at.is_(None))
        )
        assert tx.run(gone).all() == [], "a leg rings on for a callback that is over"
        stale = (
            select(Offer.id)
            .join(Callback)
            .where(Offer.state == "open", Callback.state.not_in(("waiting", "offered")))
        )
        assert tx.run(stale).all() == [], "an offer stands for a callback that is taken or over"


@pytest.mark.parametrize("seed", [1, 2])
def test_a_crowd_of_people_peers_and_workers_breaks_nothing(
    lines: Callable[[str], TestLine], seed: int
) -> None:
    line = lines("postgresql")
    for number in PEERS:
        line.volunteer(number)
    said: list[str] = []
    errors: list[BaseException] = []
    over = threading.Event()

    def guarded(work: Callable[..., None], *args: object) -> None:
        try:
            work(*args)
        except BaseException as error:  # noqa: BLE001  the test's thread has to see it
            errors.append(error)

    workers = [threading.Thread(target=guarded, args=(worker, line, over), daemon=True) for _ in range(2)]
    people = [
        threading.Thread(target=guarded, args=(person, line, seed * 10 + n, said), daemon=True)
        for n in range(3)
    ]
    for thread in (*workers, *people):
        thread.start()
    for thread in people:
        thread.join()
    over.set()
    for thread in workers:
        thread.join()
    assert errors == []
    assert [s for s in said if "went wrong" in s] == []
    assert len(line.rows(Contact)) == len({c.number_hash for c in line.rows(Contact)})
    assert len(line.rows(Conversation)) <= len(line.rows(Contact))
    line.clock.at = line.clock.at.replace(second=20)
    for _ in range(4):
        line.pass_time(seconds=20)
    nothing_is_broken(line)
    words = [(t.to, t.words) for t in line.carrier.texts]
    sent = [m for m in line.rows(Message) if m.state == "sent"]
    assert len(words) == len(sent), "as many texts went out as rows say, none twice"
