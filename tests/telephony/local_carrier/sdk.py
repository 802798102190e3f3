"""Twilio's own client, talking to the local carrier instead."""

from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client  # noqa: TID251  # what the carrier has to satisfy

__all__ = ["ACCOUNT", "LINE", "TOKEN", "Client", "TwilioRestException", "sdk"]

ACCOUNT = "AC" + "0123456789abcdef" * 2
TOKEN = "a-token-of-the-tests"
LINE = "+12025550100"


def sdk(url: str, timeout: float = 5.0, token: str = TOKEN) -> Client:
    client = Client(ACCOUNT, token, http_client=TwilioHttpClient(timeout=timeout, pool_connections=False))
    client.api.base_url = url
    return client
