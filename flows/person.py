"""What a conversation may see of the person the line talks with."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flows.rota_view import RotaView
from flows.rules.safe_contact.allowed import ANY_TIME, Safe
from flows.states import CallbackState

ANSWERS_FOR: Final = timedelta(hours=6)
"""So long what somebody in danger writes goes to whoever of the team wrote to them last."""


@dataclass(frozen=True, slots=True)
class CallbackView:
    """An open callback, as its participant or the volunteer who has it may see it.

    `kind`: "call", or "text" for two who write to each other. `not_before`: the time they said. `ready_asked`: the line
    waits for their word that they can be rung. `peer`: what the volunteer who has it may be called, None where they
    chose no name. `agreed_at`: when that volunteer is rung. `attempts`: how often their phone rang for it. `silenced`:
    they said no, and no phone rings. `in_danger`: of two who write, that there is a crisis alert about the participant.
    `language`: the one it was asked for in, which whoever calls speaks; "" where that is not known.
    `listening`: of two who write, that the participant would like to hear the volunteer: "asked", "on"; else "".
    """

    code: str
    state: CallbackState
    promised_by: datetime
    retry_at: datetime | None = None
    kind: str = "call"
    not_before: datetime | None = None
    minutes: int | None = None
    ready_asked: bool = False
    peer: str | None = None
    id: int = 0
    agreed_at: datetime | None = None
    attempts: int = 0
    silenced: bool = False
    in_danger: bool = False
    language: str = ""
    listening: str = ""


@dataclass(frozen=True, slots=True)
class Peers:
    """The peers who could call: the experiences they share (slugs), and whether one of them called before."""

    experiences: tuple[str, ...]
    called_before: bool


@dataclass(frozen=True, slots=True)
class ProfileView:
    """What the line knows of a volunteer, for themselves.

    `shift_cap`: calls in one stretch of duty, `daily_cap`: a day; None: no cap. `hours`: their shifts, in words.
    `called`: what participants may call them, as they agreed; None: nothing.
    `paused`: they asked for a pause, and have it until `paused_until`, or until they say. `takes_danger`: whether they
    take calls with somebody in danger; None: they never said.
    """

    name: str
    languages: tuple[str, ...]
    experiences: tuple[str, ...]
    shift_cap: int | None
    reserve: bool
    daily_cap: int | None = None
    hours: tuple[str, ...] = ()
    paused: bool = False
    paused_until: datetime | None = None
    called: str | None = None
    takes_danger: bool | None = None


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer that is open to this volunteer. `not_before`: the time the participant said.

    `topic`: one that both chose (a slug). `heavy`: they are very low, or spoke of danger. `danger`: they spoke of it
    now, and our team was told ("told"), or there is nobody to tell ("alone"); "" where they did not.
    `minor`: they said that they are under 18; `no_phone`: that they cannot hear or speak on a phone.
    """

    code: str
    language: str
    promised_by: datetime
    kind: str = "call"
    minutes: int | None = None
    not_before: datetime | None = None
    topic: str | None = None
    heavy: bool = False
    danger: str = ""
    minor: bool = False
    no_phone: bool = False


@dataclass(frozen=True, slots=True)
class VolunteerView:
    """A person as a volunteer. `invited`: asked to be one, and has not agreed to the rules yet; `untold`: no
    text of ours has told them who we are.

    `last_call`: the code of their last call or writing, if it ended within the last hours. `passed`: the code of what
    they passed or handed back a moment ago, if it still waits for somebody and nothing else is offered to them.
    `resting_until`: on duty, they are asked nothing before. `paused`: they asked for a pause, and have it until
    `paused_until`, or until they say.
    `name_to_ask`: their first name, where it is time to ask whether participants may know it; "" where it is not.
    """

    active: bool
    on_duty: bool
    duty_until: datetime | None = None
    offers: tuple[OfferView, ...] = ()
    holding: CallbackView | None = None
    invited: bool = False
    last_call: str | None = None
    passed: str | None = None
    name_to_ask: str = ""
    resting_until: datetime | None = None
    paused: bool = False
    paused_until: datetime | None = None
    untold: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Who is talking. `withheld`: called without a number, so nothing is known and nobody can be texted.

    `zone`: the time zone they told us, None until they did. `zone_to_ask`: they have just named a time of day and
    were never asked: the zone to suggest, "" where none is. `peers`, `rota`: there once they were looked up.
    `coordinator`: texts from the number that alerts go to; `alerts`: the codes of open ones, the newest first;
    `alerts_taken`: of those about danger that they have, within a day. `team_hears`: an alert about this person
    would be on its way to somebody who can have it, looked up where their words may be of danger.
    `unverified`: a call shows a number, and the carrier does not attest that it is the caller's: nothing else is known.
    `awaited`: they call from a phone that somebody named to be called on, and a code is to come from it.
    `policy_told`: which of the line's policies they were told last. `age_said`: adult, minor or skip, once asked.
    `cannot_phone`: they said that they cannot hear or speak on a phone. `in_company`: they said lately that somebody is
    near who may read or hear us.
    `takes_texts`: nothing is known that keeps our texts from this phone. `last_kind`: what they asked for last, "call"
    or "text"; None where they never did.
    `team_wrote_at`: when somebody of the team last wrote to them about their danger.
    `region`: where they said that they are ("IE"); None: nothing, so the line's. `phone_region`: the country of their
    number, where it is not the line's; "" where it is, or is not known.
    `code`: what was just made up for them to send back, as proof that they read their texts (`AskForProof`).
    `in_danger`: they used words of crisis within a day. `needs_ready`: they spoke of danger, so that only volunteers
    who take such calls are asked; `ready_on`: one of those is on duty. `danger_taken_at`: since when somebody on the
    team has the alert about them.
    `reminded`: they call, and have set up to be asked again and again how they are. `calls_stopped`: by calls that
    ended because nobody answered two of them, and they have not heard that yet. `on_trial`: their phone is about to
    ring, or rings, with nobody on it (TRY). `blocked`: they get no volunteers' time for now, until `blocked_until`;
    None there: for good. Never of who spoke of danger within a day. `missed_at`: they call from a phone that takes no
    texts, and have not heard yet that a call of ours did not reach them, within the last day.
    """

    language: str
    introduced: bool = False
    opted_out: bool = False
    withheld: bool = False
    unverified: bool = False
    callback: CallbackView | None = None
    volunteer: VolunteerView | None = None
    zone: str | None = None
    safe: Safe = ANY_TIME
    awaited: bool = False
    reminded: bool = False
    calls_stopped: bool = False
    takes_texts: bool = True
    last_kind: str | None = None
    zone_to_ask: str | None = None
    peers: Peers | None = None
    coordinator: bool = False
    alerts: tuple[str, ...] = ()
    alerts_taken: tuple[str, ...] = ()
    team_hears: bool = True
    rota: RotaView | None = None
    profile: ProfileView | None = None
    policy_told: str | None = None
    age_said: str | None = None
    cannot_phone: bool = False
    in_company: bool = False
    on_trial: bool = False
    missed_at: datetime | None = None
    in_danger: bool = False
    needs_ready: bool = False
    ready_on: bool = False
    danger_taken_at: datetime | None = None
    team_wrote_at: datetime | None = None
    code: str = ""
    blocked: bool = False
    blocked_until: datetime | None = None
    region: str | None = None
    phone_region: str = ""
