"""What makes a call or a text surely somebody's: a ring of the filed number, a PIN, a code; and what limits trying."""
