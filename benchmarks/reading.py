"""How long reading takes: danger and meaning, of ordinary texts, and how it grows with the length of a nasty one."""

import statistics
import time
from collections.abc import Callable

from benchmarks import mix
from flows.rules.crisis.crisis import read
from flows.rules.meaning.model import likely

ORDINARY = (
    "CHECKIN", "1", "hi", "Call me please", "2 and a bit tired today", "thanks, that helped a lot",
    "I had a long day at work and the kids are loud", "can someone call me tomorrow around seven",
    "no estoy tan mal hoy, gracias", "NEVERMIND", "TAKE K7", "the weather is killing my mood lol",
)  # fmt: skip
NASTY = (
    "i want to ", "k i l l ", "he is ", "just just ", "i took ", "not want to die ", "me quiero ",
    "no ", "x!", "a",
    "dont think i ", "better off without ", "1 ", "el dolor me ", "s*", "\U0001f48a",
    "going to be the ", ". ", "a - ", "my dad hit me and ", "the pills are all in my hand and i took ",
)  # fmt: skip
LONG = (" ".join(mix.SENTENCES), "a1 ", "\u00e9 ", "x y z ")


def _seconds(text: str, times: int, reader: Callable[[str], object] = read) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        reader(text)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _meaning(text: str) -> object:
    return likely(text, "participant", "idle")


def run() -> list[str]:
    """The table's rows."""
    ordinary = sorted(_seconds(text, 200) * 1e6 for text in ORDINARY)
    growth = {unit: _long(unit, 20_000) / _long(unit, 5_000) for unit in NASTY}
    worst = max(growth, key=lambda unit: growth[unit])
    middle = statistics.median(ordinary)
    slowest = max(_long(unit, 1_600) for unit in NASTY)
    meaning = sorted(_seconds(text, 200, _meaning) * 1e6 for text in mix.SENTENCES)
    long = max(_seconds((unit * 1_600)[:1_600], 20, _meaning) for unit in (*NASTY, *LONG))
    return [
        "| what | measured |",
        "|---|---|",
        (
            f"| the meaning of a sentence, median / slowest of {len(meaning)} | {statistics.median(meaning):.0f} / "
            f"{meaning[-1]:.0f} \u00b5s |"
        ),
        f"| the meaning of 1,600 characters, the slowest of {len(NASTY) + len(LONG)} | {long * 1000:.2f} ms |",
        f"| an ordinary text, median / slowest of {len(ORDINARY)} | {middle:.0f} / {ordinary[-1]:.0f} \u00b5s |",
        f"| the slowest text of 1,600 characters we could make | {slowest * 1000:.1f} ms |",
        f"| 20,000 characters to 5,000 (linear is 4, quadratic 16), worst | {growth[worst]:.1f} |",
    ]


def _long(unit: str, length: int) -> float:
    return _seconds((unit * length)[:length] + " dead", 5)
