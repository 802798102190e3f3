"""Why a sealed value does not open."""

from store.vault.columns import SealedColumn


class VaultError(Exception):
    """A sealed value that does not open."""


class WrongKey(VaultError):
    """It was sealed with a key that is not among DATA_KEYS."""

    def __init__(self, said: str = "a stored value opens with none of DATA_KEYS") -> None:
        super().__init__(said)


class WrongPlace(VaultError):
    """It was sealed for another row or column, or is no longer as it was sealed."""

    def __init__(self, column: SealedColumn) -> None:
        super().__init__(f"a value in {column} was not sealed for the row it stands in, or was changed")


class Erased(VaultError):
    """The key of the person whose it was has been destroyed."""

    def __init__(self, column: SealedColumn) -> None:
        super().__init__(f"a value in {column} is erased: the key of the person whose it was is destroyed")
