"""`python -m telephony.local_carrier`: run the carrier until it is told to stop."""

import argparse
import asyncio
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aiohttp import web
from aiohttp.http import HttpProcessingError
from aiohttp.log import server_logger

from telephony.local_carrier.app import create_app
from telephony.local_carrier.clock import CLOCK
from telephony.local_carrier.phones.named_phones import read_phones
from telephony.local_carrier.phones.owner import NamedPhone
from telephony.local_carrier.settings import Settings
from telephony.local_carrier.values import one_line

HOST = "127.0.0.1"


class WithoutRequests(logging.Filter):
    """Keeps out of the log what could not be read as a request: there may be a number or somebody's words in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        problem = record.exc_info[1] if record.exc_info else None
        if isinstance(problem, HttpProcessingError):
            record.msg, record.args = "a request could not be read: %s", (type(problem).__name__,)
            record.exc_info = None
        return True


def main() -> None:
    arguments = _parser().parse_args()
    if not arguments.account_sid or not arguments.auth_token:
        sys.exit("the account sid and the auth token are needed")
    if not arguments.pace > 0:
        sys.exit("--pace must be above 0")
    if not arguments.stride >= 0:
        sys.exit("--stride must not be below 0")
    if not arguments.page_grace > 0:
        sys.exit("--page-grace must be above 0")
    try:
        timezone = ZoneInfo(arguments.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        sys.exit("--timezone must be the name of a time zone, such as America/New_York")
    try:
        phones = read_phones(Path(arguments.phones), arguments.number) if arguments.phones else ()
        if arguments.clock:
            CLOCK.follow(Path(arguments.clock))
    except ValueError as problem:
        sys.exit(str(problem))
    settings = Settings(
        account_sid=arguments.account_sid,
        auth_token=arguments.auth_token,
        number=arguments.number,
        sms_url=arguments.sms_url,
        voice_url=arguments.voice_url,
        voice_status_url=arguments.voice_status_url,
        sms_fallback_url=arguments.sms_fallback_url,
        voice_fallback_url=arguments.voice_fallback_url,
        pace=arguments.pace,
        advanced_opt_out=arguments.advanced_opt_out,
        name=one_line(arguments.name),
        timezone=timezone,
        page_grace=arguments.page_grace,
        stride=arguments.stride,
        receipt_delay=arguments.receipt_delay,
    )
    asyncio.run(_serve(settings, phones, arguments.port))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="local_carrier", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--account-sid", default=os.environ.get("TWILIO_ACCOUNT_SID", ""))
    parser.add_argument(
        "--auth-token",
        default=os.environ.get("TWILIO_AUTH_TOKEN", "").partition(",")[0].strip(),
        help="better left to TWILIO_AUTH_TOKEN, where other users of the machine cannot read it",
    )
    parser.add_argument("--number", required=True, help="the line's number")
    parser.add_argument("--sms-url", required=True)
    parser.add_argument("--voice-url", required=True)
    parser.add_argument("--voice-status-url", default="")
    parser.add_argument("--sms-fallback-url", default="")
    parser.add_argument("--voice-fallback-url", default="")
    parser.add_argument("--receipts-url", default="", help="not used: each text names its own")
    parser.add_argument("--pace", type=float, default=1.0, help="how many times faster telephone time runs")
    parser.add_argument("--receipt-delay", type=float, default=0.05, help="seconds until a text leaves")
    parser.add_argument("--advanced-opt-out", action="store_true")
    parser.add_argument("--name", default="", help="the line's name, for the page of phones")
    parser.add_argument("--timezone", default="UTC", help="the line's time zone, such as America/New_York")
    parser.add_argument("--phones", default="", help="a JSON file with the phones that the page shows")
    parser.add_argument(
        "--clock",
        default="",
        help="a file with the number of seconds that the clock is ahead; the page may then move it on",
    )
    parser.add_argument(
        "--page-grace",
        type=float,
        default=4.0,
        help="how many seconds a page may be away before its calls are hung up",
    )
    parser.add_argument(
        "--stride", type=float, default=1.3, help="how many seconds a clock that runs on waits at each stop"
    )
    return parser


async def _serve(settings: Settings, phones: Sequence[NamedPhone], port: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    # No access log: paths and queries may carry numbers.
    server_logger.addFilter(WithoutRequests())
    runner = web.AppRunner(
        create_app(settings, phones), access_log=None, handler_cancellation=True, shutdown_timeout=1.0
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, HOST, port)
        await site.start()
        where = runner.addresses[0]
        sys.stdout.write(f"local carrier on http://{where[0]}:{where[1]}\n")
        sys.stdout.flush()
        await stop.wait()
    finally:
        await runner.cleanup()


if __name__ == "__main__":
    main()
