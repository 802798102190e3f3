"""Prints the result of a rehearsal: who was rung when, how each scene went, what went wrong."""

from collections.abc import Sequence
from datetime import datetime

import click

from console.rehearsal.performance import Result
from console.rehearsal.stage import Stage


def rings(stages: Sequence[Stage], results: Sequence[Result]) -> None:
    """Print who was rung when, which number they saw, and what came of it."""
    click.echo("\nWho was rung when")
    # The same number is another person on each stage.
    scenes = {(result.stage, number): result.scene.name for result in results for number in result.cast}
    entries = sorted(
        ((entry, stage) for stage in stages for entry in stage.carrier.ring_log()),
        key=lambda pair: pair[0].at,
    )
    for entry, stage in entries:
        at = datetime.fromtimestamp(entry.at).astimezone()
        name = stage.cast.get(entry.number, "somebody unknown")
        shown = "the line's number" if entry.shown == stage.settings.line_number else "ANOTHER NUMBER"
        scene = scenes.get((stage, entry.number), "")
        click.echo(
            f"  {at:%H:%M:%S}.{at.microsecond // 100000}  {name:10} {entry.outcome:10} saw {shown}  {scene}"
        )


def table(results: Sequence[Result]) -> None:
    """Print each scene with a tick or a cross, and its seconds."""
    click.echo("\nScenes")
    for result in results:
        mark = "✗" if result.failure else "✓"
        click.echo(f"  {mark} {result.seconds:6.1f} s  {result.scene.name:33} {result.scene.title}")


def failures(results: Sequence[Result], problems: Sequence[str]) -> None:
    """Print what each failed scene expected and found, with the last log lines; then the problems after the last."""
    failed = [result for result in results if result.failure]
    for result in failed:
        click.echo(f"\n✗ {result.scene.name}")
        for line in result.failure.splitlines():
            click.echo(f"    {line}")
        for line in result.lines:
            click.echo(f"      {line}")
    for problem in problems:
        click.echo(f"\n✗ {problem}")
    if not failed and not problems:
        seconds = sum(result.seconds for result in results)
        click.echo(
            f"\nAll {len(results)} scenes went well ({seconds:.0f} s of play); nothing was left open, no number leaked."
        )
    else:
        click.echo(
            f"\n{len(failed)} of {len(results)} scenes failed; {len(problems)} problems after the last one."
        )
