"""Rings in place of texts, while the line may not text: somebody's phone rings and asks by key."""
