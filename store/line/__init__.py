"""What the organisation chooses about its line, as rows: in force at once in every process."""
