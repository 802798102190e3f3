"""Signing in and out, finishing an invitation, and what somebody can do about their own account."""
