"""Sets up gunicorn for the line: `gunicorn -c console/gunicorn.conf.py 'console:create_app()'`.

Sync workers: a webhook is one short transaction, for which they were measured to be twice as fast as threads.
"""

import os
from pathlib import Path

from gunicorn.config import Config
from gunicorn.glogging import Logger

from store.logs.setup import configure


class MaskedLogger(Logger):
    """Sends gunicorn's messages through our logging: to standard output, without telephone numbers."""

    def setup(self, cfg: Config) -> None:
        """Replace gunicorn's own handlers; gunicorn calls this."""
        configure(os.environ.get("LOG_LEVEL", "INFO").upper())
        self.cfg = cfg
        self._access_log_enabled = False
        for log in (self.error_log, self.access_log):
            log.handlers.clear()
            log.propagate = log is self.error_log


logger_class = MaskedLogger
os.umask(0o077)  # only this user may read a database file that a web process makes

bind = f"0.0.0.0:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "sync"
preload_app = True  # a third less memory; database engines are made after the fork
timeout = 20  # the carrier gives up after 15 seconds
graceful_timeout = 20
backlog = 512
max_requests = 20_000  # so that a leak lasts for hours and not for months
max_requests_jitter = 2_000
accesslog = None  # addresses, times and paths of people in need are nobody's business
errorlog = "-"
control_socket_disable = True  # it would be one socket in the home directory for all lines of a machine
proc_name = "warmline"

# The carrier's requests are small; a larger one is not the carrier's.
limit_request_line = 2_048
limit_request_fields = 60
limit_request_field_size = 4_096

# Heartbeats are files: on a disk that stalls, healthy workers would be taken for dead.
if Path("/dev/shm").is_dir():  # noqa: S108 gunicorn makes its file there safely
    worker_tmp_dir = "/dev/shm"  # noqa: S108
