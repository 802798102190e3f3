"""An attacker's afternoon: `warmline rehearse --attacks` plays these scenes, in this order."""

from console.rehearsal.play import Play
from console.rehearsal.scene import SCENES, Scene
from console.rehearsal.scenes.attacks import by_text, by_voice, doors

_PLACES = [module.__name__ for module in (by_voice, by_text, doors)]

ATTACKS: tuple[Scene[Play], ...] = tuple(
    each for place in _PLACES for each in SCENES.values() if each.act.__module__ == place
)
