"""How long the crisis reading takes: an ordinary text, and how its time grows with the length of a nasty one."""

import statistics
import time

from flows.rules.crisis.crisis import read

ORDINARY = (
    "CHECKIN", "1", "hi", "Call me please", "2 and a bit tired today", "thanks, that helped a lot",
    "I had a long day at work and the kids are loud", "can someone call me tomorrow around seven",
    "no estoy tan mal hoy, gracias", "NEVERMIND", "TAKE K7", "the weather is killing my mood lol",
)  # fmt: skip
NASTY = (
    "i want to ", "k i l l ", "he is ", "just just ", "i took ", "not want to die ", "me quiero ",
    "no ", "x!", "a",
    "dont think i ", "better off without ", "1 ", "el dolor me ", "s*", "\U0001f48a",
    "going to be the ", ". ", "a - ",
)  # fmt: skip


def _seconds(text: str, times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        read(text)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def run() -> list[str]:
    """The table's rows."""
    ordinary = sorted(_seconds(text, 200) * 1e6 for text in ORDINARY)
    growth = {unit: _long(unit, 20_000) / _long(unit, 5_000) for unit in NASTY}
    worst = max(growth, key=lambda unit: growth[unit])
    middle = statistics.median(ordinary)
    slowest = max(_long(unit, 1_600) for unit in NASTY)
    return [
        "| what | measured |",
        "|---|---|",
        f"| an ordinary text, median / slowest of {len(ORDINARY)} | {middle:.0f} / {ordinary[-1]:.0f} \u00b5s |",
        f"| the slowest text of 1,600 characters we could make | {slowest * 1000:.1f} ms |",
        f"| 20,000 characters to 5,000 (linear is 4, quadratic 16), worst | {growth[worst]:.1f} |",
    ]


def _long(unit: str, length: int) -> float:
    return _seconds((unit * length)[:length] + " dead", 5)
