"""What the line sends by itself, and the ledger of consent."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.base import ROW_KEY, Base, Id, State, partial


class Message(Base):
    """A text the line starts by itself. No contact: it goes to a coordinator, `on_call_id`, or the first on call.

    `state`: due → sending → sent, or failed, dropped. `receipt`: the carrier's last word, ranked, never backwards.
    `session_sealed`: the question it puts, open from the moment it is sent. `veiled`: its words are discreet.
    `answered_at`: when that coordinator answered the alert, by text or key.
    `late_words_sealed`: what it says instead when it leaves at `late_from` or after, since an hour in it has passed.
    """

    __tablename__ = "messages"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    words_sealed: Mapped[str] = mapped_column(Text)
    late_words_sealed: Mapped[str | None] = mapped_column(Text)
    late_from: Mapped[datetime | None]
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offers.id"))
    alert_id: Mapped[int | None] = mapped_column(ForeignKey("alerts.id"))
    callback_id: Mapped[int | None] = mapped_column(Id)
    session_sealed: Mapped[str | None] = mapped_column(Text)
    veiled: Mapped[bool] = mapped_column(default=False, server_default=false())
    state: Mapped[str] = mapped_column(State(16))
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    receipt: Mapped[str | None] = mapped_column(String(16))
    error_code: Mapped[int | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    on_call_id: Mapped[int | None] = mapped_column(Id)
    answered_at: Mapped[datetime | None]
    __table_args__ = (
        partial("ix_messages_due", "due_at", where=text("state IN ('due', 'sending')"), unique=False),
        partial("ix_messages_offer_id", "offer_id", where=text("offer_id IS NOT NULL"), unique=False),
        partial("ix_messages_alert_id", "alert_id", where=text("alert_id IS NOT NULL"), unique=False),
        partial("ix_messages_on_call_id", "on_call_id", where=text("on_call_id IS NOT NULL"), unique=False),
        partial("ix_messages_briefings", "callback_id", where=text("purpose = 'briefing'"), unique=False),
    )


class Receipt(Base):
    """A delivery receipt, once for each status: they come late, twice and out of order."""

    __tablename__ = "receipts"
    sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    status: Mapped[str] = mapped_column(String(16), primary_key=True)
    error_code: Mapped[int | None]
    at: Mapped[datetime]


class Consent(Base):
    """The ledger: who agreed to, or withdrew from, what, in which words, by which way, when. Never changed."""

    __tablename__ = "consents"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    action: Mapped[str] = mapped_column(String(16))
    words_sealed: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]


class TeamRequest(Base):
    """What somebody asked of the team, and agreed to be passed on: a question, a complaint, volunteering, a group.

    `words_sealed`: what they wrote; gone after 30 days. `may_answer`: the team may text them back here. `volunteer_id`:
    of a complaint, whom they had talked with.
    """

    __tablename__ = "team_requests"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    alert_id: Mapped[int] = mapped_column(ForeignKey("alerts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    words_sealed: Mapped[str | None] = mapped_column(Text)
    may_answer: Mapped[bool]
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteers.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]


class Alert(Base):
    """Something that a coordinator has to know of. Open until somebody acknowledges it.

    An alert about words of danger stands for all such words of one person (`store.alerts.danger`). `whose`: that
    person. `times`: how often they said such words, `last_at` when last, `crisis_at` when last words of crisis.
    `told_from`: when we began to tell it anew; later than the ACK, it is open again. `joined_id`: the graver alert of
    theirs that this one goes on in. `taken_by_id`: the contact whose ACK it was; `taken_by_account_id`: the account
    that took it in the console. `next_at`: when the next person on call is told. `nobody_told_at`: when the person in
    danger heard that nobody has it yet. `closed_at`, `outcome_sealed`: somebody saw to it, and wrote what was done;
    words after that are a new alert. `call_yes_at`: when the person last agreed that the team may call.
    """

    __tablename__ = "alerts"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    callback_id: Mapped[int | None] = mapped_column(ForeignKey("callbacks.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    acknowledged_at: Mapped[datetime | None]
    whose: Mapped[str | None] = mapped_column(String(96))
    times: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    last_at: Mapped[datetime | None]
    crisis_at: Mapped[datetime | None]
    told_from: Mapped[datetime | None]
    joined_id: Mapped[int | None] = mapped_column(Id)
    taken_by_id: Mapped[int | None] = mapped_column(Id)
    taken_by_account_id: Mapped[int | None] = mapped_column(Id)
    next_at: Mapped[datetime | None]
    nobody_told_at: Mapped[datetime | None]
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    closed_at: Mapped[datetime | None]
    outcome_sealed: Mapped[str | None] = mapped_column(Text)
    call_yes_at: Mapped[datetime | None]
    __table_args__ = (
        partial("ix_alerts_next_at", "next_at", where=text("next_at IS NOT NULL"), unique=False),
        partial(
            "uq_alerts_open",
            "whose",
            "kind",
            where=text("whose IS NOT NULL AND acknowledged_at IS NULL AND joined_id IS NULL"),
        ),
        partial("ix_alerts_whose", "whose", where=text("whose IS NOT NULL"), unique=False),
        partial("ix_alerts_tests", "id", where=text("kind = 'test'"), unique=False),
        partial("ix_alerts_told_from", "told_from", where=text("told_from IS NOT NULL"), unique=False),
    )


class AlertPhone(Base):
    """What one coordinator's phone has to do with an alert.

    `contact_id`: whose phone. `about_id`: the person in danger. `proven_until`: a code came back from this phone, and
    counts for so long. `said_at`: their words last went to the person; `asked_at`: they asked to be put through, and
    the person is asked. `hidden_at`: they know the person, and hear of them no more. `passed_at`: it went to the next.
    """

    __tablename__ = "alert_phones"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    alert_id: Mapped[int] = mapped_column(ForeignKey("alerts.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"))
    about_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    proven_until: Mapped[datetime | None]
    said_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    passed_at: Mapped[datetime | None]
    __table_args__ = (
        Index("uq_alert_phones", "alert_id", "contact_id", unique=True),
        Index("ix_alert_phones_about_id", "about_id", "contact_id"),
    )


class TeamWords(Base):
    """Somebody with an account wrote to a contact, in the team's name; the words stand in the message alone.

    `alert_id`: the alert of danger that was open. `once`: of the form, so that a double click sends once. `looked_at`:
    when they last had the page before them.
    """

    __tablename__ = "team_words"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    alert_id: Mapped[int | None] = mapped_column(ForeignKey("alerts.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"))
    once: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime]
    looked_at: Mapped[datetime]
    __table_args__ = (
        Index("uq_team_words_once", "account_id", "once", unique=True),
        Index("ix_team_words_contact", "contact_id", "at"),
    )
