"""Serves messages over REST: takes texts to send, lists, shows, redacts and deletes them."""

from aiohttp import web

from telephony.local_carrier.errors import ApiError
from telephony.local_carrier.messages.message_record import FINAL, MESSAGES, MessageRecord
from telephony.local_carrier.messages.messages import LONGEST, send
from telephony.local_carrier.office import Office
from telephony.local_carrier.rest.common import OFFICE, accepted, callback, form, meet_faults
from telephony.local_carrier.rest.paging import dates, page
from telephony.local_carrier.values import dialable


async def create(request: web.Request) -> web.Response:
    office, fields = request.app[OFFICE], await form(request)
    to = fields.get("To", "")
    how = await meet_faults(request, "messages", dialable(to) or to)
    record = _accept(office, fields)
    plan = how if isinstance(how, str) and how.startswith("receipts_") else None
    send(office, record, plan, how if isinstance(how, int) else 0)
    answer = web.json_response(record.payload(), status=201)
    await accepted(how)
    return answer


def _accept(office: Office, fields: dict[str, str]) -> MessageRecord:
    """Check everything for which Twilio refuses a text, in the order in which Twilio does."""
    to, sender, body = fields.get("To", ""), fields.get("From", ""), fields.get("Body", "")
    if not to:
        raise ApiError(21604)
    if not sender:
        raise ApiError(21603)
    if not body and not fields.get("MediaUrl"):
        raise ApiError(21602)
    number = dialable(to)
    if number is None:
        raise ApiError(21211, to)
    if dialable(sender) is None:
        raise ApiError(21212, sender)
    if dialable(sender) != office.settings.number:
        raise ApiError(21606, sender)
    if number == office.settings.number:
        raise ApiError(21266)
    if len(body) > LONGEST:
        raise ApiError(21617)
    if number in office.opted_out:
        raise ApiError(21610)
    receipts = callback(fields)
    return MessageRecord(
        office.settings.account_sid,
        office.settings.number,
        number,
        body,
        "outbound-api",
        "queued",
        (receipts,) if receipts else (),
    )


async def listing(request: web.Request) -> web.Response:
    office, query = request.app[OFFICE], request.query
    await accepted(await meet_faults(request, "lookups", query.get("To", "")))
    in_time = dates(query, "DateSent")
    found = [
        record
        for record in office.book(MESSAGES).newest_first()
        if query.get("To") in (None, "", record.to)
        and query.get("From") in (None, "", record.from_)
        and in_time(record.sent)
    ]
    return web.json_response(page(request.path, "messages", query, found, MessageRecord.payload))


def _find(request: web.Request) -> MessageRecord:
    record = request.app[OFFICE].book(MESSAGES).get(request.match_info["sid"])
    if record is None:
        raise ApiError(20404, request.path)
    return record


async def fetch(request: web.Request) -> web.Response:
    record = _find(request)
    await accepted(await meet_faults(request, "lookups", record.to))
    return web.json_response(record.payload())


async def update(request: web.Request) -> web.Response:
    """Redact a text, if Body is empty. Nothing else about it can be changed: no text is ever scheduled here."""
    record, fields = _find(request), await form(request)
    if fields.get("Status") == "canceled":
        raise ApiError(30409)
    if fields.get("Body") != "" or fields.get("Status"):
        raise ApiError(20422, "Body can only be emptied")
    if record.status not in FINAL:
        raise ApiError(20009)
    record.redact()
    return web.json_response(record.payload())


async def delete(request: web.Request) -> web.Response:
    record = _find(request)
    if record.status not in FINAL:
        raise ApiError(20009)
    request.app[OFFICE].book(MESSAGES).pop(record.sid, None)
    return web.Response(status=204)
