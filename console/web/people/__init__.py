"""The pages about people: the list, one person, and what can be done there."""
