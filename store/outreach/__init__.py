"""Somebody with an account reaches one person, is shown a number, or keeps volunteers from somebody."""
