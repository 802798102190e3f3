"""The rota as staff plan it: weeks, changes, whom to ask for a gap."""
