"""Volunteers: the roster, one of them, invitations, texts to them, complaints, how fairly calls are shared."""
