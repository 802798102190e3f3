"""Before the line opens: what is there and what is not yet, by looking; and what its carrier wants to read.

Only addresses and words are shown here. Nothing is set at the carrier: `warmline doctor` compares what stands there.
"""

from typing import Final, NamedTuple

from flask import Blueprint, Response

from console.web import page, roles
from console.web.context import Context
from console.web.line.help_lines import NEEDS
from flows.line import Line
from flows.rules.crisis import help_lines, own_lines
from flows.wording import Listener, render
from flows.wording.samples import MOMENTS, SUNDAY_NOON, sample
from store.config.settings import DECLARED
from store.coordinators import setup
from store.coordinators.setup import Looked

SAMPLES: Final = (
    "intro",
    "callback.arranged",
    "notice.missed",
    "checkin.mood",
    "consent.help",
    "consent.stopped",
)
"""What people read from the line most, with what the law wants: shown to a carrier as it is said."""
HOOKS: Final = {"voice": "/voice", "voice_status": "/voice/status", "sms": "/sms"}
"""What the carrier asks us for, by what happens: a call, the end of one, a text. Each by HTTP POST."""
GUIDE: Final = (
    "https://support.twilio.com/hc/en-us/articles/11847054539547-A2P-10DLC-Campaign-Onboarding-Guide"
)


class Step(NamedTuple):
    """One thing that a line needs: whether it is there, and the page where it is done; "": by whoever runs it."""

    name: str
    done: bool
    page: str = ""
    of: str = ""


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/line/setup."""

    @routes.get("/line/setup")
    def line_setup() -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            line, looked = tx.line, setup.look(tx)
        to = Listener(line, "en", False, SUNDAY_NOON, line.timezone)
        gaps = sample("en", MOMENTS[0])
        done = steps(line, looked)
        return page.render(
            "line_setup.html",
            "line_setup.title",
            steps=[each._replace(page=each.page if each.page in roles.PAGES else "") for each in done],
            left=sum(not each.done for each in done),
            hooks={name: line.origin + path for name, path in HOOKS.items()},
            samples=[render(id, to, gaps) for id in SAMPLES],
            name=line.name,
            guide=GUIDE,
        )


def steps(line: Line, looked: Looked) -> list[Step]:
    """All that a line needs before it opens, in the order in which it is done."""
    named = line.name != DECLARED.defaults["LINE_NAME"]
    told_young = not line.age_question or bool(line.youth_line)
    return [
        Step("name", named, "line_setting", "name"),
        Step("hours", line.cover_hours is not None or looked.shifts, "line_setting", "cover_hours"),
        Step("policy", line.policy is not None, "line_setting_grave", "policy"),
        Step("age", told_young, "line_setting", "youth_line"),
        Step("experiences", bool(line.experiences), "line_setting", "experiences"),
        Step("on_call", bool(line.ladder), "on_call"),
        Step("alerts_tested", looked.answered, "alert_test"),
        Step("volunteers", looked.volunteers > 0, "volunteers"),
        Step("danger_calls", looked.danger_calls > 0, "volunteers"),
        Step("help_lines", not unchecked(line), "line_help_lines"),
        Step("texting", line.texting, "line_setting_grave", "texting"),
        Step("heard", looked.heard),
    ]


def unchecked(line: Line) -> list[str]:
    """Which lines for danger of the line's own country nobody here has looked at."""
    known = [need for need in NEEDS if help_lines.line_of(line, need, line.region) is not None]
    checked, own = dict(line.checked), dict(line.help_lines)
    keys = {need: help_lines.key(need, line.region) for need in (own_lines.CRISIS, *known)}
    return [need for need, key in keys.items() if key not in checked and key not in own]
