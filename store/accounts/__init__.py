"""Who may sign in to the console: accounts, invitations, second factors, recovery codes, sessions."""
