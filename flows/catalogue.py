"""Every flow there is. A new keyword is a flow file, a line here, its wording in each language, a transcript test."""

from flows import (
    after,
    asking,
    callback,
    checkin,
    later,
    other_number,
    ready,
    reconnect,
    safe,
    standing,
    standing_of_call,
    taking,
    talk,
    voice_menu,
    volunteer,
    wishing,
    zone,
)
from flows.engine import Flow, index

FLOWS: tuple[Flow, ...] = (
    checkin.checkin,
    callback.callback,
    asking.asking,
    wishing.more,
    zone.zone,
    standing_of_call.status,
    standing_of_call.nevermind,
    later.later,
    talk.talk,
    ready.ready,
    safe.safe,
    other_number.other_number,
    other_number.own_number,
    after.after,
    after.again,
    reconnect.reconnect,
    standing.menu,
    standing.english,
    standing.espanol,
    voice_menu.caller,
    voice_menu.volunteer_call,
    volunteer.join,
    volunteer.on,
    volunteer.off,
    volunteer.pause,
    taking.take,
    taking.pass_on,
    taking.go,
    taking.block,
    volunteer.done,
    volunteer.note,
)

STEPS = index(FLOWS)
"""Every released step by name. Append only: sessions kept in a database point here."""

BY_KEYWORD = {keyword: flow for flow in FLOWS for keyword in flow.keywords}
