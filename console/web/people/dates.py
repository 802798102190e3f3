"""Says days and moments that have passed, with their date: on the clock of the line."""

from datetime import datetime, timedelta

from babel.dates import format_skeleton, format_time

from console.web.now.sayings import Clock


class Dates(Clock):
    """As Clock, for what has passed."""

    def day(self, moment: datetime) -> str:
        """ "today", "yesterday", "Mar 4, 2026"."""
        days = (self.local(self.minute).date() - self.local(moment).date()) // timedelta(days=1)
        if days in (0, 1):
            return self.t("people.yesterday" if days else "people.today")
        return self.date(moment)

    def date(self, moment: datetime) -> str:
        """ "Mar 4, 2026"."""
        return str(format_skeleton("yMMMd", self.local(moment), locale=self.language))

    def hour(self, moment: datetime) -> str:
        """ "2:05 PM"."""
        return str(format_time(self.local(moment).time(), "short", locale=self.language))

    def moment(self, moment: datetime) -> str:
        """ "today, 2:05 PM"."""
        return self.t("people.moment", day=self.day(moment), hour=self.hour(moment))
