"""What the line did not understand, of people who let the team read it."""
