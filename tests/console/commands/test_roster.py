"""`warmline volunteers show|edit|renumber|off|remove` and `warmline people`: what is changed, said and logged."""

import re
from datetime import UTC, datetime

from sqlalchemy import select

from store.audit import chain
from store.contacts import contacts, same_person, views
from store.database import Database
from store.models import Contact, SafeContact, Volunteer
from tests.console.commands.test_volunteers import ALEX, SAM, Warmline, db, env, rows, warmline

__all__ = ["db", "env", "warmline"]
NEW = "+12025550147"


def handles(warmline: Warmline) -> list[str]:
    return re.findall(r"\b[A-Z][a-z]+-\d+\b", warmline("list").output)


def logged(db: Database) -> list[str]:
    with db.begin(datetime.now(UTC)) as tx:
        return [f"{each.did} {each.about}" for each in reversed(chain.entries(tx.connection, most=20))]


def test_a_volunteer_is_shown_by_name_or_handle_without_their_number_and_the_look_is_logged(
    warmline: Warmline, db: Database
) -> None:
    warmline("add", "Sam", SAM, "--active", "--agreed", "signed form 2026-11-01", "--calls-a-day", "2")
    [handle] = handles(warmline)
    said = warmline("show", handle).output
    assert said == warmline("show", "sam").output
    assert f"Sam ({handle})" in said and "•••• 24" in said and "signed form 2026-11-01" in said
    assert logged(db) == [f"volunteers add {handle}", *[f"volunteers show {handle}"] * 2]
    assert "No volunteer is called" in warmline("show", SAM).output


def test_what_is_edited_changes_and_the_rest_stays(warmline: Warmline, db: Database) -> None:
    warmline("add", "Sam", SAM, "--active", "--experience", "grief", "--gender", "woman")
    said = warmline("edit", "Sam", "--name", "Sam and Kim", "--gender", "none", "--shift-cap", "3").output
    assert "Sam and Kim (" in said and "gender: not said" in said and "3 a shift" in said and "grief" in said
    assert "Nothing was changed" in warmline("edit", "Sam").output
    assert warmline("edit", "Sam", "--timezone", "Mars/Base").exit_code == 2
    assert warmline("edit", "Sam", "--name", "a\nb").exit_code == 2


def test_another_number_takes_what_they_are_and_leaves_what_was_said_from_the_old_one(
    warmline: Warmline, db: Database
) -> None:
    warmline("add", "Sam", SAM, "--active", "--on-duty", "--language", "es")
    warmline("add", "Alex", ALEX, "--active")
    assert warmline("renumber", "Sam", NEW).exit_code == 2, "not without saying how they agreed"
    how = ("--agreed", "told us in person 2026-11-20")
    assert "another volunteer's number" in warmline("renumber", "Sam", ALEX, *how).output
    assert "their number already" in warmline("renumber", "Sam", SAM, *how).output
    assert warmline("renumber", "Sam", "+18765550123", *how).exit_code == 2
    said = warmline("renumber", "Sam", "202 555 0147", *how).output
    assert "off duty until they text ON" in said
    with db.begin(datetime.now(UTC)) as tx:
        columns = (Contact.handle, Contact.number_sealed, Contact.language)
        whose = tx.run(select(Volunteer, *columns).join(Contact)).all()
        numbers = {views.name_of(tx, row): contacts.open_number(tx, row) for row in whose}
    assert numbers == {"Sam": NEW, "Alex": ALEX}
    [sam] = [row for row in whose if row.id == 1]
    assert (sam.status, sam.on_duty, sam.language) == ("active", False, "es")
    assert sorted(each.split()[1] for each in logged(db)) == ["add", "add", "renumber"]


def test_who_is_removed_is_none_any_more_and_can_be_added_anew(warmline: Warmline, db: Database) -> None:
    warmline("add", "Sam", SAM, "--active", "--on-duty")
    assert "off duty" in warmline("off", "Sam").output
    assert "no volunteer any more" in warmline("remove", "Sam").output
    assert "left" in warmline("list").output
    for again in ("off", "remove"):
        assert "has left already" in warmline(again, "Sam").output
    assert "has left already" in warmline("renumber", "Sam", NEW, "--agreed", "x").output
    assert "texted nothing" in warmline("add", "Sam", SAM, "--texts-first").output
    [row] = rows(db, Volunteer)
    assert (row.status, row.left_at) == ("invited", None)


def test_two_phones_of_one_person_and_two_people_on_one_phone_can_be_said(
    warmline: Warmline, db: Database
) -> None:
    warmline("add", "Sam", SAM, "--active")
    warmline("add", "Alex", ALEX, "--active")
    sam, alex = handles(warmline)

    def people(*arguments: str) -> str:
        return warmline("..", *arguments).output

    assert "one person with two phones" in people("same", sam, alex)
    assert "one person already" in people("same", alex, sam)
    assert f"the same person as: {alex}" in people("show", sam)
    with db.begin(datetime.now(UTC)) as tx:
        assert same_person.phones(tx) == {1: [1, 2], 2: [1, 2]}
    assert "are two people" in people("same", sam, alex, "--not")
    assert "Texts say less" in people("shared", sam)
    assert [row.discreet for row in rows(db, SafeContact)] == [True]
    assert "several people use this phone: since" in people("show", sam)
    assert "•••• 24" in people("show", sam) and "Nobody has the handle" in people("show", "Nobody-1")
