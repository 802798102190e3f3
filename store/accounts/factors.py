"""Codes that go with a password: of an authenticator app, accepted once each, and recovery codes.

Passkeys stand in the same table and need no password (passkeys.py).
"""

from typing import Final

from sqlalchemy import and_, insert, or_, select, update

from store.accounts import secrets
from store.database import Tx
from store.models import AccountFactor, RecoveryCode
from store.vault.columns import FACTOR_SECRET, new_row_key, row_of

APP: Final = "app"
RECOVERY: Final = "recovery code"
_F, _R = AccountFactor.__table__.c, RecoveryCode.__table__.c


def add_app(tx: Tx, account_id: int, app_secret: str, step: int) -> None:
    """An authenticator app, proved by the code of this step, which is used up."""
    row = new_row_key()
    sealed = tx.seal(FACTOR_SECRET, row, app_secret, whose=None)
    values = {"kind": APP, "secret_sealed": sealed, "last_step": step, "created_at": tx.now}
    tx.run(insert(AccountFactor).values(row_key=row, account_id=account_id, **values))


def accepts(tx: Tx, account_id: int, code: str) -> str | None:
    """Use up a code; gives what kind of factor it was, None where it is wrong or was used before."""
    if app_accepts(tx, account_id, code):
        return APP
    return RECOVERY if _recovery_accepts(tx, account_id, code) else None


def app_accepts(tx: Tx, account_id: int, code: str) -> bool:
    """Use up a code of an authenticator app. Of two that send the same code, one gets in."""
    for row in tx.run(select(AccountFactor.__table__).where(_F.account_id == account_id, _F.kind == APP)):
        step = secrets.step_of(tx.open(FACTOR_SECRET, row_of(row), row.secret_sealed), code, tx.now)
        if step is not None:
            newer = and_(_F.id == row.id, or_(_F.last_step.is_(None), _F.last_step < step))
            return bool(tx.run(update(AccountFactor).where(newer).values(last_step=step)).rowcount)
    return False


def _recovery_accepts(tx: Tx, account_id: int, code: str) -> bool:
    hashed = secrets.recovery_hash(account_id, code)
    mine = and_(_R.account_id == account_id, _R.code_hash == hashed, _R.used_at.is_(None))
    return bool(tx.run(update(RecoveryCode).where(mine).values(used_at=tx.now)).rowcount)
