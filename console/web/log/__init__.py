"""The log of who did what, to be read."""
