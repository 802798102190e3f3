"""A phone that somebody else may hold: whoever asks who this is, is told next to nothing.

They said that somebody is near, or set up with SAFE that no text says what this is. What is asked next may be asked by
whoever came in. It is answered once, in words that anybody may read, and then not at all, until they write as
themselves: a keyword, "im alone now", what they want or tell.
"""

from dataclasses import replace
from typing import Final

from flows.catalogue import STEPS
from flows.engine import Channel, Phrase, Scene, Session, Turn, settle
from flows.reading.sentence import read
from flows.requests import told
from flows.rules.crisis import crisis
from flows.rules.screening import opt_out, wrong_number
from flows.rules.screening.opt_out_evidence import somebody_went_out
from flows.rules.screening.wrong_number import Reading
from flows.rules.times.moment_words import is_back

NEAR: Final = "somebody_near"
"""Under which answer of the open question it stands that somebody is near, until another conversation begins."""
_THEIRS: Final = frozenset(
    "call call_at write now yes no tell greeting later no_call unsafe check crisis remind erase stop skip access woman "
    "man not_them same_peer cut_off busy language thanks bye".split()
)
"""What they write themselves. The rest, above all who this is and why it writes, may be asked by somebody else."""
_ENOUGH: Final = 0.5


def from_now_on(scene: Scene, session: Session | None) -> Session | None:
    """The open question from now on, after they said that somebody is near."""
    if scene.channel is not Channel.TEXT:
        return session
    stays = (
        session
        if session is not None and not session.optional
        else settle(STEPS[told.anything.name], scene).session
    )
    return stays and replace(stays, answers={**stays.answers, NEAR: "yes"}, misses=0)


def is_watched(session: Session | None) -> bool:
    """Whether they said last that somebody is near."""
    return session is not None and NEAR in session.answers


def asked_who(scene: Scene, session: Session | None) -> Turn | None:
    """The answer to "who is this" from a phone that somebody else may hold; None from every other phone."""
    if not (is_watched(session) or scene.person.safe.says_less) or scene.person.volunteer is not None:
        return None
    if scene.person.coordinator or (scene.person.team_wrote_at is not None and not is_watched(session)):
        return None  # "who are you" to somebody of the team who writes with them goes to that person
    if opt_out.help_word(scene.given):
        # HELP always has an answer, with a way to a person (CTIA); the number is the one that it comes from.
        return Turn((_named(scene, "watched.help"),), (), session)
    asks = wrong_number.read(scene.given) in (Reading.PERHAPS, Reading.LIKELY)
    return _next_to_nothing(scene, session) if asks else None


def not_theirs(scene: Scene, session: Session | None) -> Turn | None:
    """The same for whatever else may be written by whoever came in: "why do you keep texting my girlfriend"."""
    if session is None or not session.optional or not is_watched(session):
        return None  # a question of SAFE or another that they opened themselves is theirs to answer
    if is_back(scene.given) or somebody_went_out(scene.given):
        return None
    if crisis.read(scene.given).tier is not crisis.Tier.none:
        return None
    likely = read(scene, session).likely
    theirs = likely.known and likely.meaning in _THEIRS and likely.share >= _ENOUGH
    return None if theirs else _next_to_nothing(scene, session)


def _next_to_nothing(scene: Scene, session: Session | None) -> Turn:
    if session is not None and session.misses > 0 and is_watched(session):
        return Turn((), (), session)
    counted = replace(session, misses=1) if session is not None and is_watched(session) else session
    return Turn((_named(scene, "watched.nothing"),), (), counted)


def _named(scene: Scene, said: str) -> Phrase:
    """The same with the name that they go by, where they gave one."""
    cover = scene.person.safe.cover
    return Phrase(_WITH_A_NAME[said], {"cover": cover}) if cover else Phrase(said)


_WITH_A_NAME: Final = {"watched.nothing": "watched.cover", "watched.help": "watched.help_cover"}
