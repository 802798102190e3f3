"""`python -m benchmarks [part]…`: measure, and print the tables of docs/benchmarks.md."""

import sys

from benchmarks import assigning, evening, reading, ringing, webhook

PARTS = {
    "reading": reading.run,
    "webhook": webhook.run,
    "ringing": ringing.run,
    "assigning": assigning.run,
    "evening": evening.run,
}


def main() -> None:
    """Measure what is named, or everything."""
    for name in sys.argv[1:] or PARTS:
        print(f"\n## {name}\n")
        for row in PARTS[name]():
            print(row)


main()
