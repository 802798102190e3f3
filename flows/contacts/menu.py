"""MENU, ENGLISH and ESPANOL: the words that work for everybody, at any time."""

from flows.coordinators.commands import HELP
from flows.effects.contacts import SetLanguage
from flows.engine import End, Flow, Move, Scene

menu = Flow("menu", keywords=("MENU",), aside=True)
english = Flow("english", keywords=("ENGLISH",), aside=True)
espanol = Flow("espanol", keywords=("ESPANOL",), aside=True)


@menu.start
def show(s: Scene) -> Move:
    """List the keywords that this person can send."""
    volunteer = s.person.volunteer
    coordinator = (HELP,) if s.person.coordinator else ()
    if volunteer is not None and volunteer.active:
        return End(*coordinator, "menu.volunteer", "menu.rota")
    if coordinator:
        return End(*coordinator)
    return End("menu.invited", "menu") if volunteer is not None and volunteer.invited else End("menu")


@english.start
def speak_english(s: Scene) -> Move:
    """Talk English from now on."""
    return End("language.now", do=(SetLanguage("en"),))


@espanol.start
def speak_spanish(s: Scene) -> Move:
    """Talk Spanish from now on."""
    return End("language.now", do=(SetLanguage("es"),))
