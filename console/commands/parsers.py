"""Reads what is given to commands about people: a phone, a name, a zone, how they agreed; or says what to write."""

import click

from flows.rules.phone import Refusal, read_callback_number
from store.config.settings import Settings
from store.volunteers import profile

_WHY = {
    Refusal.foreign_region: "its country is not one of LINE_REGION, and the line rings no other",
    Refusal.premium: "it is a paid service",
    Refusal.shared_cost: "it is a paid service",
    Refusal.special: "it is no ordinary phone",
    Refusal.emergency: "it is a help number",
    Refusal.own_line: "it is the line's own number",
}


def number_given(phone: str, settings: Settings) -> str:
    """A phone that the line may ring, in E.164; written as people there write it, or with a country code."""
    if not set(phone) <= profile.PHONE_LETTERS:
        raise click.BadParameter(_like(settings), param_hint="PHONE")
    read = read_callback_number(phone, settings.line_region, settings.line_number)
    if read.number is None:
        why = _WHY.get(read.refusal) if read.refusal is not None else None
        said = f"the line never rings this number: {why}. Give another" if why else _like(settings)
        raise click.BadParameter(said, param_hint="PHONE")
    return read.number


def _like(settings: Settings) -> str:
    home = settings.line_region[0]
    return f"give a phone number as people write it in {home}, or with its country code, like +12025550122"


def name_given(name: str) -> str:
    """A name as it is kept."""
    said = profile.name(name)
    if said is None:
        raise click.BadParameter(
            "give a name of at most 80 characters, without line breaks or other control characters",
            param_hint="NAME",
        )
    return said


def agreed_given(agreed: str | None) -> str | None:
    """How somebody agreed, as it is kept; it is in the clear, so it holds no phone number."""
    if agreed is None:
        return None
    said = profile.agreed(agreed)
    if said is None:
        raise click.BadParameter(
            'say it in a few words and a day, at most 120 characters, no phone number: "signed form 2026-11-01"',
            param_hint="--agreed",
        )
    return said


def zone_given(timezone: str | None) -> None:
    """A zone that there is, or none."""
    if timezone is not None and not profile.is_zone(timezone):
        raise click.BadParameter("give a zone like America/New_York", param_hint="--timezone")
