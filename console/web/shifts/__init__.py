"""The rota in the console: weeks, months, shifts, slots, times off, closing the line."""
