"""TEAM: a question, a complaint, volunteering or a group reaches people on the team, and their answer comes back.

Nothing is passed on before the person agreed to it, and the team writes back only to those who want that.
"""

from flows.effects.base import AlertKind
from flows.effects.contacts import AskTeam
from flows.engine import Act, Ask, Channel, Collect, End, Flow, Move, Phrase, Scene, act

team = Flow("team", keywords=("TEAM",), to_the_letter=True)

KIND, WORDS = "team_kind", "team_words"
"""Under which it is kept until they agree: what it is about, and what they wrote."""


@team.start
def what_about(s: Scene) -> Move:
    """What is it about?"""
    if s.person.withheld or s.person.unverified:
        return End("team.by_text")
    return Ask(
        "team.about", ask=question, complaint=complaint, volunteer=volunteer, group=group, leave=kept_back
    )


@team.step
def question(s: Scene) -> Move:
    """1: a question, in their own words. On the phone the team asks what it is."""
    return _their_words(s, AlertKind.QUESTION, "team.ask_question")


@team.step
def complaint(s: Scene) -> Move:
    """2: something went wrong."""
    return _their_words(s, AlertKind.COMPLAINT, "team.ask_what_went_wrong")


@team.step
def volunteer(s: Scene) -> Move:
    """3: they would like to volunteer."""
    return consent(s, AlertKind.VOLUNTEER, "")


@team.step
def group(s: Scene) -> Move:
    """4: they would like to join a group."""
    return consent(s, AlertKind.GROUP, "")


@team.step
def written(s: Scene) -> Move:
    """They wrote what it is; ask whether it may be passed on."""
    return consent(s, AlertKind(s.answers[KIND]), s.given)


@team.step
def consent_in_sentence(s: Scene) -> Move:
    """They said it in a sentence of their own (`about`): ask whether it may be passed on."""
    return consent(s, AlertKind(s.answers[KIND]), s.answers[WORDS])


def about(kind: AlertKind, words: str) -> dict[str, str]:
    """The answers that `consent_in_sentence` goes by."""
    return {KIND: kind.value, WORDS: words}


@team.step
def pass_on(s: Scene) -> Move:
    """They agree, and want an answer."""
    return End(_asked(s, may_answer=True))


@team.step
def tell_only(s: Scene) -> Move:
    """They agree, and want no answer."""
    return End(_asked(s, may_answer=False))


@team.step
def kept_back(s: Scene) -> Move:
    """They would rather not: nobody is told."""
    return End("team.kept_back", *(("voice.bye",) if s.channel is Channel.VOICE else ()))


def consent(s: Scene, kind: AlertKind, words: str, *before: Phrase) -> Ask:
    """Ask whether the team may be told, and may write back."""
    learned = {KIND: kind.value, WORDS: words}
    return Ask(
        "team.consent", *before, learned=learned, optional=True, yes=pass_on, tell=tell_only, no=kept_back
    )


def _their_words(s: Scene, kind: AlertKind, question: str) -> Move:
    if s.person.withheld or s.person.unverified:
        return End("team.by_text")
    if s.channel is Channel.VOICE:
        return consent(s, kind, "")
    return Collect(question, then=written, learned={KIND: kind.value}, skip=kept_back)


def _asked(s: Scene, *, may_answer: bool) -> Act:
    return act(
        AskTeam(AlertKind(s.answers[KIND]), s.answers[WORDS], may_answer),
        told="team.told" if may_answer else "team.told_no_answer",
        enough="team.enough",
        nobody="team.nobody",
        none="team.by_text",
        leads=_MENU if s.channel is Channel.VOICE else None,
    )


_MENU = dict.fromkeys(("told", "enough", "nobody", "none"), "caller.menu")
"""A caller is back in the menu: most have more to say."""
