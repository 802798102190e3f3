"""The functions that make effects true in the rows, one for each effect, grouped as the effects are."""
