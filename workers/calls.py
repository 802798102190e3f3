"""Legs: asks the carrier to ring a phone, to end a call, or what became of a call whose end nobody told us."""

from datetime import timedelta

import structlog

from store.callbacks import legs, rings
from store.callbacks.legs import HeldLeg
from store.callbacks.rings import Claimed
from store.calls import bridge, commands, conference, listening, supervisor, talk_now, time_warning
from store.database import Tx
from store.models import Leg
from store.requests import ring_check
from telephony.carrier import OVER
from telephony.errors import NOT_FOUND, NOT_IN_PROGRESS, TransportError
from telephony.messages import receipts
from workers.context import Context, current

log = structlog.get_logger(__name__)
GIVE_UP = timedelta(minutes=5)
"""How long we ask the carrier for a ring that it cannot take; then the next volunteer is asked."""
LONGEST_WAIT = 15.0
GIVE_UP_ON_SUPERVISOR = timedelta(seconds=45)
"""The same for the supervisor's ring: two people wait for them in a talk."""
COMMAND_AGAIN = 2.0
LOOK_AGAIN = timedelta(seconds=15)
LONGEST_FOR_A_KEY = timedelta(minutes=1)


def settle(leg_id: int) -> None:
    """The job: do what a leg needs now. Ask for its ring, give its call a command, hang it up, or look it up."""
    settle_with(current(), leg_id)


def settle_with(ctx: Context, leg_id: int) -> None:
    """As `settle`, in this context."""
    held = ctx.run(lambda tx: legs.lock(tx, leg_id))
    leg, now = held.leg, ctx.clock()
    if leg.role in legs.RUNG and leg.state in ("planned", "requesting"):
        _place(ctx, leg_id)
    elif leg.errand is not None and leg.due_at <= now:
        _run_command(ctx, leg_id)
    elif leg.hang_up_at is not None and leg.sid is not None:
        _hang_up(ctx, leg, leg.sid)
    elif leg.state != "ended" and leg.due_at <= now:
        _look_up(ctx, held)


def _place(ctx: Context, leg_id: int) -> None:
    claimed = ctx.run(lambda tx: ring_check.claim(tx, leg_id))
    if claimed is None:
        return
    to = claimed.to or ctx.run(lambda tx: supervisor.number_to_ring(tx, leg_id))
    if to is None:
        log.error("nobody_on_call", leg=leg_id)
        _give_up(ctx, claimed, None)
        return
    page = "listen/answered" if claimed.role in legs.LISTENING else "answered"
    page = page if claimed.to is not None else "supervisor"
    try:
        sid = ctx.look_twice(lambda: _already_ringing(ctx, claimed, to)) if claimed.doubtful else None
        if sid is None and claimed.called_off:
            ctx.run(lambda tx: legs.end(tx, leg_id, "called_off"))
            return
        sid = (
            sid
            or ctx.ring(
                to,
                url=ctx.pages.url(f"/legs/{claimed.token}/{page}"),
                status_url=ctx.pages.url(f"/legs/{claimed.token}/status"),
                detect_machine=claimed.role == legs.LISTENER,
            ).sid
        )
    except TransportError as error:
        _not_rung(ctx, claimed, error)
        return
    placed = sid
    ctx.run(lambda tx: rings.requested(tx, leg_id, placed))


def _already_ringing(ctx: Context, claimed: Claimed, to: str) -> str | None:
    found = [placed.sid for placed in ctx.carrier.rings_to(to, since=claimed.created_at)]
    filed = ctx.run(lambda tx: rings.known_sids(tx, found))
    return next((sid for sid in found if sid not in filed), None)


def _not_rung(ctx: Context, claimed: Claimed, error: TransportError) -> None:
    log.warning(
        "leg_not_placed", leg=claimed.id, requests=claimed.requests, code=error.code, error=str(error)
    )

    patience = GIVE_UP if claimed.to is not None else GIVE_UP_ON_SUPERVISOR
    if error.permanent or ctx.clock() - claimed.created_at >= patience:
        _give_up(ctx, claimed, error.code)
        return
    wait = min(LONGEST_WAIT, 1.5 * claimed.requests)
    doubtful = error.unknown or claimed.doubtful
    ctx.run(lambda tx: rings.request_again(tx, claimed.id, wait, doubtful=doubtful))


def _give_up(ctx: Context, claimed: Claimed, code: int | None) -> None:
    def after(tx: Tx) -> None:
        held = legs.lock(tx, claimed.id)
        if held.leg.role == "supervisor":
            supervisor.not_reached(tx, held, "refused")
            return
        if held.leg.role in legs.LISTENING:
            whose = held.cb.contact_id if held.leg.role == legs.LISTENER else None
            listening.leg_over(tx, held, "refused")
            volunteer = legs.volunteer_contact(tx, held.leg.volunteer_id)
            receipts.consequences(tx, whose if whose is not None else volunteer, code)
            return
        bridge.refused(tx, held)
        receipts.consequences(tx, legs.volunteer_contact(tx, held.leg.volunteer_id), code)

    ctx.run(after)


def sound_tone(ctx: Context, callback_id: int) -> None:
    """Warn the volunteer five minutes before the agreed length is over: see `store.calls.time_warning`."""
    ctx.run(lambda tx: time_warning.warn_volunteer(tx, callback_id))


def _run_command(ctx: Context, leg_id: int) -> None:
    command = ctx.run(lambda tx: commands.claim(tx, leg_id))
    if command is None:
        return
    url = ctx.pages.url(command.path)
    try:
        if command.what.startswith("say "):
            ctx.carrier.announce(command.room, command.sid, url=url)
        else:
            ctx.carrier.redirect(command.sid, url=url)
    except TransportError as error:
        log.warning("errand_not_done", leg=leg_id, what=command.what, code=error.code, error=str(error))
        if command.what == commands.GO_OVER and error.code in (NOT_FOUND, NOT_IN_PROGRESS):
            ctx.run(lambda tx: commands.drop(tx, leg_id, command.what))  # they have hung up
            return
        # A phone that is to hear words may be on its way back into the conference at this very moment.
        on_the_way = command.what.startswith("say ") and error.code == NOT_FOUND
        if (on_the_way or not error.permanent) and command.tries < command.at_most:
            ctx.run(lambda tx: commands.try_later(tx, leg_id, command.what, COMMAND_AGAIN))
        else:
            ctx.run(lambda tx: conference.refused(tx, command))
        return
    ctx.run(lambda tx: commands.drop(tx, leg_id, command.what))


def _hang_up(ctx: Context, leg: Leg, sid: str) -> None:
    try:
        ctx.carrier.hang_up(sid)
    except TransportError as error:
        log.warning("leg_not_hung_up", leg=leg.id, code=error.code, error=str(error))
        ctx.run(lambda tx: legs.change(tx, leg.id, hang_up_at=tx.now + timedelta(seconds=3)))
        return

    def after(tx: Tx) -> None:
        # A phone that was dialled from another call ends by itself: the carrier tells that call, which goes on.
        if leg.role in legs.RUNG:
            legs.end(tx, leg.id, "called_off")
        legs.change(tx, leg.id, hang_up_at=None)

    ctx.run(after)


def _look_up(ctx: Context, held: HeldLeg) -> None:
    """The end of a call was not reported in time: ask the carrier what became of it, and believe the answer."""
    leg = held.leg
    sid = leg.sid or ctx.run(lambda tx: legs.dialling_sid(tx, held))
    try:
        placed = ctx.carrier.call(sid) if sid else None
        over = placed is None or placed.status in OVER
        if sid and not over and _overstays(ctx, held):
            ctx.carrier.hang_up(sid)
            over = True
    except TransportError as error:
        log.warning("leg_not_looked_up", leg=leg.id, code=error.code, error=str(error))
        over = False

    def after(tx: Tx) -> None:
        fresh = legs.lock(tx, leg.id)
        if fresh.leg.state == "ended" or fresh.leg.due_at > tx.now:
            return
        if not over:
            if fresh.leg.role == "crisis":
                conference.crisis_lost(tx, fresh, participant_gone=False)
                return
            wait = legs.CHECK_EVERY if fresh.leg.outcome == "connected" else LOOK_AGAIN
            legs.change(tx, leg.id, due_at=tx.now + wait)
        elif fresh.leg.role == "crisis":
            conference.crisis_lost(tx, fresh, participant_gone=True)
        elif fresh.leg.role == "supervisor":
            conference.third_leg_over(
                tx, fresh, placed.status if placed and placed.status in OVER else "no-answer"
            )
        elif fresh.leg.role in legs.LISTENING:
            listening.leg_over(tx, fresh, placed.status if placed and placed.status in OVER else "no-answer")
        elif fresh.leg.role == "volunteer" or fresh.leg.outcome == "connected":
            bridge.leg_over(tx, fresh, placed.status if placed and placed.status in OVER else "no-answer")
        elif fresh.leg.role == "participant":
            bridge.participant_lost(tx, fresh)
        else:
            talk_now.talk_next(tx, fresh, status="no-answer", caller_gone=True)

    ctx.run(after)


def _overstays(ctx: Context, held: HeldLeg) -> bool:
    """Whether a volunteer's call has rung, or waited for a key, for longer than it may."""
    leg = held.leg
    if leg.role != "volunteer" or leg.outcome == "connected":
        return False
    if leg.answered_at is not None and ctx.clock() - leg.answered_at < LONGEST_FOR_A_KEY:
        return False
    # While it rings the participant it will end by itself.
    return not ctx.run(lambda tx: any(child.state != "ended" for child in legs.children(tx, leg.id)))
