"""Every flow there is. A new keyword is a flow file, a line here, its wording in each language, a transcript test."""

from flows import callback, checkin, standing, voice_menu, volunteer
from flows.engine import Flow, index

FLOWS: tuple[Flow, ...] = (
    checkin.checkin,
    callback.callback,
    callback.status,
    callback.nevermind,
    callback.later,
    callback.talk,
    standing.menu,
    standing.english,
    standing.espanol,
    voice_menu.caller,
    voice_menu.volunteer_call,
    volunteer.join,
    volunteer.on,
    volunteer.off,
    volunteer.pause,
    volunteer.take,
    volunteer.pass_on,
    volunteer.go,
    volunteer.done,
    volunteer.note,
)

STEPS = index(FLOWS)
"""Every released step by name. Append only: sessions kept in a database point here."""

BY_KEYWORD = {keyword: flow for flow in FLOWS for keyword in flow.keywords}
