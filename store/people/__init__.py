"""People as the console shows them: listed, one by one, their words one at a time. No numbers."""
