"""Stands in for the carrier on this machine: Twilio's REST, webhooks and TwiML, with phones that anyone can pick up.

It is a program of its own (`python -m telephony.local_carrier`) and imports nothing of the line, so that the line
cannot tell it from the real carrier. Rehearsals and tests use its phones through `phones.phones.Carrier`.
"""
