"""What `warmline read` does: reads labelled texts, says how often the line is right, trains the model."""
