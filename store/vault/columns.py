"""Every column that holds a sealed value, and how the row it stands in is named.

A value opens only in the column and the row that it was sealed for. What names the row has to be known before the row
is inserted, and changes only with every value in it: `row_key`, random, or an older column that is as good. Rows from
before there was a `row_key` go by their id. A house test holds this list to the tables.
"""

import secrets
from dataclasses import dataclass
from typing import Final, NewType, Protocol, cast

RowName = NewType("RowName", str)
"""By which a sealed value knows its row."""

ROW_KEY: Final = "row_key"

EMPTIED: Final = ""
"""What stands in a sealed column whose words were deleted, where it may not be NULL. It opens as nothing."""


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of sealed values. `row_name`: the column that names the row."""

    table: str
    name: str
    row_name: str = ROW_KEY

    def __str__(self) -> str:
        return f"{self.table}.{self.name}"


PERSON_KEY: Final = SealedColumn("person_keys", "key_sealed", "id")
CONTACT_NUMBER: Final = SealedColumn("contacts", "number_sealed", "handle")
CONTACT_SAFE_BEFORE: Final = SealedColumn("contacts", "safe_before_sealed", "handle")
VOLUNTEER_NAME: Final = SealedColumn("volunteers", "name_sealed")
VOLUNTEER_CALLED: Final = SealedColumn("volunteers", "called_sealed")
VOLUNTEER_EXPERIENCES: Final = SealedColumn("volunteers", "experiences_sealed")
VOLUNTEER_NOTES: Final = SealedColumn("volunteers", "team_notes_sealed")
VOLUNTEER_PIN: Final = SealedColumn("volunteers", "pin_sealed")
VOLUNTEER_CODE: Final = SealedColumn("volunteers", "code_sealed")
SAFE_COVER: Final = SealedColumn("safe_contacts", "cover_sealed", "contact_id")
SAFE_ENDS: Final = SealedColumn("safe_contacts", "ends_sealed", "contact_id")
OTHER_NUMBER: Final = SealedColumn("other_numbers", "number_sealed")
OTHER_NUMBER_CALLED: Final = SealedColumn("other_numbers", "called_sealed")
CONVERSATION_SESSION: Final = SealedColumn("conversations", "session_sealed")
CONVERSATION_REPLY: Final = SealedColumn("conversations", "reply_sealed")
INBOUND_WORDS: Final = SealedColumn("inbound", "words_sealed", "sid")
TOLD_WORDS: Final = SealedColumn("told", "words_sealed")
CALLBACK_WISHES: Final = SealedColumn("callbacks", "wishes_sealed")
NOTE_WORDS: Final = SealedColumn("notes", "words_sealed")
MESSAGE_WORDS: Final = SealedColumn("messages", "words_sealed")
MESSAGE_LATE_WORDS: Final = SealedColumn("messages", "late_words_sealed")
MESSAGE_SESSION: Final = SealedColumn("messages", "session_sealed")
CONSENT_WORDS: Final = SealedColumn("consents", "words_sealed")
TEAM_REQUEST_WORDS: Final = SealedColumn("team_requests", "words_sealed")
ALERT_OUTCOME: Final = SealedColumn("alerts", "outcome_sealed")
BLOCK_WORDS: Final = SealedColumn("blocks", "words_sealed")
REVEAL_REASON: Final = SealedColumn("reveals", "reason_sealed")
UNREAD_WORDS: Final = SealedColumn("unread_texts", "words_sealed")
PARAPHRASE_WORDS: Final = SealedColumn("paraphrases", "words_sealed")
ACCOUNT_EMAIL: Final = SealedColumn("accounts", "email_sealed")
ACCOUNT_NAME: Final = SealedColumn("accounts", "name_sealed")
FACTOR_SECRET: Final = SealedColumn("account_factors", "secret_sealed")
REASON_WORDS: Final = SealedColumn("account_reasons", "words_sealed")
FACTOR_LABEL: Final = SealedColumn("account_factors", "label_sealed")
LINK_SECRET: Final = SealedColumn("account_links", "secret_sealed")
SESSION_KEPT: Final = SealedColumn("account_sessions", "kept_sealed")
DRAFT_WORDS: Final = SealedColumn("account_drafts", "words_sealed")

SEALED: Final = {
    (each.table, each.name): each for each in list(globals().values()) if isinstance(each, SealedColumn)
}
"""All of them, by table and column."""


class _Keyed(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def row_key(self) -> str | None: ...


def row_of(row: _Keyed) -> RowName:
    """The name of a row that was read with its `id` and its `row_key`."""
    return row_named(row.row_key, row.id)


def row_named(row_key: str | None, id: int) -> RowName:
    """The name of a row with this `row_key` and id."""
    return RowName(row_key if row_key is not None else f"#{id}")


def name_in(row: object, column: SealedColumn) -> RowName:
    """The name of a row that was read whole, for what stands in this column of it."""
    if column.row_name == ROW_KEY:
        return row_of(cast(_Keyed, row))
    return RowName(str(getattr(row, column.row_name)))


def new_row_key() -> RowName:
    """The `row_key` of a row that is to be inserted, which is its name."""
    return RowName(secrets.token_urlsafe(12))
