"""What somebody on call says on a ring, by key: they have what they heard, or cannot look now."""

from collections.abc import Sequence

from sqlalchemy import select

from flows.effects.base import AlertKind
from store.alerts import alerts, escalation, spoken_alerts, telling
from store.alerts.spoken_alerts import Spoken
from store.database import Tx
from store.models import Alert


def take(tx: Tx, person: int | None, said: Sequence[Spoken]) -> bool:
    """Key 1: whoever heard these has them. False: somebody else has all of it by now."""
    took, codes = False, dict[str, None]()
    for alert_id, kind in _kinds(tx, said):
        if kind == AlertKind.TEST:
            took = True
        else:
            codes |= dict.fromkeys(alerts.acknowledge(tx, f"A{alert_id}", person, heard=_ids(said)).codes)
    if codes:
        who = telling.handle_of(tx, person) if person is not None else "a coordinator"
        tx.record("ack", " + ".join(codes), by=f"{who}, by phone")
    if person is not None:
        spoken_alerts.answered(tx, person, _ids(said))
    return took or bool(codes)


def not_now(tx: Tx, person: int | None, said: Sequence[Spoken]) -> bool:
    """Key 2: they cannot look now, and the next person is told at once. False: there is nobody else now."""
    if person is None:
        return False
    spoken_alerts.answered(tx, person, _ids(said))
    goes_on = [escalation.at_once(tx, alert_id, person) for alert_id in _ids(said)]
    return any(goes_on)


def _ids(said: Sequence[Spoken]) -> list[int]:
    return list(dict.fromkeys(each.alert_id for each in said if each.alert_id is not None))


def _kinds(tx: Tx, said: Sequence[Spoken]) -> list[tuple[int, str]]:
    kinds = {row.id: row.kind for row in tx.run(select(Alert.id, Alert.kind).where(Alert.id.in_(_ids(said))))}
    return [(alert_id, kinds[alert_id]) for alert_id in _ids(said) if alert_id in kinds]
