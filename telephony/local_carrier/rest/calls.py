"""Serves calls over REST: starts, lists, shows, redirects, ends and deletes them."""

from aiohttp import web

from telephony.local_carrier.calls.answering_machine import MODES
from telephony.local_carrier.calls.call_record import CALLS, EVENTS, CallRecord, Report
from telephony.local_carrier.calls.calls import Order, call_phone, cancel
from telephony.local_carrier.calls.leg import LEGS, Step
from telephony.local_carrier.errors import WORDS, ApiError
from telephony.local_carrier.office import Office
from telephony.local_carrier.rest.common import (
    OFFICE,
    accepted,
    callback,
    form,
    is_url,
    meet_faults,
    repeated,
)
from telephony.local_carrier.rest.paging import dates, page
from telephony.local_carrier.values import dialable, truthy, whole


async def create(request: web.Request) -> web.Response:
    office, fields = request.app[OFFICE], await form(request)
    to = fields.get("To", "")
    how = await meet_faults(request, "calls", dialable(to) or to)
    record, order = _accept(office, fields), _order(office, fields)
    if url := callback(fields):
        events = _events(office, await repeated(request, "StatusCallbackEvent"))
        record.report = Report(url, fields.get("StatusCallbackMethod", "POST"), events)
    call_phone(office, record, order)
    answer = web.json_response(record.payload(), status=201)
    await accepted(how)
    return answer


def _events(office: Office, asked: list[str]) -> frozenset[str]:
    known = frozenset(asked) & EVENTS
    if len(known) < len(set(asked)):
        office.journal.error(21626, WORDS[21626])
    return known or frozenset({"completed"})


def _accept(office: Office, fields: dict[str, str]) -> CallRecord:
    to, sender = fields.get("To", ""), fields.get("From", "")
    if not to:
        raise ApiError(21201)
    if not sender:
        raise ApiError(21213)
    _check_document(fields)
    number = dialable(to)
    if number is None:
        raise ApiError(21211, to)
    if dialable(sender) is None:
        raise ApiError(21212, sender)
    if dialable(sender) != office.settings.number:
        raise ApiError(21210, sender)
    return CallRecord(office.settings.account_sid, office.settings.number, number, "outbound-api")


def _check_document(fields: dict[str, str]) -> None:
    """A call needs a document, or the address of one."""
    if not is_url(fields["Url"]) if fields.get("Url") else not fields.get("Twiml"):
        raise ApiError(21205)


def _order(office: Office, fields: dict[str, str]) -> Order:
    detection = fields.get("MachineDetection", "")
    beside = truthy(fields.get("AsyncAmd"))
    if detection not in MODES:
        detection = ""
    if detection and beside and not fields.get("AsyncAmdStatusCallback"):
        office.journal.warning(21262, WORDS[21262])
        detection = ""
    return Order(
        _step(fields),
        fields.get("FallbackUrl", ""),
        float(min(max(whole(fields.get("Timeout"), 60), 1), 600)),
        detection,
        fields.get("AsyncAmdStatusCallback", "") if beside else "",
        fields.get("AsyncAmdStatusCallbackMethod", "POST"),
    )


def _step(fields: dict[str, str]) -> Step:
    if fields.get("Url"):
        return Step(fields["Url"], fields.get("Method", "POST").upper())
    return Step(twiml=fields.get("Twiml", ""))


async def listing(request: web.Request) -> web.Response:
    office, query = request.app[OFFICE], request.query
    await accepted(await meet_faults(request, "lookups", query.get("To", "")))
    began, ended = dates(query, "StartTime"), dates(query, "EndTime")
    found = [
        record
        for record in office.book(CALLS).newest_first()
        if query.get("To") in (None, "", record.to)
        and query.get("From") in (None, "", record.from_)
        and query.get("Status") in (None, "", record.status)
        and query.get("ParentCallSid") in (None, "", record.parent_sid)
        and began(record.started)
        and ended(record.ended)
    ]
    return web.json_response(page(request.path, "calls", query, found, CallRecord.payload))


def _find(request: web.Request) -> CallRecord:
    record = request.app[OFFICE].book(CALLS).get(request.match_info["sid"])
    if record is None:
        raise ApiError(20404, request.path)
    return record


async def fetch(request: web.Request) -> web.Response:
    record = _find(request)
    await accepted(await meet_faults(request, "lookups", record.to))
    return web.json_response(record.payload())


async def update(request: web.Request) -> web.Response:
    """Cancel or end a call, or send a live call to another document."""
    office, record, fields = request.app[OFFICE], _find(request), await form(request)
    how = await meet_faults(request, "redirects", record.to) if fields.get("Url") else None
    status = fields.get("Status", "")
    leg = office.book(LEGS).get(record.sid)
    if status not in ("", "canceled", "completed"):
        raise ApiError(20422, "Status")
    if leg is None or not record.live:
        raise ApiError(21220)
    if status == "completed" and record.status == "in-progress":
        leg.end("completed")
    elif status:
        # Twilio does not cancel a call that was answered.
        if record.status != "in-progress":
            cancel(leg)
    elif fields.get("Url") or fields.get("Twiml"):
        if record.status != "in-progress":
            raise ApiError(21220)
        _check_document(fields)
        leg.fallback = fields.get("FallbackUrl") or leg.fallback
        leg.move(_step(fields))
    await accepted(how)
    return web.json_response(record.payload())


async def delete(request: web.Request) -> web.Response:
    record = _find(request)
    if record.live:
        raise ApiError(20009)
    request.app[OFFICE].book(CALLS).pop(record.sid, None)
    return web.Response(status=204)
