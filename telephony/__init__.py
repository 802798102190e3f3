"""Talks with the carrier, and is the only package that knows Twilio: webhooks, REST, TwiML, and the local carrier."""
