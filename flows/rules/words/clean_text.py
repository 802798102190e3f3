"""Undoes disguise: what a text says once accents, look-alike letters, leet, spacing and emoji are read through.

For reading distress only (`crisis`, `reported_danger`); `replies.clean`, which is stricter, cleans commands. People
hide these words from filters and from whoever shares the phone, and speech recognition and thumbs misspell them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final


def vocabulary(words: str) -> frozenset[str]:
    """The set of the words in one string, separated by white space."""
    return frozenset(words.split())


# Cyrillic, Greek and other letters that look Latin (from Unicode's confusables table, UTS #39).
_LOOK_ALIKE: Final = str.maketrans(
    "авекмнорстухіјѕԁһӏԛԝьεικνορτυχαγωıɡƙɑəʟɪᴇᴀ", "abekmhopctyxijsdhlqwbeikvoptuxaywigkaeliea"
)
# Emoji that name a means, an act or a laugh.
_EMOJI: Final[dict[str, str]] = {
    emoji: word
    for word, drawn in (
        ("pillemoji", "💊"),
        ("syringeemoji", "💉"),
        ("gunemoji", "🔫"),
        ("knifeemoji", "🔪🗡"),
        ("razoremoji", "🪒"),
        ("ropeemoji", "🪢"),
        ("coffinemoji", "⚰🪦"),
        ("bloodemoji", "🩸"),
        ("lol", "😂🤣😹😆"),
        ("skullemoji", "💀☠"),
        ("bathemoji", "🛁"),
        ("plugemoji", "🔌"),
        ("trainemoji", "🚂🚆🚄🚇🚉🛤"),
        ("bridgeemoji", "🌉"),
        ("waveemoji", "👋"),
        ("doveemoji", "🕊"),
        ("letteremoji", "✉💌📝"),
        ("fistemoji", "👊🤜🤛"),
        ("sosemoji", "🆘🚨🚔"),
        ("dooremoji", "🚪"),
        ("childemoji", "👶👧👦"),
        ("wiltedemoji", "🥀"),
        ("holeemoji", "🕳"),
        ("quietemoji", "🤫🤐"),
        ("faintemoji", "🫥"),
    )
    for emoji in drawn
}
_APOSTROPHES: Final = frozenset("'’‘ʼ`´＇")

# Words as people type them or a machine hears them, and what they stand for.
_ALIASES: Final[dict[str, str]] = dict(
    pair.replace("_", " ").split("=")
    for pair in """
    wanna=want_to wana=want_to wnna=want_to gonna=going_to gona=going_to gunna=going_to finna=going_to
    imma=im_going_to ima=im_going_to gotta=have_to tryna=trying_to wnat=want wan=want wnt=want wamt=want
    myslef=myself mysef=myself myselv=myself myslf=myself meself=myself mself=myself slef=self u=you
    ur=your r=are rn=right_now tn=tonight tonite=tonight 2nite=tonight 2night=tonight nite=night
    bc=because cuz=because cos=because idk=i_dont_know cannot=cant anymor=anymore nymore=anymore
    nomore=anymore dnt=dont dony=dont donot=dont dint=didnt kil=kill klil=kill kll=kill killl=kill
    killin=killing klling=killing dei=die dyin=dying dieing=dying diying=dying deid=died ded=dead
    liv=live livin=living alife=alive overdoes=overdose ovrdose=overdose overdoze=overdose
    overdosis=sobredosis od=overdose oding=overdosing odng=overdosing oded=overdosed ods=overdose
    pils=pills pilss=pills tylonol=tylenol tylenal=tylenol ibuprofin=ibuprofen ibprofen=ibuprofen
    swalowed=swallowed swollowed=swallowed tok=took takin=taking tooken=took hurtin=hurting
    cuttin=cutting endin=ending kiero=quiero qiero=quiero kero=quiero qero=quiero kisiera=quisiera
    kerer=querer kiere=quiere q=que ke=que k=que xq=porque xk=porque pq=porque xa=para pa=para toy=estoy
    toi=estoy tngo=tengo bida=vida suisidio=suicidio suisidarme=suicidarme suicidarm=suicidarme
    morirm=morirme morrir=morir morime=morirme matarm=matarme matrme=matarme pastiyas=pastillas
    pastillaz=pastillas pastilas=pastillas bibir=vivir bivir=vivir vivr=vivir desaparezer=desaparecer
    tomao=tomado aser=hacer acer=hacer aserme=hacerme acerme=hacerme muelto=muerto
    """.split()
)
# "i want 2 die"; elsewhere, a 2 is an answer or a count.
_TWO_FOR_TO: Final = re.compile(
    r"\b(want|wants|wanted|wnt|need|going|ready|about|trying|try|have|how|used|plan|planning|ways?) 2 (?=[a-z])"
)
_UNALIVE: Final = re.compile(r"unal[iy]v\w*")
_SUICIDE: Final = re.compile(
    r"(?:s+u+[iyoe]*[csz]+[iye]*[csz]*[iye]*d(?:e|es|al|el|io|ios|ed|al+y)?"
    r"|sewer ?slide|s[.*]{1,2}cide|suic[a-z*]?de)\b"
)

_DISGUISED: Final = tuple(
    (re.compile(disguised), word)
    for disguised, word in (
        (r"\bk[*]{1,2}l{1,2}(?=\b|i)|\bki[*]{2}", "kill"),
        (r"\bd[*]{1,2}e?\b", "die"),
        (r"\bs[*u]{1,2}[*ic]{1,2}[*ic]{1,2}de?\b", "suicide"),
        (r"\bm[*]t[*a]rme\b", "matarme"),
    )
)

_LEET: Final = str.maketrans("013457@$!|", "oieastasil")
_LEET_INSIDE: Final = re.compile(
    r"(?<=[a-z])[013457@$!|]{1,2}(?=[a-z])|\b[05$](?=verdose|uic)|(?<=[a-z]{2})[3@$](?![^\s.,!?])"
)
_SPACED: Final = re.compile(r"(?<![^\s])[a-z](?:[ .\-_*/]{1,3}[a-z](?![a-z0-9])){2,}")
_REPEATED: Final = re.compile(r"([a-z])\1{2,}")
_CLAUSE: Final = re.compile(r"[.!?;:\n\r]+(?=\s|$)|\n+| - |…")
_COMMA: Final = re.compile(r",(?=\s|$)")
_OTHER: Final = re.compile(r"[^\w*.,\s]|_|(?<=\w)[.,](?=\w)|(?<!\w)\*|\*(?!\w)")


def plain(text: str) -> str:
    """The text as one line of Latin words, without apostrophes; "." and "," stand on their own where a clause ends.

    Undoes spelling out ("k i l l"), leet ("k1ll"), stretching ("dieeee"), zero-width marks, look-alike letters and
    common misspellings. Linear in the length of the text; never fails.
    """
    text = text.lower() if text.isascii() else _latin(text)
    text = text.replace("od'd", "overdosed").replace("'", "").replace("`", "")
    if _LEET_INSIDE.search(text) is not None:
        text = _LEET_INSIDE.sub(lambda found: found.group().translate(_LEET), text)
    if _SPACED.search(text) is not None:
        text = _SPACED.sub(lambda found: re.sub(r"[^a-z]", "", found.group()), text)
    if "*" in text:
        for disguised, word in _DISGUISED:
            text = disguised.sub(word, text)
    text = _CLAUSE.sub(" . ", text)
    text = _COMMA.sub(" , ", text)
    text = _OTHER.sub(" ", text)
    if "2" in text:
        text = _TWO_FOR_TO.sub(r"\1 to ", text)
    text = _REPEATED.sub(_once, text)
    if "su" in text or "cide" in text or "slide" in text:
        text = _SUICIDE.sub(_suicide, text)
    if "unal" in text:
        text = _UNALIVE.sub("unalive", text)
    return " ".join([_ALIASES.get(word, word) for word in text.split()])


def _latin(text: str) -> str:
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    if any(ord(char) > 0x2000 for char in folded):
        folded = _SAME_DRAWN.sub(r"\1\1\1\1\1", folded)
        folded = "".join(_drawn(char) for char in folded)
    kept = "".join(char for char in folded if char.isascii() or unicodedata.category(char) not in _MARKS)
    return kept.translate(_LOOK_ALIKE)


_SAME_DRAWN: Final = re.compile(r"([^\x00-\u2000])\1{5,}")
_MARKS: Final = frozenset(("Mn", "Me", "Cf", "Cc", "Cs", "Co"))


def _drawn(char: str) -> str:
    if char in _APOSTROPHES:
        return "'"
    if char in _EMOJI:
        return f" {_EMOJI[char]} "
    if "\u2000" <= char <= "\u200a" or char in "\u2028\u2029":
        return " "
    # Other symbols separate words; joiners and variation marks separate nothing.
    return " " if unicodedata.category(char) in ("So", "Sk") else char


def _once(found: re.Match[str]) -> str:
    """ "dieeee" is "die", "killlll" is "kill"."""
    letter = found.group(1)
    return letter * 2 if letter == "l" else letter


def _suicide(found: re.Match[str]) -> str:
    word = found.group()
    if word in ("sud", "suede", "side", "sued", "sudes", "sucede"):
        return word
    ending = (
        "al"
        if ("al" in word[-4:] or word.endswith("el")) and "slide" not in word
        else "io"
        if "io" in word[-3:]
        else "e"
    )
    return f"suicid{ending}"
