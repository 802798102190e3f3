"""`python -m benchmarks [reading] [webhook] [ringing]`: measure, and print the tables of docs/benchmarks.md."""

import sys

from benchmarks import reading, ringing, webhook

PARTS = {"reading": reading.run, "webhook": webhook.run, "ringing": ringing.run}


def main() -> None:
    """Measure what is named, or everything."""
    for name in sys.argv[1:] or PARTS:
        print(f"\n## {name}\n")
        for row in PARTS[name]():
            print(row)


main()
