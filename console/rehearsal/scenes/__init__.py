"""Every scene there is: a module joins the programme by standing in ORDER."""

from console.rehearsal.play import Play
from console.rehearsal.scene import SCENES, Scene
from console.rehearsal.scenes import (
    accidents,
    afterwards,
    alarms,
    asking,
    calling_in,
    coordinating,
    evenings,
    fitting,
    in_the_call,
    leaving,
    not_there,
    promises,
    ready,
    refusing,
    reminding,
    resting,
    rostering,
    safe,
    safety,
    talking,
    unverified,
    volunteering,
    when,
    writing,
)

ORDER = (
    talking,
    calling_in,
    unverified,
    asking,
    promises,
    not_there,
    leaving,
    refusing,
    safety,
    alarms,
    when,
    reminding,
    ready,
    safe,
    writing,
    afterwards,
    volunteering,
    rostering,
    resting,
    evenings,
    fitting,
    coordinating,
    in_the_call,
    accidents,
)
_PLACES = [module.__name__ for module in ORDER]

PROGRAMME: tuple[Scene[Play], ...] = tuple(
    sorted(SCENES.values(), key=lambda scene: _PLACES.index(scene.act.__module__))
)
