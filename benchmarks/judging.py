"""`python -m benchmarks judging FILE… [--rows FILE]`: send labelled texts to a running line, judge by what follows.

The files have rows as CONTRACT.md, "Reading" describes them. Without `--rows`, none of the texts is printed, except
those after which a call was booked or a phone rung unasked.
"""

import argparse
import csv
import logging
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import structlog

from tests.kits.judging import NONSENSE, Case, Judge
from tests.kits.labelled_texts import Row, read_rows
from tests.kits.stage import Stage
from tests.kits.verdicts import FIGURES, Verdict, verdict

Judged = tuple[Case, Verdict]
ALL = "all"
WHO = ("participant", "volunteer", "coordinator")
VERBS = ("take", "take_at", "pass", "pass_later", "go", "done", "note", "block", "on", "off", "pause", "ack")


def main(argv: Sequence[str]) -> None:
    """Judge the rows of the files that are named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks judging", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="texts with what they mean")
    parser.add_argument(
        "--rows", type=Path, metavar="FILE", help="write every row with its verdicts here, as CSV"
    )
    given = parser.parse_args(argv)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    began = time.perf_counter()
    judged, nonsense = judge([row for file in given.files for row in read_rows(file)])
    for line in report(judged, nonsense):
        print(line)
    print(f"\n{len(judged)} texts in {time.perf_counter() - began:.0f} s")
    if given.rows:
        write_rows(given.rows, judged)


def judge(rows: Iterable[Row]) -> tuple[list[Judged], list[Judged]]:
    """Send every row to a line that nobody has used before, and nonsense in the same states; judge what follows."""
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        played = Judge(stage)
        judged = [(case, verdict(case)) for case in map(played.case, rows)]
        states = dict.fromkeys((case.row.who, case.row.state, case.row.language) for case, _ in judged)
        unclear = [
            Row(text, language, who, state, "unclear") for who, state, language in states for text in NONSENSE
        ]
        nonsense = [(case, verdict(case)) for case in map(played.case, unclear)]
        stage.close()
    return judged, nonsense


def report(judged: Sequence[Judged], nonsense: Sequence[Judged]) -> list[str]:
    """The tables, and what was booked or rung unasked."""
    languages = [ALL, *sorted({case.row.language for case, _ in judged})]
    lines = [f"| figure | {' | '.join(languages)} |", "|---|" + "---|" * len(languages)]

    def figure(name: str, said: Callable[[Sequence[Judged]], str], of: Sequence[Judged]) -> None:
        by_language = (
            [each for each in of if language in (ALL, each[0].row.language)] for language in languages
        )
        lines.append(f"| {name} | {' | '.join(map(said, by_language))} |")

    for name, said in _figures():
        figure(name, said, judged)
    figure("nonsense: booked or rung", _figure("booked_unasked"), nonsense)
    figure(
        "nonsense: taken for something", lambda some: _count([case.answered for case, _ in some]), nonsense
    )
    lines += ["", "| meaning | read | |", "|---|---|---|"]
    for meaning, read in sorted(_by_meaning(judged).items()):
        lines.append(f"| {meaning} | {_share(read)} | {sum(read)} of {len(read)} |")
    unasked = [
        f"- {said.booked_unasked}: {case.row.state}, {case.row.meaning}: {case.sent!r}"
        for case, said in (*judged, *nonsense)
        if said.booked_unasked
    ]
    return lines + (["", "Booked or rung unasked:", *unasked] if unasked else [])


def _figures() -> list[tuple[str, Callable[[Sequence[Judged]], str]]]:
    return [
        ("booked or rung unasked", _figure("booked_unasked")),
        ("a call for who asks", _figure("has_call")),
        ("writing for who asks to write", _figure("has_writing")),
        ("calling off obeyed", _figure("called_off")),
        ("… with a call open", _figure("called_off", lambda row: row.state in ("waiting", "ready"))),
        ("opt-outs obeyed", _figure("opted_out")),
        ("read", _figure("read")),
        ("read, macro-averaged over meanings", _macro),
        *((f"read, {who}s", _figure("read", _is(who=who))) for who in WHO),
        *((f"{verb} obeyed", _figure("obeyed", _is(meaning=verb))) for verb in VERBS),
        ("numbered questions: the number that was meant", _figure("rated")),
        ("crisis: an alert is raised", _figure("alarmed")),
        ("the line failed", _figure("failed")),
        *((name.replace("_", " "), _figure(name)) for name in FIGURES[1:] if name.endswith("_unasked")),
    ]


def _figure(name: str, of: Callable[[Row], bool] = lambda row: True) -> Callable[[Sequence[Judged]], str]:
    return lambda some: _count([getattr(said, name) for case, said in some if of(case.row)])


def _is(who: str = "", meaning: str = "") -> Callable[[Row], bool]:
    return lambda row: who in ("", row.who) and meaning in ("", row.meaning)


def _count(found: Iterable[bool | str | None]) -> str:
    known = [bool(each) for each in found if each is not None]
    return f"{_share(known)} ({sum(known)} of {len(known)})" if known else "none"


def _share(known: Sequence[bool]) -> str:
    return f"{sum(known) / len(known):.0%}"


def _macro(some: Sequence[Judged]) -> str:
    by_meaning = _by_meaning(some)
    shares = [sum(read) / len(read) for read in by_meaning.values()]
    return f"{sum(shares) / len(shares):.0%} ({len(shares)} meanings)" if shares else "none"


def _by_meaning(judged: Sequence[Judged]) -> dict[str, list[bool]]:
    found: defaultdict[str, list[bool]] = defaultdict(list)
    for case, said in judged:
        if said.read is not None:
            found[f"{case.row.who}: {case.row.meaning}"].append(said.read)
    return dict(found)


def write_rows(file: Path, judged: Sequence[Judged]) -> None:
    """Write every row with what was answered, what followed and the verdicts, as CSV."""
    row_columns = ("text", "lang", "who", "state", "meaning", "also", "note")
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow((*row_columns, "sent", "reply", "nonsense", "followed", *FIGURES))
        for case, said in judged:
            row, text = case.row, case.text
            more, replies = sorted(case.changed), {each.reply for each in case.nonsense}
            table.writerow(
                (
                    *(
                        row.text,
                        row.language,
                        row.who,
                        row.state,
                        row.meaning,
                        "|".join(sorted(row.also)),
                        row.note,
                    ),
                    *(case.sent, text.reply, " / ".join(sorted(replies))),
                    "; ".join(" ".join(each) for each in more),
                    *("" if (v := getattr(said, name)) is None else v for name in FIGURES),
                )
            )
