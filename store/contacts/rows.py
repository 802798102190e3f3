"""Rows of a person as the type checker is to see them: the columns that `views` and `contacts` read together.

Nobody makes one of these: a row is cast to the class that has the columns which its statement selects.
"""

from datetime import datetime
from typing import Protocol, TypeGuard


class NumberColumns(Protocol):
    """A contact's number, and the handle by which it knows its row."""

    @property
    def handle(self) -> str: ...
    @property
    def number_sealed(self) -> str: ...


class NameColumns(Protocol):
    """A volunteer's name, and what it knows its row by."""

    @property
    def id(self) -> int: ...
    @property
    def row_key(self) -> str | None: ...
    @property
    def name_sealed(self) -> str: ...


class SafeColumns:
    """The answers on safe contact (`views.SAFE_COLUMNS`); where `has_safe` is None, they have given none."""

    has_safe: int | None
    calls: bool
    voicemail: bool
    hours_from: str | None
    hours_to: str | None
    cover_sealed: str | None
    discreet: bool
    ends_sealed: str | None
    they_contact: bool


class CallbackColumns:
    """A callback (`views.CALLBACK_VIEW`)."""

    callback_id: int
    code: str
    state: str
    promised_by: datetime
    retry_at: datetime | None
    kind: str
    not_before: datetime | None
    minutes: int | None
    ready_asked_at: datetime | None
    agreed_at: datetime | None
    attempts: int
    silenced_at: datetime | None
    listen_wish: str | None
    room_at: datetime | None
    held_by: int | None
    asked_in: str


class HeldColumns(CallbackColumns):
    """The callback that a volunteer holds, and whose it is."""

    participant_id: int | None


class VolunteerColumns:
    """What is read of a volunteer with their contact."""

    volunteer_id: int
    status: str
    on_duty: bool
    duty_until: datetime | None
    paused_at: datetime | None
    paused_until: datetime | None
    resting_until: datetime | None


class PersonColumns(SafeColumns):
    """A contact with their open question, and whether a text of this SID was filed before.

    `code` and `volunteer_id` say whether the row has `CallbackColumns` and `VolunteerColumns` as well.
    """

    id: int
    handle: str
    language: str
    timezone: str | None
    introduced_at: datetime | None
    opted_out_at: datetime | None
    policy_told: str | None
    age_said: str | None
    no_phone_at: datetime | None
    unreachable_at: datetime | None
    landline_at: datetime | None
    last_kind: str | None
    region: str | None
    company_at: datetime | None
    heard_at: datetime | None
    conversation_id: int | None
    session_sealed: str | None
    session_row_key: str | None
    revision: int | None
    window_at: datetime | None
    window_count: int | None
    expires_at: datetime | None
    seen_sid: str | None
    on_trial: bool
    team_wrote_at: datetime | None
    account_wrote_at: datetime | None
    person_key_id: str | None
    key_sealed: str | None


class ListenerColumns(SafeColumns):
    """How a contact may be spoken to, and what forbids it."""

    language: str
    timezone: str | None
    opted_out_at: datetime | None
    unreachable_at: datetime | None
    landline_at: datetime | None
    no_phone_at: datetime | None
    region: str | None
    person_key_id: str | None
    key_sealed: str | None


def has_callback(row: object) -> TypeGuard[CallbackColumns]:
    """Whether this row of a person has an open callback in it."""
    return getattr(row, "code", None) is not None


def is_volunteer(row: object) -> TypeGuard[VolunteerColumns]:
    """Whether this row of a person has a volunteer in it. Who left uses the line as anybody does."""
    return getattr(row, "volunteer_id", None) is not None and getattr(row, "status", None) != "left"
