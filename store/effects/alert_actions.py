"""What a coordinator does about an alert from their phone, and what its person answers."""

from flows.coordinators.spoken_alerts import aloud
from flows.effects import alert_actions as e
from flows.effects.base import Effect, Outcome
from store.alerts import alerts, closing, danger_alerts, pass_on, views
from store.coordinators import alert_rings, alert_talk
from store.database import Tx
from store.effects.base import NONE, Applied, Apply, by_text, for_contacts, for_coordinators


@for_coordinators
def _close(tx: Tx, done: Applied, effect: e.CloseAlert) -> Outcome:
    alert = danger_alerts.called(tx, effect.code, by=done.contact_id)
    if alert is None:
        return Outcome("unknown", {"code": effect.code})
    outcome = closing.close(tx, done.contact_id, alert, effect.words, proven=effect.proven)
    if outcome.name == "closed":
        tx.record("alert closed", alert.code, by=by_text(done))
    return outcome


@for_coordinators
def _call(tx: Tx, done: Applied, effect: e.CallPerson) -> Outcome:
    alert = danger_alerts.called(tx, effect.code, by=done.contact_id)
    if alert is None:
        return Outcome("unknown", {"code": effect.code}) if effect.code else NONE
    outcome = alert_rings.call(tx, done.contact_id, alert, proven=effect.proven)
    if outcome.name in ("coming", "asked"):
        tx.record("call", alert.code, by=by_text(done))
    return outcome


@for_coordinators
def _read_aloud(tx: Tx, done: Applied, effect: e.ReadAloud) -> Outcome:
    alert = danger_alerts.called(tx, effect.code, by=done.contact_id)
    if alert is None:
        return NONE
    outcome = alert_rings.read_aloud(tx, done.contact_id, alert, done.known.listener(tx))
    if outcome.name in ("coming", "texted"):
        tx.record("words shown", alert.code, by=by_text(done), texted=outcome.name == "texted")
    return outcome


@for_coordinators
def _hand_over(tx: Tx, done: Applied, effect: e.HandOver) -> Outcome:
    alert = danger_alerts.called(tx, effect.code, by=done.contact_id)
    if alert is None:
        return Outcome("unknown", {"code": effect.code}) if effect.code else NONE
    tx.record("alert passed", alert.code, by=by_text(done), knows=effect.knows)
    return pass_on.pass_on(tx, done.contact_id, alert, knows=effect.knows)


@for_contacts
def _pass_to_team(tx: Tx, done: Applied, effect: e.PassToTeam) -> Outcome:
    return alert_talk.pass_on(tx, done.contact_id, effect.words)


@for_contacts
def _answer_call(tx: Tx, done: Applied, effect: e.AnswerTeamCall) -> Outcome:
    return alert_rings.answered(tx, done.contact_id, yes=effect.yes)


@for_coordinators
def _hear_alert(tx: Tx, done: Applied, effect: e.HearAlert) -> Outcome:
    alert = views.open_alert_called(tx, effect.code, by=done.contact_id)
    if alert is None:
        return NONE
    words = views.told(tx, alert).words or f"{alert.kind.value} {alert.code} {alert.handle or ''}"
    return Outcome("told", {"words": aloud(words)})


@for_coordinators
def _hear_words(tx: Tx, done: Applied, effect: e.HearWords) -> Outcome:
    alert = danger_alerts.called(tx, effect.code, by=done.contact_id)
    written = alert_rings.words_of(tx, alert, done.known.listener(tx)) if alert is not None else ()
    if not written:
        return NONE
    tx.record("words shown", effect.code, by=by_text(done), texted=False)
    return Outcome("read", {"words": " ... ".join(words for _, words in written)})


@for_coordinators
def _take_alert(tx: Tx, done: Applied, effect: e.TakeAlert) -> Outcome:
    taken = alerts.acknowledge(tx, effect.code, by=done.contact_id)
    if not taken.codes:
        return NONE
    tx.record("ack", " + ".join(taken.codes), by=by_text(done))
    return Outcome("taken", {"code": effect.code})


APPLY: dict[type[Effect], Apply] = {
    e.CloseAlert: _close,
    e.CallPerson: _call,
    e.ReadAloud: _read_aloud,
    e.HandOver: _hand_over,
    e.PassToTeam: _pass_to_team,
    e.AnswerTeamCall: _answer_call,
    e.HearAlert: _hear_alert,
    e.HearWords: _hear_words,
    e.TakeAlert: _take_alert,
}
