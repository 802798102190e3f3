"""`warmline doctor` checks all that the line needs, and says what to do where something is missing or wrong.

✓ is well, ✗ keeps the line from working, ! is worth knowing. Nothing private is printed: no number, no key, no
address that may hold a password. Each check takes five seconds at most, and all of them run at once.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import click

from console.doctor import checks_carrier, checks_database, checks_on_call, checks_processes, checks_redis
from console.doctor.checks_on_call import NOBODY, ON_CALL_SETTINGS
from console.doctor.report import Findings, is_here
from console.target_line import join_demo, names_a_line
from flows.rules.crisis import lines as crisis_lines
from store.callbacks.legs import SHORTEST_DIAL
from store.config.demo_defaults import folder_of, is_demo, of_a_demo
from store.config.settings import DECLARED
from store.upkeep import disk

SECONDS = 5.0
_LOUD = (
    "TWILIO_AUTH_TOKEN IS MISSING. Nobody could tell the carrier's requests from anyone's, so the line refuses to "
    "start. Copy the auth token from the carrier's console."
)


@dataclass(slots=True)
class _Check:
    """One check, in a thread of its own because it may be slow: a name server alone can take half a minute."""

    name: str
    work: Callable[[Findings], None]
    findings: Findings = field(default_factory=Findings)
    done: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        threading.Thread(target=self._run, name=self.name, daemon=True).start()

    def _run(self) -> None:
        try:
            self.work(self.findings)
        except Exception as error:  # noqa: BLE001  whatever is wrong there, the other checks go on
            # Only the kind of error is told: its text may hold an address, a password, a number.
            self.findings.bad(f"{self.name}: it could not be looked at ({type(error).__name__}).")
        self.done.set()


def examine(env: Mapping[str, str]) -> int:
    """Check all that `env` names, print what was found, and give the exit code: 1 when the line cannot work.

    Where it names no line and a demo runs from this folder, the demo is checked instead, which is said first.
    """
    settings = Findings()
    if not names_a_line(env) and is_demo(folder_of(env)):
        running = checks_redis.embedded_redis(folder_of(env) / "redis")
        if running is not None:
            join_demo(folder_of(env))
            env = of_a_demo(env) | {"REDIS_URL": running}
    known = _settings(env, settings)
    checks = _checks(known, settings)
    until = time.monotonic() + SECONDS
    for check in checks:
        check.start()
    _print(settings)
    failed = settings.failed
    for check in checks:
        found = check.findings
        if not check.done.wait(max(0.0, until - time.monotonic())):
            found = Findings()
            found.bad(
                f"{check.name}: no answer in {SECONDS:g} seconds. Is it up, and may this machine reach it?"
            )
        _print(found)
        failed = failed or found.failed
    _say("The line cannot work like this. Each ✗ says what to do." if failed else "The line can work.")
    return 1 if failed else 0


def _settings(env: Mapping[str, str], found: Findings) -> dict[str, Any]:
    """The settings in `env` that can be read, by name in lower case. What is wrong with others goes to `found`."""
    given = {name: text for name, value in env.items() if (text := value.strip())}
    names = DECLARED.names
    wrong = {name: problem for name in names if name in given and (problem := _problem(name, given[name]))}
    missing = {name: f"{name}: {text}" for name, text in DECLARED.required.items() if name not in given}
    if "TWILIO_AUTH_TOKEN" in missing:
        found.bad(_LOUD)
        del missing["TWILIO_AUTH_TOKEN"]
    for name in names:
        if name in wrong or name in missing:
            found.bad(wrong.get(name) or missing[name])
    if not any(name in given for name in ON_CALL_SETTINGS):
        found.bad(NOBODY)
    if not found.failed:
        found.ok("settings: complete.")
    return DECLARED.read({n: given[n] for n in names if n in given and n not in wrong})


def _problem(name: str, text: str) -> str:
    try:
        said = DECLARED.faults({name: text}, demo=True, embedded=True)
    except Exception:  # noqa: BLE001  a reader that stumbles over garbage has found garbage
        return f"{name}: it cannot be read. Write it again."
    return said[0] if said else ""


def _checks(known: Mapping[str, Any], found: Findings) -> list[_Check]:
    """The checks to make with these settings. What is wrong between the settings themselves goes to `found`."""
    public = known.get("public_url")
    checks_on_call.settings(known, found)
    if not known["on_call"] and known["on_call_number"] is None:
        found.warn(
            "ON_CALL: it is missing, so in a call volunteers cannot bring in a supervisor or hand over to the crisis "
            "line, and the tone before the end comes as a text. Give the numbers of the people on call."
        )
    elif not crisis_lines.for_region(known["line_region"][0]).dial:
        found.warn(
            "LINE_REGION: the crisis line there cannot be dialled for somebody, so key 4 in a call gives its number "
            "to the volunteer instead."
        )
    if not known["trust_attested"]:
        found.warn(
            "TRUST_ATTESTED: it says no, so no volunteer has a menu of their own by phone; texts do all of it."
        )
    if public and not public.startswith("https://") and not is_here(public):
        found.bad(
            "PUBLIC_URL: it begins with http://, so what people text crosses the net for all to read. Put TLS in "
            "front of the line and write https://."
        )
    _crisis_line(crisis_lines.for_region(known["line_region"][0]), found)
    if known["twilio_api_base_url"] and is_here(known["twilio_api_base_url"]):
        found.warn(
            "TWILIO_API_BASE_URL: it names a carrier on this machine, so nobody's own telephone rings."
        )
    if known["ring_seconds"] < SHORTEST_DIAL:
        found.warn(
            f"RING_SECONDS: the carrier rings a phone that is dialled from inside a call (the participant's, and a "
            f"volunteer's for key 3) for {SHORTEST_DIAL:g} seconds at least."
        )
    if not known.get("line_number") and not known.get("twilio_auth_token") and is_demo(known["var_dir"]):
        found.warn(
            "settings: what `make demo` runs here brings its own. Ask again while it runs, to look at that."
        )
    checks = []
    database_url = _database_url(known, found)
    if database_url:
        checks.append(_Check("database", partial(_database, database_url, known)))
        checks.append(
            _Check("disk", partial(checks_processes.room, disk.folders(database_url, known["var_dir"])))
        )
    redis_url = _redis_url(known, found)
    if redis_url:
        checks.append(_Check("Redis", partial(checks_redis.queue, redis_url)))
    if known.get("twilio_account_sid") and known.get("twilio_auth_token"):
        checks.append(_Check("carrier", partial(checks_carrier.carrier, known)))
    if public:
        checks.append(_Check("PUBLIC_URL", partial(checks_carrier.web, public)))
    return checks


def _database(url: str, known: Mapping[str, Any], found: Findings) -> None:
    if checks_database.database(url, known, found):
        checks_processes.database(url, found)


def _crisis_line(lines: crisis_lines.CrisisLines, found: Findings) -> None:
    if not lines.crisis:
        found.warn(
            f"LINE_REGION: the line knows no crisis line there, and can only say {lines.emergency}. Add it to "
            "flows/rules/crisis/lines.py."
        )
    elif lines.known_from:
        found.warn(
            f"LINE_REGION: check this number. People in danger are told to call {lines.crisis} "
            f"({lines.crisis_name}), as we found it: {lines.known_from}. Ring it, and look at the service's own page, "
            "before the line opens and once a year. It stands in flows/rules/crisis/lines.py."
        )


def _database_url(known: Mapping[str, Any], found: Findings) -> str | None:
    if known["database_url"]:
        return str(known["database_url"])
    file: Path = known["var_dir"] / "warmline.db"
    if file.is_file():
        found.warn(
            "DATABASE_URL: it is missing, so `warmline up` keeps its own database under VAR_DIR, looked at here. The "
            "Procfile's processes do not start without it."
        )
        return f"sqlite:///{file}"
    found.bad("DATABASE_URL: it is missing. Name the database, or let `warmline up` make its own.")
    return None


def _redis_url(known: Mapping[str, Any], found: Findings) -> str | None:
    if known["redis_url"]:
        return str(known["redis_url"])
    running = checks_redis.embedded_redis(known["var_dir"] / "redis")
    if running:
        found.warn(
            "REDIS_URL: it is missing, so the server that `warmline up` brings is looked at. The Procfile's processes "
            "do not start without it."
        )
        return running
    if checks_redis.was_embedded(known["var_dir"] / "redis"):
        found.bad(
            "Redis: the server that `warmline up` brings does not answer. Does `warmline up` run, and its server?"
        )
        return None
    found.bad("REDIS_URL: it is missing. Name the server, or let `warmline up` bring its own.")
    return None


def _print(found: Findings) -> None:
    for line in found.lines:
        _say(line)


def _say(line: str) -> None:
    try:
        click.echo(line)
    except UnicodeEncodeError:  # a terminal that knows no ticks
        plain = line.replace("✓", "ok").replace("✗", "NO")
        click.echo(plain.encode("ascii", "replace").decode())
