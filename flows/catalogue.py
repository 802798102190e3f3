"""Every flow there is. A new keyword is a flow file, a line here, its wording in each language, a transcript test."""

from flows.calls import (
    invited,
    menus,
    named_phone,
    ring,
    ring_back,
    shifts_by_key,
    supervisor,
    talk_now,
    time_limit,
)
from flows.checkins import checkin, due, plain_words, remind, trusted
from flows.closing import by_coordinator, closed
from flows.contacts import (
    age,
    in_danger,
    menu,
    number,
    policy,
    safe,
    team,
    unverified_caller,
    wrong_number,
    zone,
)
from flows.coordinators import say
from flows.engine import Flow, index
from flows.offers import take as taking
from flows.offers import words
from flows.reconnect import again, debrief, follow_up, reconnect
from flows.relay import addressee, danger_report, listen, silent_volunteer
from flows.requests import (
    after_danger,
    call_or_write,
    details,
    later,
    mine,
    more,
    ready,
    status,
    told,
    trial,
    understood,
    waiting,
)
from flows.requests import call as callback
from flows.rota import away, calendar, cover, drop, here, shift_ending, shifts, swap
from flows.volunteers import after_call, done, leave, me, name, on_off, pause, pin, unsure

FLOWS: tuple[Flow, ...] = (
    checkin.checkin,
    callback.callback,
    details.asking,
    more.more,
    zone.zone,
    status.status,
    status.nevermind,
    later.later,
    talk_now.talk,
    ready.ready,
    trial.trial,
    waiting.waiting,
    understood.understood,
    told.told,
    mine.mine,
    call_or_write.call_or_write,
    safe.safe,
    named_phone.other_number,
    number.own_number,
    follow_up.after,
    again.again,
    reconnect.reconnect,
    remind.remind,
    remind.remind_on,
    remind.remind_off,
    plain_words.plain,
    due.reminded,
    due.unanswered,
    trusted.trusted,
    menu.menu,
    menu.english,
    menu.espanol,
    policy.policy,
    team.team,
    age.age,
    menus.caller,
    unverified_caller.unverified,
    menus.volunteer_call,
    ring_back.ring_back,
    invited.join,
    me.me,
    name.name,
    on_off.on,
    on_off.off,
    pause.pause,
    pause.pause_today,
    leave.leave,
    unsure.unsure,
    pin.pin,
    taking.take,
    taking.pass_on,
    taking.go,
    taking.block,
    words.words,
    supervisor.supervisor,
    time_limit.time_limit,
    done.done,
    done.note,
    debrief.debrief,
    after_call.after_call,
    shift_ending.shift_ending,
    addressee.for_whom,
    danger_report.report,
    silent_volunteer.silent_volunteer,
    listen.listen,
    shifts.shifts,
    here.here,
    drop.drop,
    cover.cover,
    swap.swap,
    away.away,
    calendar.calendar,
    shifts_by_key.rota_call,
    ring.ring,
    wrong_number.new_owner,
    in_danger.in_danger,
    after_danger.after_danger,
    closed.closed,
    by_coordinator.closing,
    say.say,
)

STEPS = index(FLOWS)
"""Every released step by name. Append only: sessions kept in a database point here."""

BY_KEYWORD = {keyword: flow for flow in FLOWS for keyword in flow.keywords}
