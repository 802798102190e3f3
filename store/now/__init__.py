"""The line at this moment, as staff see it, and what a new line still needs."""
