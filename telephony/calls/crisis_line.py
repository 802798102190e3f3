"""Key 8 on a call to the line: the caller's own call dials the crisis line, and comes back to the menu afterwards."""

from collections.abc import Sequence

from twilio.twiml.voice_response import VoiceResponse

from flows.engine import Phrase, Session
from flows.rules.crisis import lines as crisis_lines
from flows.wording import Listener
from store.calls import supervisor
from store.database import Tx
from telephony.calls.twiml import Pages, say


def put_through(
    tx: Tx, pages: Pages, to: Listener, phrases: Sequence[Phrase], session: Session, revision: int
) -> str:
    """Say that they are put through, and dial. When that call is over, or nobody answers, the question is put again."""
    *before, question = phrases
    response = VoiceResponse()
    say(response, to, *before)
    # Without callerId the crisis line would see the caller's number, which they have not given it.
    dial = response.dial(caller_id=tx.line.number, timeout=supervisor.CRISIS_RINGS)
    dial.number(crisis_lines.for_region(tx.line.region).dial)
    say(response, to, Phrase("crisis_line.back"))
    return pages.question(to, [question], session, revision, after=response)
