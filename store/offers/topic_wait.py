"""Holds the first offer back for some seconds while the participant may say what they would like to talk about."""

import json
from datetime import datetime

from flows.effects.base import AlertKind
from flows.rules.matching import topic_wait
from flows.rules.matching.queue import is_heavy
from flows.rules.matching.wishes import slug
from store.callbacks import wishes
from store.contacts import in_danger, open_questions
from store.database import Tx
from store.models import Callback
from store.vault.columns import VOLUNTEER_EXPERIENCES, row_of
from store.volunteers import availability


def until(tx: Tx, cb: Callback) -> datetime | None:
    """Until when the offer waits; None if it goes out now."""
    if cb.contact_id is None or tx.now >= topic_wait.longest(cb.requested_at, cb.promised_by):
        return None
    if cb.not_before is not None or is_heavy(cb.severity) or _in_danger(tx, cb.contact_id):
        return None
    asked = open_questions.open_question(tx, cb.contact_id)
    if asked is None or asked.put_at is None or asked.question.id not in topic_wait.QUESTIONS:
        return None
    if wishes.read(tx, cb).about or not topic_wait.may_matter(_experiences(tx, cb)):
        return None
    waits = topic_wait.waits_until(cb.requested_at, cb.promised_by, asked.put_at)
    return waits if waits > tx.now else None


def _in_danger(tx: Tx, contact_id: int) -> bool:
    return in_danger.in_crisis(tx, contact_id) or in_danger.was_told(tx, contact_id, AlertKind.CHECK)


def _experiences(tx: Tx, cb: Callback) -> list[frozenset[str]]:
    fit = [row for row in availability.counted_on(tx) if cb.language in row.languages]
    tx.keys.load(row.experiences_sealed for row in fit)
    kept = (
        json.loads(tx.open(VOLUNTEER_EXPERIENCES, row_of(row), row.experiences_sealed) or "[]")
        for row in fit
        if row.contact_id != cb.contact_id
    )
    return [frozenset(slug(str(each)) for each in chosen) for chosen in kept]
