"""Says what the carrier's error codes mean, for people who will never look them up.

Source of each: the carrier's error dictionary (twilio.com/docs/api/errors).
"""

PROBLEMS: dict[int, str] = {
    11100: "the address is none",
    11200: "the line did not answer as it should",
    11205: "the line could not be reached",
    11750: "the answer is longer than 64 kB",
    12100: "the answer is not well-formed XML",
    12102: "the answer does not begin with <Response>",
    12200: "there is something in the answer that the carrier does not understand",
    12300: "the answer is of a kind that the carrier does not play",
    12400: "the call asked for too many documents and was ended",
    13214: "the number to be shown does not belong to the line",
    13224: "the number to be rung is no phone number",
    14103: "the text has no words in it",
    16025: "somebody with this label is in the conference already",
    20001: "a value in the request cannot be right",
    20003: "the account or its token is wrong",
    20004: "this cannot be asked in this way",
    20009: "it is still under way; ask again later",
    20404: "there is no such thing (any more)",
    20429: "too many requests at once; nothing was done, so asking again later is safe",
    20500: "something went wrong inside the carrier; whether it was done is not known, so the line has to look before "
    "it asks again",
    20503: "the carrier is out of order",
    21201: "the request does not say whom to ring",
    21205: "the request does not say where to ask what is to be heard",
    21210: "the number to be shown does not belong to the line",
    21211: "this is no phone number",
    21212: "the number to be shown is no phone number",
    21213: "the request does not say which number to show",
    21220: "the call is over, or was not answered yet",
    21266: "the line cannot text or ring itself",
    21408: "the account may not reach this country",
    21602: "the text has no words in it",
    21603: "the request does not say which number sends the text",
    21604: "the request does not say whom the text is for",
    21606: "the sender’s number does not belong to the line",
    21610: "the person has opted out: the carrier lets no text of the line through until they text START",
    21611: "too many texts are waiting already",
    21612: "this sender cannot be texted back",
    21614: "this is no number for mobile phones",
    21617: "the text is longer than 1600 characters",
    30003: "the phone cannot be reached: it is switched off or out of range",
    30004: "the phone blocks these texts",
    30005: "nobody has this number",
    30006: "it is a landline, which takes no texts",
    30007: "a filter took it for spam",
    30008: "the other network did not say why",
    30034: "the line’s number is not registered for texting",
}


def words_for(code: int | str, otherwise: str = "") -> str:
    """What a code means, and the code. `otherwise`: the carrier's own words, for a code that is not listed here."""
    known = PROBLEMS.get(int(code)) if str(code).isdecimal() and len(str(code)) < 7 else None
    said = known or otherwise.rstrip(".") or "the carrier gives no reason"
    return f"{said} (code {code})"
