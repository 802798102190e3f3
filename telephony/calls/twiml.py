"""TwiML: the documents that the carrier plays. All that is said is escaped; nothing is echoed raw."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

import structlog
from twilio.twiml.voice_response import Gather, VoiceResponse

from flows.checkins import checkin_call
from flows.contacts import safe
from flows.engine import ANYTHING, Phrase, Session
from flows.rules.phone import may_dial
from flows.wording import Listener, render, words
from store.callbacks import callbacks, legs
from store.database import Tx
from store.models import Callback, Leg
from store.safe_contact import safe_contact

log = structlog.get_logger(__name__)
LOCALES = {"en": "en-US", "es": "es-MX"}
KEY_SECONDS = 7
LISTEN_SECONDS = 3
"""How long a phone that was picked up hears nothing: the carrier needs about that to know a machine by its greeting."""
PAUSE_SECONDS = 5
TALK_LIMIT = round(legs.LONGEST_TALK.total_seconds())


def message(body: str, receipt_url: str | None = None) -> str:
    """The reply to a text, sent inline; "" sends none. `receipt_url`: where the carrier reports its delivery."""
    # By hand: every text is answered with one, and the library's tree costs as much as reading the text's keyword.
    to = f' action={quoteattr(receipt_url)} method="POST"' if receipt_url else ""
    inner = f"<Message{to}>{escape(body)}</Message>" if body else ""
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{inner}</Response>'


def hang_up() -> str:
    """End the call without a word."""
    response = VoiceResponse()
    response.hangup()
    return str(response)


def bridge(to: Listener | None = None, *first: Phrase) -> str:
    """An empty document, or a few words: a whisper that runs out of instructions makes the carrier join the calls."""
    response = VoiceResponse()
    if to is not None:
        say(response, to, *first)
    return str(response)


def say(node: VoiceResponse | Gather, to: Listener, *phrases: Phrase) -> None:
    """Speak phrases in the listener's language."""
    for phrase in phrases:
        spoken = render(phrase.id, to, phrase.params)
        if spoken:
            node.say(spoken, language=LOCALES.get(to.language, "en-US"))


class Pages:
    """The documents that name our addresses. `origin` is PUBLIC_URL: the carrier calls back on absolute addresses."""

    def __init__(self, origin: str) -> None:
        self.origin = origin.rstrip("/")

    def url(self, path: str) -> str:
        """An address of ours, as the carrier calls it."""
        return f"{self.origin}{path}"

    def goodbye(self, to: Listener, phrases: Sequence[Phrase]) -> str:
        """Say this and hang up."""
        response = VoiceResponse()
        say(response, to, *phrases)
        response.hangup()
        return str(response)

    def question(
        self,
        to: Listener,
        phrases: Sequence[Phrase],
        session: Session,
        revision: int,
        *,
        after: VoiceResponse | None = None,
    ) -> str:
        """Say these phrases, the last of them the question, and wait for a key or a word. `after`: what comes first."""
        action = self.url(f"/voice/turn/{revision}")
        response = VoiceResponse() if after is None else after
        if session.offered[0][1] == ANYTHING and session.question.id in safe.IN_WORDS | checkin_call.IN_WORDS:
            gather = Gather(
                input="dtmf speech",
                finish_on_key="#",
                timeout=PAUSE_SECONDS,
                speech_timeout="auto",
                language=LOCALES.get(to.language, "en-US"),
            )
        elif session.offered[0][1] == ANYTHING:
            gather = Gather(input="dtmf", finish_on_key="#", timeout=PAUSE_SECONDS)
        else:
            known = words(session.question.id, to.language)
            hints = ", ".join(
                word
                for _, meaning, _ in session.offered
                for word in known.replies.get(meaning, ())
                if not word.isdigit()
            )
            gather = Gather(
                input="dtmf speech",
                num_digits=1,
                timeout=KEY_SECONDS,
                speech_timeout="auto",
                hints=hints or None,
                language=LOCALES.get(to.language, "en-US"),
            )
        gather.attrs |= {"action": action, "method": "POST", "actionOnEmptyResult": "true"}
        say(gather, to, *phrases)
        response.append(gather)
        # A carrier that does not ask the action after a silence runs on to here: the silence is counted all the same.
        response.redirect(action, method="POST")
        return str(response)

    def dial_volunteer(self, tx: Tx, to: Listener, phrases: Sequence[Phrase], leg: Leg) -> str:
        """Say this to the caller, and ring a volunteer from their call."""
        number = legs.volunteer_number(tx, leg.volunteer_id)
        ring = (leg.due_at - tx.now - legs.GRACE).total_seconds()
        return self._dial(tx, to, phrases, leg, number, ring)

    def dial_participant(
        self, tx: Tx, to: Listener, phrases: Sequence[Phrase], leg: Leg, cb: Callback
    ) -> str:
        """Say this to the volunteer, and ring the participant from their call."""
        return self._dial(tx, to, phrases, leg, legs.participant_number(tx, cb), tx.line.ring_seconds)

    def _dial(
        self, tx: Tx, to: Listener, phrases: Sequence[Phrase], leg: Leg, number: str, ring: float
    ) -> str:
        response = VoiceResponse()
        say(response, to, *phrases)
        if not may_dial(number, tx.line.rung):
            log.error("number_not_dialled", page="dial")
            response.redirect(self.url(f"/legs/{leg.token}/over?DialCallStatus=failed"), method="POST")
            return str(response)
        dial = response.dial(
            # Without callerId the other side would see a person's own number.
            caller_id=tx.line.number,
            # The carrier adds 5 s to a Dial's timeout and takes nothing under 5.
            timeout=max(5, round(ring) - 5),
            time_limit=TALK_LIMIT,
            answer_on_bridge=True,
            # The one who called can end the talk with one key, and then hears what comes next (docs/adr/0017).
            hangup_on_star=True,
            action=self.url(f"/legs/{leg.token}/over"),
            method="POST",
        )
        dial.number(
            number,
            url=self.url(f"/legs/{leg.token}/answered"),
            method="POST",
            status_callback=self.url(f"/legs/{leg.token}/status"),
            status_callback_method="POST",
            status_callback_event="completed",
            machine_detection=self._detection(tx, leg),
            amd_status_callback=self.url(f"/legs/{leg.token}/machine") if leg.role == "participant" else None,
        )
        return str(response)

    def dial_person(self, tx: Tx, to: Listener, phrases: Sequence[Phrase], number: str, path: str) -> str:
        """Say this to a coordinator, and ring from their call whom an alert is about.

        `path`: where our addresses about it begin. What is over, or cannot be dialled, is told to `path`/over.
        """
        response = VoiceResponse()
        say(response, to, *phrases)
        if not may_dial(number, tx.line.rung):
            log.error("number_not_dialled", page="alert")
            response.redirect(self.url(f"{path}/over"), method="POST")
            return str(response)
        dial = response.dial(
            # Without callerId they would see the coordinator's own number.
            caller_id=tx.line.number,
            timeout=max(5, round(tx.line.ring_seconds) - 5),
            time_limit=TALK_LIMIT,
            answer_on_bridge=True,
            hangup_on_star=True,
            action=self.url(f"{path}/over"),
            method="POST",
        )
        dial.number(
            number,
            url=self.url(f"{path}/them"),
            method="POST",
            machine_detection="Enable",
            amd_status_callback=self.url(f"{path}/them/machine"),
        )
        return str(response)

    def _detection(self, tx: Tx, leg: Leg) -> str | None:
        """When to report a machine: once it records, where we may leave a message, else as soon as it is known."""
        if leg.role != "participant":
            return None
        return (
            "DetectMessageEnd"
            if safe_contact.may_leave_message(tx, callbacks.lock(tx, leg.callback_id))
            else "Enable"
        )

    def block_or_again(self, to: Listener, leg: Leg) -> str:
        """The talk is over and the volunteer still on the phone: star blocks the participant, 1 means gladly again.

        While the line may not text, how it was is asked next, whatever they press.
        """
        response = VoiceResponse()
        gather = Gather(
            input="dtmf",
            num_digits=1,
            # Empty, so that star is a key like any other.
            finish_on_key="",
            timeout=KEY_SECONDS,
            action=self.url(f"/legs/{leg.token}/parting"),
            method="POST",
        )
        say(gather, to, Phrase("leg.parting"))
        response.append(gather)
        if to.line.texting:
            response.hangup()
        else:
            response.redirect(self.url(f"/legs/{leg.token}/parting"), method="POST")
        return str(response)

    def blocked(self, to: Listener, leg: Leg) -> str:
        """Star kept the two apart: 1 takes that back, for whoever pressed it once too often."""
        response = VoiceResponse()
        action = self.url(f"/legs/{leg.token}/parted")
        gather = Gather(
            input="dtmf", num_digits=1, finish_on_key="", timeout=KEY_SECONDS, action=action, method="POST"
        )
        say(gather, to, Phrase("leg.blocked"))
        response.append(gather)
        if to.line.texting:
            response.hangup()
        else:
            response.redirect(action, method="POST")
        return str(response)

    def key(
        self,
        to: Listener,
        phrase: str | None,
        leg: Leg,
        asked: int,
        *,
        seconds: int = KEY_SECONDS,
        before: Sequence[Phrase] = (),
    ) -> str:
        """Ask whoever picked up for a key, so that no voicemail counts as a person. No phrase: a first, silent wait."""
        action = self.url(f"/legs/{leg.token}/key/{asked}")
        response = VoiceResponse()
        gather = Gather(
            input="dtmf",
            num_digits=1,
            finish_on_key="",
            timeout=seconds if phrase else LISTEN_SECONDS,
            action=action,
            method="POST",
        )
        gather.attrs["actionOnEmptyResult"] = "true"
        if phrase is not None:
            say(gather, to, *before, Phrase(phrase))
        response.append(gather)
        if leg.role == "volunteer":
            response.redirect(action, method="POST")
        else:
            # Inside a whisper the carrier runs no Redirect; falling off the end would join the calls.
            response.hangup()
        return str(response)
