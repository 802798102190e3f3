"""Whether the team may read texts that the line did not understand."""

from flows.effects import unread as e
from flows.effects.base import Effect, Outcome
from store.database import Tx
from store.effects.base import Applied, Apply, for_contacts
from store.unread import unread_consent


@for_contacts
def _let_team_read(tx: Tx, done: Applied, effect: e.LetTeamRead) -> Outcome:
    unread_consent.say(tx, done.contact_id, may=effect.may, words=effect.wording, source=done.channel)
    return Outcome("kept" if effect.may else "ended", {})


APPLY: dict[type[Effect], Apply] = {e.LetTeamRead: _let_team_read}
