"""Reaching out to one person from the console, and keeping volunteers from somebody: SAY, CALL, a number, a block."""
