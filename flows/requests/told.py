"""What somebody tells of themselves: it is heard, and kept for the volunteer who takes their call, but for MINE."""

from flows.effects.told import KeepTold, WithholdTold
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, act
from flows.rules.crisis import crisis

told = Flow("told")


def heard(words: str, *, after_talk: bool = False) -> Phrase | Act:
    """Keep what they told, and say that it was heard. Words of danger are not shown to a volunteer as told."""
    if crisis.read(words).tier is not crisis.Tier.none:
        return Phrase("checkin.told")
    return act(
        KeepTold(words, after_talk=after_talk),
        before="told.before",
        waiting="told.waiting",
        heard_1="told.heard_1",
        heard_2="told.heard_2",
        heard_3="told.heard_3",
        after_1="told.after_1",
        after_2="told.after_2",
        due="understood.heard_waiting",
        due_text="understood.heard_waiting_text",
        full="told.full",
        none="checkin.told",
    )


@told.start
def anything(s: Scene) -> Move:
    """What they told is kept and nothing is open: whatever comes within seconds goes on with it."""
    return Ask("told.open", withhold=withhold, optional=True)


@told.step
def withhold(s: Scene) -> Move:
    """MINE, in answer to that."""
    return End(withheld())


def withheld() -> Act:
    """No volunteer is to see it."""
    return act(WithholdTold(), withheld="mine.withheld", seen="mine.seen", none="mine.none")
