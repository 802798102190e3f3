"""What is sealed opens with its key, in its own column of its own row, and nowhere else."""

import pytest
from cryptography.fernet import Fernet
from hypothesis import example, given
from hypothesis import strategies as st

from store.vault import Erased, Vault, VaultError, WrongKey, WrongPlace
from store.vault.columns import CONTACT_NUMBER, EMPTIED, NOTE_WORDS, SEALED, RowName, SealedColumn, row_named
from store.vault.vault import OF_PERSON, PREFIX

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
VAULT = Vault([NEW, OLD])
HERE, THERE = RowName("Heron-4821"), RowName("Otter-1234")
COLUMNS = sorted(SEALED.values(), key=str)


@given(st.text(), st.text(min_size=1))
@example("¿Qué tal? 🫠 أنا بخير", "Heron-4821")
@example("nobody hears me. " * 60_000, "Heron-4821")
def test_any_words_in_any_alphabet_come_back_as_they_were(words: str, row: str) -> None:
    words = words.encode("utf-8", "replace").decode()
    sealed = VAULT.seal(NOTE_WORDS, RowName(row), words)
    assert VAULT.open(NOTE_WORDS, RowName(row), sealed) == words
    assert VAULT.seal(NOTE_WORDS, RowName(row), words) != sealed, "never sealed alike"


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_a_value_opens_in_no_other_row_and_no_other_column(column: SealedColumn) -> None:
    sealed = VAULT.seal(column, HERE, "words")
    places = [(column, THERE), *((other, HERE) for other in COLUMNS if other != column)]
    for other, row in places:
        with pytest.raises(WrongPlace, match=str(other)):
            VAULT.open(other, row, sealed)


def test_not_one_character_of_a_sealed_value_can_be_changed() -> None:
    sealed = VAULT.seal(NOTE_WORDS, HERE, "call her")
    for n, was in enumerate(sealed):
        with pytest.raises(VaultError):
            VAULT.open(NOTE_WORDS, HERE, f"{sealed[:n]}{'A' if was != 'A' else 'B'}{sealed[n + 1 :]}")


@pytest.mark.parametrize("found", ["not sealed at all", "wlA.", "é", "gAAAAAnot a token", "A" * 99, "gAAAAé"])
def test_what_was_never_sealed_has_a_clear_answer(found: str) -> None:
    with pytest.raises(VaultError):
        VAULT.open(NOTE_WORDS, HERE, found)


def test_an_older_key_still_opens_and_another_says_that_it_is_the_key() -> None:
    sealed = Vault([OLD]).seal(CONTACT_NUMBER, HERE, "+12025550111")
    assert VAULT.open(CONTACT_NUMBER, HERE, sealed) == "+12025550111"
    assert VAULT.fingerprint_of(sealed) == VAULT.fingerprints[1]
    assert not sealed.startswith(VAULT.newest_prefix)
    assert Vault([NEW]).fingerprint_of(sealed) is None
    with pytest.raises(WrongKey, match="DATA_KEYS"):
        Vault([NEW]).open(CONTACT_NUMBER, HERE, sealed)


def test_what_the_program_before_sealed_opens_and_its_key_is_known() -> None:
    sealed = Fernet(OLD).encrypt(b"how it was").decode()
    assert VAULT.open(NOTE_WORDS, HERE, sealed) == "how it was"
    assert VAULT.fingerprint_of(sealed) == VAULT.fingerprints[1]
    with pytest.raises(WrongKey):
        Vault([NEW]).open(NOTE_WORDS, HERE, sealed)
    assert Fernet(NEW).decrypt(VAULT.seal_unbound("how it is")) == b"how it is"


def test_deleted_words_open_as_nothing_and_a_row_of_before_goes_by_its_id() -> None:
    assert VAULT.open(NOTE_WORDS, HERE, EMPTIED) == ""
    assert row_named(None, 12) == "#12" != row_named("12", 12)


def test_what_is_sealed_for_a_person_opens_with_their_key_and_is_erased_without_it() -> None:
    key, stored = VAULT.new_person_key()
    sealed = VAULT.seal(NOTE_WORDS, HERE, "my sister", key)
    found = {key.id: VAULT.person_key(key.id, stored)}
    assert VAULT.open(NOTE_WORDS, HERE, sealed, found.get) == "my sister"
    with pytest.raises(WrongPlace):
        VAULT.open(NOTE_WORDS, THERE, sealed, found.get)
    with pytest.raises(Erased, match="erased"):
        VAULT.open(NOTE_WORDS, HERE, sealed)
    with pytest.raises(WrongPlace):
        VAULT.person_key(VAULT.new_person_key()[0].id, stored)  # not in the row of another person's key


def test_the_line_and_a_person_never_share_what_opens_a_value() -> None:
    key, _ = VAULT.new_person_key()
    sealed = VAULT.seal(NOTE_WORDS, HERE, "hello", key)
    for other in (VAULT.newest_prefix, OF_PERSON + VAULT.new_person_key()[0].id):
        with pytest.raises(VaultError):
            VAULT.open(NOTE_WORDS, HERE, other + sealed[PREFIX:], lambda _: key)
