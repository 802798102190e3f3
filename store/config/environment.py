"""Turns the declarations of `store.config.settings` into a reader of environment variables, and says what is wrong.

No message repeats a value: it may be a secret, or a secret pasted into the wrong variable.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from marshmallow import EXCLUDE, Schema

from flows.line.on_call import OnCall
from store.config import clock, parsers

_NONE = object()


def setting(
    read: Callable[[str], Any],
    *,
    default: Any = _NONE,
    missing: str | None = None,
    server: bool = False,
    secret: bool = False,
    shown: str | None = None,
) -> Any:
    """Declare a setting, as a field of a dataclass.

    `read`: its text to its value, or a ValidationError. `default`: the value where it is left out, or what makes one.
    `missing`: what to say where it is left out and may not be. `server`: it may, where we bring a server of our own.
    `secret`: no repr shows it. `shown`: how documents write the default where `as_text` does not.
    """
    return dataclasses.field(
        repr=not secret,
        metadata={"read": read, "default": default, "missing": missing, "server": server, "shown": shown},
    )


@dataclass(frozen=True, slots=True)
class Declared:
    """The variables of a dataclass made of `setting`s, in its order."""

    schema: type[Schema]
    names: tuple[str, ...]
    required: Mapping[str, str]
    """What to say of each that may never be left out."""
    servers: Mapping[str, str]
    """What to say of each that may be left out only where we bring the server."""
    defaults: Mapping[str, str]
    """What holds where it is left out, as documents write it; "" for nothing."""

    @classmethod
    def of(cls, settings: type) -> "Declared":
        """The declarations of that dataclass."""
        declared = dataclasses.fields(settings)
        made: dict[str, Any] = {}
        for each in declared:
            default = each.metadata["default"]
            options = {} if default is _NONE else {"load_default": default}
            made[each.name] = parsers.Parsed(each.metadata["read"], data_key=each.name.upper(), **options)
        wanted = {each.name.upper(): each.metadata for each in declared if each.metadata["missing"]}
        return cls(
            schema=type("Environment", (_Known,), made),
            names=tuple(each.name.upper() for each in declared),
            required={name: known["missing"] for name, known in wanted.items() if not known["server"]},
            servers={name: known["missing"] for name, known in wanted.items() if known["server"]},
            defaults={each.name.upper(): _written(each.metadata) for each in declared},
        )

    def read(self, given: Mapping[str, str]) -> dict[str, Any]:
        """The values of these variables, blanks left out before, by the names of the settings."""
        return dict(self.schema().load(given))

    def faults(self, given: Mapping[str, str], *, demo: bool = False, embedded: bool = False) -> list[str]:
        """A sentence for each variable that is missing or does not fit, in the order of declaration."""
        required = ({} if demo else dict(self.required)) | ({} if embedded else dict(self.servers))
        found = {name: text for name, text in required.items() if name not in given}
        for name, messages in self.schema(partial=True).validate(given).items():
            found[name] = " ".join(messages)
        named = [f"{name}: {found[name]}" for name in self.names if name in found]
        if clock.VARIABLE in given and not demo and not clock.may_be_moved(given.get("TWILIO_API_BASE_URL")):
            named.append(
                f"{clock.VARIABLE}: unset it. It moves a rehearsal's clock, and this carrier is a real one."
            )
        return named


class _Known(Schema):
    class Meta:
        unknown = EXCLUDE


def _written(metadata: Mapping[str, Any]) -> str:
    if metadata["shown"] is not None:
        return str(metadata["shown"])
    default = metadata["default"]
    if default is _NONE or default is None:
        return ""
    return f"{default:g}" if isinstance(default, float) else as_text(default)


def as_text(value: object) -> str:
    """What to write in a variable so that it is read as `value` again."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        if all(isinstance(each, time) for each in value):
            return "-".join(f"{each:%H:%M}" for each in value)
        return ",".join(each.written if isinstance(each, OnCall) else each for each in value)
    return str(value)
