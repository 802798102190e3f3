"""Seals what must not be read in a table: numbers, names and people's words, each bound to the place it stands in."""

from store.vault.errors import Erased, VaultError, WrongKey, WrongPlace
from store.vault.vault import PersonKey, Vault

__all__ = ["Erased", "PersonKey", "Vault", "VaultError", "WrongKey", "WrongPlace"]
