"""`warmline phones`: the local carrier and its page of telephones alone, beside the environment of a line.

The page stands in for Twilio, so it starts only where nothing that is played on it can reach a real person: the line's
carrier has to be the one on this machine, and so has the line.
"""

import os
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import click

from console.doctor.report import is_here
from console.running import named_phones, stack
from console.running.processes import NotReady, Supervisor
from console.target_line import NoLine, complete, names_a_line
from store.config import clock
from store.config.demo_defaults import folder_of, is_demo
from store.config.settings import Settings

_EXAMPLE = "http://127.0.0.1:8001"
_REAL = (
    "The carrier of the line in this environment is {whose}: what is played would reach real people. Nothing was "
    "started. Give the line a carrier on this machine, TWILIO_API_BASE_URL={example}, here and for its processes."
)
_LINE_ELSEWHERE = (
    "PUBLIC_URL names a line that others reach: what is played would be texts and calls to it. Nothing was started. "
    "Give a line to play with PUBLIC_URL=http://127.0.0.1:{port}, here and for its processes."
)
_LOOK_EVERY = 2.0


@click.command()
def phones() -> None:
    """Telephones in the browser for the line in this environment, whose carrier they are. Nothing is rung for real."""
    settings = _settings(os.environ)
    port = _port(settings)
    moved_by = os.environ.get(clock.VARIABLE, "").strip()
    clock_file = Path(moved_by).resolve() if moved_by else None
    if clock_file:
        stack.check_clock(clock_file)
    with tempfile.TemporaryDirectory(prefix="warmline-phones-") as folder:
        known = named_phones.named_phones(settings)
        carrier = stack.local_carrier(
            settings,
            stack.on_its_own(_only_the_account(settings)),
            port,
            phones=named_phones.write(known, Path(folder) / "phones.json"),
            clock_file=clock_file,
        )
        try:
            with Supervisor([carrier], say=_say):
                _tell(settings, port, known, moved_by)
                _wait_for_the_line(settings)
                threading.Event().wait()
        except KeyboardInterrupt:
            click.echo("\nThe telephones are put away.")
        except NotReady as slow:
            raise click.ClickException(f"{slow}; the lines above say why.") from None


def _settings(env: Mapping[str, str]) -> Settings:
    if not names_a_line(env) and is_demo(folder_of(env)):
        demo = complete(env, demo=True)
        page = f"{demo.twilio_api_base_url}/"
        how = f"they are open at {page}" if stack.answers(page) else f"`make demo` opens them at {page}"
        raise NoLine(f"No line is named here, and the demo of this folder has its telephones already: {how}.")
    return complete(env, embedded=True)


def _port(settings: Settings) -> int:
    """Where to listen. Raises NoLine, in words, where that is not ours to do or somebody real could be reached."""
    carrier = settings.twilio_api_base_url
    if carrier is None:
        raise NoLine(_REAL.format(whose="Twilio itself (TWILIO_API_BASE_URL is not set)", example=_EXAMPLE))
    if not is_here(carrier):
        raise NoLine(_REAL.format(whose="on another machine (TWILIO_API_BASE_URL)", example=_EXAMPLE))
    if not is_here(settings.public_url):
        raise NoLine(_LINE_ELSEWHERE.format(port=settings.port))
    url = urlsplit(carrier)
    if url.scheme != "http" or url.port is None or url.hostname == "::1":
        raise NoLine(
            f"TWILIO_API_BASE_URL: telephones listen on an address like {_EXAMPLE}: http, 127.0.0.1 and a port."
        )
    if url.port == urlsplit(settings.public_url).port:
        raise NoLine("TWILIO_API_BASE_URL and PUBLIC_URL name the same port. Give the telephones another.")
    if stack.taken(url.port):
        raise NoLine(
            f"Port {url.port}, which TWILIO_API_BASE_URL names, is taken. Do the telephones run already? "
            f"See {carrier}/, or stop what listens there."
        )
    return url.port


def _only_the_account(settings: Settings) -> dict[str, str]:
    """The environment of a carrier: it signs with the account's token, and needs none of the line's other secrets."""
    env = stack.environment(settings, "")
    return {name: env[name] for name in env if name not in stack.SETTINGS or name.startswith("TWILIO_")}


def _say(name: str, line: str) -> None:
    if name == "warmline":
        click.echo(f"{line}; it is started again, and has forgotten its texts and calls.", err=True)
    elif not line.startswith("local carrier on"):
        click.echo(line, err=True)


def _tell(settings: Settings, port: int, known: tuple[named_phones.NamedPhone, ...], moved_by: str) -> None:
    volunteers = [phone for phone in known if phone.role == "volunteer"]
    click.echo(
        f"Telephones for {settings.line_name}: http://127.0.0.1:{port}/\n"
        "Nothing leaves this machine: what is texted, rung and said on that page reaches no real telephone.\n"
        "They ask for no password: whoever has an account on this machine can open them, text, and read along.\n"
        "\n"
        "All processes of the line need this environment: `warmline up` in another window, for one. Above all\n"
        f"  TWILIO_API_BASE_URL={settings.twilio_api_base_url}   which makes these telephones its carrier\n"
        f"  PUBLIC_URL={settings.public_url}   where texts and calls go, with /sms, /voice and /voice/status"
    )
    if moved_by:
        click.echo(f"  {clock.VARIABLE}={moved_by}   by which the page moves the line's clock")
    else:
        click.echo(
            f"With {clock.VARIABLE} naming a file, there and here, the page can move the line's clock."
        )
    if volunteers:
        click.echo("The volunteers on the page, for a line that does not know them yet:")
    for phone in volunteers:
        click.echo(f"  warmline volunteers add {phone.name} {phone.number} --active --on-duty")
    click.echo("Whoever else the line knows has a telephone once you add it on the page, by its number.")
    if not settings.ladder:
        click.echo("ON_CALL is not set: nobody is told when somebody may be in danger.")
    click.echo("Ctrl-C ends it.\n")


def _wait_for_the_line(settings: Settings) -> None:
    at, pause = f"{settings.public_url}/healthz", threading.Event()
    if not stack.answers(at, b"ok\n"):
        click.echo(f"No line answers at {settings.public_url} yet. The telephones wait for it.")
        while not stack.answers(at, b"ok\n"):
            pause.wait(_LOOK_EVERY)
    click.echo(f"The line answers at {settings.public_url}.")
