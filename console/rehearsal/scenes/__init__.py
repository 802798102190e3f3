"""Every scene there is: a module joins the programme by standing in ORDER."""

from console.rehearsal.scene import SCENES, Scene
from console.rehearsal.scenes import (
    accidents,
    afterwards,
    asking,
    calling_in,
    coordinating,
    fitting,
    leaving,
    not_there,
    promises,
    ready,
    safe,
    safety,
    talking,
    volunteering,
    when,
    writing,
)

ORDER = (
    talking,
    calling_in,
    asking,
    promises,
    not_there,
    leaving,
    safety,
    when,
    ready,
    safe,
    writing,
    afterwards,
    volunteering,
    fitting,
    coordinating,
    accidents,
)
_PLACES = [module.__name__ for module in ORDER]

PROGRAMME: tuple[Scene, ...] = tuple(
    sorted(SCENES.values(), key=lambda scene: _PLACES.index(scene.act.__module__))
)
