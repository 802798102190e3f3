"""Says in words why a text did not arrive, for whoever holds the phone."""

_WORDS = {
    11100: "the line's webhook has no address that can be called",
    11200: "the line did not take it",
    11205: "the line cannot be reached",
    21610: "this number has opted out of the line's texts",
    30001: "too many texts are waiting",
    30002: "the line's account is suspended",
    30003: "this phone is switched off or out of reach",
    30004: "this number, or its owner, blocks the text",
    30005: "nobody has this number",
    30006: "this is a landline, which takes no texts",
    30007: "a carrier on the way filtered it as unwanted",
    30008: "a carrier on the way lost it, and does not say why",
    30022: "the line sends more texts than its registration allows",
    30032: "the line's number is not verified for texts",
    30034: "the line's number is not registered for texts",
}


def error_words(code: int) -> str:
    """Words for one of the carrier's error codes, with the code; "" for 0."""
    if not code:
        return ""
    return f"{_WORDS.get(code, 'the carrier gave an error')} ({code})"
