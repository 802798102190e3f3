"""A month of the line in figures."""
