"""`warmline up`: every process of the line on this machine."""

import click

from console import stack
from console.processes import Supervisor
from store import log
from store.settings import Settings


def up(settings: Settings) -> None:
    """Run until Ctrl-C; every process started is stopped then."""
    log.configure(settings.log_level)
    stack.migrate(settings)
    redis = stack.redis_server(settings)
    env = stack.environment(settings, redis.url if redis else settings.redis_url or "")
    processes = [redis.process()] if redis else []
    processes += stack.line(env, settings.port)
    click.echo(
        f"{settings.line_name} answers on port {settings.port}; the carrier reaches it at {settings.public_url}"
    )
    Supervisor(processes).run()
