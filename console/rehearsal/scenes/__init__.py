"""All scenes. A module's scenes are played once it stands in ORDER, which is the order they are listed in."""

from console.rehearsal.play import Play
from console.rehearsal.scene import SCENES, Scene
from console.rehearsal.scenes import (
    accidents,
    alerts,
    call_times,
    cancelling,
    checkins,
    conference,
    coordinators,
    crisis,
    crossing,
    follow_up,
    inbound_calls,
    main_paths,
    matching,
    offers,
    promises,
    ready,
    refusals,
    relay,
    rest,
    rota,
    safe_contact,
    shifts,
    unanswered,
    unverified_callers,
    volunteers,
)

ORDER = (
    main_paths,
    inbound_calls,
    unverified_callers,
    crossing,
    offers,
    promises,
    unanswered,
    cancelling,
    refusals,
    crisis,
    alerts,
    call_times,
    checkins,
    ready,
    safe_contact,
    relay,
    follow_up,
    volunteers,
    rota,
    rest,
    shifts,
    matching,
    coordinators,
    conference,
    accidents,
)
_PLACES = [module.__name__ for module in ORDER]

PROGRAMME: tuple[Scene[Play], ...] = tuple(
    sorted(
        (each for each in SCENES.values() if each.act.__module__ in _PLACES),
        key=lambda scene: _PLACES.index(scene.act.__module__),
    )
)
