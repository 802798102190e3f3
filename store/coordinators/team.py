"""What only a person on the team can do for somebody, and the team's answer to them."""

from datetime import timedelta
from typing import Final, cast

from sqlalchemy import ColumnElement, func, insert, select, update

from flows.effects.base import AlertKind, Outcome
from flows.effects.contacts import AskTeam
from flows.effects.coordinators import AnswerRequest
from flows.states import OPEN_STATES
from flows.wording import Listener, Named, render
from store.alerts import telling
from store.alerts import views as alert_views
from store.callbacks import peer_wishes
from store.contacts import contacts, ladder
from store.coordinators import alert_talk, overview
from store.database import Tx
from store.messages import compose
from store.models import Alert, Callback, Contact, TeamRequest
from store.safe_contact import safe_contact
from store.vault.columns import TEAM_REQUEST_WORDS, new_row_key

COUNTED: Final = timedelta(days=90)
"""How far back complaints about a volunteer are counted."""
AFTER_A_TALK: Final = timedelta(days=14)
"""How long after a talk a complaint is taken to be about it."""
KEPT: Final = timedelta(days=30)
"""How long their words are kept, and may be answered."""
A_DAY: Final = 5
"""So much of one person is passed on in a day: every one is a text to a coordinator's own phone."""
_LONGEST = 280
_TAKEN: Final = 1500


def tell(tx: Tx, contact_id: int, kind: AlertKind) -> Outcome:
    """Alert a coordinator, unless the same alert about them is still open. The outcomes are those of `TellTeam`."""
    if not ladder.reaches_somebody(tx, besides=contact_id):
        return Outcome("nobody", {})
    same = (Alert.kind == kind.value) & (Alert.contact_id == contact_id)
    if tx.run(select(Alert.id).where(same, telling.is_open()).limit(1)).first() is None:
        compose.raise_alert(tx, kind, contact_id=contact_id)
    return ladder.outcome(tx, besides=contact_id)


def ask(tx: Tx, contact_id: int, effect: AskTeam) -> Outcome:
    """Tell a coordinator what somebody asks, and keep it for the answer. The outcomes are those of `AskTeam`."""
    if not ladder.reaches_somebody(tx, besides=contact_id):
        return Outcome("nobody", {})
    today = (TeamRequest.contact_id == contact_id) & (TeamRequest.at > tx.now - timedelta(days=1))
    if (tx.run(select(func.count()).where(today)).scalar() or 0) >= A_DAY:
        return Outcome("enough", {})
    complaint = effect.kind is AlertKind.COMPLAINT
    peer = peer_wishes.last_peer(tx, contact_id, since=tx.now - AFTER_A_TALK) if complaint else None
    to = Listener(tx.line, tx.line.language, False, tx.now)
    words = alert_talk.masked(tx, effect.words, to).strip()
    shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    about = render("team.no_talk", to)
    if peer is not None:
        before = tx.run(select(func.count()).where(_about(peer), TeamRequest.at > tx.now - COUNTED)).scalar()
        told = {"peer": str(overview.peer(tx, peer)), "count": int(before or 0) + 1}
        about = render("team.after_talk", to, told)
    wording = "team.alert_complaint" if complaint else "team.alert"
    alert_id = compose.raise_alert(
        tx,
        effect.kind,
        contact_id=contact_id,
        who=tx.run(select(Contact.handle).where(Contact.id == contact_id)).scalar_one(),
        words_of=contact_id,
        wording=wording if effect.may_answer else _NO_ANSWER[wording],
        what=Named(_KINDS[effect.kind]),
        words=f'"{shown}"' if shown else Named("team.no_words"),
        told=about,
        was=tx.now,
    )
    key = new_row_key()
    row = {
        "row_key": key,
        "contact_id": contact_id,
        "alert_id": alert_id,
        "kind": effect.kind.value,
        "words_sealed": tx.seal(TEAM_REQUEST_WORDS, key, words, whose=contact_id) if words else None,
        "may_answer": effect.may_answer,
        "volunteer_id": peer,
        "at": tx.now,
    }
    tx.run(insert(TeamRequest).values(**row))
    return ladder.outcome(tx, besides=contact_id)


_KINDS = {
    AlertKind.QUESTION: "team.kind_question",
    AlertKind.COMPLAINT: "team.kind_complaint",
    AlertKind.VOLUNTEER: "team.kind_volunteer",
    AlertKind.GROUP: "team.kind_group",
}
_NO_ANSWER = {
    "team.alert": "team.alert_no_answer",
    "team.alert_complaint": "team.alert_complaint_no_answer",
}


def answer(tx: Tx, effect: AnswerRequest, *, by: int) -> Outcome:
    """Text a coordinator's words to who asked, and take the alert. The outcomes are those of `AnswerRequest`.

    `by`: whose phone it is.
    """
    code = effect.code or _only(tx, by)
    if code is None:
        return Outcome("none", {})
    number = code[1:]
    wanted = select(TeamRequest.__table__).where(
        TeamRequest.alert_id == (int(number) if number.isdigit() else 0), TeamRequest.at > tx.now - KEPT
    )
    asked = cast("TeamRequest | None", tx.run(wanted).first())
    if asked is None or not code.startswith("A") or asked.contact_id == by:
        return _why_not(tx, code)
    handle = tx.run(select(Contact.handle).where(Contact.id == asked.contact_id)).scalar_one()
    said: dict[str, object] = {"who": handle, "code": code}
    if not asked.may_answer:
        return Outcome("not_wanted", said)
    ear = contacts.listening(tx, asked.contact_id)
    verdict = safe_contact.may_text(tx, asked.contact_id, ear.safe, ear.to.zone)
    if not verdict.allowed and verdict.not_before is None:
        return Outcome("cannot", said)  # they asked that only they make contact
    if not effect.words:
        return Outcome("may", said)
    if compose.queue(tx, asked.contact_id, "team", "team.says", words=effect.words[:_TAKEN]) is None:
        return Outcome("cannot", said)
    tx.run(update(TeamRequest).where(TeamRequest.id == asked.id).values(answered_at=tx.now))
    mine = (Alert.id == asked.alert_id) & Alert.acknowledged_at.is_(None)
    tx.run(update(Alert).where(mine).values(acknowledged_at=tx.now))
    return Outcome("sent", said)


def _only(tx: Tx, by: int) -> str | None:
    """The code of the only open alert."""
    meant = [each.code for each in alert_views.open_alerts(tx, by=by)]
    return meant[0] if len(meant) == 1 else None


def _why_not(tx: Tx, code: str) -> Outcome:
    """Nobody asked the team under this code: say what it is."""
    waits = select(Callback.id).where(Callback.code == code, Callback.state.in_(OPEN_STATES))
    if tx.run(waits.limit(1)).first() is not None:
        return Outcome("waits", {"code": code})
    return Outcome("unknown", {"code": code})


def complaints(tx: Tx) -> dict[int, int]:
    """Volunteer → complaints within the last 90 days, for whoever supervises them."""
    lately = select(TeamRequest.volunteer_id, func.count()).where(
        TeamRequest.kind == AlertKind.COMPLAINT.value,
        TeamRequest.volunteer_id.is_not(None),
        TeamRequest.at > tx.now - COUNTED,
    )
    return {int(row[0]): int(row[1]) for row in tx.run(lately.group_by(TeamRequest.volunteer_id))}


def forget(tx: Tx) -> None:
    """Words are gone after 30 days; that somebody asked stays."""
    old = (TeamRequest.at < tx.now - KEPT) & TeamRequest.words_sealed.is_not(None)
    tx.run(update(TeamRequest).where(old).values(words_sealed=None))


def _about(volunteer_id: int) -> ColumnElement[bool]:
    return (TeamRequest.kind == AlertKind.COMPLAINT.value) & (TeamRequest.volunteer_id == volunteer_id)
