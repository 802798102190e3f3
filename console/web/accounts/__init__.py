"""Who has an account of the console, and what managers of accounts do."""
