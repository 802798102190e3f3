"""Holds conferences, which are found by name for as long as somebody is in them."""

import asyncio
import xml.etree.ElementTree as ET  # for the type of parsed elements
from dataclasses import dataclass, field
from datetime import datetime

from telephony.local_carrier.calls.leg import Leg
from telephony.local_carrier.calls.player import Player
from telephony.local_carrier.errors import DocumentError
from telephony.local_carrier.office import Office, Shelf
from telephony.local_carrier.twiml import twiml
from telephony.local_carrier.values import API_VERSION, new_sid, now, rfc2822, truthy, whole
from telephony.local_carrier.waiting import first_of

LONGEST_STAY = 4 * 3600
MOST_WAIT_DOCUMENTS = 100


@dataclass
class Member:
    """How one leg takes part in a conference."""

    starts: bool
    ends: bool
    label: str
    player: Player
    muted: bool = False
    out: asyncio.Event = field(default_factory=asyncio.Event)
    joined: datetime = field(default_factory=now)


class Conference:
    """Who is in, whether it has begun, and who is told. The first member's TwiML decides where events go."""

    def __init__(self, office: Office, name: str, verb: ET.Element, document: twiml.Document) -> None:
        self._office = office
        self.name = name
        self.sid = new_sid("CF")
        self.created = self.updated = now()
        self.over = False
        # Why it is over, in Twilio's words, and whose leaving ended it.
        self.reason: str | None = None
        self.ended_by: str | None = None
        office.book(CONFERENCES)[self.sid] = self
        self._sequence = 0
        self._last: asyncio.Task[None] | None = None
        url = verb.get("statusCallback")
        self._url = document.resolve(url) if url else ""
        self._method = verb.get("statusCallbackMethod", "POST")
        self._events = frozenset(verb.get("statusCallbackEvent", "").split())
        self.members: dict[Leg, Member] = {}
        self.begun = asyncio.Event()

    def enter(self, leg: Leg, member: Member, beep: bool) -> None:
        if beep:
            self._beep()
        self.members[leg] = member
        leg.muted = member.muted
        self._tell("join", leg)
        if not self.begun.is_set() and len(self.members) > 1 and any(m.starts for m in self.members.values()):
            self.begun.set()
            self._tell("start", leg)
        self._bridge()

    def leave(self, leg: Leg, beep: bool) -> None:
        member = self.members.pop(leg)
        leg.bridged, leg.muted = [], False
        self._tell("leave", leg, muted=member.muted)
        if beep:
            self._beep()
        if member.ends:
            self.end("participant-with-end-conference-on-exit-left", leg)
        if not self.members:
            self.end("last-participant-left", leg)
            self._tell("end", leg)
        self._bridge()

    def end(self, reason: str, leg: Leg | None = None) -> None:
        """Drop everybody. Whoever joins under this name from now on is in a new conference; the first reason stays."""
        if not self.over:
            self.reason, self.ended_by = reason, leg.record.sid if leg else None
        self.over, self.updated = True, now()
        for member in self.members.values():
            member.out.set()

    @property
    def status(self) -> str:
        return "completed" if self.over else "in-progress" if self.begun.is_set() else "init"

    def announce(self, leg: Leg, url: str, method: str) -> None:
        """Say something to one member; the others hear nothing of it."""
        self._office.spawn(self.members[leg].player.announce(url, method))

    def mute(self, leg: Leg, muted: bool) -> None:
        """Whether the others hear this member. Asking for what is so already changes nothing, and tells nobody."""
        member = self.members[leg]
        if member.muted == muted:
            return
        member.muted = leg.muted = muted
        self._tell("mute" if muted else "unmute", leg)
        self._office.journal.changed()

    def payload(self) -> dict[str, object]:
        account = self._office.settings.account_sid
        base = f"/{API_VERSION}/Accounts/{account}/Conferences/{self.sid}"
        return {
            "sid": self.sid,
            "account_sid": account,
            "friendly_name": self.name,
            "status": self.status,
            "region": "us1",
            "reason_conference_ended": self.reason,
            "call_sid_ending_conference": self.ended_by,
            "api_version": API_VERSION,
            "date_created": rfc2822(self.created),
            "date_updated": rfc2822(self.updated),
            "uri": f"{base}.json",
            "subresource_uris": {"participants": f"{base}/Participants.json"},
        }

    def participant(self, leg: Leg) -> dict[str, object]:
        """One member, as REST shows them."""
        member, account = self.members[leg], self._office.settings.account_sid
        return {
            "account_sid": account,
            "call_sid": leg.record.sid,
            "conference_sid": self.sid,
            "label": member.label or None,
            "muted": member.muted,
            "hold": False,
            "coaching": False,
            "call_sid_to_coach": None,
            "start_conference_on_enter": member.starts,
            "end_conference_on_exit": member.ends,
            "status": "connected",
            "queue_time": None,
            "date_created": rfc2822(member.joined),
            "date_updated": rfc2822(member.joined),
            "uri": f"/{API_VERSION}/Accounts/{account}/Conferences/{self.sid}/Participants/{leg.record.sid}.json",
        }

    def _beep(self) -> None:
        for leg in self.members:
            leg.hear("[beep]", kind="beep")

    def _bridge(self) -> None:
        for leg in self.members:
            leg.bridged = [other for other in self.members if other is not leg] if self.begun.is_set() else []
        self._office.journal.changed()

    def _tell(self, event: str, leg: Leg, *, muted: bool = False) -> None:
        # Who asks to be told of "mute" is told of both.
        if not self._url or event.removeprefix("un") not in self._events:
            return
        self._sequence += 1
        who = "conference" if event in ("start", "end") else "participant"
        params = {
            "ConferenceSid": self.sid,
            "FriendlyName": self.name,
            "AccountSid": self._office.settings.account_sid,
            "StatusCallbackEvent": f"{who}-{event}",
            "SequenceNumber": str(self._sequence),
            "Timestamp": rfc2822(now()) or "",
        }
        if who == "participant":
            params |= {"CallSid": leg.record.sid, "Muted": str(leg.muted or muted).lower(), "Hold": "false"}
        if event == "end":
            params |= {
                "ReasonConferenceEnded": self.reason or "",
                "CallSidEndingConference": self.ended_by or "",
            }
        before = self._last

        async def send() -> None:
            if before:
                await asyncio.wait({before})
            await self._office.webhooks.notify("conference", self._url, params, method=self._method)

        self._last = self._office.spawn(send())


CONFERENCES: Shelf[Conference] = Shelf(500)


def _open(office: Office, name: str) -> Conference | None:
    """The conference of this name that is not over, or None; there is at most one."""
    found = office.book(CONFERENCES).newest_first()
    return next((each for each in found if each.name == name and not each.over), None)


async def join(player: Player, dial: ET.Element, verb: ET.Element, document: twiml.Document) -> None:
    """Stay in the conference until the leg leaves, the conference ends for all, or the time is up."""
    leg, office = player.leg, player.leg.office
    name, label = (verb.text or "").strip(), verb.get("participantLabel", "")
    leg.answer()
    conference = _open(office, name) or Conference(office, name, verb, document)
    if label and any(other.label == label for other in conference.members.values()):
        raise DocumentError(16025, "Conference: the participant label is in use")
    member = Member(
        truthy(verb.get("startConferenceOnEnter"), True),
        truthy(verb.get("endConferenceOnExit")),
        label,
        player,
        truthy(verb.get("muted")),
    )
    beep = verb.get("beep", "true")
    conference.enter(leg, member, beep in ("true", "onEnter"))
    leg.star.clear()
    waits = [_out(member), office.pass_time(whole(dial.get("timeLimit"), LONGEST_STAY))]
    if truthy(dial.get("hangupOnStar")):
        # Star also works for somebody who waits there alone.
        leg.star_counts = True
        waits.append(_pressed(leg))
    music = (
        None if conference.begun.is_set() else office.spawn(_wait_music(player, conference, verb, document))
    )
    try:
        await leg.during(first_of(*waits))
    finally:
        leg.star_counts = False
        if music:
            music.cancel()
        conference.leave(leg, beep in ("true", "onExit"))


async def _wait_music(
    player: Player, conference: Conference, verb: ET.Element, document: twiml.Document
) -> None:
    """Play what is heard until the conference begins: Twilio's music, silence (an empty waitUrl) or a document."""
    url = verb.get("waitUrl")
    if url is None:
        player.leg.hear("[hold music]", kind="music")
    elif url:
        step = document.resolve(url), verb.get("waitMethod", "POST")
        await first_of(_began(conference), player.play_waiting(*step, most=MOST_WAIT_DOCUMENTS))


async def _began(conference: Conference) -> None:
    await conference.begun.wait()


async def _out(member: Member) -> None:
    await member.out.wait()


async def _pressed(leg: Leg) -> None:
    await leg.star.wait()
