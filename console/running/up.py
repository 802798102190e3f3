"""`warmline up`: every process of the line on this machine."""

from contextlib import closing, nullcontext

import click

from console.running import stack
from console.running.embedded_redis import AlreadyRunning
from console.running.processes import NotReady, Supervisor
from store.config.settings import Settings
from store.logs import setup as log


def up(settings: Settings) -> None:
    """Run until Ctrl-C; every process started is stopped then."""
    log.configure(settings.log_level)
    if stack.taken(settings.port):
        raise click.ClickException(
            f"Port {settings.port} is taken; stop what listens there, or set PORT to another."
        )
    try:
        redis = stack.redis_server(settings)
    except AlreadyRunning as another:
        raise click.ClickException(f"{another}; stop it, or set VAR_DIR to another folder.") from None
    with closing(redis) if redis else nullcontext():
        stack.migrate(settings)
        env = stack.environment(settings, redis.url if redis else settings.redis_url or "")
        processes = [redis.process()] if redis else []
        processes += stack.line(env, settings.port)
        click.echo(
            f"{settings.line_name} answers on port {settings.port}; the carrier reaches it at {settings.public_url}"
        )
        try:
            Supervisor(processes).run()
        except NotReady as slow:
            raise click.ClickException(f"{slow}; its last lines above say why.") from None
