"""`warmline close` and `warmline open`: what is said, and what is refused."""

import os
from pathlib import Path

from click.testing import CliRunner, Result

from console.cli import main
from tests.console.commands.test_volunteers import migrated
from tests.kits.line import KEYS, LINE_NUMBER
from tests.kits.servers import Databases


def test_the_line_is_closed_and_opened_by_command(databases: Databases, tmp_path: Path) -> None:
    with databases.fresh("sqlite", migrated) as url:
        env: dict[str, str | None] = {name: None for name in os.environ if name.startswith(("LINE_", "TW"))}
        env |= {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t", "PUBLIC_URL": "https://line.example"}
        env |= {"LINE_NUMBER": LINE_NUMBER, "SECRET_KEY": "s" * 43, "DATA_KEYS": KEYS[0]}
        env |= {"DATABASE_URL": url, "VAR_DIR": str(tmp_path)}

        def warmline(*arguments: str) -> Result:
            return CliRunner().invoke(main, arguments, env=env)

        assert warmline("open").stdout == "The line is open already.\n"
        refused = warmline("close", "--until", "the weather is better")
        assert refused.exit_code == 1 and "Nothing was changed" in refused.output
        assert warmline("close", "--reason", "a/b").exit_code == 1
        closed = warmline("close", "--until", "3 hours", "--reason", "a storm")
        assert "The line is closed until" in closed.stdout and "who are told: 0" in closed.stdout
        assert "a storm" in warmline("line", "show").stdout
        assert warmline("open").stdout == "The line is open. People waiting: 0.\n"
