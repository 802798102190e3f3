"""`python -m tests.kits.attacks`: an attacker's afternoon against the processes of a line, on SQLite and on PostgreSQL.

It prints what was tried and what came of it. Exit 0 where nothing was joined, rung, told, shown or undone that should
not be; else 1.
"""

import os
import subprocess
import sys

import click

from tests.kits.servers import running_postgres


def main() -> int:
    """Play it on both; gives the exit code."""
    with running_postgres() as server:
        return max(_play("SQLite", ""), _play("PostgreSQL", server.url("postgres")))


def _play(name: str, url: str) -> int:
    click.echo(f"\n# On {name}")
    env = {each: value for each, value in os.environ.items() if each != "DATABASE_URL"}
    env |= {"DATABASE_URL": url} if url else {}
    argv = [sys.executable, "-m", "console.cli", "rehearse", "--attacks"]
    return subprocess.run(argv, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
