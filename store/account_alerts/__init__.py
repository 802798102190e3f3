"""Alerts as somebody with an account sees, takes, passes on and closes them; by e-mail too."""
