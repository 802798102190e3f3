"""Logs: lines on standard output, JSON for machines and key=value for a terminal, nobody's number in them.

    configure(settings.log_level)
    log = structlog.get_logger(__name__)
    log.info("callback.connected", code="K7", seconds=3.2)

What uses the logging module goes the same way: gunicorn, rq, sqlalchemy, alembic, twilio, warnings.
"""

import logging
import sys
import threading
from types import TracebackType
from typing import TextIO

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

from store.logs.redaction import safe, without_arguments

# These tell of every request or statement; what they say beyond that is a person's business.
_ONLY_WARNINGS = (
    *("twilio", "urllib3", "sqlalchemy.engine", "sqlalchemy.pool", "werkzeug"),
    *("asyncio", "aiohttp.access", "rq.scheduler", "fido2"),
)


class Lines(logging.StreamHandler[TextIO]):
    """Writes to the stream that was standard output when logging was configured."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 the name is logging's
        """The usual report of a failure prints what was to be logged, unmasked."""
        sys.stderr.write(f"a log line of {record.name} could not be written\n")


def configure(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send all logging of this process, its crashes too, to `stream` (standard output)."""
    stream = stream or sys.stdout
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]
    handler = Lines(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, _jobs_without_arguments],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _safe,
                structlog.processors.TimeStamper(fmt="iso", utc=True),  # behind the mask: it is a long number
                *_renderers(stream),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _ONLY_WARNINGS:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    sys.excepthook = _crashed
    threading.excepthook = _thread_crashed


def _renderers(stream: TextIO) -> list[Processor]:
    if stream.isatty():
        # The plain formatter: prettier ones print local variables, which hold what people said.
        plain = structlog.dev.plain_traceback
        return [structlog.dev.ConsoleRenderer(exception_formatter=plain)]
    return [structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=True)]


def _safe(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    kept: EventDict = safe(event)
    return kept


def _jobs_without_arguments(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    if str(event.get("logger", "")).startswith("rq"):
        event["event"] = without_arguments(str(event["event"]))
    return event


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return  # a person ended it and knows
    logging.getLogger("crash").critical("process crashed", exc_info=(kind, error, trace))


def _thread_crashed(crash: threading.ExceptHookArgs) -> None:
    error = crash.exc_value or crash.exc_type()
    logging.getLogger("crash").critical(
        "thread crashed", exc_info=(crash.exc_type, error, crash.exc_traceback)
    )
