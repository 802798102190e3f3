"""`warmline rehearse`: plays the scenes on up to three stages at once, and prints what happened."""

import contextlib
import os
import tempfile
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import click

from console.rehearsal import aftermath, report
from console.rehearsal.performance import Result, perform
from console.rehearsal.play import Play
from console.rehearsal.scene import SCENES, Scene
from console.rehearsal.scenes import PROGRAMME
from console.rehearsal.scenes.attacks import ATTACKS
from console.rehearsal.scratch import NoScratch, database
from console.rehearsal.script import Screen
from console.rehearsal.stage import CALM, ROUGH, UNHURRIED, Stage
from console.running.processes import NotReady

_ATTACKS = frozenset(each.name for each in ATTACKS)


def rehearse(only: tuple[str, ...] = (), list_only: bool = False, attacks: bool = False) -> int:
    """Play the scenes (or only these), print what happened, and give the exit code: 0 when all went well.

    `attacks`: an attacker's afternoon instead of the main paths.
    """
    programme = ATTACKS if attacks or any(name in _ATTACKS for name in only) else PROGRAMME
    if list_only:
        for each in programme:
            click.echo(f"{each.name:33} {each.title}")
        return 0
    unknown = [name for name in only if name not in SCENES]
    if unknown:
        click.echo(
            f"No such scene: {', '.join(unknown)}. `warmline rehearse --list` says which there are.", err=True
        )
        return 1
    chosen = [each for each in programme if not only or each.name in only]
    try:
        return _play(chosen)
    except (NoScratch, NotReady) as problem:
        click.echo(str(problem), err=True)
        return 1
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
        return 1


def _play(chosen: Sequence[Scene[Play]]) -> int:
    named = os.environ.get("DATABASE_URL", "").strip()
    screen = Screen(click.echo)
    calm = deque(each for each in chosen if not each.chaos and not each.hours)
    long = deque(each for each in chosen if each.hours)
    rough = deque(each for each in chosen if each.chaos)
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="warmline-rehearsal-")))
        stages: list[Stage] = []
        playing: list[Future[list[Result]]] = []
        pool = ThreadPoolExecutor(max_workers=3, thread_name_prefix="scenes")
        closing.callback(pool.shutdown, wait=False, cancel_futures=True)
        # When the rough stage has played its own scenes, it takes some of the calm stage's.
        for times, programme in ((UNHURRIED, (long,)), (CALM, (calm,)), (ROUGH, (rough, calm))):
            if programme[0]:
                url = closing.enter_context(database(named))
                stage = Stage(folder / f"stage-{len(stages)}", times, database_url=url)
                stages.append(closing.enter_context(stage))
                playing.append(pool.submit(_scenes, stage, programme, screen))
        results = [result for each in playing for result in each.result()]
        results.sort(key=lambda result: chosen.index(result.scene))
        problems = [problem for stage in stages for problem in aftermath.problems(stage)]
        report.rings(stages, results)
        report.table(results)
        report.failures(results, problems)
    return 1 if problems or any(result.failure for result in results) else 0


def _scenes(stage: Stage, programme: Sequence[deque[Scene[Play]]], screen: Screen) -> list[Result]:
    results = []
    for scenes_left in programme:
        with contextlib.suppress(IndexError):  # the other stage may take the last scene
            while True:
                results.append(perform(stage, scenes_left.popleft(), screen))
    return results
