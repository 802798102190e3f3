"""The rules that every volunteer agrees to before they get offers. The words are `join.<name>` in flows/wording."""

RULES = ("quiet", "numbers", "listening", "yourself")
"""In the order in which they are asked. Add to the end; a name, once agreed to, stands in the ledger for good.

What is said stays here; no numbers, no meeting; listen, do not treat; look after yourself, and in danger hand over.
"""
