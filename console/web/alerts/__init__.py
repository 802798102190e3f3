"""Alerts that were: their history, the people on call, the test of the whole chain."""
