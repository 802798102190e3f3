"""Answers a text by a meaning that somebody has read in it, as the line does once it has been read."""

from flows.engine import Channel
from flows.reading.questions import answers
from flows.reading.repetition import repeats
from store.contacts import contacts, open_questions
from store.database import Tx
from store.effects.apply import Applied
from telephony.speaking import carry_out, scene_for
from tests.kits.line import TestLine


def say(line: TestLine, sender: str, meaning: str, words: str = "hm") -> str:
    """The reply to a text that means this; gives "" for silence. Does what is due then."""

    def answer(tx: Tx) -> str:
        known = contacts.by_number(tx, sender)
        scene = scene_for(tx, known, Channel.TEXT, words, known.session)
        turn = answers.answer(meaning, scene, known.session)
        assert turn is not None, meaning
        spoken = carry_out(tx, turn, scene, Applied(known, "text"))
        asked = repeats.remember(scene, known.session, spoken.session)
        open_questions.keep_text_session(tx, known, asked, (None, 0))
        return spoken.text(tx)

    reply = line.db.transact(line.clock.at, answer)
    line.work()
    return reply
