"""`python -m benchmarks [part]… [--full]`: measure, and print the tables of docs/benchmarks.md.

`python -m benchmarks judging FILE…`: see `benchmarks.judging`, which measures with texts of yours. `pages fill URL` and
`pages walk URL`: see `benchmarks.pages`, on a database of yours.
"""

import sys

from benchmarks import (
    assigning,
    console,
    evenings,
    judging,
    pages,
    processor,
    reading,
    reminders,
    ringing,
    rota,
    sweeping,
    webhook,
)

PARTS = {
    "reading": reading.run,
    "webhook": webhook.run,
    "processor": processor.run,
    "ringing": ringing.run,
    "reminders": reminders.run,
    "sweeping": sweeping.run,
    "rota": rota.run,
    "assigning": assigning.run,
    "console": console.run,
    "pages": pages.run,
    "evening": evenings.run,
}


def main() -> None:
    """Measure what is named, or everything."""
    if sys.argv[1:2] == ["judging"]:
        judging.main(sys.argv[2:])
        return
    if sys.argv[1:2] == ["pages"] and len(sys.argv) == 4:
        pages.main(sys.argv[2:])
        return
    for name in [each for each in sys.argv[1:] if each in PARTS] or PARTS:
        print(f"\n## {name}\n")
        for row in PARTS[name]():
            print(row)


main()
