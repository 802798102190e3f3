"""SAY from the console: an account writes to somebody through the line, in the team's name; neither sees a number.

While an alert of danger of theirs is open it is what SAY from a phone on call is (`alert_talk`): the line falls silent,
and what they write is for the team. Else it is one text, as an answer to TEAM is, and the line goes on as ever.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple, cast

from sqlalchemy import and_, func, insert, select, update

from flows.engine import Phrase
from flows.person import ANSWERS_FOR
from flows.rules.words import segments
from flows.rules.words.segments import Segments
from store.accounts.accounts import Person
from store.accounts.sign_in import by
from store.alerts import alerts, danger_alerts
from store.alerts.alerts import ABOUT_DANGER
from store.alerts.danger_alerts import DangerAlert
from store.contacts import company, contacts
from store.coordinators import alert_talk
from store.coordinators.team import KEPT as REQUEST_KEPT
from store.database import Tx
from store.messages import compose
from store.models import Account, Alert, Inbound, Message, TeamRequest, TeamWords
from store.outreach.participant import Participant
from store.requests import team_call
from store.safe_contact import safe_contact

HEARD_WITHIN: Final = timedelta(days=30)
"""Participant nothing was heard of for so long is not written to: their words are deleted by then."""
SHOWN: Final = 20
"""So many of the last texts stand on the page."""
LOOKS_EVERY: Final = timedelta(seconds=30)
_W, _I, _M = TeamWords.__table__.c, Inbound.__table__.c, Message.__table__.c


class Against(NamedTuple):
    """What forbids a text now. `at`: from when it may go; None: not as things stand."""

    why: str
    at: datetime | None = None


class Reads(NamedTuple):
    """A text as it arrives, and what it costs."""

    words: str
    size: Segments


class Line(NamedTuple):
    """A text of the last hours, never its words. `who`: the handle of an account; "" for the person themselves.

    `state`: of one of ours: due, sending, sent, delivered, failed or dropped; "" of theirs.
    """

    at: datetime
    who: str
    state: str


@dataclass(frozen=True, slots=True)
class Talk:
    """How writing to somebody stands: their open alert of danger, if any, what forbids a text, the last texts."""

    alert: DangerAlert | None
    against: Against | None
    lines: Sequence[Line]


def look(tx: Tx, them: Participant) -> Talk:
    """How it stands now."""
    alert = alert_of(tx, them.id)
    return Talk(alert, against(tx, them, alert), lines(tx, them.id))


def alert_of(tx: Tx, contact_id: int) -> DangerAlert | None:
    """Their open alert of danger, the newest; None where there is none."""
    theirs = and_(Alert.contact_id == contact_id, Alert.closed_at.is_(None), Alert.joined_id.is_(None))
    lately = func.coalesce(Alert.last_at, Alert.at) > tx.now - timedelta(days=7)
    found = select(Alert.id).where(theirs, lately, Alert.kind.in_(ABOUT_DANGER)).order_by(Alert.id.desc())
    newest = tx.run(found.limit(1)).scalar()
    return danger_alerts.with_id(tx, newest) if newest is not None else None


def against(tx: Tx, them: Participant, alert: DangerAlert | None) -> Against | None:
    """What forbids that the team texts them now; None where it may.

    In danger the rules are those of SAY by text. Else nothing goes to whom nothing was heard of for a month, who wants
    no answer, or whose phone somebody is near; and outside their safe and quiet hours only an answer within the hour.
    """
    if not tx.line.texting:
        return Against("no_texts")
    if alert is not None:
        found = team_call.against_text(tx, alert)
        if found is None:
            return None
        at = found.params.get("at")
        return Against(found.name, at if isinstance(at, datetime) else None)
    ear = contacts.listening(tx, them.id)
    if ear.opted_out:
        return Against("opted_out")
    if ear.unreachable or ear.landline:
        return Against("no_texts")
    if company.is_near(tx, them.id):
        return Against("not_alone")
    wrote = safe_contact.last_heard(tx, them.id)
    if wrote is None or wrote < tx.now - HEARD_WITHIN:
        return Against("not_heard")
    if _wants_no_answer(tx, them.id):
        return Against("no_answer")
    quiet_from = None if tx.now - wrote <= team_call.AT_HAND else tx.now
    zone = ear.to.zone or tx.line.timezone
    verdict = safe_contact.may_remind(tx, them.id, ear.safe, zone, quiet_from=quiet_from)
    if verdict.allowed:
        return None
    return Against("later", verdict.not_before) if verdict.not_before is not None else Against("they_contact")


def reads(tx: Tx, them: Participant, account: Person, words: str) -> Reads:
    """The text exactly as it arrives, in their language and as they wish to be spoken to."""
    said = compose.as_read(tx, them.id, _phrases(tx, them.id, alert_of(tx, them.id), account, words))
    return Reads(said, segments.count(said))


def say(tx: Tx, them: Participant, account: Person, words: str, *, once: str) -> Against | None:
    """Send it. Gives what forbids it; None: it is on its way, or was sent before with the same `once`.

    An open alert of theirs is this account's from then on, where nobody has it.
    """
    contacts.by_id(tx, them.id)
    sent = select(_W.id).where(_W.account_id == account.id, _W.once == once)
    if tx.run(sent).first() is not None:
        return None
    alert = alert_of(tx, them.id)
    found = against(tx, them, alert)
    if found is not None:
        return found
    purpose = alert_talk.SAID if alert is not None else "team"
    message_id = compose.queue_said(tx, them.id, purpose, _phrases(tx, them.id, alert, account, words))
    if message_id is None:
        return Against("no_texts")
    row = {
        "contact_id": them.id,
        "account_id": account.id,
        "alert_id": alert.id if alert is not None else None,
        "message_id": message_id,
        "once": once,
        "at": tx.now,
        "looked_at": tx.now,
    }
    tx.run(insert(TeamWords).values(**row))
    if alert is not None:
        alerts.acknowledge(tx, alert.code, None, heard=[alert.id], account=account.id)
    else:
        _answered(tx, them.id)
    tx.record(
        "say", alert.code if alert is not None else them.handle, by=by(account), in_danger=alert is not None
    )
    return None


def looks(tx: Tx, contact_id: int, account: Person) -> None:
    """This account has the page before it: nobody else has to be told at once what the person writes."""
    mine = and_(_W.contact_id == contact_id, _W.account_id == account.id, _W.at > tx.now - ANSWERS_FOR)
    stale = _W.looked_at < tx.now - LOOKS_EVERY
    tx.run(update(TeamWords).where(mine, stale).values(looked_at=tx.now))


def is_due_look(tx: Tx, contact_id: int, account: Person) -> bool:
    """Whether `looks` has something to write."""
    mine = and_(_W.contact_id == contact_id, _W.account_id == account.id, _W.at > tx.now - ANSWERS_FOR)
    return tx.run(select(_W.id).where(mine, _W.looked_at < tx.now - LOOKS_EVERY).limit(1)).first() is not None


def lines(tx: Tx, contact_id: int) -> Sequence[Line]:
    """The last texts of the team and of the person, the newest first, as facts."""
    ours = tx.run(
        select(_W.at, Account.handle, _M.state, _M.receipt)
        .join(Account, Account.id == _W.account_id)
        .join(Message, _M.id == _W.message_id)
        .where(_W.contact_id == contact_id)
        .order_by(_W.at.desc(), _W.id.desc())
        .limit(SHOWN)
    )
    since = tx.now - HEARD_WITHIN
    theirs = tx.run(
        select(_I.received_at)
        .where(_I.contact_id == contact_id, _I.received_at > since)
        .order_by(_I.received_at.desc())
        .limit(SHOWN)
    ).scalars()
    found = [
        *(Line(row.at, row.handle, _state(row.state, row.receipt)) for row in ours),
        *(Line(at, "", "") for at in theirs),
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)[:SHOWN]


def _state(state: str, receipt: str | None) -> str:
    if state == "sent" and receipt in ("delivered", "undelivered", "failed"):
        return "delivered" if receipt == "delivered" else "failed"
    return state


def _phrases(
    tx: Tx, contact_id: int, alert: DangerAlert | None, account: Person, words: str
) -> Sequence[Phrase]:
    if alert is None:
        return [Phrase("team.says", {"words": words})]
    mine = and_(_W.contact_id == contact_id, _W.account_id == account.id, _W.at > tx.now - ANSWERS_FOR)
    said_before = tx.run(select(_W.id).where(mine).limit(1)).first() is not None
    answers = () if said_before else (Phrase("team_talk.answers_reach"),)
    return [Phrase("team_talk.says", {"words": words}), *answers]


def _newest_request(tx: Tx, contact_id: int) -> TeamRequest | None:
    theirs = and_(TeamRequest.contact_id == contact_id, TeamRequest.at > tx.now - REQUEST_KEPT)
    found = select(TeamRequest.id, TeamRequest.may_answer, TeamRequest.alert_id).where(theirs)
    return cast("TeamRequest | None", tx.run(found.order_by(TeamRequest.at.desc()).limit(1)).first())


def _wants_no_answer(tx: Tx, contact_id: int) -> bool:
    asked = _newest_request(tx, contact_id)
    return asked is not None and not asked.may_answer


def _answered(tx: Tx, contact_id: int) -> None:
    asked = _newest_request(tx, contact_id)
    if asked is not None:
        tx.run(update(TeamRequest).where(TeamRequest.id == asked.id).values(answered_at=tx.now))
