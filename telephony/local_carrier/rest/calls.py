"""Serves calls over REST: starts, lists, shows, redirects, ends and deletes them."""

from aiohttp import web

from telephony.local_carrier.calls.answering_machine import MODES
from telephony.local_carrier.calls.call_record import CALLS, CallRecord, Report
from telephony.local_carrier.calls.calls import Order, call_phone, cancel
from telephony.local_carrier.calls.leg import LEGS, Step
from telephony.local_carrier.errors import ApiError
from telephony.local_carrier.office import Office
from telephony.local_carrier.rest.common import OFFICE, accepted, form, meet_faults, repeated
from telephony.local_carrier.rest.paging import dates, page
from telephony.local_carrier.values import dialable, truthy, whole


async def create(request: web.Request) -> web.Response:
    office, fields = request.app[OFFICE], await form(request)
    to = fields.get("To", "")
    how = await meet_faults(request, "calls", dialable(to) or to)
    record = _accept(office, fields)
    if url := fields.get("StatusCallback"):
        events = frozenset(await repeated(request, "StatusCallbackEvent")) or frozenset({"completed"})
        record.report = Report(url, fields.get("StatusCallbackMethod", "POST"), events)
    call_phone(office, record, _order(fields))
    answer = web.json_response(record.payload(), status=201)
    await accepted(how)
    return answer


def _accept(office: Office, fields: dict[str, str]) -> CallRecord:
    to, sender = fields.get("To", ""), fields.get("From", "")
    if not to:
        raise ApiError(21201)
    if not sender:
        raise ApiError(21213)
    if not fields.get("Url") and not fields.get("Twiml"):
        raise ApiError(21205)
    number = dialable(to)
    if number is None:
        raise ApiError(21211, to)
    if dialable(sender) is None:
        raise ApiError(21212, sender)
    if dialable(sender) != office.settings.number:
        raise ApiError(21210, sender)
    return CallRecord(office.settings.account_sid, office.settings.number, number, "outbound-api")


def _order(fields: dict[str, str]) -> Order:
    detection = fields.get("MachineDetection", "")
    beside = truthy(fields.get("AsyncAmd"))
    if detection not in MODES or (beside and not fields.get("AsyncAmdStatusCallback")):
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
    in_time = dates(query, "StartTime")
    found = [
        record
        for record in office.book(CALLS).newest_first()
        if query.get("To") in (None, "", record.to)
        and query.get("From") in (None, "", record.from_)
        and query.get("Status") in (None, "", record.status)
        and query.get("ParentCallSid") in (None, "", record.parent_sid)
        and in_time(record.started or record.created)
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
        raise ApiError(20001, "Status")
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
