"""The rules that every volunteer agrees to before they get offers. The words are `join.<name>` in flows/wording."""

RULES = ("quiet", "numbers", "listening", "yourself")
"""In the order in which they are asked. Add new ones at the end: the ledger keeps each name that was agreed to.

They say: what is said stays here; no numbers and no meetings; listen, do not treat; look after yourself, and hand
over when somebody is in danger."""
