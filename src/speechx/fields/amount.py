"""An amount: one quantity as written, before anybody judges whether the text states it as a figure."""

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from speechx.models import Kind

Form = Literal["number", "share", "fraction", "half", "tenths", "discount"]


class Amount:
    """A quantity as written, in offsets of the folded text; it begins as a bare number and is completed step by step.

    Attributes:
        start: where it starts, its approximator included.
        number: where its number starts.
        end: where it ends, measure and approximator behind it included.
        core: the number as written.
        value: its value; None for a range.
        low: the least value of a range.
        high: the greatest value of a range.
        approx: the word that makes it approximate.
        form: how the number is written.
        chinese: whether the number is written in Chinese numerals only.
        measure: its measure as written in the folded text (% for 成 and 百分之), or None.
        kind: what is measured.
        dimension: what its measure adds up to with others (元, 米), or None.
        factor: how many of that its measure is.
        arabic_only: whether its measure counts only behind Arabic numbers.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    approx: str | None = None
    form: Form = "number"
    chinese: bool = True
    measure: str | None = None
    kind: "Kind" = "count"
    dimension: str | None = None
    factor: Decimal | None = None
    arabic_only: bool = False

    def __init__(self, start: int, end: int, core: str, value: Decimal | None) -> None:
        """Take a bare number."""
        self.start = start
        self.number = start
        self.end = end
        self.core = core
        self.value = value
