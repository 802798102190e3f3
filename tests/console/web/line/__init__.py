"""What the organisation chooses about its line, in the console."""
