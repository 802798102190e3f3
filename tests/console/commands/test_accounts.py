"""`warmline accounts`: an invitation's link, other roles, beginning anew, the end."""

import os
import re
from pathlib import Path

from click.testing import CliRunner, Result

from console.cli import main
from tests.console.commands.test_volunteers import migrated
from tests.kits.line import KEYS, LINE_NUMBER
from tests.kits.servers import Databases


def test_somebody_is_invited_given_another_role_and_ended_by_command(
    databases: Databases, tmp_path: Path
) -> None:
    with databases.fresh("sqlite", migrated) as url:
        env: dict[str, str | None] = {name: None for name in os.environ if name.startswith(("LINE_", "TW"))}
        env |= {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t", "PUBLIC_URL": "https://line.example"}
        env |= {"LINE_NUMBER": LINE_NUMBER, "SECRET_KEY": "s" * 43, "DATA_KEYS": KEYS[0]}
        env |= {"DATABASE_URL": url, "VAR_DIR": str(tmp_path)}

        def warmline(*arguments: str) -> Result:
            return CliRunner().invoke(main, ["accounts", *arguments], env=env)

        assert "nobody has an account yet" in warmline("list").stdout
        assert warmline("add", "not an address", "--role", "auditor").exit_code == 1
        assert warmline("add", "ana@example.org", "--role", "king").exit_code == 2
        invited = warmline("add", "Ana@example.org", "--role", "auditor")
        first = re.search(r"https://line\.example/console/finish/[\w-]{43}\n", invited.stdout)
        again = warmline("add", "ana@example.org", "--role", "coordinator")
        assert first and first[0] not in again.stdout, "who is only invited may be sent another link"
        assert (
            "is supervisor now, and was coordinator"
            in warmline("role", "ana@example.org", "--role", "supervisor").stdout
        )
        assert "/console/finish/" in warmline("reset", "ana@example.org").stdout
        assert "cannot sign in" in warmline("end", "ana@example.org").stdout
        assert "ended" in warmline("list").stdout
        for gone in ("ana@example.org", "nobody@example.org"):
            assert warmline("end", gone).exit_code == 1
        log = CliRunner().invoke(main, ["audit", "show"], env=env).stdout
        assert [
            did in log for did in ("accounts add", "accounts role", "accounts reset", "accounts end")
        ] == [True] * 4
        assert "ana@" not in log
