"""Measures how evenly calls are shared: one number, and a sentence that says what it means."""

from collections.abc import Sequence


def gini(counts: Sequence[float]) -> float:
    """The Gini coefficient of a list of amounts (none below 0): 0 if all are alike, towards 1 if one has everything."""
    total = sum(counts)
    if not total:
        return 0.0
    ordered = sorted(counts)
    weighted = sum((place + 1) * amount for place, amount in enumerate(ordered))
    return 2 * weighted / (len(ordered) * total) - (len(ordered) + 1) / len(ordered)


def in_words(counts: Sequence[int]) -> str:
    """One sentence for a coordinator, with the steps that are usual for the inequality of incomes."""
    total, people = sum(counts), len(counts)
    if people < 2 or not total:
        return "Too little has happened to say how evenly calls are shared."
    value = gini(counts)
    degree = "evenly" if value < 0.2 else "fairly evenly" if value < 0.35 else "unevenly"
    if value >= 0.5:
        degree = "very unevenly"
    most = max(counts)
    share = round(100 * most / total)
    without = sum(count == 0 for count in counts)
    tail = f", and {without} of {people} had none" if without else ""
    return (
        f"Calls were shared {degree} (Gini {value:.2f}; 0 is all alike, 1 all with one): "
        f"who had most had {most} of {total} ({share}%){tail}."
    )
