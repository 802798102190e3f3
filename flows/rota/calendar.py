"""CALENDAR: the address at which a volunteer's own calendar finds their shifts. Whoever knows it reads it."""

from flows.effects.rota import EndFeed, MakeFeed
from flows.engine import End, Flow, Move, Scene, act
from flows.rules.words.replies import clean

calendar = Flow("calendar", keywords=("CALENDAR",), argument=True, aside=True, volunteers_only=True)

_NEW = frozenset("new another again nuevo nueva otro otra".split())
_OFF = frozenset("off end no quitar borrar".split())


@calendar.start
def address(s: Scene) -> Move:
    """CALENDAR, CALENDAR NEW, CALENDAR OFF."""
    said = clean(s.given)
    if said in _OFF:
        return End(act(EndFeed(), ended="calendar.ended", none="calendar.none"))
    return End(
        act(
            MakeFeed(again=said in _NEW),
            made="calendar.made",
            there="calendar.there",
            none="calendar.no_address",
        )
    )
