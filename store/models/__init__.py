"""The tables. Constraints carry the invariants, so that no race and no defect can break them.

The models name columns and rules; queries are written as statements on them, not through a session: a webhook's
speed is decided by few, lean statements (docs/adr/0005).
"""

from store.models.accounts import (
    Account,
    AccountDraft,
    AccountFactor,
    AccountKnows,
    AccountLink,
    AccountLook,
    AccountReason,
    AccountSession,
    AlertMail,
    ConsolePhone,
    RecoveryCode,
)
from store.models.audit import AuditCheck, AuditCut, AuditEntry
from store.models.base import Base, UtcDateTime
from store.models.callbacks import IN_LINE, Callback, Decision, Leg, LineRing, Note, Offer, TrialRing
from store.models.care import Block, CarePlan, OtherNumber, Pairing, Reveal, SafeContact
from store.models.conversations import Checkin, Conversation, Inbound, LineQuestion, Told
from store.models.line import LineChoice
from store.models.people import Contact, PersonKeyRow, Volunteer
from store.models.processes import Heartbeat, KeyFingerprint, SealingForm
from store.models.proof import Try
from store.models.reminders import RateLimit, Reminder, ReminderPlan
from store.models.rota import COMING_STATES, Shift, ShiftAsked, ShiftPattern, Slot, Swap, TimeOff
from store.models.texts import Alert, AlertPhone, Consent, Message, Receipt, TeamRequest, TeamWords
from store.models.unread import Paraphrase, UnreadText

__all__ = [
    "COMING_STATES",
    "IN_LINE",
    "Account",
    "AccountDraft",
    "AccountFactor",
    "AccountKnows",
    "AccountLink",
    "AccountLook",
    "AccountReason",
    "AccountSession",
    "Alert",
    "AlertMail",
    "AlertPhone",
    "AuditCheck",
    "AuditCut",
    "AuditEntry",
    "Base",
    "Block",
    "Callback",
    "CarePlan",
    "Checkin",
    "Consent",
    "ConsolePhone",
    "Contact",
    "Conversation",
    "Decision",
    "Heartbeat",
    "Inbound",
    "KeyFingerprint",
    "Leg",
    "LineChoice",
    "LineQuestion",
    "LineRing",
    "Message",
    "Note",
    "Offer",
    "OtherNumber",
    "Pairing",
    "Paraphrase",
    "PersonKeyRow",
    "RateLimit",
    "Receipt",
    "RecoveryCode",
    "Reminder",
    "ReminderPlan",
    "Reveal",
    "SafeContact",
    "SealingForm",
    "Shift",
    "ShiftAsked",
    "ShiftPattern",
    "Slot",
    "Swap",
    "TeamRequest",
    "TeamWords",
    "TimeOff",
    "Told",
    "TrialRing",
    "Try",
    "UnreadText",
    "UtcDateTime",
    "Volunteer",
]
