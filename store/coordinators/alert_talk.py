"""A coordinator and the person in danger write to each other through the line; neither sees a number."""

from datetime import timedelta
from typing import Any, Final, cast

from sqlalchemy import and_, func, select

from flows.effects.base import Outcome
from flows.engine import Phrase
from flows.person import ANSWERS_FOR
from flows.rules.redaction import mask
from flows.rules.refusal import refusal
from flows.states import OPEN_STATES, CallbackState
from flows.wording import Listener, render
from store.alerts import alerts, danger_alerts, phones
from store.alerts.danger_alerts import DangerAlert
from store.callbacks import trial_rings
from store.contacts import contacts, ladder
from store.database import Tx
from store.messages import compose
from store.models import Alert, AlertPhone, Callback, Contact, Message, TeamWords
from store.requests import team_call

SAID: Final = "team_now"
"""The purpose of a text to somebody in danger, which their hours do not keep back (`store.delivery.claim`)."""
PASSED_ON: Final = "team_words"
AGAIN_EVERY: Final = timedelta(minutes=1)
"""So often a coordinator is told at most that somebody wrote, where the words themselves may not be texted."""
PAGE_IS_OPEN: Final = timedelta(minutes=2)
"""So long after an account last had the page before it, it is taken to read what comes."""
_LONGEST: Final = 900
_TAKEN: Final = 1500


def say(tx: Tx, by: int, alert: DangerAlert, words: str, *, proven: bool) -> Outcome:
    """Text these words to the person of the alert, in the team's name. The outcomes are those of `AnswerRequest`."""
    said: dict[str, Any] = {"who": alert.handle, "code": alert.code}
    against = team_call.against_text(tx, alert)
    if against is not None:
        return against
    at_once = phones.is_proven(tx, alert.id, by)
    if not words:
        discreet = alert.contact_id is not None and contacts.listening(tx, alert.contact_id).safe.says_less
        then = ("on_alert.few_words",) if discreet else ()
        return Outcome("may_at_once" if at_once else "may", said, then)
    if not (proven or at_once) or alert.contact_id is None:
        return Outcome("none", {})
    before = phones.wrote_last(tx, alert.contact_id, since=tx.now - ANSWERS_FOR)
    phrases = [Phrase("team_talk.says", {"words": words[:_TAKEN]})]
    if before is None or before.contact_id != by or before.said_at is None:
        phrases.append(Phrase("team_talk.answers_reach"))
    if compose.queue_said(tx, alert.contact_id, SAID, phrases) is None:
        return Outcome("no_texts", said)
    until = {"proven_until": tx.now + phones.PROVEN_FOR} if proven else {}
    phones.note(tx, alert.id, by, alert.contact_id, said_at=tx.now, passed_at=None, **until)
    alerts.acknowledge(tx, alert.code, by=by)
    return Outcome("sent_to_danger", said, ("on_alert.at_once",) if proven else ())


def pass_on(tx: Tx, contact_id: int, words: str) -> Outcome:
    """Pass what they wrote to the coordinator who wrote to them last. The outcomes are those of `PassToTeam`."""
    phone = phones.wrote_last(tx, contact_id, since=tx.now - ANSWERS_FOR)
    account = account_wrote_last(tx, contact_id, phone)
    if account is not None:
        return _pass_to_account(tx, contact_id, words, account)
    alert = danger_alerts.with_id(tx, phone.alert_id) if phone is not None else None
    if phone is None or alert is None:
        return Outcome("none", {})
    said: dict[str, Any] = {"code": alert.code, "who": alert.handle}
    if refusal.read(words) is not None or refusal.somebody_is_there(words):
        trial_rings.call_off_team_calls(tx, alert.id)
        if team_call.withdraw(tx, alert.id):
            compose.queue(tx, phone.contact_id, PASSED_ON, "on_alert.said_no", **said)
    if team_call.says_not_alone(words):
        compose.queue(tx, phone.contact_id, PASSED_ON, "on_alert.not_alone", **said)
        return Outcome("done", {})
    if tx.line.alert_words == "text":
        to = contacts.listening(tx, phone.contact_id).to
        told = shortened(masked(tx, words, to))
        compose.queue(
            tx, phone.contact_id, PASSED_ON, "on_alert.they_say", words_of=contact_id, words=told, **said
        )
    else:
        _tell_that_they_wrote(tx, phone.contact_id, said)
    return Outcome("done", {})


def account_wrote_last(tx: Tx, contact_id: int, phone: AlertPhone | None) -> TeamWords | None:
    """What an account wrote to them last, where no phone wrote to them after that."""
    open_still = and_(Alert.id == TeamWords.alert_id, Alert.closed_at.is_(None))
    lately = and_(TeamWords.contact_id == contact_id, TeamWords.at > tx.now - ANSWERS_FOR)
    found = select(TeamWords.__table__).join(Alert, open_still).where(lately).order_by(TeamWords.at.desc())
    row = cast("TeamWords | None", tx.run(found.limit(1)).first())
    by_phone = max(filter(None, (phone.said_at, phone.asked_at)), default=None) if phone is not None else None
    return None if row is None or (by_phone is not None and by_phone > row.at) else row


def _pass_to_account(tx: Tx, contact_id: int, words: str, account: TeamWords) -> Outcome:
    """They wrote to somebody at the console, whose page says so. Where it is not open, the first on call is told."""
    alert = danger_alerts.with_id(tx, account.alert_id) if account.alert_id is not None else None
    if alert is None:
        return Outcome("none", {})
    if refusal.read(words) is not None or refusal.somebody_is_there(words):
        trial_rings.call_off_team_calls(tx, alert.id)
        team_call.withdraw(tx, alert.id)
    to = ladder.first(tx, besides=contact_id)
    if tx.now - account.looked_at > PAGE_IS_OPEN and to is not None:
        _tell_that_they_wrote(tx, to.contact_id, {"code": alert.code, "who": alert.handle})
    return Outcome("done", {})


def _tell_that_they_wrote(tx: Tx, to: int, said: dict[str, Any]) -> None:
    mine = and_(Message.contact_id == to, Message.purpose == PASSED_ON)
    waits = tx.run(select(Message.id).where(mine, Message.state == "due").limit(1)).first()
    if waits is not None:
        return
    sent = func.coalesce(Message.sent_at, Message.created_at)
    last = tx.run(select(func.max(sent)).where(mine, Message.created_at > tx.now - AGAIN_EVERY)).scalar()
    delay = max(timedelta(), last + AGAIN_EVERY - tx.now) if last is not None else timedelta()
    compose.queue(tx, to, PASSED_ON, "on_alert.they_wrote", delay=delay, **said)


def masked(tx: Tx, words: str, to: Listener) -> str:
    """Words of theirs without numbers and links: nothing that goes to a coordinator's phone has one."""
    number, link = render("writing.number", to), render("writing.link", to)
    return mask(words, region=tx.line.region, number=number, link=link, keep=tx.line.number).words


def shortened(words: str) -> str:
    """As many of these words as a text takes."""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def next_steps(tx: Tx, alert: DangerAlert) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What whoever has taken an alert hears: when they last wrote, whether a volunteer is with them, what can be done.

    Gives what fills the gaps, and the wordings in order.
    """
    if alert.contact_id is None or alert.unconfirmed:
        return {}, ("on_alert.next_no_way",)
    said: dict[str, Any] = {}
    steps: list[str] = []
    wrote = team_call.wrote_at(tx, alert.contact_id)
    if wrote is not None:
        minutes = round((tx.now - wrote).total_seconds() / 60)
        said |= {"minutes": minutes, "was": wrote}
        steps.append(
            "on_alert.wrote_now"
            if minutes < 1
            else "on_alert.wrote"
            if minutes <= 99
            else "on_alert.wrote_at"
        )
    if (with_volunteer := _with_volunteer(tx, alert.contact_id)) is not None:
        steps.append(with_volunteer)
    return said, (*steps, _what_can_be_done(tx, alert))


def _what_can_be_done(tx: Tx, alert: DangerAlert) -> str:
    text, call = team_call.against_text(tx, alert), team_call.against_call(tx, alert)
    forbids = call is not None and call.name in ("unsafe", "they_contact", "no_way")
    if text is None:
        return "on_alert.next_no_call" if forbids else "on_alert.next"
    if text.name == "not_alone":
        return "on_alert.next_not_alone"
    if text.name == "opted_out":
        return "on_alert.next_opted_out"
    if text.name == "no_texts":
        return "on_alert.next_no_texts" if forbids else "on_alert.next_call"
    return "on_alert.next_later"


def _with_volunteer(tx: Tx, contact_id: int) -> str | None:
    mine = select(Callback.state, Callback.kind).where(
        Callback.contact_id == contact_id, Callback.state.in_(OPEN_STATES)
    )
    row = tx.run(mine.limit(1)).first()
    if row is None:
        return None
    match row.state:
        case CallbackState.CONNECTED:
            return "on_alert.writing" if row.kind == "text" else "on_alert.talking"
        case CallbackState.ACCEPTED | CallbackState.CONNECTING:
            return "on_alert.has_volunteer"
    return "on_alert.waits"


def language_of(tx: Tx, contact_id: int) -> str:
    """The language in which they write."""
    return str(tx.run(select(Contact.language).where(Contact.id == contact_id)).scalar_one())
