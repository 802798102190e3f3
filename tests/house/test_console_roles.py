"""Every address under /console/ stands in the one table of roles, and none answers but to whom the table names."""

from collections.abc import Callable

import pytest

from console.web import roles
from tests.kits.console import Console
from tests.kits.line import TestLine

EVERYBODY = (*sorted(roles.ANYONE), "")
"""Each role, and nobody: who is not signed in."""


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def addresses(console: Console) -> dict[str, tuple[str, set[str]]]:
    """The name of each page, an address of it, and the methods it takes."""
    found: dict[str, tuple[str, set[str]]] = {}
    for rule in console.line.app.url_map.iter_rules():
        if rule.rule.startswith("/console"):
            path = rule.rule.replace("<path:filename>", "console.css").replace("<int:number>", "1")
            assert rule.endpoint.startswith("console."), f"{rule.rule} is behind no gate"
            name = rule.endpoint.partition(".")[2]
            known = found.get(name, (path, set()))
            found[name] = (
                known[0],
                known[1] | {each for each in rule.methods or () if each in ("GET", "POST")},
            )
    return {
        name: (
            path.replace("<token>", "x").replace("<path:elsewhere>", "x").replace("<handle>", "Heron-1"),
            methods,
        )
        for name, (path, methods) in found.items()
    }


def test_every_page_is_in_the_table_and_the_table_names_no_other(console: Console) -> None:
    found = addresses(console)
    assert found.keys() == roles.PAGES.keys(), "console/web/roles.py: PAGES"
    for name, (path, methods) in found.items():
        rule = roles.PAGES[name]
        assert bool(rule.send) == ("POST" in methods), f"{path}: who may send something?"
        assert bool(rule.see) == ("GET" in methods), f"{path}: who may see it?"
        assert rule.see | rule.send <= roles.ANYONE | roles.OPEN
    assert set(roles.NAVIGATION) <= found.keys()
    assert all(who and who <= roles.ANYONE for who in roles.ACTIONS.values())


def test_a_page_answers_only_to_whom_the_table_names(console: Console) -> None:
    browsers = {role: console.signed_in(role) if role else console.browser() for role in EVERYBODY}
    for name, (path, _) in addresses(console).items():
        rule = roles.PAGES[name]
        for role, browser in browsers.items():
            for send, allowed in ((False, rule.see), (True, rule.send)):
                if not allowed:
                    continue
                answer = browser.send(path, {}) if send else browser.get(path)
                answer.close()
                to_sign_in = answer.headers.get("Location", "").startswith("/console/sign-in")
                if allowed == roles.OPEN:
                    assert answer.status_code != 403, path
                elif not role:
                    asked_by_itself = rule.live and answer.status_code == 401
                    assert (to_sign_in or asked_by_itself) and not answer.data, (
                        f"{path} answers without sign-in"
                    )
                else:
                    assert (answer.status_code == 403) is (role not in allowed), f"{path} for {role}"
                    assert not to_sign_in, path


def test_what_a_table_has_not_is_refused(console: Console) -> None:
    app = console.line.app
    rule = roles.PAGES.pop("account")
    try:
        with app.test_client() as client:
            assert client.get("/console/account").status_code == 403
    finally:
        roles.PAGES["account"] = rule


def test_who_is_not_in_the_role_of_a_page_reads_so_and_nothing_else_happens(console: Console) -> None:
    rule = roles.PAGES["language"]
    roles.PAGES["language"] = roles.Rule(roles.NOBODY, frozenset({roles.COORDINATOR}))
    try:
        auditor, coordinator = console.signed_in("auditor"), console.signed_in("coordinator")
        for browser, status in ((auditor, 403), (coordinator, 303)):
            sent = browser.post("/console/account/language", {"language": "es"}, page="/console/account")
            assert sent.status_code == status
        assert "Your account" in auditor.get("/console/account").text
    finally:
        roles.PAGES["language"] = rule
