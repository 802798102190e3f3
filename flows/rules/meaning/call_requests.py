"""Reads whether somebody asks in so many words to be called: "can someone ring me", "me pueden llamar".

It is one of the two ways to be certain enough to book (`certainty.asks_for_call`); the other is a high score of the
model. The patterns are over classes of words (`word_classes.toml`), so that one holds for "ring" and "marcar" alike.
"""

import re
from typing import Final

from flows.rules.meaning.features import class_of, words_of

_SOMEONE: Final = r"(?:SOMEONE|PERSON_HUMAN|VOLUNTEER_PEER|YOU|THEY|1)"
_FILL: Final = r"(?:PLEASE |ONLY_JUST |MAYBE |SIGH_FILLER |NOW |AGAIN |SOON )*"
_MAY: Final = r"(?:CAN|WOULD|GONNA|LET)"
_WANT: Final = r"(?:WANT|NEED|WOULD|WISH_QUESTION_USE)"
_SOME: Final = r"(?:[\w_]+ ){0,2}"
_ASKS: Final = re.compile(
    # "can somebody please ring me", "could one of you just phone"
    rf"\b{_MAY} (?:ARTICLE |1 of )?{_SOMEONE} {_FILL}(?:CALL|TALK) (?:{_FILL})?(?:I_ME|to I_ME|FOR_WITH I_ME|AGAIN"
    rf"|us)"
    # "me pueden llamar", "me podria marcar alguien"
    rf"|\bI_ME {_FILL}{_MAY} {_FILL}(?:CALL|TALK)\b"
    # "llamenme", "que me llamen", "please ring me"
    rf"|\bCALL_ME\b|(?:^|\b(?:PLEASE|ONLY_JUST|SO|ALSO_AND|YES|OK|NOW|que|WANT|NEED|WOULD) )"
    rf"{_FILL}CALL (?:I_ME|us)\b"
    rf"|\b(?:que|q|WHAT) (?:SOMEONE )?I_ME CALL\b"
    # "i want to talk to someone", "necesito hablar con alguien", "can i speak with a person"
    rf"|\b(?:{_WANT}|{_MAY})(?: I_ME)? {_FILL}(?:to |de |FOR_WITH |BE_DO_HAVE_EN )?{_FILL}TALK "
    rf"(?:TODAY_TONIGHT |QUANTITY )?(?:to |FOR_WITH ){_SOME}(?:SOMEONE|PERSON_HUMAN|VOLUNTEER_PEER)\b"
    # "i would like a call", "quisiera una llamada"
    rf"|\b{_WANT}(?: I_ME)? (?:NEED_COMPANY_LIKE )?(?:to |ASK |de |GET_RECEIVE |BE_DO_HAVE_EN )*"
    rf"(?:ARTICLE|OTHER_DIFFERENT|THE) {_SOME}?CALL\b"
    # "somebody phone me", "alguien que me llame"
    rf"|\bSOMEONE (?:que |WHAT |to |FOR_WITH )?{_FILL}(?:I_ME CALL|(?:CALL|TALK) (?:to |FOR_WITH )?I_ME)\b"
    rf"|\bGIVE_HAND_OVER (?:I_ME|us) ARTICLE CALL\b"
)
_CLAUSES: Final = re.compile(r"[.!?;,:\n\u2026\u00bf\u00a1]+|\s-+\s|\b(?:but|pero|so)\b", re.IGNORECASE)
_ALONE: Final = re.compile(
    # "ring me", "please call", "can sum1 call rn", "me llaman?", "quiero que me llamen"
    r"(?:(?:PLEASE|ONLY_JUST|SO|OK|YES|ALSO_AND|NOW|SIGH_FILLER|que|q|mejor|then|entonces) )*"
    r"(?:CALL (?:I_ME|us)|CALL_ME|I_ME CALL(?: SOMEONE)?|SOMEONE CALL I_ME|I_ME CAN CALL|PLEASE CALL|CALL PLEASE"
    r"|(?:CAN|WOULD|GONNA)(?: ARTICLE)? (?:SOMEONE|YOU|1 of YOU|VOLUNTEER_PEER)(?: PLEASE"
    r"| ONLY_JUST)* CALL(?: I_ME| us)?)"
    r"(?: (?:PLEASE|NOW|SOON|TODAY_TONIGHT|ONLY_JUST|AGAIN|CAN|SOMEONE|if YOU CAN))*"
)
"""What asks for a call where it is all that stands between two marks: "3am and the ceiling is winning. ring me"."""
_DOUBTFUL: Final = re.compile(
    r"\b(?:NOT|NEVER|NO_WORD|NOTHING_NOBODY|BUT_IF|WHY|HOW|HOW_MUCH_LONG|WHO|CALLED|BEFORE_AGO|HARD_TO_PHONE"
    r"|WANT_NOT_DONT_BOTHER"
    r"|ANXIOUS_SCARED|WRITE|PRIVATE_SECRET|sin|did|didnt|do|does|TALKED|TELL_SAY|WHEN|STATUS_QUEUE|AGE|AGE_SCHOOL"
    r"|BUSINESS_MISSENT|RELIGION|CALL_YOU_THEM|si)\b"
)
_LONGEST: Final = 400


def asks(text: str) -> bool:
    """Whether the words ask for a call to the writer, and nothing near them makes it doubtful."""
    named = _named(text[:_LONGEST])
    found = _ASKS.search(named)
    if found is not None and _DOUBTFUL.search(_around(named, found)) is None:
        return True
    return any(_ALONE.fullmatch(_named(clause)) for clause in _CLAUSES.split(text[:_LONGEST]))


def speaks_of_talking(text: str) -> bool:
    """Whether a word of a text is about calls or talking."""
    return not _OF_TALKING.isdisjoint(map(class_of, words_of(text)))


_OF_TALKING: Final = frozenset(("CALL", "CALL_ME", "TALK", "VOICE", "PHONE_DEVICE"))


def _named(text: str) -> str:
    return " ".join(class_of(word) or word for word in words_of(text))


def _around(named: str, found: re.Match[str]) -> str:
    """The request with the five words before it and three behind: what denies or reports it stands there."""
    return " ".join((*named[: found.start()].split()[-5:], found.group(), *named[found.end() :].split()[:3]))
