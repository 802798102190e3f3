"""What the organisation chooses about its line: settings, words of its own, lines for danger, and who chose what."""
