"""Who may do what in the console: the one table. The gate refuses what does not stand here; a house test compares.

A new page is a line in PAGES, under the name of its function (`url_for("console.NAME")`), and, if people are to find
it, one in NAVIGATION. A button within a page that not everybody of the page may press is a line in ACTIONS.
"""

from dataclasses import dataclass
from typing import Final

COORDINATOR, SUPERVISOR, FACILITATOR, AUDITOR = "coordinator", "supervisor", "facilitator", "auditor"
OPEN: Final = frozenset({"open"})
"""Also for somebody who is not signed in."""
ANYONE: Final = frozenset({COORDINATOR, SUPERVISOR, FACILITATOR, AUDITOR})
"""Everybody who is signed in."""
STAFF: Final = frozenset({COORDINATOR, SUPERVISOR})
LOG_READERS: Final = STAFF | {AUDITOR}
MANAGERS: Final = frozenset({COORDINATOR})
"""Of accounts: whoever can make a coordinator could make one of themselves, so it is coordinators alone."""
NOBODY: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may see a page, and who may send something to it.

    `again`: it wants a proof of who they are within ten minutes, to be seen and to be sent. `live`: a page asks for it
    by itself, so that it keeps no session alive. `largest`: so many bytes may be sent, where it is more
    than elsewhere.
    """

    see: frozenset[str]
    send: frozenset[str] = NOBODY
    again: bool = False
    live: bool = False
    largest: int = 0


PAGES: Final[dict[str, Rule]] = {
    "static": Rule(OPEN),
    "missing": Rule(ANYONE),
    # sign-in
    "sign_in": Rule(OPEN, OPEN),
    "sign_in_passkey": Rule(OPEN),
    "finish": Rule(OPEN, OPEN),
    "finish_passkey": Rule(OPEN),
    "enter": Rule(OPEN, OPEN),
    "sign_out": Rule(NOBODY, ANYONE),
    "confirm": Rule(ANYONE, ANYONE),
    "confirm_passkey": Rule(ANYONE),
    # one's own account
    "account": Rule(ANYONE),
    "language": Rule(NOBODY, ANYONE),
    "alert_mail": Rule(NOBODY, STAFF),
    "password": Rule(ANYONE, ANYONE, again=True),
    "recovery_codes": Rule(ANYONE, ANYONE, again=True),
    "passkey_options": Rule(ANYONE, again=True),
    "passkey_add": Rule(ANYONE, ANYONE, again=True),
    "passkey_remove": Rule(ANYONE, ANYONE, again=True),
    "end_session": Rule(NOBODY, ANYONE),
    "end_other_sessions": Rule(NOBODY, ANYONE),
    # accounts
    "accounts": Rule(STAFF | {AUDITOR}),
    "accounts_invite": Rule(MANAGERS, MANAGERS, again=True),
    "accounts_one": Rule(MANAGERS),
    "accounts_role": Rule(MANAGERS, MANAGERS, again=True),
    "accounts_reset": Rule(MANAGERS, MANAGERS, again=True),
    "accounts_end": Rule(MANAGERS, MANAGERS, again=True),
    # now
    "now": Rule(ANYONE),
    "now_live": Rule(STAFF | {FACILITATOR}, live=True),
    "now_find": Rule(STAFF),
    "now_alert": Rule(STAFF, STAFF),
    "now_callback": Rule(STAFF, STAFF),
    # alerts that were
    "alerts": Rule(STAFF),
    "on_call": Rule(STAFF),
    "on_call_live": Rule(STAFF, live=True),
    "alert_test": Rule(STAFF, STAFF, again=True),
    # what the organisation chooses
    "line": Rule(STAFF | {AUDITOR}),
    "line_setting": Rule(STAFF, STAFF),
    "line_setting_grave": Rule(STAFF, STAFF, again=True),
    "line_wordings": Rule(STAFF | {AUDITOR}),
    "line_wording": Rule(STAFF, STAFF),
    "line_help_lines": Rule(STAFF | {AUDITOR}, STAFF),
    "line_help_line": Rule(STAFF, STAFF, again=True),
    "line_setup": Rule(STAFF | {AUDITOR}),
    "line_history": Rule(STAFF | {AUDITOR}, STAFF),
    # the log of who did what
    "log": Rule(LOG_READERS, LOG_READERS),
    "log_csv": Rule(NOBODY, LOG_READERS),
    # what boards and funders ask
    "figures": Rule(LOG_READERS),
    "figures_csv": Rule(NOBODY, LOG_READERS),
    # people
    "people": Rule(STAFF),
    "person": Rule(STAFF),
    "person_words": Rule(STAFF, STAFF, again=True),
    "person_known": Rule(STAFF, STAFF),
    "people_known": Rule(frozenset({SUPERVISOR}), frozenset({SUPERVISOR}), again=True),
    "person_plan": Rule(STAFF, STAFF),
    "person_quieter": Rule(STAFF, STAFF),
    "person_phones": Rule(STAFF, STAFF),
    # reaching out to one person, and keeping volunteers from somebody
    "person_say": Rule(STAFF, STAFF),
    "person_say_live": Rule(STAFF, live=True),
    "person_call": Rule(STAFF, STAFF),
    "person_call_live": Rule(STAFF, live=True),
    "person_reveal": Rule(frozenset({SUPERVISOR}), frozenset({SUPERVISOR}), again=True),
    "block": Rule(STAFF, STAFF),
    "blocks": Rule(STAFF),
    # volunteers
    "volunteers": Rule(STAFF),
    "volunteers_file": Rule(STAFF),
    "fairness": Rule(STAFF),
    "invite": Rule(STAFF, STAFF),
    "invite_send": Rule(STAFF, STAFF),
    "import_volunteers": Rule(STAFF, STAFF, largest=1_100_000),
    "import_send": Rule(STAFF, STAFF, again=True),
    "text_volunteers": Rule(STAFF, STAFF),
    "text_send": Rule(STAFF, STAFF),
    "volunteer": Rule(STAFF),
    "volunteer_profile": Rule(STAFF, STAFF),
    "volunteer_duty": Rule(STAFF, STAFF),
    "volunteer_text": Rule(STAFF, STAFF),
    "volunteer_renumber": Rule(STAFF, STAFF, again=True),
    "volunteer_remove": Rule(STAFF, STAFF, again=True),
    "complaint": Rule(STAFF, STAFF),
    # what was not understood
    "unread": Rule(STAFF),
    "unread_text": Rule(STAFF, STAFF),
    "unread_learned": Rule(STAFF),
    "unread_remove": Rule(NOBODY, STAFF),
    "unread_download": Rule(NOBODY, STAFF),
    "unread_switch": Rule(STAFF, STAFF, again=True),
    # the rota
    "shifts": Rule(STAFF | {FACILITATOR}),
    "shift": Rule(STAFF, STAFF),
    "shift_new": Rule(STAFF, STAFF),
    "away": Rule(STAFF, STAFF),
    "shifts_month": Rule(STAFF | {FACILITATOR}),
    "slots": Rule(STAFF, STAFF),
    "slot": Rule(STAFF, STAFF),
    "closing": Rule(STAFF, STAFF, again=True),
}

LIVE: Final = frozenset(name for name, rule in PAGES.items() if rule.live)

ACTIONS: Final[dict[str, frozenset[str]]] = {
    "see_now": STAFF | {FACILITATOR},
    "see_people_now": STAFF,
    "have_alert_mails": STAFF,
    "choose_for_line": STAFF,
    "manage_accounts": MANAGERS,
    "change_shifts": STAFF,
    "see_small_figures": STAFF,
}
"""What may be done within a page, where that is for fewer than the page is. In a template: `may("NAME")`."""

NAVIGATION: Final = (
    "now",
    "alerts",
    "people",
    "volunteers",
    "shifts",
    "line",
    "figures",
    "log",
    "accounts",
    "account",
)
"""The pages at the top of every page, in order; each called `nav.NAME` in the words."""


def may(role: str, action: str) -> bool:
    """Whether somebody in this role may do an action of ACTIONS. Raises KeyError for one that is not in the table."""
    return role in ACTIONS[action]


def sees(role: str, page: str) -> bool:
    """Whether somebody in this role may see a page."""
    return role in PAGES[page].see or PAGES[page].see == OPEN
