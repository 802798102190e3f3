"""`python -m telephony.local_carrier`: run the carrier until it is told to stop."""

import argparse
import asyncio
import os
import signal
import sys

from aiohttp import web

from telephony.local_carrier.app import create_app
from telephony.local_carrier.settings import Settings

HOST = "127.0.0.1"


def main() -> None:
    arguments = _parser().parse_args()
    if not arguments.account_sid or not arguments.auth_token:
        sys.exit("the account sid and the auth token are needed")
    if not arguments.pace > 0:
        sys.exit("--pace must be above 0")
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
        receipt_delay=arguments.receipt_delay,
    )
    asyncio.run(_serve(settings, arguments.port))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="local_carrier", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--account-sid", default=os.environ.get("TWILIO_ACCOUNT_SID", ""))
    parser.add_argument(
        "--auth-token",
        default=os.environ.get("TWILIO_AUTH_TOKEN", ""),
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
    return parser


async def _serve(settings: Settings, port: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    # No access log: paths and queries may carry numbers.
    runner = web.AppRunner(
        create_app(settings), access_log=None, handler_cancellation=True, shutdown_timeout=1.0
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
