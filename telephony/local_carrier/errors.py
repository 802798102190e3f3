"""Knows Twilio's error codes: their names in the error dictionary, how REST refuses with one, and how a text ends."""

WORDS: dict[int, str] = {
    11100: "Invalid URL format",
    11200: "HTTP retrieval failure",
    11205: "HTTP connection failure",
    11750: "TwiML response body too large",
    12100: "Document parse failure",
    12102: "The root element must be Response",
    12200: "Schema validation warning",
    12300: "Invalid Content-Type",
    12400: "Internal Failure",
    13214: "Dial: Invalid callerId value",
    13224: "Dial: Twilio does not support calling this number or the number is invalid",
    13225: "Dial: Call blocked by Twilio block list",
    13227: "Geo Permission configuration is not permitting call",
    13238: "Dial->Conference: Invalid Verb used in waitUrl, holdUrl, or announceUrl TwiML",
    14103: "Invalid Body",
    14107: "SMS send rate limit exceeded",
    16025: "Dial->Conference: Participant label is in use by another participant",
    20001: "Unknown parameters",
    20003: "Permission Denied",
    20004: "Method not allowed",
    20005: "Account not active",
    20007: "Page size too large",
    20009: "Cannot delete this resource before it is complete",
    20404: "Not Found",
    20422: "Invalid Parameter",
    20429: "Too Many Requests",
    20500: "Internal Server Error",
    20503: "Service unavailable",
    21201: "No Called number specified",
    21205: "Invalid URL",
    21210: "'From' phone number not verified",
    21211: "Invalid 'To' Phone Number",
    21212: "Invalid From Number (caller ID)",
    21213: "Caller phone number is required",
    21214: "'To' phone number cannot be reached",
    21215: "Geo Permission configuration is not permitting call",
    21216: "API: Call blocked by Twilio blocklist",
    21217: "Phone number does not appear to be valid",
    21220: "Invalid call state",
    21262: "No AMD status callback URL provided",
    21266: "'To' and 'From' number cannot be the same",
    21408: "Permission to send an SMS has not been enabled for the region indicated by the 'To' number",
    21602: "Message body is required",
    21603: "A 'From' or 'MessagingServiceSid' parameter is required to send a message",
    21604: "The destination 'To' phone number is required to send an SMS",
    21606: (
        "The 'From' phone number provided is not a valid message-capable Twilio phone number for this destination."
    ),
    21608: "The 'to' phone number provided is not yet verified for this account.",
    21609: "Invalid 'StatusCallback'",
    21610: "Attempt to send to unsubscribed recipient",
    21611: "This 'From' number has exceeded the maximum number of queued messages",
    21612: "The 'To' phone number is not currently reachable via SMS",
    21614: "'To' number is not a valid mobile number",
    21617: "The concatenated message body exceeds the 1600 character limit",
    21626: "Invalid 'StatusCallbackEvent'",
    21704: "The Messaging Service contains no phone numbers",
    21705: "The Messaging Service is invalid",
    30001: "Queue overflow",
    30002: "Account suspended",
    30003: "Unreachable destination handset",
    30004: "Message blocked",
    30005: "Unknown destination handset",
    30006: "Landline or unreachable carrier",
    30007: "Message filtered",
    30008: "Unknown error",
    30010: "Message price exceeds max price",
    30022: "US A2P 10DLC - Rate Limits Exceeded",
    30023: "US A2P 10DLC - Daily Message Cap Reached",
    30027: "US A2P 10DLC - T-Mobile Daily Message Limit Reached",
    30029: "Invalid ContentRetention",
    30030: "Invalid AddressRetention",
    30032: "Toll-Free Number Has Not Been Verified",
    30033: "US A2P 10DLC - Campaign Suspended",
    30034: "US A2P 10DLC - Message from an Unregistered Number",
    30035: "US A2P 10DLC - Message from a number still being configured",
    30409: "This message cannot be canceled",
}
"""The name of each code, as https://www.twilio.com/docs/api/errors has it."""

_HTTP = {
    **dict.fromkeys((20003, 20005), 401),
    20004: 405,
    20009: 409,
    20404: 404,
    20429: 429,
    20500: 500,
    20503: 503,
}
"""The HTTP status of a refusal, where it is not 400."""

_SAID = {
    20003: "Authenticate",
    20404: "The requested resource {what} was not found",
    20422: "Invalid Parameter: {what}",
    21210: "The source phone number provided, {what}, is not yet verified for your account",
    21211: "The 'To' number {what} is not a valid phone number",
    21212: "The 'From' number {what} is not a valid phone number, shortcode, or alphanumeric sender ID",
    21220: "Call is not in-progress. Cannot redirect.",
}
"""What a refusal says where that is more than the name of its code."""

_NOT_SENT = frozenset({30001, 30002, 30010, 30033})
"""Codes of delivery for which a text never left: Twilio names overflowing queues, suspended accounts, prices."""


def course_of(code: int) -> tuple[str, ...]:
    """The statuses that a text still goes through when it ends with this code; with 0 it is delivered.

    As Twilio's page of message statuses has it: `failed` is a text that never left, `undelivered` one that left and of
    which the network says that it did not arrive.
    """
    if not code:
        return ("sent", "delivered")
    return ("failed",) if code < 30000 or code in _NOT_SENT else ("sent", "undelivered")


class ApiError(Exception):
    """A REST request is refused; `payload` is Twilio's error JSON. `what`: the value that was refused."""

    def __init__(self, code: int, what: str = "") -> None:
        self.code = code
        self.status = _HTTP.get(code, 400)
        self.message = _SAID.get(code, WORDS.get(code, f"Refused with {code}")).replace("{what}", what)
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
