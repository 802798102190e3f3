"""Plays one scene on a stage, and says how it went."""

import time
from dataclasses import dataclass, field

from console.rehearsal.play import Play
from console.rehearsal.scene import Scene
from console.rehearsal.script import Screen, Script
from console.rehearsal.stage import Stage

LAST_LINES = 15


@dataclass(frozen=True, slots=True)
class Result:
    """How a scene went. `failure`: what was expected and what was there, "" when all went well."""

    scene: Scene[Play]
    seconds: float
    failure: str = ""
    lines: list[str] = field(default_factory=list)
    cast: frozenset[str] = frozenset()
    stage: Stage | None = None


def perform(stage: Stage, scene: Scene[Play], screen: Screen) -> Result:
    """Play a scene to its end or to its first fault, and clear the stage for the next."""
    script = Script(screen, f"{scene.title}  [{scene.name}]")
    began = time.monotonic()
    play = Play(stage, scene, script)
    failure = ""
    try:
        scene.act(play)
        play.close()
    except Exception as fault:  # noqa: BLE001 a scene that breaks is a result, and the others are played
        failure = str(fault) if isinstance(fault, AssertionError) else f"{type(fault).__name__}: {fault}"
        script.remark("✗ " + failure.replace("\n", "\n             "))
    seconds = time.monotonic() - began
    try:
        play.clear()
    except Exception as fault:  # noqa: BLE001 as above
        failure = failure or f"the stage could not be cleared: {fault}"
    if not failure:
        script.remark(f"✓ {seconds:.1f} s")
    script.close()
    said = (
        [pair for pair in stage.lines_since(play.began) if not _idle(pair[1])][-LAST_LINES:]
        if failure
        else []
    )
    return Result(
        scene,
        seconds,
        script.masked(failure),
        [script.masked(f"{name} | {line}") for name, line in said],
        frozenset(who.number for who in play.people),
        stage,
    )


def _idle(line: str) -> bool:
    """Whether this is RQ's own log of a job: twelve lines a second, for every sweep."""
    return '"logger": "rq.worker"' in line and '"level": "info"' in line
