"""A phone number that was typed into a form: read, or said what is wrong with it. It is shown nowhere but there."""

from typing import Final

from console.web.forms import Form
from flows.line import Line
from store.volunteers import profile

WRONG: Final = {
    "letters": "volunteer_phone.letters",
    "empty": "volunteer_phone.empty",
    "too_short": "volunteer_phone.too_short",
    "too_long": "volunteer_phone.too_long",
    "emergency": "volunteer_phone.emergency",
    "short_code": "volunteer_phone.special",
    "premium": "volunteer_phone.premium",
    "shared_cost": "volunteer_phone.premium",
    "special": "volunteer_phone.special",
    "foreign_region": "volunteer_phone.foreign_region",
    "impossible": "volunteer_phone.impossible",
    "own_line": "volunteer_phone.own_line",
    "landline": "volunteer_phone.landline",
}
"""What is said of each reason of `profile.phone`."""


def read(form: Form, line: Line, name: str = "phone") -> str | None:
    """The number (E.164) in this field; None, and an error beside it, where there is none."""
    found = profile.phone(form.text(name, most=40), line)
    if found.number is None:
        form.wrong(name, WRONG[found.why])
    return found.number
