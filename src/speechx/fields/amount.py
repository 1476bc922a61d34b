"""An amount: one quantity as written, before anybody judges whether the text states it as a figure."""

from decimal import Decimal
from typing import NamedTuple

from speechx.models import Kind


class Amount(NamedTuple):
    """A quantity as written, in offsets of the folded text.

    Attributes:
        start: where it starts, its approximator included.
        number: where its number starts.
        end: where it ends, measure and approximator behind it included.
        value: its value; None for a range.
        low: the least value of a range.
        high: the greatest value of a range.
        measure: its measure as written in the folded text (% for 成 and 百分之), or None.
        kind: what is measured.
        approx: the word that makes it approximate.
        chinese: whether the number is written in Chinese numerals only.
        form: how the number is written: number, share, fraction, half, tenths, discount.
        core: the number as written.
    """

    start: int
    number: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    measure: str | None
    kind: Kind
    approx: str | None
    chinese: bool
    form: str
    core: str
    dimension: str | None = None
    factor: Decimal | None = None
    arabic_only: bool = False
