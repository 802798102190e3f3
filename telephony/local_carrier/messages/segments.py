"""Counts how many segments a text costs."""

_BASIC = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = set("^{}[]~\\|€\f")


def segments(body: str) -> int:
    """Segments in GSM-7 if every character is in it, else in UCS-2. An empty text has one."""
    if all(c in _BASIC or c in _EXTENSION for c in body):
        sizes, single, part = [2 if c in _EXTENSION else 1 for c in body], 160, 153
    else:
        sizes, single, part = [len(c.encode("utf-16-be")) // 2 for c in body], 70, 67
    if sum(sizes) <= single:
        return 1
    # A character of two units never splits over two segments, so fill segment by segment instead of dividing.
    count, room = 1, part
    for size in sizes:
        if size > room:
            count, room = count + 1, part
        room -= size
    return count
