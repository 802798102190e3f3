"""How each effect is made true: a function an effect, grouped as the effects are."""
