"""E-mails about alerts, beside the texts and rings: sent by a thread of the worker that holds up nothing."""
