"""What a coordinator asks by text. For everybody else there is nothing there."""

from collections.abc import Sequence

from flows.effects import coordinators as e
from flows.effects.base import Effect, Outcome
from flows.rules.words.segments import count
from flows.wording import Listener, Named, render
from store.alerts import alerts, danger_alerts, drill, pass_on, phones, views
from store.coordinators import alert_talk, overview, team
from store.coordinators.lookup import NotFound, callback_called
from store.database import Tx
from store.effects.base import NONE, Applied, Apply, by_text, for_coordinators
from store.models import Callback
from store.requests import team_call

_SEGMENTS = 2


@for_coordinators
def _list_alerts(tx: Tx, done: Applied, effect: e.ListAlerts) -> Outcome:
    lines = [_alert(done.known.listener(tx), each) for each in alerts.listed(tx, by=done.contact_id)]
    return Outcome("open", _fitting(tx, done, "coordinator.alerts", lines)) if lines else NONE


@for_coordinators
def _list(tx: Tx, done: Applied, effect: e.ListCallbacks) -> Outcome:
    lines = [_line(tx, done, cb) for cb in overview.open_callbacks(tx)]
    if lines:
        return Outcome("open", _fitting(tx, done, "coordinator.open", lines))
    if alerts.listed(tx, by=done.contact_id):
        return Outcome("only_alerts", {})
    # What somebody else has counts as well.
    return Outcome("only_yours", {}) if views.taken_lately(tx, by=done.contact_id) else NONE


def _fitting(tx: Tx, done: Applied, wording: str, lines: Sequence[str]) -> dict[str, object]:
    """As many lines as two segments hold. The rest is counted: at a phone one wants the most urgent, not all."""
    to, shown = done.known.listener(tx), len(lines)
    while True:
        said = {"items": "; ".join(lines[:shown]), "count": len(lines)}
        if shown == 1 or count(render(wording, to, said)).segments <= _SEGMENTS:
            return said
        shown -= 1


@for_coordinators
def _show(tx: Tx, done: Applied, effect: e.ShowCallback) -> Outcome:
    try:
        cb = callback_called(tx, effect.code)
    except NotFound:
        return Outcome("unknown", {"code": effect.code})
    handle = overview.handle_of(tx, cb)
    return Outcome("shown", {"who": handle, "item": _line(tx, done, cb), "code": cb.code})


@for_coordinators
def _acknowledge(tx: Tx, done: Applied, effect: e.Acknowledge) -> Outcome:
    if effect.code and (has := _of_somebody_else(tx, done, effect.code)) is not None:
        return Outcome("theirs", {"code": has.code, "was": has.taken_at})
    taken = alerts.acknowledge(tx, effect.code, done.contact_id)
    named = ", ".join(taken.open[:8])
    if taken.codes:
        tx.record("ack", " + ".join(taken.codes), by=by_text(done))
        said: dict[str, object] = {"code": " + ".join(taken.codes)}
        if taken.danger is None or taken.danger.handle is None:
            return Outcome("taken", said)
        said |= {"who": taken.danger.handle, "times": taken.danger.times, "at": taken.danger.at}
        about = danger_alerts.called(tx, taken.danger.code, by=done.contact_id)
        more, steps = alert_talk.next_steps(tx, about) if about is not None else ({}, ())
        name = "taken_danger" if taken.danger.times == 1 else "taken_more"
        return Outcome(name, said | more | {"code": taken.danger.code, "codes": said["code"]}, steps)
    if not taken.open:
        code = effect.code.upper() if effect.code else None
        have = views.taken_lately(tx, code=code, by=done.contact_id)
        if len(have) == 1 and not have[0].is_of(done.contact_id):
            return Outcome("theirs", {"code": have[0].code, "was": have[0].taken_at})
        return Outcome("yours", {"code": have[0].code}) if len(have) == 1 else NONE
    return Outcome("unknown" if effect.code else "which", {"code": effect.code, "codes": named})


def _of_somebody_else(tx: Tx, done: Applied, code: str) -> views.Has | None:
    """The alert of this code, where another person on call has it."""
    if views.open_alert_called(tx, code.upper(), by=done.contact_id) is not None:
        return None
    has = next(iter(views.taken_lately(tx, code=code.upper(), by=done.contact_id)), None)
    return has if has is not None and not has.is_of(done.contact_id) else None


@for_coordinators
def _take_back(tx: Tx, done: Applied, effect: e.TakeBackAck) -> Outcome:
    if (shown := pass_on.take_back(tx, done.contact_id)) is not None:
        tx.record("known person shown again", str(shown["code"]), by=by_text(done))
        return Outcome("shown", shown)
    again = alerts.take_back(tx, done.contact_id)
    if again:
        tx.record("ack taken back", " + ".join(again), by=by_text(done))
    return Outcome("open", {"code": " + ".join(again)}) if again else NONE


@for_coordinators
def _answer_request(tx: Tx, done: Applied, effect: e.AnswerRequest) -> Outcome:
    alert = danger_alerts.called(tx, effect.code, by=done.contact_id)
    if alert is not None:
        outcome = alert_talk.say(tx, done.contact_id, alert, effect.words, proven=effect.proven)
    else:
        outcome = team.answer(tx, effect, by=done.contact_id)
    if outcome.name in ("sent", "sent_to_danger"):
        tx.record("say", str(outcome.params["code"]), by=by_text(done))
    return outcome


@for_coordinators
def _show_alert(tx: Tx, done: Applied, effect: e.ShowAlert) -> Outcome:
    waiting = views.open_alerts(tx, by=done.contact_id)
    alert = waiting[0] if len(waiting) == 1 else None
    if effect.code is not None:
        alert = views.open_alert_called(tx, effect.code, by=done.contact_id)
    if alert is None and (effect.code is not None or not waiting):
        for has in views.taken_lately(tx, code=effect.code, by=done.contact_id)[:1]:
            if not has.is_of(done.contact_id):
                item = _alert(done.known.listener(tx), has)
                return Outcome("theirs", {"item": item, "was": has.taken_at})
            if effect.who and (about := views.who(tx, has)) is not None:
                return _who(tx, done, about)
            return Outcome("taken", {"item": _alert(done.known.listener(tx), has), "was": has.taken_at})
    if alert is None:
        codes = ", ".join(each.code for each in waiting[:8])
        if not codes:
            return NONE
        return Outcome("unknown" if effect.code else "which", {"code": effect.code, "codes": codes})
    if effect.who and (about := views.who(tx, alert)) is not None:
        return _who(tx, done, about)
    told = views.told(tx, alert)
    said: dict[str, object] = {
        "told": told.words or _alert(done.known.listener(tx), alert),
        "code": alert.code,
    }
    if told.about == "person":
        return Outcome("person", said)
    return Outcome("callback" if told.about == "callback" else "other", said)


@for_coordinators
def _answered(tx: Tx, done: Applied, effect: e.TellAnswered) -> Outcome:
    alert = danger_alerts.called(tx, effect.code, by=done.contact_id)
    wrote = team_call.wrote_at(tx, alert.contact_id) if alert is not None and alert.contact_id else None
    if alert is None or wrote is None:
        return NONE
    said: dict[str, object] = {"who": alert.handle, "code": alert.code}
    phone = phones.of(tx, alert.id, done.contact_id)
    sent = max(filter(None, (phone.said_at, phone.asked_at)), default=None) if phone is not None else None
    if sent is None:
        return Outcome("unwritten", said | {"was": wrote})
    return (
        Outcome("answered", said | {"was": wrote})
        if wrote > sent
        else Outcome("not_yet", said | {"was": sent})
    )


def _who(tx: Tx, done: Applied, about: views.Who) -> Outcome:
    item = _alert(done.known.listener(tx), about.alert)
    said: dict[str, object] = {
        "item": item,
        "times": about.times,
        "was": about.heard_at,
        "code": about.alert.code,
    }
    return Outcome("who_unsafe" if about.unsafe_to_call else "who", said)


@for_coordinators
def _list_taken(tx: Tx, done: Applied, effect: e.ListTaken) -> Outcome:
    mine = [each for each in views.taken_lately(tx, by=done.contact_id) if each.is_of(done.contact_id)]
    lines = [_alert(done.known.listener(tx), each) for each in mine]
    return Outcome("taken", _fitting(tx, done, "coordinator.yours", lines)) if lines else NONE


@for_coordinators
def _list_theirs(tx: Tx, done: Applied, effect: e.ListTheirs) -> Outcome:
    to = done.known.listener(tx)
    theirs = [each for each in views.taken_lately(tx, by=done.contact_id) if not each.is_of(done.contact_id)]
    since = [
        render("open_alert.since", to, {"item": _alert(to, each), "was": each.taken_at}) for each in theirs
    ]
    return Outcome("taken", _fitting(tx, done, "coordinator.theirs", since)) if since else NONE


@for_coordinators
def _answer_test(tx: Tx, done: Applied, effect: e.AnswerTest) -> Outcome:
    return Outcome("answered", {}) if drill.answer(tx, done.contact_id) else NONE


def _alert(to: Listener, alert: alerts.Open | views.Has) -> str:
    """An alert in a few words: what it is, of whom, its code, since when."""
    named = (*alerts.ABOUT_DANGER, *alerts.FOR_A_PERSON)
    kind = alert.kind.value if alert.kind.value in named else "other"
    who = alert.handle or Named("open_alert.no_number")
    return render(f"open_alert.{kind}", to, {"who": who, "code": alert.code, "at": alert.at})


def _line(tx: Tx, done: Applied, cb: Callback) -> str:
    """A callback in a dozen words: its code, where it stands, by when, who has it."""
    peer = overview.peer(tx, cb.volunteer_id)
    said = {"code": cb.code, "by": cb.promised_by, "was": cb.promised_by, "peer": str(peer or "")}
    return render(f"stands.{overview.status_word(tx, cb)}", done.known.listener(tx), said)


APPLY: dict[type[Effect], Apply] = {
    e.ListAlerts: _list_alerts,
    e.ListCallbacks: _list,
    e.ShowCallback: _show,
    e.Acknowledge: _acknowledge,
    e.TakeBackAck: _take_back,
    e.AnswerRequest: _answer_request,
    e.ShowAlert: _show_alert,
    e.TellAnswered: _answered,
    e.ListTaken: _list_taken,
    e.ListTheirs: _list_theirs,
    e.AnswerTest: _answer_test,
}
