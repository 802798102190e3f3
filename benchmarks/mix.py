"""The stated mix of texts that the webhook is measured with: half of them sentences, half keywords and numbers."""

from typing import Final

SENTENCES: Final = (
    "can someone give me a ring later on, the house is so quiet", "my sister stopped talking to me in june",
    "is this free or does it come off my plan", "who am i texting exactly", "idk its just been a long week",
    "id rather write than talk if that is ok", "not today thanks, maybe another time",
    "do you tell anybody what i say here", "sorry i was in the shower", "could it be a woman please",
    "no me llamen hoy por favor", "me gustaria hablar con alguien esta noche", "cuanto cuesta esto",
    "hoy no pude levantarme de la cama", "mejor por escrito que estoy en el trabajo", "gracias, buenas noches",
    "quien me va a llamar", "how long do i have to wait", "she hung up on me halfway",
    "i lost my job and i havent told my wife yet",
)  # fmt: skip
PLAIN: Final = ("CHECKIN", "2", "1", "STATUS", "LATER", "MENU", "CALL", "NEVERMIND", "hi", "SKIP")


def body(n: int) -> str:
    """The n-th text: a sentence and a plain one in turn."""
    each = n // 2
    return SENTENCES[each % len(SENTENCES)] if n % 2 == 0 else PLAIN[each % len(PLAIN)]
