"""The front of the console: how it stands at this moment."""
