"""What is remembered: tables, claims, transactions."""
