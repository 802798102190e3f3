"""Defines what the carrier refuses, in Twilio's codes and words."""

_CATALOGUE: dict[int, tuple[int, str]] = {
    20001: (400, "Invalid parameter value: {what}"),
    20003: (401, "Authenticate"),
    20004: (405, "Method not allowed"),
    20009: (409, "The resource is not finished yet, try again later"),
    20404: (404, "The requested resource {what} was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "An internal server error has occurred"),
    20503: (503, "Service unavailable"),
    21201: (400, "No 'To' number is specified"),
    21205: (400, "Url parameter is required"),
    21210: (400, "The source phone number provided, {what}, is not yet verified for your account"),
    21211: (400, "The 'To' number {what} is not a valid phone number"),
    21212: (
        400,
        "The 'From' number {what} is not a valid phone number, shortcode, or alphanumeric sender ID",
    ),
    21213: (400, "No 'From' number is specified"),
    21220: (400, "Call is not in-progress. Cannot redirect."),
    21266: (400, "'To' and 'From' number cannot be the same"),
    21602: (400, "Message body is required"),
    21603: (400, "A 'From' phone number is required"),
    21604: (400, "A 'To' phone number is required"),
    21606: (400, "The 'From' phone number {what} is not a valid, SMS-capable inbound phone number"),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit"),
}


class ApiError(Exception):
    """A REST request is refused; `payload` is Twilio's error JSON."""

    def __init__(self, code: int, what: str = "") -> None:
        self.code = code
        self.status, template = _CATALOGUE.get(code, (400, f"Refused with {code}"))
        self.message = template.replace("{what}", what)
        super().__init__(self.message)

    @property
    def payload(self) -> dict[str, object]:
        return {
            "code": self.code,
            "message": self.message,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }


class DocumentError(Exception):
    """An answer to a webhook cannot be played; `code` is what Twilio's debugger would show."""

    def __init__(self, code: int, message: str, *, recorded: bool = False) -> None:
        # A request that failed is in the journal already; a document that cannot be read is not.
        self.recorded = recorded
        self.code = code
        self.message = message
        super().__init__(f"{code} {message}")
