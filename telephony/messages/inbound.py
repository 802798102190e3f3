"""Inbound texts: one transaction from the carrier's SID to the reply that goes back inline."""

from dataclasses import replace
from datetime import datetime

from flows import front_door
from flows.engine import Channel, Scene, Turn
from flows.person import Person
from flows.reading import texting_off, unread_text
from flows.reading.refusal.company import is_near
from flows.reading.repetition import repeated_texts, repeats
from flows.rules.crisis import crisis, stated_region
from flows.rules.phone import SenderKind, read_sender
from flows.rules.refusal import refusal
from flows.rules.words.languages import language_of
from flows.wording import Listener, render
from store.alerts import views as alert_views
from store.contacts import company, contacts, inbound, ladder, last_heard, open_questions
from store.database import Database, Tx
from store.effects.apply import Applied
from store.unread import unread_texts
from telephony import in_danger
from telephony.speaking import answer_to, carry_out, scene_for

LONGEST = 1600
"""The carrier's own limit for a text. Whatever is longer did not come from a phone."""


class Reply:
    """What goes back: the words, "" for no reply. `crisis`: a life may depend on them, so a receipt is asked for."""

    __slots__ = ("crisis", "words")

    def __init__(self, words: str, crisis: bool = False) -> None:
        self.words, self.crisis = words, crisis


def receive(
    db: Database,
    now: datetime,
    *,
    sid: str,
    sender: str,
    body: str,
    opt_out_type: str = "",
    media: bool = False,
) -> Reply:
    """Answer one text. The same SID again gets the same answer, and nothing happens twice.

    `media`: a picture or a sound came with it.
    """
    who = read_sender(sender)
    body = body[:LONGEST].replace("\x00", "")
    number = who.number
    if who.kind is not SenderKind.number or number is None or number == db.line.number:
        return db.transact(now, lambda tx: _nobody(tx, sid, sender, body))
    return db.transact(now, lambda tx: _known(tx, sid, number, body, opt_out_type, media=media))


def _known(tx: Tx, sid: str, number: str, body: str, opt_out_type: str, *, media: bool) -> Reply:
    known = contacts.by_number(tx, number, sid=sid)
    if ladder.is_on_it(tx, number):
        have = alert_views.taken_lately(tx, by=known.contact_id)
        taken = tuple(each.code for each in have if each.is_of(known.contact_id))
        person = replace(
            known.person,
            coordinator=True,
            alerts=alert_views.open_codes(tx, by=known.contact_id),
            alerts_taken=taken,
        )
        known = replace(known, person=person)
    if known.seen_sid:
        return Reply(inbound.answer_to(tx, sid) or "", inbound.crisis_contact(tx, sid)[0])
    if not tx.line.texting:
        # No introduction would reach them, and must not stand before a no to their call.
        known = replace(known, person=replace(known.person, introduced=True))
    known = in_danger.seen(tx, known, body)
    if not known.person.takes_texts and known.contact_id is not None and not known.person.opted_out:
        contacts.texts_after_all(tx, known.contact_id)
    fresh = known.window_at is not None and tx.now - known.window_at < inbound.WINDOW
    window = (known.window_at if fresh else tx.now, known.window_count + 1 if fresh else 1)
    scene = scene_for(tx, known, Channel.TEXT, body, known.session)
    limited = window[1] > inbound.LIMIT
    before = _before(tx, known)

    def read(scene: Scene) -> Turn:
        return front_door.text(
            scene, known.session, opt_out_type=opt_out_type, limited=limited, media=media, before=before
        )

    turn = answer_to(tx, scene, known.contact_id, read)
    if not tx.line.texting:
        turn = texting_off.quieted(turn, known.session, scene)
    _hold_or_go_on(tx, known, turn, scene)
    if (
        known.contact_id is not None
        and (unread := unread_text.may_be_read(scene, known.session, turn)) is not None
    ):
        unread_texts.keep(tx, known.contact_id, scene.person.language, unread)
    spoken = carry_out(tx, turn, scene, Applied(known, "text", text_sid=sid))
    # Whoever is in the room may read the answer. In danger they get the numbers all the same.
    words = spoken.text(tx, discreetly=not spoken.applied.crisis and refusal.somebody_is_there(body))
    asked = repeats.remember(scene, known.session, spoken.session)
    open_questions.keep_text_session(tx, known, asked, window)
    inbound.file(tx, sid, known.contact_id, body, words, crisis=spoken.applied.crisis)
    last_heard.note(tx, known)
    return Reply(words, spoken.applied.crisis)


def _hold_or_go_on(tx: Tx, known: contacts.Known, turn: Turn, scene: Scene) -> None:
    """Nothing of ours goes to a phone that somebody else may read; with their next words all of it goes on."""
    if known.contact_id is None:
        return
    if is_near(turn, scene):
        company.was_said(tx, known.contact_id)
    elif known.person.in_company:
        company.is_over(tx, known.contact_id)


def _before(tx: Tx, known: contacts.Known) -> list[str]:
    """Their last texts, looked up only where one came in the last minutes: machines answer at once."""
    if known.window_at is None or tx.now - known.window_at > repeated_texts.LOOKS_BACK:
        return []
    since = tx.now - repeated_texts.LOOKS_BACK
    return inbound.last_words(tx, known.contact_id, since=since, at_most=repeated_texts.SAME)


def _nobody(tx: Tx, sid: str, sender: str, body: str) -> Reply:
    """A text from a short code, a name, or another service's address gets no reply: machines would answer each other.

    Words of crisis are answered all the same, and a coordinator is told.
    """
    given = inbound.answer_to(tx, sid)
    if given is not None:
        return Reply(given, inbound.crisis_contact(tx, sid)[0])
    words, told = "", False
    if is_crisis(body):
        person = Person(tx.line.language, withheld=True)
        scene = Scene(tx.now, tx.line, person, Channel.TEXT, given=body)
        turn = answer_to(tx, scene, None, lambda scene: front_door.text(scene, None))
        spoken = carry_out(tx, turn, scene, Applied(contacts.withheld(tx), "text", sender=sender))
        words, told = spoken.text(tx), True
    inbound.file(tx, sid, None, body, words, crisis=told)
    return Reply(words, told)


def is_crisis(words: str) -> bool:
    """Whether these are words of crisis, judged by the words alone."""
    return crisis.read(words[:LONGEST]).tier is crisis.Tier.crisis


def trouble(db: Database, now: datetime, body: str) -> Reply:
    """The reply while the database cannot be reached: that nothing was kept, and how to reach the crisis line."""
    said = "crisis.answer" if is_crisis(body) else "trouble"
    language = (
        language_of(body) or db.last_seen_line.language
    )  # the language they chose stands in the database
    return Reply(
        render(said, Listener(db.last_seen_line, language, False, now, region=stated_region.read(body))),
        said == "crisis.answer",
    )
