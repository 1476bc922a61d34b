"""Numbers as all formats write them: exact, positional, without padding."""

from decimal import Decimal


def plain(value: Decimal) -> str:
    """Return the shortest positional literal of a finite number; its value is exactly the same.

    >>> [plain(Decimal(text)) for text in ("2.9E+4", "35.60", "-0.0", "0.3333", "-31")]
    ['29000', '35.6', '0', '0.3333', '-31']
    """
    if not value:
        return "0"  # also for -0, which JSON could tell from 0
    literal = format(value, "f")
    return literal.rstrip("0").rstrip(".") if "." in literal else literal
