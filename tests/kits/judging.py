"""Sends texts to a line, each in the situation of its row, and keeps what followed beside what follows from nothing."""

from collections import Counter
from dataclasses import dataclass, field, replace

from flows.line import Line
from tests.kits.followed import Before, Change, Followed
from tests.kits.labelled_texts import Row, as_sent
from tests.kits.line import COORDINATOR, LINE, TestLine
from tests.kits.situations import Key
from tests.kits.stage import Stage

NONSENSE = ("qzx vbn trw", "blorp fneq", "gnarf", "asdf", "wvq zzt plk", "snurbl", "tlk mwq drrb oop")
"""Words without any meaning. A reader may take one for something; what most of them are answered is no reading."""
NO_WORDS = ("\U0001fa91", "77")
"""A picture (a chair), and a number that is on no scale: answered in a way of their own, which is no reading either."""
SOON = 30
"""Seconds after a text in which its answer may still come as a text of the line's own."""


@dataclass(frozen=True)
class Case:
    """A row with what followed its text, and in the same situation nonsense, and no text at all."""

    row: Row
    sent: str
    text: Followed
    nonsense: tuple[Followed, ...]
    silence: Followed

    @property
    def rung(self) -> Counter[str]:
        """Who was rung because of this text. A coordinator whom nobody answers is rung about danger, not for a call."""
        return self._of_callers(self.text.rung - self.silence.rung)

    @property
    def rung_later(self) -> Counter[str]:
        """Who is rung hours later because of it."""
        return self._of_callers(self.text.rung_later - self.silence.rung_later)

    @property
    def changed(self) -> set[Change]:
        """What is otherwise than after nonsense."""
        return set(self.text.changed).difference(*(each.changed for each in self.nonsense))

    @property
    def answered(self) -> bool:
        """Whether the answer is another than those to nonsense. Their own words in it make no difference."""
        said = self.text.reply.replace(self.sent, "")
        return bool(said) and not self.text.failed and said not in {each.reply for each in self.nonsense}

    def _of_callers(self, rung: Counter[str]) -> Counter[str]:
        return Counter(
            {to: n for to, n in rung.items() if to != COORDINATOR or self.row.who == "coordinator"}
        )


@dataclass
class Judge:
    """Plays rows on a stage. What follows nonsense, or no text at all, is played once for each situation."""

    stage: Stage
    _played: dict[tuple[Key, str | None, str], Followed] = field(default_factory=dict)

    def case(self, row: Row) -> Case:
        """Send the row's text, and see what follows."""
        key = row.key
        sent = as_sent(row, self.stage.situation(key))
        return Case(row, sent, self._play(key, sent, LINE), self._nonsense(key), self._once(key, None, LINE))

    def _nonsense(self, key: Key) -> tuple[Followed, ...]:
        """What follows nonsense.

        A stranger has no language before their first text, so nonsense is answered in that of the line. The same
        answer in their own says no more: what that is, a line of their language says.
        """
        theirs = replace(LINE, language=key.language)
        lines = (LINE, theirs) if key.state == "new" and theirs != LINE else (LINE,)
        found: list[Followed] = []
        for each in lines:
            words = [self._once(key, nonsense, each) for nonsense in NONSENSE]
            usual, _ = Counter(one.reply for one in words).most_common(1)[0]
            found += [one for one in words if one.reply == usual]
            found += [self._once(key, nonsense, each) for nonsense in NO_WORDS]
        return tuple(found)

    def _once(self, key: Key, text: str | None, of: Line) -> Followed:
        known = self._played.get((key, text, of.language))
        if known is None:
            known = self._played[key, text, of.language] = self._play(key, text, of)
        return known

    def _play(self, key: Key, text: str | None, of: Line) -> Followed:
        there = self.stage.situation(key)
        line = self.stage.enter(there)
        line.db.line = of
        before = Before(line, there.number)
        answer = line.text(there.number, text) if text is not None else None
        line.work()
        line.pass_time(seconds=SOON)
        found = before.followed(answer)
        if key.state in ("waiting", "ready"):
            _everybody_else(line, there.peer, there.codes["K7"])
            found = replace(found, rung_later=before.rung())
        line.db.line = LINE
        return found


def _everybody_else(line: TestLine, peer: str, code: str) -> None:
    """The volunteer takes what they were offered, at once and in an hour, and the clock goes on."""
    for _ in range(2):
        line.text(peer, f"TAKE {code}")
        line.work()
        line.pass_time(minutes=60)
