"""Keeps people out of the logs: nothing that could be a telephone number, and nothing they said, passes here.

Rather a date or an identifier too many hidden than one number shown. What is kept on purpose: ISO dates, the
carrier's SIDs and UUIDs, without which nobody could follow a call through the logs.
"""

import re
from collections.abc import Mapping
from typing import Any

HIDDEN = "[number]"

# Names under which a person's words, keys and addresses travel. Compared in lower case, without underscores.
PRIVATE = frozenset(
    "body text words digits speech speechresult unstablespeechresult note notes answer answers "
    "from to caller called number phone address coordinatornumber name profilename "
    "token authtoken secret secretkey datakeys password signature authorization cookie "
    "parameters params form payload".split()
)

_NUMBER = re.compile(
    r"""
    (?P<kept>
        \b(?:19|20)\d\d-[01]\d-[0-3]\d
            (?:[T ][0-2]\d:[0-5]\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])
      | \b[A-Z]{2}[0-9a-f]{32}\b
      | \b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b
      | \b[0-9a-f]{32}\b
    )
    | \+?(?:\d{1,3}[ .-]?)?\(?\d(?:[ \t\u00a0.)/\-\u2010-\u2015]{0,3}\d){6,}
    """,
    re.VERBOSE,
)
_FORM = re.compile(
    r"\b(Body|Digits|SpeechResult|UnstableSpeechResult|From|To|Caller|Called|ForwardedFrom)=[^&\s'\"]*"
)
_QUERY = re.compile(r"(/[^\s?'\"]*)\?[^\s'\")]+")  # may hold a token that opens a door
_KEY = re.compile(r"(/calendar/|/console/(?:finish|enter)/)[^\s?'\"]+")  # whoever reads the rest has the key
_SQL = re.compile(r"\[parameters: .*?\]\n(?=\(Background)|\[parameters: .*", re.DOTALL)
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_RQ_CALL = re.compile(r"(\b[\w.]+\.\w+)\((.*?)\)(?= \([^()]*\)$| job in |$)")
_RQ_IDS = re.compile(r"\s*(?:\d{1,12}|'[0-9a-f-]{1,36}')?(?:,\s*(?:\d{1,12}|'[0-9a-f-]{1,36}'))*\s*")


def redacted(text: str) -> str:
    """`text` without numbers, submitted forms and the values of SQL statements."""
    text = _SQL.sub("[parameters hidden]\n", text)
    text = _KEY.sub(r"\1[hidden]", text)
    text = _QUERY.sub(r"\1?[hidden]", text)
    text = _FORM.sub(r"\1=[hidden]", text)
    return _NUMBER.sub(lambda found: found[0] if found["kept"] else HIDDEN, text)


def without_arguments(text: str) -> str:
    """RQ names each job as `module.function('argument')` and each result: only identifiers stay."""
    first, *trace = _COLOUR.sub("", text).split("\n")
    if ": result: " in first:
        return first.split(": result: ")[0] + ": result: [hidden]"
    first = _RQ_CALL.sub(
        lambda call: call[0] if _RQ_IDS.fullmatch(call[2]) else f"{call[1]}([hidden])", first
    )
    return "\n".join([first, *trace])


def safe(value: Any) -> Any:
    """`value` as plain data that may be written down: private names left out, every text redacted."""
    if value is None or isinstance(value, (bool, float)):
        return value
    if isinstance(value, int):
        return HIDDEN if abs(value) >= 1_000_000 else value
    if isinstance(value, Mapping):
        return {redacted(str(name)): safe(each) for name, each in value.items() if not _private(name)}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [safe(each) for each in value]
    if isinstance(value, bytes):
        value = value.decode(errors="replace")
    return redacted(value if isinstance(value, str) else str(value))


def _private(name: object) -> bool:
    return str(name).lower().replace("_", "") in PRIVATE
