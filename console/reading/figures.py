"""How often the line reads texts right: shares in all and by meaning, what acts, and which confusions would hurt."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from console.reading.rows import Row
from flows.reading.labelled import Reading
from flows.rules.meaning.meanings import UNCLEAR, UNSURE

RINGS = frozenset("call call_at yes now take take_at go".split())
"""What makes a phone ring."""
KEEPS_QUIET = frozenset("no_call no later stop pass pass_later off unsafe wrong_number".split())
"""What asks for silence: read as what rings, it would hurt."""
DANGER = frozenset(("crisis", "check"))
ASKING = frozenset("call call_at yes now".split())
"""All of them ask for the call that is talked about."""


@dataclass(frozen=True, slots=True)
class Read:
    """A row and how it was read."""

    row: Row
    reading: Reading

    @property
    def right(self) -> bool:
        """Whether the reading is one that a fair person would accept; not knowing is right where nobody could know."""
        if self.reading.meaning == UNSURE:
            return self.row.accepts(UNCLEAR)
        return self.row.accepts(self.reading.meaning)

    @property
    def does_right(self) -> bool:
        """Whether what follows is right: to take one way of asking for a call for another changes nothing."""
        asked = bool(({self.row.meaning} | self.row.also) & ASKING)
        return self.right or (asked and self.reading.meaning in ASKING)


def table(found: Sequence[Read]) -> Iterator[str]:
    """The figures as lines of text; n stands beside each."""
    labelled = [each for each in found if each.row.meaning]
    if not labelled:
        return
    yield f"{len(labelled)} labelled texts"
    yield f"right {_share(labelled)}; macro-average over {len(_by_meaning(labelled))} meanings {_macro(labelled):.1%}"
    for language in sorted({each.row.language for each in labelled}):
        yield f"  {language}: right {_share([each for each in labelled if each.row.language == language])}"
    acting = [each for each in labelled if each.reading.acts]
    yield f"of what acts, right {_share(acting)}" if acting else "nothing acts"
    done = sum(each.does_right for each in acting)
    if acting:
        yield f"  where call, call_at, yes and now count as one: {done / len(acting):.1%}"
    unsure = [each for each in labelled if each.reading.meaning == UNSURE]
    yield f"unsure {len(unsure)}"
    yield "confusions that would hurt:"
    yield from (f"  {what}: {count} of {of}" for what, count, of in hurting(labelled))
    yield "by meaning:"
    for name, rows in sorted(_by_meaning(labelled).items()):
        others = Counter(each.reading.meaning for each in rows if not each.right).most_common(2)
        taken = ", ".join(f"{meaning} {count}" for meaning, count in others)
        yield f"  {name:24} {_share(rows):18} {'taken for ' + taken if taken else ''}".rstrip()


def hurting(found: Sequence[Read]) -> Iterator[tuple[str, int, int]]:
    """The confusions that would hurt somebody: what, how often, of how many."""
    quiet = [each for each in found if each.row.meaning in KEEPS_QUIET and not each.row.also & RINGS]
    yield "a no that would ring", _acted(quiet, RINGS), len(quiet)
    not_asked = [each for each in found if not ({each.row.meaning} | each.row.also) & RINGS]
    yield "a ring or booking that nobody asked for", _acted(not_asked, RINGS), len(not_asked)
    danger = [each for each in found if each.row.meaning in DANGER]
    yield (
        "danger read as something else",
        sum(each.reading.meaning not in DANGER for each in danger),
        len(danger),
    )
    for what in ("stop", "no_call"):
        said = [each for each in found if each.row.meaning == what]
        yield f"{what} read as something else", sum(not each.right for each in said), len(said)


def _acted(found: Sequence[Read], meanings: frozenset[str]) -> int:
    return sum(each.reading.acts and each.reading.meaning in meanings and not each.right for each in found)


def _by_meaning(found: Sequence[Read]) -> dict[str, list[Read]]:
    rows = defaultdict(list)
    for each in found:
        rows[f"{each.row.who}: {each.row.meaning}"].append(each)
    return dict(rows)


def _macro(found: Sequence[Read]) -> float:
    shares = [sum(each.right for each in rows) / len(rows) for rows in _by_meaning(found).values()]
    return sum(shares) / len(shares)


def _share(found: Sequence[Read]) -> str:
    right = sum(each.right for each in found)
    return f"{right / len(found):.1%} ({right} of {len(found)})" if found else "none"
