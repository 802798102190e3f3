"""What is said and decided: conversations, wording, rules. Pure: no I/O and no clock of its own."""
