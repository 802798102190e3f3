"""Transports texts: into the line as signed webhooks, and out of it to the phones, with receipts."""

import asyncio
import xml.etree.ElementTree as ET  # for the type of parsed elements
from dataclasses import dataclass, field

from telephony.local_carrier.errors import DocumentError, course_of
from telephony.local_carrier.messages.message_record import MESSAGES, MessageRecord
from telephony.local_carrier.messages.opt_out import decide
from telephony.local_carrier.office import Office
from telephony.local_carrier.phones.handset import Handset, Text, handset
from telephony.local_carrier.phones.thread import ThreadText
from telephony.local_carrier.twiml import twiml
from telephony.local_carrier.values import dialable, new_sid, places
from telephony.local_carrier.webhooks import Answer, bare

MOST_REDIRECTS = 10
LONGEST = 1600


@dataclass
class Received:
    """One inbound text: what the line's webhook answered, and the replies in that answer which reached the phone."""

    sid: str
    status: int = 0
    error: int = 0
    replies: list[Text] = field(default_factory=list)


async def receive(
    office: Office, sender: str, body: str, params: dict[str, str], phone: str | None = None
) -> Received:
    """Let a phone text the line. `params` replace parameters of the webhook or add to them, for odd cases.

    `phone`: the one that really sent it, if the sender's number is forged.
    """
    line = office.settings.number
    decision = decide(body, line, sender in office.opted_out)
    record = MessageRecord(office.settings.account_sid, sender, line, body, "inbound", "received")
    record.sid = params.get("MessageSid") or record.sid
    office.book(MESSAGES)[record.sid] = record
    own = _sent_by(handset(office, sender if phone is None else phone), record)
    office.journal.changed()
    if decision.kind == "STOP":
        office.opted_out.add(sender)
    elif decision.kind == "START":
        office.opted_out.discard(sender)
    if decision.answer:
        _answer(handset(office, sender), decision.answer, line)
        office.journal.changed()
    told = _webhook_params(office, record)
    if office.settings.advanced_opt_out and decision.kind:
        told["OptOutType"] = decision.kind
    told |= params
    result = Received(record.sid)
    await _converse(office, record, told, result)
    taken = 200 <= result.status < 300
    own.state, own.error = ("delivered", 0) if taken else ("unanswered", result.error)
    office.journal.changed()
    return result


def _sent_by(phone: Handset, record: MessageRecord) -> ThreadText:
    """Put a text of the phone's own into its thread. The same text once more, as after a lost answer, stands once."""
    known = next((text for text in phone.thread if text.sid == record.sid and text.by == "phone"), None)
    if known is None:
        known = ThreadText(record.sid, "phone", record.body, record.created.timestamp(), record.count)
        phone.thread.append(known)
    known.state, known.error = "sending", 0
    return known


def _answer(phone: Handset, body: str, line: str) -> None:
    """Deliver the carrier's own answer to STOP, START or HELP."""
    text = phone.receive(new_sid("SM"), body, line, 1, "carrier")
    phone.thread.append(ThreadText(text.sid, "carrier", body, text.at, 1))


def _expect(office: Office, record: MessageRecord) -> None:
    """Put a text of the line into the thread of the phone it goes to, whether or not it will arrive there."""
    at = record.created.timestamp()
    text = ThreadText(record.sid, "line", record.body, at, record.count, message=record)
    handset(office, record.to).thread.append(text)


async def _converse(office: Office, record: MessageRecord, told: dict[str, str], result: Received) -> None:
    """Ask the line, follow its redirects, and ask the fallback once if a document fails."""
    url, method, fallback = office.settings.sms_url, "POST", office.settings.sms_fallback_url
    for _ in range(MOST_REDIRECTS):
        answer = await office.webhooks.fetch("sms", url, told, method=method)
        result.status, result.error = answer.status, answer.error
        try:
            redirect = _play(office, answer, record, result)
        except DocumentError as problem:
            if not problem.recorded:
                office.journal.error(problem.code, problem.message, url=bare(url), sid=record.sid)
            if not fallback:
                return
            told |= {"ErrorCode": str(problem.code), "ErrorUrl": url}
            redirect, fallback = (fallback, "POST"), ""
        if redirect is None:
            return
        url, method = redirect


def _webhook_params(office: Office, record: MessageRecord) -> dict[str, str]:
    return {
        "MessageSid": record.sid,
        "SmsSid": record.sid,
        "SmsMessageSid": record.sid,
        "SmsStatus": "received",
        "AccountSid": office.settings.account_sid,
        "From": record.from_,
        "To": record.to,
        "Body": record.body,
        "NumMedia": "0",
        "NumSegments": str(record.count),
        "ApiVersion": "2010-04-01",
        **places(record.from_, record.to),
    }


def _play(office: Office, answer: Answer, record: MessageRecord, result: Received) -> tuple[str, str] | None:
    """Send the replies of one document; returns the URL and method it redirects to, or None."""
    if not answer.error and not answer.body.strip():
        return None
    document = twiml.read(answer, "sms", office.journal, record.sid)
    for verb in document.verbs:
        if verb.tag == "Redirect":
            return document.resolve((verb.text or "").strip()), verb.get("method", "POST")
        text = _reply(office, verb, record, document)
        if text:
            result.replies.append(text)
    return None


def _reply(office: Office, verb: ET.Element, inbound: MessageRecord, document: twiml.Document) -> Text | None:
    """Deliver one <Message> at once; if it cannot be, record the reason (or report it) and return None."""
    bodies = verb.findall("Body")
    body = (verb.text or "") if not bodies else "".join(item.text or "" for item in bodies)
    body = body.strip()
    to = verb.get("to") or inbound.from_
    code = 0
    if not body:
        code, why = 14103, "Message Invalid Body"
    elif len(body) > LONGEST:
        code, why = 21617, "the reply is over 1600 characters"
    elif to in office.opted_out:
        code, why = 21610, "the reply was dropped: its recipient has opted out"
    elif not dialable(to.removeprefix("whatsapp:")):
        code, why = 21612, "the reply was dropped: this sender cannot be texted"
    if code:
        office.journal.error(code, why, url=bare(document.url), sid=inbound.sid)
        return None
    callbacks = tuple(
        document.resolve(url) for name in ("statusCallback", "action") if (url := verb.get(name))
    )
    record = MessageRecord(
        office.settings.account_sid, inbound.to, to, body, "outbound-reply", "queued", callbacks
    )
    office.book(MESSAGES)[record.sid] = record
    _expect(office, record)
    if error := handset(office, to).text_error:
        office.journal.warning(error, "the reply was not delivered", url=bare(document.url), sid=inbound.sid)
    office.spawn(_receipts(office, record, None, error))
    return None if error else _hand_over(office, record)


def send(office: Office, record: MessageRecord, plan: str | None = None, error: int = 0) -> None:
    """Send a text that REST accepted. `plan` upsets its receipts; with an `error` code it fails, with 0 it arrives."""
    office.book(MESSAGES)[record.sid] = record
    _expect(office, record)
    office.journal.changed()

    async def deliver() -> None:
        await asyncio.sleep(office.settings.receipt_delay)
        code = error or handset(office, record.to).text_error
        if not code:
            _hand_over(office, record)
        await _receipts(office, record, plan, code)

    office.spawn(deliver())


def _hand_over(office: Office, record: MessageRecord) -> Text:
    text = handset(office, record.to).receive(record.sid, record.body, record.from_, record.count, "line")
    office.journal.changed()
    return text


async def _receipts(office: Office, record: MessageRecord, plan: str | None, code: int) -> None:
    """Go through the last statuses and send receipts. See `course_of` for which."""
    told = []
    plan = plan or ("receipts_reversed" if office.faults.lasts("out_of_order") else None)
    for status in course_of(code):
        record.error_code = code if status in ("failed", "undelivered") else 0
        record.set_status(status)
        office.journal.changed()
        told.append(record.receipt())
        if plan is None:
            await _tell(office, record, told[-1])
        await asyncio.sleep(office.settings.receipt_delay)
    if plan == "receipts_reversed":
        told.reverse()
    if plan is not None:
        for receipt in told * (2 if plan == "receipts_twice" else 1):
            await _tell(office, record, receipt)


async def _tell(office: Office, record: MessageRecord, receipt: dict[str, str]) -> None:
    for url in record.callbacks:
        await office.webhooks.notify("receipt", url, receipt)
