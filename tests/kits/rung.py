"""Lists whose phones ring: from all that the carrier is told, not from what we meant to tell it."""

import re
from xml.etree import ElementTree

from flask import Flask, Response, request_finished

from store.models import Callback, Leg, Offer
from tests.kits.line import TestLine


class Rung:
    """Every phone that the carrier was told to ring since this was made, by REST or from inside a call."""

    def __init__(self, line: TestLine) -> None:
        self._line = line
        self._before = len(line.carrier.rings)
        self.from_calls: list[str] = []
        request_finished.connect(self._read, line.app)

    @property
    def by_rest(self) -> list[str]:
        """Who was rung by a REST request of ours, in order."""
        return [ring.to for ring in self._line.carrier.rings[self._before :]]

    @property
    def numbers(self) -> list[str]:
        """Everybody who was rung, once for each ring, sorted."""
        return sorted(self.by_rest + self.from_calls)

    def _read(self, _: Flask, response: Response) -> None:
        if response.mimetype == "text/xml":
            # Everything in a Dial is rung, however it is written.
            for dial in ElementTree.fromstring(response.get_data()).iter("Dial"):
                within = [each.text or each.tag for each in dial] or [dial.text or ""]
                self.from_calls += [each.strip() for each in within]


def asked(line: TestLine) -> list[str]:
    """Who was offered a callback by text, in order."""
    return [sent.to for sent in line.carrier.texts if re.search(r"TAKE .*PASS|TOMO .*PASO", sent.words)]


def nothing_open(line: TestLine) -> bool:
    """Whether no callback, no offer and no leg of this line is open any more."""
    over = {"completed", "cancelled", "missed", "expired"}
    return (
        all(cb.state in over for cb in line.rows(Callback))
        and all(leg.state == "ended" for leg in line.rows(Leg))
        and all(offer.state != "open" for offer in line.rows(Offer))
    )
