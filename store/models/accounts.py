"""Accounts of the console: who may sign in, with what, and where they are signed in."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.base import ROW_KEY, Base, Id, State, partial


class Account(Base):
    """A person of the organisation who may use the console. `state`: invited, active or ended.

    `handle`: how logs and the log of who did what name them (Desk-4821): never by e-mail. `password_hash`: None until
    the invitation is finished, and in a demo's account, which has no password. `alert_mail`: off, crisis or all, which
    alerts they want an e-mail about.
    """

    __tablename__ = "accounts"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    handle: Mapped[str] = mapped_column(String(40), unique=True)
    email_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email_sealed: Mapped[str] = mapped_column(Text)
    name_sealed: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(8))
    password_hash: Mapped[str | None] = mapped_column(String(160))
    state: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    last_signed_in_at: Mapped[datetime | None]
    alert_mail: Mapped[str] = mapped_column(String(8), default="off", server_default=text("'off'"))


class AccountFactor(Base):
    """What proves that it is they. `kind`: app (an authenticator app, beside a password) or passkey (by itself).

    `last_step`: of the last code that an app's was accepted for, since each code is accepted once. Of a passkey:
    `secret_sealed` is its public key, `credential_hash` what it is found by, `label_sealed` what its owner calls it,
    `sign_count` the highest that it has counted to.
    """

    __tablename__ = "account_factors"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[str] = mapped_column(String(16))
    secret_sealed: Mapped[str] = mapped_column(Text)
    last_step: Mapped[int | None] = mapped_column(Id)
    created_at: Mapped[datetime]
    credential_hash: Mapped[str | None] = mapped_column(String(64))
    label_sealed: Mapped[str | None] = mapped_column(Text)
    sign_count: Mapped[int | None] = mapped_column(Id)
    last_used_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_account_factors_account", "account_id"),
        Index("ix_account_factors_credential", "credential_hash", unique=True),
    )


class AccountLink(Base):
    """A link that is good once: `purpose` finish (an invitation) or enter (a demo's). Only the token's hash is kept.

    `secret_sealed`: of the authenticator app that an invitation is finished with.
    """

    __tablename__ = "account_links"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    purpose: Mapped[str] = mapped_column(String(16))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    secret_sealed: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    __table_args__ = (Index("ix_account_links_account", "account_id"),)


class RecoveryCode(Base):
    """Stands in for the second factor once, where the phone with the app is lost."""

    __tablename__ = "recovery_codes"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]
    __table_args__ = (Index("ix_recovery_codes_account", "account_id"),)


class AccountKnows(Base):
    """Somebody with an account said that they know this contact: the console shows them nothing of theirs."""

    __tablename__ = "account_knows"
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
    said_at: Mapped[datetime]


class AccountLook(Base):
    """When somebody with an account last looked at the page of this contact, as the log of who did what has it."""

    __tablename__ = "account_looks"
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
    looked_at: Mapped[datetime]


class AccountReason(Base):
    """Why somebody with an account did something that wants a reason: opened sealed words, made contact quieter.

    `did`: as the log of who did what has it. `item`: which words ("text 14:02"), or which answer. `reason`: the choice;
    `words_sealed`: what they wrote beside it, gone after 90 days.
    """

    __tablename__ = "account_reasons"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    did: Mapped[str] = mapped_column(String(32))
    item: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(24))
    words_sealed: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
    __table_args__ = (
        partial("ix_account_reasons_words", "at", where=text("words_sealed IS NOT NULL"), unique=False),
    )


class AccountSession(Base):
    """One browser that somebody is signed in with. Only the hash of its cookie's token is kept.

    `seen_at`: when it was last used, to the minute. `confirmed_at`: when they last proved that it is they. `device`:
    "Firefox, Linux". `kept_sealed`: a form that was sent when the session had ended, for a day.
    """

    __tablename__ = "account_sessions"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(40))
    kept_sealed: Mapped[str | None] = mapped_column(Text)
    kept_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    __table_args__ = (Index("ix_account_sessions_account", "account_id"),)


class AccountDraft(Base):
    """What somebody looks over in the console before it happens: a text to volunteers, an invitation, a file of them.

    `words_sealed`: all of it; emptied when it was used. It is good for an hour, once, and for this account alone
    (`store.accounts.drafts`).
    """

    __tablename__ = "account_drafts"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    row_key: Mapped[str | None] = mapped_column(String(ROW_KEY))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[str] = mapped_column(String(16))
    words_sealed: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class ConsolePhone(Base):
    """The phone on which somebody at the console is rung to be put through, for one session and no longer.

    `code_hash`: of the code that was texted there, good until `code_until`; `wrong`: how often another was typed.
    `proven_at`: when it came back.
    """

    __tablename__ = "console_phones"
    session_id: Mapped[int] = mapped_column(
        ForeignKey("account_sessions.id", ondelete="CASCADE"), primary_key=True
    )
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"))
    code_hash: Mapped[str] = mapped_column(String(64))
    code_until: Mapped[datetime]
    wrong: Mapped[int] = mapped_column(default=0)
    proven_at: Mapped[datetime | None]


class AlertMail(Base):
    """An e-mail about an alert to an account: one at most.

    `state`: due → claimed → handed (the server has the words, perhaps) → sent, or failed, dropped.
    """

    __tablename__ = "alert_mails"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    alert_id: Mapped[int] = mapped_column(ForeignKey("alerts.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    state: Mapped[str] = mapped_column(State(16))
    due_at: Mapped[datetime]
    tries: Mapped[int]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    __table_args__ = (
        Index("uq_alert_mails", "alert_id", "account_id", unique=True),
        partial("ix_alert_mails_due", "due_at", where=text("state IN ('due', 'claimed')"), unique=False),
        Index("ix_alert_mails_created_at", "created_at"),
    )
