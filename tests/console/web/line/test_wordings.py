"""Wordings in the browser: found, seen as they are said and what they cost, refused with a reason, taken back."""

import html
from collections.abc import Callable

import pytest

from flows.wording import Listener, render
from flows.wording.rewording import all_names
from store.models import LineChoice
from tests.kits.console import Browser, Console
from tests.kits.line import NOON, TestLine

COST = "/console/line/wording/answer.cost"
EN = "It's free. We're paid for by the county."
ES = "Es gratis. También la llamada."


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def was(browser: Browser, path: str = COST) -> str:
    return browser.get(path).text.partition('id="was" value="')[2].partition('"')[0]


def say(browser: Browser, path: str = COST, *, do: str = "save", **fields: str) -> tuple[int, str]:
    answer = browser.post(path, {"do": do, "was": was(browser, path), **fields})
    return answer.status_code, html.unescape(answer.text)


def said(console: Console, language: str, *, aloud: bool = False, id: str = "answer.cost") -> str:
    with console.line.db.look(NOON) as tx:
        return render(id, Listener(tx.line, language, aloud, NOON))


def test_both_languages_are_saved_at_once_and_said_and_taken_back(console: Console) -> None:
    staff = console.signed_in()
    ours = said(console, "en"), said(console, "es", aloud=True)
    assert say(staff, en_text=EN, es_text=ES)[0] == 303
    assert "Saved in both languages" in staff.get(COST).text
    assert (said(console, "en"), said(console, "es")) == (EN, "Es gratis. También la llamada.")
    assert said(console, "es", aloud=True) == ES
    assert EN in html.unescape(staff.get("/console/line/wordings?changed=yes").text)
    assert say(staff, do="ours_en")[0] == say(staff, do="ours_es")[0] == 303
    assert (said(console, "en"), said(console, "es", aloud=True)) == ours


def test_what_is_typed_is_measured_said_and_not_saved(console: Console) -> None:
    staff = console.signed_in()
    status, seen = say(staff, do="preview", en_text="It's free, “all” of it.")
    assert status == 200 and "These letters make a text cost double: “”" in seen
    assert "It's free, “all” of it.</blockquote>" in seen and "You changed one language only" in seen
    hard = "Remuneration is unnecessary considering organisational sponsorship arrangements."
    assert "Hard to read" in say(staff, do="preview", en_text=hard)[1]
    assert console.line.rows(LineChoice) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x" * 161, "It takes 2 texts, and at most 1 may be used. Make it shorter."),
        ("ć" * 80, "One of its letters makes a text cost double"),
        ("x" * 601, "600 characters at most"),
        ("It's free. Text STOP to end.", "belong to the phone companies and can't be asked for here: STOP"),
        ("It's free {for} you.", "it takes no braces"),
        ("It's free {} you.", "it takes no braces"),
        ("It's free. it's safe.", "After a full stop comes a capital letter"),
        ("Our peer support is free.", "so it has no words like: peer, support"),
        ("   ", "Write something here"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_reason_in_their_language_and_given_back(
    text: str, why: str, console: Console
) -> None:
    status, seen = say(console.signed_in(), en_text=text, es_text=ES)
    assert (status, why in seen, console.line.rows(LineChoice)) == (422, True, [])
    assert ES in seen, "what was typed beside it is not lost"
    spanish = console.signed_in(email="es@example.org", language="es")
    assert why not in say(spanish, en_text=text)[1]


def test_whoever_comes_second_is_told_and_the_same_again_is_done_once(console: Console) -> None:
    ana, kim = console.signed_in(), console.signed_in("supervisor")
    before = was(ana)
    for _ in range(2):
        assert kim.post(COST, {"do": "save", "was": before, "en_text": EN}).status_code == 303
    second = ana.post(COST, {"do": "save", "was": before, "en_text": "It costs nothing at all."})
    assert second.status_code == 422 and "Somebody else changed this" in second.text
    assert EN in html.unescape(second.text) and "It costs nothing at all." in second.text
    assert [row.value for row in console.line.rows(LineChoice)] == [EN]


def test_spanish_keeps_its_accents_for_the_voice_when_a_word_is_changed(console: Console) -> None:
    staff = console.signed_in()
    path = "/console/line/wording/policy.never"
    typed = html.unescape(staff.get(path).text.partition('name="es_text"')[2].partition(">")[2])
    typed = typed.partition("</textarea>")[0].strip()
    assert typed == said(console, "es", aloud=True, id="policy.never")
    assert say(staff, path, es_text=typed)[0] == 303 and console.line.rows(LineChoice) == []


def test_a_wording_is_found_by_its_words_in_either_language_and_by_its_name(console: Console) -> None:
    staff = console.signed_in()
    for sought, found in (
        ("gratis", "answer.cost"),
        ("COST", "answer.cost"),
        ("emergency police", "policy.never"),
        ("<script>alert(1)</script>", ""),
        ("'; drop", ""),
    ):
        seen = staff.get(f"/console/line/wordings?q={sought}")
        assert (f"<strong>{found}</strong>" in seen.text) if found else ("Nothing fits" in seen.text), sought
        assert "<script>alert" not in seen.text
    assert "in our words so far" in staff.get("/console/line/wordings?changed=yes").text
    first = staff.get("/console/line/wordings").text
    after = first.partition("wordings?after=")[2].partition('"')[0]
    more = staff.get(f"/console/line/wordings?after={after}").text
    assert first.count("/line/wording/") + more.count("/line/wording/") == 52


def test_words_of_danger_and_of_consent_have_no_page_and_auditors_only_read(console: Console) -> None:
    staff, auditor = console.signed_in(), console.signed_in("auditor")
    for id in ("crisis.answer", "consent.stopped", "intro", "nothing", "answer", "%00", "en.answer.cost"):
        assert staff.get(f"/console/line/wording/{id}").status_code == 404
        assert staff.post(f"/console/line/wording/{id}", {"do": "save"}, page=COST).status_code == 404
    assert "answer.cost" in auditor.get("/console/line/wordings").text
    assert auditor.get(COST).status_code == 403


def test_every_wording_has_a_page_that_says_it(console: Console) -> None:
    staff = console.signed_in()
    for name in all_names("en"):
        seen = staff.get(f"/console/line/wording/{name.removeprefix('wording.en.')}")
        assert seen.status_code == 200, name
        assert 'class="wrong"' not in seen.text
