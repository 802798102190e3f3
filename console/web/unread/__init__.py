"""Unread: what the line did not understand, and what it meant."""
