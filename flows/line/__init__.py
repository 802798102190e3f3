"""The line as the flows see it: its name, its number, its limits. Pure data."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from flows.line.closing import Closing
from flows.line.help_line import HelpLine
from flows.line.on_call import OnCall


@dataclass(frozen=True, slots=True)
class Line:
    """One organisation's line. Minutes and seconds are floats, the number is E.164.

    `region`: its own, for crisis lines, zones, holidays and numbers written without a country; `regions`: all whose
    phones it rings, that one first.

    `experiences`: what may be talked about, as the organisation calls it; empty: what its volunteers share.
    `calls_per_day`: how often one person may be called in a day of the line's (crisis never counts); 0: no limit.
    `texts_per_second`: how many texts the carrier takes from us; None: as many as we like. `on_call`: a supervisor can
    be brought into a call. `origin`: scheme and host under which the line is found on the web, "" where not known.
    `rest_minutes`: how long a volunteer is not asked after a talk. `trust_attested`: a call whose number the
    carrier attests in full is taken for that of the number's owner. `ladder`: the people who are alerted, in order.
    `supervisor`: the number (E.164) of whoever is brought into calls; None: the first of the ladder whose hour it is.

    The rest is what the organisation chooses by `warmline line set`: `flows.line.choices` says of each what it means.
    `help_lines`: lines for danger of its own, and `checked`: when somebody looked at one ("US.violence").
    `reworded`: the wordings it put into words of its own, as `flows.wording.rewording` keeps them.
    """

    name: str
    number: str
    region: str
    timezone: str
    language: str
    offer_minutes: float
    ring_seconds: float
    callback_attempts: int
    callback_retry_minutes: float
    promise_minutes: float
    cover_hours: tuple[time, time] | None
    has_coordinator: bool
    experiences: tuple[str, ...] = ()
    calls_per_day: int = 3
    texts_per_second: float | None = None
    on_call: bool = False
    origin: str = ""
    rest_minutes: float = 15.0
    trust_attested: bool = True
    policy: str | None = None
    age_question: bool = False
    youth_line: str = ""
    alert_words: str = "off"
    shared_phones: tuple[str, ...] = ()
    reworded: tuple[tuple[str, str], ...] = ()
    help_lines: tuple[tuple[str, HelpLine], ...] = ()
    checked: tuple[tuple[str, date], ...] = ()
    closed: Closing | None = None
    texting: bool = True
    recovery: bool = False
    unread: bool = False
    regions: tuple[str, ...] = ()
    ladder: tuple[OnCall, ...] = field(default=(), repr=False)
    supervisor: str | None = field(default=None, repr=False)

    @property
    def rung(self) -> tuple[str, ...]:
        """The regions whose phones the line rings, its own first."""
        return self.regions or (self.region,)

    def closed_at(self, at: datetime) -> Closing | None:
        """The closing that this moment lies in; None while the line is open."""
        return (
            self.closed if self.closed is not None and self.closed.since <= at < self.closed.until else None
        )
