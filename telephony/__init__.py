"""The only package that speaks Twilio: webhooks in, REST out, TwiML, the local carrier."""
