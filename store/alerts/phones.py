"""What one coordinator's phone has to do with an alert: proof, the last words sent, and whom it is not to hear of."""

from datetime import datetime, timedelta
from typing import Final, cast

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from store.contacts import same_person
from store.database import Tx
from store.models import Alert, AlertPhone

PROVEN_FOR: Final = timedelta(minutes=30)
"""So long one code counts for one phone and one alert: a talk in a crisis is not a code a sentence."""
_P = AlertPhone.__table__.c


def visible_to(tx: Tx, contact_id: int | None) -> ColumnElement[bool]:
    """Alerts that this phone may hear of: none about its own owner, none about somebody they said they know.

    None: no phone in particular, so all.
    """
    if contact_id is None:
        return Alert.id.is_not(None)
    hidden = and_(_P.contact_id == contact_id, _P.about_id == Alert.contact_id, _P.hidden_at.is_not(None))
    # Somebody may be on call with one phone, and speak of danger from another.
    own = (contact_id, *same_person.phones(tx).get(contact_id, ()))
    others = or_(Alert.contact_id.is_(None), Alert.contact_id.not_in(own))
    return and_(others, ~exists().where(hidden))


def note(tx: Tx, alert_id: int, contact_id: int, about_id: int | None, **moments: datetime | None) -> None:
    """Keep what this phone has done with the alert: the columns of `AlertPhone` that are moments."""
    dialect = sqlite if tx.on_sqlite else postgresql
    row = {"alert_id": alert_id, "contact_id": contact_id, "about_id": about_id, **moments}
    made = dialect.insert(AlertPhone.__table__).values(row)
    tx.run(made.on_conflict_do_update(index_elements=[_P.alert_id, _P.contact_id], set_=moments))


def hidden_last(tx: Tx, contact_id: int, *, since: datetime) -> AlertPhone | None:
    """The alert of which this phone last said that it knows the person, if since then."""
    theirs = and_(_P.contact_id == contact_id, _P.hidden_at > since)
    return cast(
        "AlertPhone | None",
        tx.run(select(AlertPhone.__table__).where(theirs).order_by(_P.hidden_at.desc())).first(),
    )


def show_again(tx: Tx, about_id: int, contact_id: int | None = None) -> list[int]:
    """It was a mistake that they know this person: they hear of them again. Gives whose phones these are.

    `contact_id` None: every phone that said so.
    """
    said_so = and_(_P.about_id == about_id, _P.hidden_at.is_not(None))
    if contact_id is not None:
        said_so = and_(said_so, _P.contact_id == contact_id)
    cleared = update(AlertPhone).where(said_so).values(hidden_at=None, passed_at=None)
    return list(dict.fromkeys(tx.run(cleared.returning(_P.contact_id)).scalars()))


def of(tx: Tx, alert_id: int, contact_id: int) -> AlertPhone | None:
    """What this phone has done with the alert so far."""
    mine = select(AlertPhone.__table__).where(_P.alert_id == alert_id, _P.contact_id == contact_id)
    return cast("AlertPhone | None", tx.run(mine).first())


def is_proven(tx: Tx, alert_id: int, contact_id: int) -> bool:
    """Whether a code came back from this phone for this alert a short while ago."""
    kept = of(tx, alert_id, contact_id)
    return kept is not None and kept.proven_until is not None and kept.proven_until > tx.now


def who_passed(tx: Tx, alert_id: int) -> set[int]:
    """The phones that gave this alert to the next."""
    passed = select(_P.contact_id).where(_P.alert_id == alert_id, _P.passed_at.is_not(None))
    return set(tx.run(passed).scalars())


def wrote_last(tx: Tx, about_id: int, *, since: datetime) -> AlertPhone | None:
    """Whose words, or question, went to this person last, of an alert that nobody has closed."""
    wrote = func.coalesce(_latest(_P.said_at, _P.asked_at), _P.said_at, _P.asked_at)
    open_still = and_(
        _P.about_id == about_id, wrote > since, Alert.id == _P.alert_id, Alert.closed_at.is_(None)
    )
    theirs = and_(_P.hidden_at.is_(None), _P.passed_at.is_(None))
    found = select(AlertPhone.__table__).where(open_still, theirs).order_by(wrote.desc(), _P.id.desc())
    return cast("AlertPhone | None", tx.run(found.limit(1)).first())


def _latest(one: ColumnElement[datetime], other: ColumnElement[datetime]) -> ColumnElement[datetime]:
    return case((one > other, one), (other >= one, other))
