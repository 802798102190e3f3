"""Accounts, links, factors and sessions as rows, on both databases."""

from datetime import timedelta

import pyotp

from store.accounts import accounts, factors, links, secrets, sessions
from store.models import Account, AccountFactor, AccountLink, AccountSession, RecoveryCode
from store.upkeep import housekeeping
from tests.kits.line import TestLine
from tests.kits.races import at_once

EMAIL = "ana@example.org"


def test_an_account_from_invitation_to_end(line: TestLine) -> None:
    now = line.clock()
    with line.db.begin(now) as tx:
        made = accounts.add(tx, f" {EMAIL.upper()} ", "coordinator")
        token = links.make(tx, made.id)
        link = links.find(tx, token)
        assert link is not None
        assert (link.account.email, link.account.name, link.account.state) == (EMAIL, "ana", "invited")
        code = pyotp.TOTP(link.app_secret).at(now)
        step = secrets.step_of(link.app_secret, code, now)
        assert step is not None
        codes = links.finish(tx, link, "Ana Ruiz", "a hash", step)
        assert codes is not None and links.finish(tx, link, "Ana", "another", step) is None
        assert factors.accepts(tx, made.id, code) is None, "used by the invitation"
        assert factors.accepts(tx, made.id, codes[0]) == factors.RECOVERY
        assert accounts.recovery_codes_left(tx, made.id) == 7
        assert accounts.by_id(tx, made.id).name == "Ana Ruiz"
        cookie = sessions.start(tx, made.id, "Firefox")
    with line.db.look(now) as tx:
        found = sessions.find(tx, cookie)
        assert found is not None and found.live
    with line.db.begin(now) as tx:
        accounts.end(tx, made.id)
        assert sessions.find(tx, cookie) == found._replace(
            live=False, account=found.account._replace(state="ended", password_hash=None)
        )
        assert accounts.add(tx, EMAIL, "auditor").state == "invited", "taken up again, with nothing of before"
    assert line.rows(AccountFactor) == line.rows(RecoveryCode) == []


def test_nothing_that_opens_a_door_stands_in_the_database(line: TestLine) -> None:
    with line.db.begin(line.clock()) as tx:
        made = accounts.add(tx, EMAIL, "coordinator", name="Ana Ruiz")
        token = links.make(tx, made.id)
        link = links.find(tx, token)
        assert link is not None
        codes = links.finish(tx, link, "Ana Ruiz", "a hash", 1) or []
        cookie = sessions.start(tx, made.id, "Firefox")
        found = sessions.find(tx, cookie)
        assert found is not None
        sessions.keep_form(tx, found.id, "/console/x", {"note": ["what was typed"]})
    tables = (Account, AccountFactor, AccountLink, AccountSession, RecoveryCode)
    kept = "".join(
        repr(vars(row) if hasattr(row, "__dict__") else row) for each in tables for row in line.rows(each)
    )
    for secret in (token, cookie, link.app_secret, EMAIL, "Ana Ruiz", "what was typed", *codes):
        assert secret not in kept


def test_of_two_that_use_one_code_at_one_moment_one_gets_in(postgres_line: TestLine) -> None:
    line, secret = postgres_line, pyotp.random_base32()
    with line.db.begin(line.clock()) as tx:
        made = accounts.add(tx, EMAIL, "coordinator")
        factors.add_app(tx, made.id, secret, 0)
    code = pyotp.TOTP(secret).at(line.clock())

    def use() -> bool:
        return line.db.transact(line.clock(), lambda tx: factors.app_accepts(tx, made.id, code))

    assert sorted(at_once(line, "SELECT id FROM account_factors FOR UPDATE", use, use)) == [False, True]


def test_a_form_is_kept_for_a_day_and_not_where_it_is_huge(line: TestLine) -> None:
    with line.db.begin(line.clock()) as tx:
        made = accounts.add(tx, EMAIL, "coordinator")
        accounts.set_password(tx, made.id, "a hash")
        found = sessions.find(tx, sessions.start(tx, made.id, "Firefox"))
        assert found is not None
        assert not sessions.keep_form(tx, found.id, "/console/x", {"note": ["x" * 30_000]})
        assert sessions.keep_form(tx, found.id, "/console/x", {"note": ["ñ 🫠"]})
        assert sessions.kept_form(tx, found.id) == sessions.Kept("/console/x", {"note": ["ñ 🫠"]})
    with line.db.begin(line.clock() + timedelta(days=1)) as tx:
        assert sessions.kept_form(tx, found.id) is None
    with line.db.begin(line.clock() + timedelta(days=2)) as tx:
        housekeeping.tidy(tx)
    assert line.rows(AccountSession) == []


def test_what_can_be_no_address_is_refused() -> None:
    good = ("ana@example.org", "a.b+c@sub.example.org", "ñandú@ejemplo.example")
    bad = (
        "",
        "ana",
        "ana@",
        "@example.org",
        "ana@example",
        "a na@example.org",
        "a\n@example.org",
        "x" * 300 + "@a.b",
    )
    assert [each for each in good if not accounts.is_email(each)] == []
    assert [each for each in bad if accounts.is_email(each)] == []
