"""Lists the English of `asides`: advice, questions about our policy, and what a person says of themselves in one."""

from __future__ import annotations

import re
from typing import Final


def _any_of(*ways: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(ways)})", re.ASCII)


_REASON: Final = r"(?:because|bc|cause|since|but|so|well)"
_END: Final = rf"(?= [.,]|$| {_REASON}\b)"
_TO_END: Final = rf"(?: (?!{_REASON}\b)[a-z0-9]+){{0,16}}"

# ADVICE: what anybody in danger should do, said to others. With one of these words it is about somebody in particular.
_NOT_ME: Final = (
    r"(?: (?!(?:i|im|ive|ill|id|me|my|mine|myself|he|hes|she|shes|they|theyre|we|were|us|our|his|her|him|them"
    r"|yes)\b)[a-z0-9]+)"
)
_NEED: Final = (
    r"(?:danger|emergency|emergencies|suicid\w*|hurt|hurting|harm|kill|killing|die|dying|life|threatening"
    r"|unsafe|safe|risk|crisis|urgent|act|much|wait|needs?|thinking|feels?|feeling|fear|struggling|worse"
    r"|medical|breathe|wake|overdose|distress|immediate|one|bad|hard)"
)
_ANYBODY: Final = (
    r"(?:you|u|youre|youve|your|anyone|anybody|someone|somebody|this|it|its|that|there|a life|life)"
)
_IF: Final = (
    rf"(?:(?:if|when|whenever|in case|should) {_ANYBODY}{_NOT_ME}{{0,8}}? ?\b{_NEED}\b{_NOT_ME}{{0,8}}?"
    r"|(?:in|for|during)(?: an?| any| case| of| a| life threatening| medical| the event){0,4} emergenc(?:y|ies)"
    r"|emergencies)"
)
_CALL: Final = (
    r"(?:(?:please|just|then|pls|always|immediately|you (?:can|should|may|must)|hang up(?: and)?|now) ){0,3}"
    r"(?:call|dial|text|ring|phone|contact|go(?: straight)? to|reply|visit|reach|use|head to|come to|message"
    r"|press|see|speak|(?:you )?get help(?: [.,])?)(?: (?:or|and) (?:call|dial|text|ring|phone))?"
)
_NUMBER: Final = r"(?:[0-9]{3,6}|[0-9]{1,3}(?: [0-9]{1,3}){1,3})"
_WHOM: Final = (
    rf"{_NOT_ME}{{0,6}}? (?:{_NUMBER}|emergency|er|hospital|police|ambulance|samaritans|crisis|hotline"
    r"|helpline|lifeline|nurse|doctor|line|urgent|call|shout|someone|peer|person|us)\b"
)
_AS_WELL: Final = rf"(?:(?: ,)? (?:or|and) (?:call|text|dial|ring|go to)(?: or text| or call)?{_WHOM})?"
_SAYS_NOT_ME: Final = _NOT_ME.replace("[a-z0-9]", "[a-z]")
ADVICE: Final = _any_of(
    rf"{_IF}(?: [.,])? {_CALL}{_WHOM}{_AS_WELL}(?: any ?time| day or night| now| right away| immediately)*",
    rf"{_CALL}{_WHOM}{_NOT_ME}{{0,4}}? {_IF}(?= [.,]|$)",
    rf"no emergency service \. in danger , call {_NUMBER}",
    rf"please call {_NUMBER} now(?: ,)? even if it feels ok so far",
    rf"if it cant wait(?: for (?:them|us|me))?(?: ,)? call {_NUMBER}",
)
# ASKED: "are you thinking about suicide?" is asked of somebody else, who may repeat it.
ASKED: Final = _any_of(
    rf"(?:are|were|have) (?:you|u){_SAYS_NOT_ME}{{0,6}}? (?:suicid\w*|(?:kill|hurt|harm|cut)\w* your ?self"
    rf"|ending (?:your life|it)|safe|in danger){_SAYS_NOT_ME}{{0,4}}(?= [.,]|$)",
)

# ABOUT_HELP: questions about whom the line would call or tell.
_LINE: Final = (
    r"(?:you|u|yous|ye|yall|you guys|they|this (?:line|number|service)|the (?:line|volunteers?|peers?|staff))"
)
_EVER: Final = (
    r"(?: (?:going|gonna|have|required|obliged|obligated|legally|allowed|ever|actually|really|always"
    r"|mandated|to|be|still|just|have to)){0,4}"
)
_TELL: Final = (
    r"(?:call|ring|phone|send|report|tell|contact|notify|alert|involve|snitch|rat|trace|track|dob|lock"
    r"|commit|section)(?:ing)?\b"
)
_SOMEBODY: Final = (
    r"(?:police|cops?|911|999|112|000|ambulance|authorities|feds|ice|cps|services|check|hospital|ward"
    r"|parents?|mom|mum|dad|doctor|therapist|school|work|boss|husband|wife|family|on me|me in|me away|me up"
    r"|someone|anyone|somebody|people)\b"
)
ABOUT_HELP: Final = _any_of(
    rf"(?:will|would|do|does|are|is|r|gonna|have|must) {_LINE}{_EVER}"
    rf" (?:{_TELL}(?: [a-z0-9]+){{0,4}}? (?:{_SOMEBODY}|if\b)|report(?:ing)? (?:it|this|that)\b){_TO_END}",
)

# ABOUT_WORDS: questions about what may be said here, and what comes of it.
_TALK: Final = r"(?:talk|talking|speak|say|chat|write|text|mention|vent|discuss|bring up|joke)\b"
_OF: Final = r"(?: (?!(?:to|with|my|me|im|i|because|bc|cause|but|now|tonight)\b)[a-z0-9]+)"
_ALLOWED: Final = r"(?:ok|okay|alright|all right|allowed|fine|banned|against the rules)"
_FOR_US: Final = r"(?: (?:if (?:i|we|you|people)|to|that i|for (?:me|us|people) to|here)){1,2}"
_ONE_OF_US: Final = r"(?:i|we|you|people|one)"
_SAYS: Final = (
    r"(?:(?:i|we|you|u) (?:say|said|tell|told|mention|admit|text|write|talk|type|use)|(?:someone|somebody"
    r"|anyone|people|a person|one|a caller|callers?) (?:say|says|said|tells?|mentions?|admits?|texts?|writes?"
    r"|talks?|is|are|feels?|gets?))\b"
)
_WHAT: Final = r"what (?:happens?|would happen|will happen|do (?:you|they|ye) do|would (?:you|they) do|if)"
ABOUT_WORDS: Final = _any_of(
    rf"(?:(?:is it|its|it is|would it be|is that|am i|are we|are people|is one) )?{_ALLOWED}{_FOR_US} {_TALK}"
    rf"{_OF}{{0,4}}?(?: to)?{_OF}{{0,6}}{_END}",
    rf"(?:can|may|could) {_ONE_OF_US} {_TALK} (?:about|of|on|openly|here|the word){_OF}{{0,8}}{_END}",
    rf"(?:can|may|could) {_ONE_OF_US} (?:mention|discuss|bring up){_OF}{{1,8}}{_END}",
    rf"is (?:this|it|what {_ONE_OF_US} say)(?: \w+){{0,3}} (?:confidential|private|anonymous)"
    rf"(?: (?:if|when) {_SAYS}{_TO_END})?{_END}",
    rf"{_WHAT}(?: \w+)??(?: if| when)? {_SAYS}{_TO_END}",
    rf"if (?:ever )?{_SAYS} (?:you|u|that|this|i|im|something|about)(?: [a-z0-9]+){{0,8}}?(?: ,)?"
    rf" (?:will|would|do|are|r) {_LINE}{_TO_END}",
    rf"(?:if|when) {_SAYS}(?: [a-z0-9]+){{0,10}}?(?: ,)? what (?:do|will|would|happens?)\b{_TO_END}",
    rf"(?:can|will|could|would) {_ONE_OF_US} (?:get|be)(?: \w+){{0,3}} for (?:talking|saying|texting|writing)\b"
    rf"{_OF}{{0,8}}{_END}",
    r"if i (?:was ever|were ever|ever (?:get|feel|felt|become|got|was|were))(?: (?:really|so|that|to be)){0,3}"
    rf" suicidal(?: ,)? (?:would|should|do|could|can|who|what|where|will){_TO_END}",
)

# ONLY_ALONE: questions only if nothing else is said; beside other words, they are a cry for help.
_NUISANCE: Final = (
    r"(?:noise|neighbou?rs?|party|parking|car|dog|barking|music|fence|theft|bike|package|accident|raccoon"
    r"|alarm)"
)
ONLY_ALONE: Final = _any_of(
    r"(?:should|shall|do) i (?:have to |need to )?(?:call|ring|phone) (?:the )?(?:911|999|112|000|police|cops"
    rf"|ambulance)(?: (?:about|for|over)(?: [a-z]+){{0,4}} {_NUISANCE}(?: [a-z]+){{0,2}})?(?= [.,]|$)",
)

# In a question with one of these words, somebody says how things are now, and is read so.
OWN: Final = re.compile(
    r"\b(?:tonight|now|today|already|took|taken|swallowed|pills?|gun|knife|rope|blade|razor|bleeding"
    r"|overdosed|please|pls|help|hurry|asap|quick|for me|to my|hitting|raping|have a plan|about to|do it"
    r"|done it|anymore|goodbye|bye|sorry|love|forgive)\b"
)
# A question with one of these words still goes to a person on the team.
OF_SELF: Final = re.compile(r"\b(?:my ?self|my life)\b")
REASON_GIVEN: Final = re.compile(r"(?:because|bc|cause|since|but) [a-z]")
