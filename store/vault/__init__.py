"""Seals what must not be read in a table: numbers, names and people's words, each bound to the place it stands in."""

from store.vault.vault import Vault, VaultError, WrongKey, WrongPlace

__all__ = ["Vault", "VaultError", "WrongKey", "WrongPlace"]
