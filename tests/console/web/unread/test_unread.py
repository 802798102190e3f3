"""Unread: what is kept of what was not understood, who sees it, what becomes of it, and what leaves the line."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from console.reading import rows
from flows.reading.unread_text import Unread
from store.audit import chain
from store.contacts import known_people
from store.models import AccountKnows, Consent, Contact, Paraphrase, UnreadText, Volunteer
from store.unread import unread_consent, unread_texts
from store.upkeep import housekeeping
from store.vault.columns import PARAPHRASE_WORDS, UNREAD_WORDS
from tests.kits.console import Browser, Console
from tests.kits.line import TestLine

ANA, BEN = "+12025550111", "+12025550112"
ODD = "the usual"
OTHER_WORDS = "please phone me again"


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    console = Console(lines("sqlite"))
    set_to(console, "on")
    return console


def set_to(console: Console, to: str) -> None:
    console.line.db.transact(console.line.clock(), lambda tx: tx.choose("unread", to, by="test"))


def says_yes(console: Console, number: str = ANA) -> None:
    """Somebody who knows the line lets the team read."""
    for words in ("CHECKIN", "5", "3", "LEARN", "1"):
        console.line.text(number, words)
    assert console.line.rows(Consent)[-1].action == "given"


def kept(console: Console) -> list[str]:
    """What waits for somebody to say what it meant."""
    return [console.line.opened(UNREAD_WORDS, row) for row in console.line.rows(UnreadText)]


def teach(browser: Browser, number: int = 1, **fields: str) -> str:
    """Say what a text meant; gives what the page says then."""
    given = {"do": "teach", "meaning": "call", "words": OTHER_WORDS, **fields}
    answer = browser.post(f"/console/unread/{number}", given)
    return answer.text if answer.status_code != 303 else browser.get(answer.headers["Location"]).text


def entries(console: Console) -> list[chain.Entry]:
    with console.line.db.begin(console.line.clock()) as tx:
        return chain.entries(tx.connection, most=5)


def test_only_what_somebody_wrote_who_said_yes_is_kept_and_it_is_sealed(console: Console) -> None:
    says_yes(console)
    for number in (ANA, BEN):
        if number == BEN:
            console.line.text(number, "CHECKIN")
        console.line.text(number, ODD)
    [row] = console.line.rows(UnreadText)
    assert row.contact_id == console.line.contacts_of(ANA)[0].id
    assert ODD not in row.words_sealed and kept(console) == [ODD]
    assert row.said and all(each.startswith(("missed.", "understood.")) for each in row.said)


@pytest.mark.parametrize(
    "words",
    [
        "i want to kill myself",
        "i cant go on like this",
        "the usual and then my brother came in and took the car and drove away with it again",
        "the usual maria",
        "the usual near Salem",
        "my name is the usual",
        "the usual 2025550147",
        "the usual 7",
        "usual@example.org",
        "so sad and so tired",
    ],
)
def test_a_story_danger_a_feeling_and_what_names_somebody_are_never_kept(
    console: Console, words: str
) -> None:
    says_yes(console)
    console.line.text(ANA, words)
    assert kept(console) == []


def test_nothing_is_kept_within_a_day_of_words_of_danger_nor_beside_a_watched_phone(console: Console) -> None:
    says_yes(console)
    console.line.text(ANA, "i want to kill myself")
    console.line.text(ANA, ODD)
    says_yes(console, BEN)
    console.line.text(BEN, "he is looking at my phone")
    console.line.text(BEN, ODD)
    assert kept(console) == []


def test_nothing_is_kept_of_an_answer_about_how_they_may_be_reached(console: Console) -> None:
    says_yes(console)
    for words in ("SAFE", ODD, "1", ODD):
        console.line.text(ANA, words)
    assert kept(console) == []


def test_at_most_three_a_day_of_one_person_since_many_short_ones_are_a_story(console: Console) -> None:
    says_yes(console)
    for words in ("the usual", "the usual usual", "usual one pls", "usual the usual", "whats the go"):
        console.pass_time(minutes=2)
        console.line.text(ANA, words)
    assert len(kept(console)) <= 3


def test_what_it_meant_stays_in_other_words_and_theirs_are_deleted(console: Console) -> None:
    says_yes(console)
    console.line.text(ANA, ODD)
    browser = console.signed_in()
    page = browser.get("/console/unread").text
    handle = console.line.contacts_of(ANA)[0].handle
    assert ODD in page and handle not in page
    assert handle not in browser.get("/console/unread/1").text
    assert "Your words are kept" in teach(browser)
    assert kept(console) == []
    [row] = console.line.rows(Paraphrase)
    assert (row.meaning, row.who, row.language) == ("call", "participant", "en")
    assert console.line.opened(PARAPHRASE_WORDS, row) == OTHER_WORDS
    [said] = [each for each in entries(console) if each.did == "unread decided"]
    assert ODD not in str(said) and handle not in str(said)


def test_what_is_downloaded_is_read_by_the_command_and_holds_no_word_of_theirs(console: Console) -> None:
    says_yes(console)
    console.line.text(ANA, ODD)
    browser = console.signed_in()
    teach(browser, words="=please phone me again")
    answer = browser.post("/console/unread/learned/download", {}, page="/console/unread/learned")
    [read] = rows.from_csv(answer.get_data().decode("utf-8-sig").splitlines())
    assert (read.text.strip(), read.meaning, read.who) == (
        "=please phone me again",
        "call",
        "participant",
    )
    assert not read.text.startswith("=")
    assert ODD not in answer.text and "attachment" in answer.headers["Content-Disposition"]
    assert "paraphrases downloaded" in [each.did for each in entries(console)]


@pytest.mark.parametrize(
    "words",
    ["", "a usual", "usual the", "call maria", "call me in Salem", "call 555", "i want to die"],
)
def test_words_that_are_theirs_or_name_somebody_are_refused_and_given_back(
    console: Console, words: str
) -> None:
    says_yes(console)
    console.line.text(ANA, ODD)
    answer = console.signed_in().post("/console/unread/1", {"do": "teach", "meaning": "call", "words": words})
    assert answer.status_code == 422 and words in answer.text
    assert kept(console) == [ODD] and console.line.rows(Paraphrase) == []


@pytest.mark.parametrize("meaning", ["", "crisis", "take", "<b>", "x" * 5000])
def test_a_meaning_that_is_none_of_theirs_is_refused_and_shown_escaped(
    console: Console, meaning: str
) -> None:
    says_yes(console)
    console.line.text(ANA, ODD)
    given = {"do": "teach", "meaning": meaning, "words": "<i>hello\x07</i>"}
    answer = console.signed_in().post("/console/unread/1", given)
    assert answer.status_code == 422 and "<i>" not in answer.text and "<b>" not in answer.text
    assert kept(console) == [ODD]


def test_the_second_of_two_is_told_that_it_is_gone(console: Console) -> None:
    says_yes(console)
    console.line.text(ANA, ODD)
    first, second = console.signed_in(), console.signed_in("supervisor")
    teach(first)
    answer = second.post(
        "/console/unread/1", {"do": "teach", "meaning": "call", "words": "x"}, page="/console/unread/learned"
    )
    assert answer.status_code == 404 and "This text is gone" in answer.text
    assert len(console.line.rows(Paraphrase)) == 1


def test_whoever_knows_the_person_sees_nothing_of_it_and_others_do(console: Console) -> None:
    says_yes(console)
    console.line.text(ANA, ODD)
    browser = console.signed_in()
    browser.post("/console/unread/1", {"do": "know"})
    assert ODD not in browser.get("/console/unread").text
    assert browser.get("/console/unread/1").status_code == 404
    assert ODD in console.signed_in("supervisor").get("/console/unread").text
    account = console.line.rows(Paraphrase) == [] and console.line.contacts_of(ANA)[0].id
    with console.line.db.begin(console.line.clock()) as tx:
        assert known_people.knows(tx, 1, int(account))


def test_whoever_knows_them_by_another_phone_of_theirs_sees_nothing_of_it_either(console: Console) -> None:
    says_yes(console)
    console.line.text(BEN, "CHECKIN")
    console.line.text(ANA, ODD)
    ana, ben = (console.line.contacts_of(number)[0].id for number in (ANA, BEN))
    browser = console.signed_in()
    assert ODD in browser.get("/console/unread").text
    with console.line.db.begin(console.line.clock()) as tx:
        tx.run(insert(AccountKnows).values(account_id=1, contact_id=ben, said_at=tx.now))
        tx.run(update(Contact).where(Contact.id.in_((ana, ben))).values(same_as=min(ana, ben)))
    assert ODD not in browser.get("/console/unread").text


def test_what_is_left_is_deleted_and_nothing_is_learned(console: Console) -> None:
    says_yes(console)
    console.line.text(ANA, ODD)
    console.signed_in().post("/console/unread/1", {"do": "leave"})
    assert kept(console) == [] and console.line.rows(Paraphrase) == []


@pytest.mark.parametrize("words", ["LEARN OFF", "please don't read my texts", "STOP", "learn no"])
def test_a_no_deletes_what_was_kept_of_theirs(console: Console, words: str) -> None:
    says_yes(console)
    console.line.text(ANA, ODD)
    assert kept(console) == [ODD]
    console.line.text(ANA, words)
    assert console.line.rows(UnreadText) == []
    console.line.text(ANA, "START")
    console.line.text(ANA, ODD)
    assert console.line.rows(UnreadText) == []


def test_a_volunteer_who_leaves_takes_what_was_kept_of_theirs_along(console: Console) -> None:
    console.line.volunteer(ANA, "Ana")
    contact = console.line.contacts_of(ANA)[0]
    with console.line.db.begin(console.line.clock()) as tx:
        unread_consent.say(tx, contact.id, may=True, words="1", source="text")
        unread_texts.keep(tx, contact.id, "en", Unread(who="volunteer", state="idle", said=(), words=ODD))
    assert kept(console) == [ODD]
    console.line.text(ANA, "LEAVE")
    console.line.text(ANA, "1")
    assert console.line.rows(UnreadText) == []
    assert console.line.rows(Volunteer)[0].status == "left"


def test_a_text_is_gone_after_thirty_days_and_all_are_once_it_is_switched_off(console: Console) -> None:
    says_yes(console)
    console.line.text(ANA, ODD)
    console.pass_time(days=29)
    tidy(console)
    assert kept(console) == [ODD]
    console.pass_time(days=2)
    assert ODD not in console.signed_in().get("/console/unread").text
    tidy(console)
    assert kept(console) == []
    console.line.text(ANA, ODD)
    set_to(console, "off")
    assert ODD not in console.signed_in().get("/console/unread").text
    tidy(console)
    assert kept(console) == []


def tidy(console: Console) -> None:
    with console.line.db.begin(console.line.clock()) as tx:
        housekeeping.tidy(tx)


def test_switching_it_asks_again_who_they_are_and_is_written_down(console: Console) -> None:
    browser = console.signed_in()
    console.pass_time(minutes=11)
    assert (
        "/console/confirm"
        in browser.post("/console/unread/switch", {"to": "off"}, page="/console/unread/learned").headers[
            "Location"
        ]
    )
    fresh = console.signed_in()
    fresh.post("/console/unread/switch", {"to": "off"})
    with console.line.db.begin(console.line.clock()) as tx:
        assert tx.line.unread is False
    assert entries(console)[0].did == "line.set"


def test_a_paraphrase_can_be_taken_back_once(console: Console) -> None:
    says_yes(console)
    console.line.text(ANA, ODD)
    browser = console.signed_in()
    teach(browser)
    learned = "/console/unread/learned"
    for said in ("It&#39;s removed", "removed already"):
        browser.post(f"{learned}/1/remove", {}, page=learned)
        assert said in browser.get(learned).text
    assert console.line.rows(Paraphrase) == []


def test_a_long_list_is_paged_and_each_stands_there_once(console: Console) -> None:
    says_yes(console)
    whose = console.line.contacts_of(ANA)[0].id
    for n in range(30):
        console.pass_time(hours=12)
        text = Unread(f"number {'abcdefghij'[n % 10]} {'xyz'[n // 10]}", "participant", "idle", ())
        with console.line.db.begin(console.line.clock()) as tx:
            unread_texts.keep(tx, whose, "en", text)
    browser, path, found = console.signed_in(), "/console/unread", []
    for _ in range(4):
        page = browser.get(path).text
        found += re.findall(r"<blockquote[^>]*>([^<]+)<", page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        if following is None:
            break
        path = following[1]
    assert len(found) == len(set(found)) == len(kept(console)) > 25


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "\u0661", "1; drop"])
def test_a_wrong_page_is_the_first_one(console: Console, before: str) -> None:
    assert console.signed_in().get(f"/console/unread?before={before}").status_code == 200


def test_in_spanish_too(console: Console) -> None:
    says_yes(console)
    console.line.text(ANA, ODD)
    browser = console.signed_in(email="eva@example.org", language="es")
    assert "Decir qué significaba" in browser.get("/console/unread").text
    assert "¿Qué quería decir?" in browser.get("/console/unread/1").text


def test_after_a_week_nothing_of_them_is_left_but_the_ledger(console: Console) -> None:
    says_yes(console)
    console.line.text(ANA, "LEARN OFF")
    console.line.clock.at += timedelta(days=7)
    ledger = [(row.purpose, row.action) for row in console.line.rows(Consent) if row.purpose == "unread"]
    assert ledger == [("unread", "given"), ("unread", "withdrawn")]
