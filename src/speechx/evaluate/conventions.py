"""What counts as equal: white space aside, numbers by value, synonymous measures and approximators alike."""

import tomllib
from collections import Counter
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, Final

_PLACES: Final = 4


def flat(text: object) -> str:
    """Return a text without white space; nothing is the empty text.

    >>> flat(" 甲　乙 "), flat(None)
    ('甲乙', '')
    """
    return "".join(str(text or "").split())


def heading(text: str) -> str:
    """Return what counts of a heading."""
    return flat(text).rstrip(_table("headings")["final"])


def number(value: object) -> Decimal | str | None:
    """Return a number that may be compared: rounded to four places; what is no number stays as it is.

    >>> number("2.90") == number(2.9), number("0.33333"), number("")
    (True, Decimal('0.3333'), None)
    """
    if value is None or value == "":
        return None
    try:
        return round(Decimal(str(value)), _PLACES).normalize()
    except InvalidOperation:
        return str(value)


def measure(text: object, kind: object) -> str | None:
    """Return what counts of a measure; a rank has none."""
    plain = flat(text) or None
    return None if kind == "rank" or plain is None else _table("measures").get(plain, plain)


def agree(attribute: str, want: object, got: object) -> bool:
    """Tell whether an attribute of a figure is as wanted.

    A metric is worded freely: half of the characters of the shorter wording must be shared, whatever their order.
    """
    if attribute in ("from", "to"):
        return number(want) == number(got)
    one, other = flat(want), flat(got)
    if attribute == "approx":
        same = _table("approximators")
        return bool(same.get(one, one) == same.get(other, other))
    if attribute == "metric" and one and other:
        return 2 * (Counter(one) & Counter(other)).total() >= min(len(one), len(other))
    return one == other


def asked(attribute: str, want: object, got: object) -> bool:
    """Tell whether the gold says anything of an attribute: it may leave out metrics, and approximators that bound."""
    if want is not None:
        return True
    return attribute != "metric" and not (attribute == "approx" and got in _table("bounds")["words"])


def _table(name: str) -> dict[str, Any]:
    return _conventions()[name]


@cache
def _conventions() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("conventions.toml").read_text(encoding="utf-8"))
