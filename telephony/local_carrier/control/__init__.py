"""The phones' own API: JSON under /_phones, for whoever holds the phones. Loopback only, no credentials."""

from telephony.local_carrier.control.routes import add_routes, local_only

__all__ = ["add_routes", "local_only"]
