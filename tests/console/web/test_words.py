"""The console's words: both languages say the same things, and templates and code ask for no others."""

import re
from pathlib import Path
from typing import get_args

import pytest

from console.web import roles
from console.web.alerts.history import DAYS
from console.web.line.choices import ELSEWHERE, SUBJECTS
from console.web.log.sayings import BROKEN
from console.web.now.callback import DONE
from console.web.now.live import BLOCKS_WITH_PEOPLE
from console.web.shifts.dates import PARTS
from console.web.shifts.shift import DONE as SHIFT_DONE
from console.web.unread.unread import MEANINGS
from console.web.wording import LANGUAGES, catalogue, t
from flows.effects.base import AlertKind
from flows.line.choices import CHOICES
from flows.states import OPEN_STATES, CallbackState, ShiftState
from store.account_alerts import alert_history, alert_mails
from store.accounts.accounts import ROLES
from store.accounts.managers import Refusal
from store.alerts import drill, history
from store.people import sealed, timeline

STATES = "idle mood offer waiting ready after v_idle v_offered v_two v_holding v_after".split()
WEB = Path(__file__).parents[3] / "console" / "web"
GAP = re.compile(r"{(\w+)}")
MADE = {
    *(f"nav.{each}" for each in roles.NAVIGATION),
    *(f"roles.{each}" for each in ROLES),
    *(f"sign_in.{each}" for each in ("wrong", "wait", "email_missing", "password_missing", "code_missing")),
    *("confirm.wrong", "confirm.wait"),
    *(f"role_means.{each}" for each in ROLES),
    *(f"accounts.{each}" for each in get_args(Refusal)),
    *(f"accounts.{do}_{part}" for do in ("role", "reset", "end") for part in ("title", "means", "button")),
    *("accounts.one_title", "accounts.done_role", "accounts.done_end"),
    *(key for key in catalogue()["en"] if key.startswith("first_steps.")),
    *(f"passkeys.{each}" for each in ("wrong", "copied", "wait", "not_wrong", "not_known", "not_most")),
    *(f"now_blocks.{each}" for each in BLOCKS_WITH_PEOPLE),
    *(f"now_next.{each}" for each in ("widen", "reassign")),
    *(f"now_callback.{each}" for each in DONE),
    *(f"alerts.days_{each}" for each in DAYS),
    *(f"alert_reasons.{each}" for each in alert_history.REASONS),
    *(f"alert_states.{each}" for each in ("unanswered", "over", "taken", "closed")),
    *(f"alert_events.{each}" for each in history.WHAT),
    *(f"line_{of}.{name}" for of in ("choices", "says") for name in CHOICES),
    *(f"line_allowed.{name}" for name in CHOICES if name not in ELSEWHERE),
    *(f"line_subjects.{each}" for each in SUBJECTS),
    *(key for key in catalogue()["en"] if key.startswith(("line_options.", "line_unset.", "line_fixed."))),
    *(key for key in catalogue()["en"] if key.startswith(("line_said.", "line_nav."))),
    *(
        key
        for key in catalogue()["en"]
        if key.startswith(
            (
                "line_flaws.",
                "line_needs.",
                "line_steps.",
                "line_steps_how.",
                "line_hooks.",
                "line_help_wrong.",
                "line_help_line.",
                "line_own.",
                "line_back.",
                "line_heard.",
                "line_wording.",
            )
        )
    ),
    *(f"alert_kinds.{each.value}" for each in AlertKind),
    *(key for key in catalogue()["en"] if key.startswith(("callback_states.", "line_parts.", "against."))),
    *(key for key in catalogue()["en"] if key.startswith(("log_did.", "log_who.", "log_more."))),
    *(key for key in catalogue()["en"] if key.startswith("figure_names.")),
    *(f"drill_text.{each}" for each in {*drill.TEXTS.values(), "sent"}),
    *(f"drill_ring.{each}" for each in {*drill.RINGS.values(), "over", "none"}),
    *(f"alert_test.{each}" for each in ("running", "lately", "nobody", "no_worker")),
    *("log.when_utc", "mail.subject", "mail.body"),
    *(f"mail_choices.{each}" for each in alert_mails.CHOICES),
    *(f"log_broken.{each}" for each in BROKEN.values()),
    *(key for key in catalogue()["en"] if key.startswith("now_callback.not_")),
    *(
        key
        for key in catalogue()["en"]
        if key.startswith(("decisions.", "text_purposes.", "consent_purposes."))
    ),
    *(
        key
        for key in catalogue()["en"]
        if key.startswith(
            (
                "say.state_",
                "say.against_",
                "call.state_",
                "call.not_",
                "call.done_",
                "reveal.warn_",
                "reveal.not_",
            )
        )
    ),
    *(
        key
        for key in catalogue()["en"]
        if key.startswith(("people.is_", "people.only_", "person_do.", "person_quieter.make_", "reasons."))
    ),
    *(
        f"person_timeline.{each}"
        for each in (
            *(f"mood_{mood}" for mood in range(1, 6)),
            *(f"only_{kind}" for kind in timeline.KINDS),
            *(f"what_{kind}" for kind in sealed.Kind),
            *(f"by_{way}" for way in ("text", "voice", "carrier", "command", "other")),
            *(f"over_{state}" for state in CallbackState if state not in OPEN_STATES),
            *("now_talking", "now_writing", "callback", "callback_text", "text", "text_crisis"),
            *(f"alert_{state}" for state in ("open", "taken", "joined", "closed")),
            *(f"consent_{action}" for action in ("informed", "given", "declined", "withdrawn")),
            *("request_answered", "request_waits", "deleted", "volunteer"),
        )
    ),
    *(key for key in catalogue()["en"] if key.startswith("person_timeline.became_")),
    *(f"person_plan.{each}" for each in ("calls_line", "calls_any", "calls_some")),
    *(
        key
        for key in catalogue()["en"]
        if key.startswith(
            tuple(f"blocks.{each}_" for each in ("not", "reason", "days", "state", "which", "none"))
        )
    ),
    *(f"unread_meanings.{each.replace(':', '_')}" for each in MEANINGS),
    *(f"unread_states.{each}" for each in STATES),
    *(
        "unread_switch.is_on",
        "unread_switch.is_off",
    ),
    *(f"week.{each}" for each in PARTS),
    *(f"week.in_{each}" for each in PARTS),
    *(f"shift.{each}" for each in SHIFT_DONE if each != "ask"),
    *(f"shift_states.{each.value}" for each in ShiftState),
    *(
        key
        for key in catalogue()["en"]
        if key.startswith(("suggested.", "shift.not_", "shift_new.not_", "away.not_"))
    ),
    *("away.done_away", "away.done_away_none", "away.done_back", "away.done_back_none"),
}
"""Keys that the code puts together."""


def used() -> set[str]:
    """Every key that stands in a template or in the code."""
    source = "".join(each.read_text("utf-8") for each in [*WEB.rglob("*.html"), *WEB.rglob("*.py")])
    subjects = {key.partition(".")[0] for key in catalogue()["en"]}
    texts = {
        "notice.called_off",
        "notice.revised",
        "notice.missed",
        "closed.waiting",
        "closed.ask",
    }  # of the line, shown as they are sent
    return {
        key
        for key in re.findall(r"""["']([a-z_]+\.[a-z_]+)["']""", source)
        if key.partition(".")[0] in subjects and not key.endswith((".html", "_"))
    } - texts


def test_both_languages_have_the_same_keys_and_gaps() -> None:
    english = catalogue()["en"]
    for language in LANGUAGES:
        words = catalogue()[language]
        assert words.keys() == english.keys(), language
        assert [
            key for key, said in words.items() if set(GAP.findall(said)) != set(GAP.findall(english[key]))
        ] == []


def test_every_key_that_is_asked_for_has_words_and_no_words_are_left_over() -> None:
    known = catalogue()["en"].keys()
    assert sorted((used() | MADE) - known) == []
    assert sorted(known - used() - MADE) == []


def test_nobody_is_shouted_at_and_spanish_opens_its_questions() -> None:
    assert [key for words in catalogue().values() for key, said in words.items() if "!" in said] == []
    assert [key for key, said in catalogue()["es"].items() if said.count("?") != said.count("¿")] == []


def test_words_that_are_not_there_are_a_defect() -> None:
    with pytest.raises(KeyError):
        t("sign_in.no_such", "en")
    with pytest.raises(KeyError):
        t("account.codes_left", "en", other=1)
