"""What one text means to the line, as a name of CONTRACT.md, "Reading": for `warmline read` and its figures.

The order is that of a conversation: machines, danger, opting out, answers and keywords, numbers, then the model of
meaning with the rules that hold it back.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from flows.reading import keywords
from flows.reading.questions import plain_questions
from flows.reading.refusal import opt_out_sentence
from flows.replies import ALL_KEYWORDS
from flows.rules.crisis import crisis
from flows.rules.meaning import certainty
from flows.rules.meaning.meanings import UNSURE, Who
from flows.rules.meaning.model import Likely, because, likely
from flows.rules.screening import opt_out, signature, wrong_number
from flows.rules.times.times import Unread, find_when
from flows.rules.words import numbered_answer
from flows.rules.words.automatic_replies import is_automatic
from flows.rules.words.reactions import reaction
from flows.rules.words.replies import best, clean
from flows.wording import LANGUAGES, words

_BY_KEYWORD: Final = {
    "CHECKIN": "greeting", "CALL": "call", "STATUS": "status", "NEVERMIND": "no_call", "LATER": "later", "MENU": "help",
    "ENGLISH": "language", "ESPANOL": "language", "READY": "now", "SAFE": "unsafe", "REMIND": "remind",
    "REMINDON": "remind", "REMINDOFF": "remind", "JOIN": "volunteer", "POLICY": "police",
    "ON": "on", "OFF": "off", "PAUSE": "pause", "PAUSETODAY": "pause", "TAKE": "take", "PASS": "pass", "GO": "go",
    "DONE": "done", "NOTE": "note", "AGAIN": "again", "BLOCK": "block", "RECONNECT": "cut_off", "SHIFTS": "shift",
    "DROP": "shift", "COVER": "shift", "SWAP": "shift", "AWAY": "pause", "HERE": "shift", "CALENDAR": "shift",
    "ME": "question", "SUPERVISOR": "hard",
}  # fmt: skip
_VOLUNTEERS: Final = frozenset(
    "ON OFF PAUSE PAUSETODAY TAKE PASS GO DONE NOTE AGAIN BLOCK SHIFTS DROP COVER SWAP AWAY HERE CALENDAR ME "
    "SUPERVISOR".split()
)
_PARTICIPANTS: Final = frozenset(("LATER", "READY"))
"""To a volunteer with an offer or a callback these mean something else: the model reads them."""
_SPANISH: Final = {
    "tomo": "take",
    "paso": "pass",
    "voy": "go",
    "terminado": "done",
    "nota": "note",
    "bloquear": "block",
    "otravez": "again",
}
_WITH_CODE: Final = re.compile(
    r"\s*(?P<verb>take|pass|go|done|note|block|again|tomo|paso|voy|terminado|nota|bloquear|otravez)\s+#?(?P<code>[cdefghjkmnprtuvwxy][2-9]{1,3})\b"
    r"(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ACKS: Final = re.compile(r"\s*(?:ack|visto)(?:\s+a\d+)?[\s.!]*", re.IGNORECASE)
_QUESTIONS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "mood": ("checkin.mood", {**{str(n): f"rate:{n}" for n in range(1, 6)}, "skip": "skip"}),
    "after": ("after.rating", {**{str(n): f"rate:{n}" for n in range(1, 6)}, "skip": "skip"}),
    "offer": ("checkin.offer", {"yes": "yes", "no": "no"}),
    "ready": ("ready.ask", {"ready": "now", "later": "later", "text": "write"}),
}
"""What stood on their screen in each state: the wording, and what its answers are called here."""
ACTING: Final = frozenset(
    "call call_at yes now write no_call later no stop take take_at go pass pass_later done off on pause block again "
    "note ack pass_on erase wrong_number".split()
)
"""The meanings on which something rings, is booked, ended or passed on."""


_STRANGE: Final = 0.9
"""What a text of words that nobody knows needs, to be taken for a misspelt one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A meaning or "unsure"; what decided; whether the line acts on it: rings, books, ends or passes something on."""

    meaning: str
    because: str
    acts: bool = False


def read(
    text: str,
    who: Who = "participant",
    state: str = "idle",
    *,
    language: str = "en",
    menu: str = "",
    model: Likely | None = None,
) -> Reading:
    """Read one text of this writer in this state.

    `menu`: what the numbers on their screen meant, where it was another than the usual one: "1=call 2=write 3=no".
    `model`: what another model than the package's says.
    """
    text = signature.cut(text)
    return (
        _by_machine(text)
        or _of_danger(text, who)
        or _consent(text, who)
        or _answer(text, who, state, language, menu)
        or _by_verb(text, who)
        or _plain(text, who)
        or _by_model(text, who, state, model or likely(text, who, state))
    )


def _by_machine(text: str) -> Reading | None:
    if is_automatic(text):
        return Reading("busy", "an automatic reply")
    if reaction(text) is not None or not clean(text):
        return None
    return None


def _plain(text: str, who: Who) -> Reading | None:
    meaning = plain_questions.meaning(text) if who == "participant" else None
    return Reading(meaning, "a question in just these words") if meaning in _PLAIN else None


_PLAIN: Final = frozenset(("private", "status", "who", "cut_off", "complaint"))


def _of_danger(text: str, who: Who) -> Reading | None:
    if who != "participant":
        return None  # what a volunteer or a coordinator reports is about somebody else, more often than not
    if crisis.asks_policy(text):
        return Reading("police", "asks what the line does about danger")
    found = crisis.read(text)
    if found.tier is crisis.Tier.none:
        return None
    return Reading(found.tier.value, "; ".join(found.reasons[:2]))


def _consent(text: str, who: Who) -> Reading | None:
    stops = opt_out.opt_out(text) if who == "participant" else opt_out.is_carriers_stop(text)
    if stops and not opt_out.is_about_calls(text):
        return Reading("stop", "asks for no more texts", acts=True)
    if wrong_number.read(text) is wrong_number.Reading.SURE:
        return Reading("wrong_number", "says that the number is another's", acts=True)
    return None


def _answer(text: str, who: Who, state: str, language: str, menu: str) -> Reading | None:
    """An answer to what stood on their screen, or a keyword."""
    answers = _offered(state, language, menu) if who == "participant" else {}
    not_theirs = _VOLUNTEERS if who == "participant" else _PARTICIPANTS
    known = {
        f"keyword:{keyword}": ALL_KEYWORDS[f"keyword:{keyword}"]
        for keyword in _BY_KEYWORD.keys() - not_theirs
    }
    if who == "coordinator" or state in ("writing", "v_writing"):
        known = {}
    if state == "c_alert" and _ACKS.fullmatch(text) is not None:
        return Reading("ack", "ACK", acts=True)
    found = best(text, {**answers, **known}, strict=keywords.RINGS)
    if found is None and answers:
        found = numbered_answer.read(text, answers)
    if found is None:
        return None
    kind, _, name = found.partition(":")
    meaning = _BY_KEYWORD[name] if kind == "keyword" else name
    if meaning == "take" and state == "v_two":
        meaning = "which"  # TAKE alone, of two
    return Reading(
        meaning, "a keyword" if kind == "keyword" else "an answer to the question", meaning in ACTING
    )


def _offered(state: str, language: str, menu: str) -> dict[str, list[str]]:
    if menu:
        pairs = [pair.partition("=") for pair in menu.replace(",", " ").split()]
        return {
            f"reply:{name.strip()}": [key.strip()] for key, _, name in pairs if key.strip() and name.strip()
        }
    if state not in _QUESTIONS:
        return {}
    wording, names = _QUESTIONS[state]
    found: dict[str, list[str]] = {f"reply:{name}": [] for name in names.values()}
    for each in (language, *LANGUAGES) if language in LANGUAGES else LANGUAGES:
        for meaning, said in words(wording, each).replies.items():
            found[f"reply:{names[meaning]}"] += [
                word for word in said if word not in found[f"reply:{names[meaning]}"]
            ]
    return found


def _by_verb(text: str, who: Who) -> Reading | None:
    if who != "volunteer" or (found := _WITH_CODE.match(text)) is None:
        return None
    meaning = _SPANISH.get(found["verb"].lower(), found["verb"].lower())
    rest = clean(found["rest"])
    if meaning in ("take", "pass") and rest:
        return None
    return Reading(meaning, f"{found['verb'].upper()} and a code", acts=True)


def _by_model(text: str, who: Who, state: str, said: Likely) -> Reading:
    meaning, share = said.meaning, said.share
    if who == "participant" and opt_out_sentence.asks(text, said):
        return Reading("stop", "asks for no more texts", acts=True)
    if who == "participant" and meaning in ("call", "call_at", "yes", "now"):
        asks = said.known and certainty.asks_for_call(text, state, said.by_meaning)
        # While a call is asked for already, asking once more books nothing.
        acts = asks and (state != "waiting" or meaning == "now")
    elif who == "participant" and meaning == "stop":
        acts = False  # however likely: they are asked, or answered otherwise ("make it stop")
    else:
        acts = said.known and meaning in ACTING and certainty.is_certain(meaning, share)
    if acts and state == "ready" and meaning in ("call", "yes"):
        meaning = "now"  # they are asked whether they can be rung
    if meaning == "call" and state != "ready" and _names_hour(text):
        meaning = "call_at"
    if share < (certainty.UNSURE_BELOW if said.known else _STRANGE) and not acts:
        return Reading(UNSURE, "nothing was likely enough")
    decided = ", ".join(because(text, state, meaning))
    return Reading(meaning, f"likely ({share:.0%}): {decided}" if decided else f"likely ({share:.0%})", acts)


_SOME_DAY: Final = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)
"""Whether words name a time does not hang on the day, only which."""


def _names_hour(text: str) -> bool:
    """Whether a time of day stands in it, and no mere "tonight"."""
    found = find_when(text, now=_SOME_DAY, zone="America/New_York", language="en")
    if isinstance(found, Unread):
        found = find_when(text, now=_SOME_DAY, zone="America/New_York", language="es")
    return not isinstance(found, Unread) and found.until is None and found.at > _SOME_DAY
