"""Recognises the language of a text if its words leave no doubt: nobody should have to find the word ESPANOL first.

It counts only words that people use in one of the two languages, and that the line itself prints in neither (CALL, STOP
and HELP stand in the Spanish texts as well).
"""

from typing import Final

from flows.rules.words.clean_text import vocabulary
from flows.rules.words.replies import clean

_WORDS_OF: Final = {
    "es": vocabulary(
        "hola buenas buenos dias tardes noches gracias porfa porfavor ayuda ayudame ayudenme auxilio "
        "socorro llamar llamada llamame llamen llamenme llamarme hablar hablarme hablan alguien nadie "
        "quiero quiere quisiera necesito puedo puede pueden puedes podria podrian estoy estas estaria "
        "tengo tiene siento sentirme voy que vivir vida morir morirme muero muera muerto muerta matar "
        "matarme suicidarme muy bien mejor pero porque cuando donde quien hoy ahora manana aqui noche "
        "triste miedo ansiedad soledad hermano hermana hijo hija esposo esposa marido novio novia "
        "familia madre mujer usted ustedes todos todas siempre nunca escriban escriba mensajes pastillas "
        "trabajo prefiero acabo tome odio duele olvidalo olvidenlo opciones consejo"
    ),
    "en": vocabulary(
        "hello hi thanks thank you your the this that these need want wanna talk talking someone somebody anyone "
        "with and my im ive dont cant feel feeling feels how what when where who why is am are was morning evening "
        "afternoon night today tonight lonely sad scared anxious depressed could would should have been brother "
        "sister husband wife friend mother father myself never please"
    ),
}


def language_of(text: str) -> str | None:
    """The language ("en", "es") of the words in this text; None if it has no telling words, or words of both."""
    said = frozenset(clean(text).split())
    found = [language for language, words in _WORDS_OF.items() if said & words]
    return found[0] if len(found) == 1 else None
