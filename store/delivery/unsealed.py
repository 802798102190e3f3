"""What a text that is about to go out says, and to whom, unsealed."""

from typing import Protocol

from store.database import Tx
from store.vault import Erased
from store.vault.columns import CONTACT_NUMBER, MESSAGE_LATE_WORDS, MESSAGE_WORDS, RowName, row_of


class SealedText(Protocol):
    """A text with whom it goes to."""

    @property
    def id(self) -> int: ...
    @property
    def row_key(self) -> str | None: ...
    @property
    def words_sealed(self) -> str: ...
    @property
    def handle(self) -> str: ...
    @property
    def number_sealed(self) -> str | None: ...


def of(tx: Tx, row: SealedText, late_words: str | None) -> tuple[str | None, str]:
    """Whom it goes to, None for a coordinator, and its words: "" where either was erased."""
    column = MESSAGE_LATE_WORDS if late_words else MESSAGE_WORDS
    words = tx.open(column, row_of(row), late_words or row.words_sealed)
    if row.number_sealed is None:
        return None, words
    try:
        return tx.open(CONTACT_NUMBER, RowName(row.handle), row.number_sealed), words
    except Erased:
        return None, ""
