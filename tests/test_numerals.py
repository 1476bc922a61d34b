"""Numbers as people write them: each written form of a number gives the number back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechx.fields import numerals
from speechx.fold import fold

LOWER = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
TRADITIONAL = "零壹貳叄肆伍陸柒捌玖"


def section(number: int, digits: str, units: str) -> str:
    """Write 1…9999 with one zero for a gap of zeros."""
    out, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            out += ("零" if gap and out else "") + digits[digit] + (units[place - 1] if place else "")
            gap = False
        else:
            gap = True
    return out


def chinese(number: int, digits: str = LOWER, units: str = "十百千", large: str = "万亿") -> str:
    """Write a whole number below 10¹⁶ as Chinese does."""
    if number == 0:
        return digits[0]
    parts = [number // 10**12, number // 10**8 % 10**4, number // 10**4 % 10**4, number % 10**4]
    if parts[0]:
        head = chinese(number // 10**8, digits, units, large) + large[1]
        rest = number % 10**8
        return head + (("" if rest >= 10**7 else "零") + chinese(rest, digits, units, large) if rest else "")
    out = ""
    for part, unit in zip(parts[1:], (large[1], large[0], ""), strict=True):
        if part:
            out += ("零" if out and part < 1000 else "") + section(part, digits, units) + unit
    return out


@given(st.integers(0, 10**16 - 1))
def test_chinese(number: int) -> None:
    assert numerals.value(chinese(number)) == number


@given(st.integers(0, 10**16 - 1))
def test_formal(number: int) -> None:
    assert numerals.value(chinese(number, FORMAL, "拾佰仟")) == number


@given(st.integers(0, 10**16 - 1))
def test_traditional(number: int) -> None:
    assert numerals.value(fold(chinese(number, TRADITIONAL, "拾佰仟", "萬億"))) == number


@given(st.integers(0, 10**16))
def test_thousands(number: int) -> None:
    assert numerals.value(f"{number:,}") == number
    assert numerals.value(f"{number:,}".replace(",", "，")) == number
    assert numerals.value(fold(str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)}))) == number


@given(st.decimals("0.0001", "99999999", places=4), st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8)]))
def test_decimals(number: Decimal, magnitude: tuple[str, int]) -> None:
    word, factor = magnitude
    assert numerals.value(f"{number}{word}") == number * factor
    assert numerals.value(f"-{number}{word}") == -number * factor


@given(st.integers(1, 9999), st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_chinese_decimals(number: int, fraction: list[int]) -> None:
    written = chinese(number) + "点" + "".join(LOWER[digit] for digit in fraction)
    assert numerals.value(written) == Decimal(f"{number}.{''.join(map(str, fraction))}")


@given(st.integers(1, 999), st.integers(1, 9999))
def test_mixed(hundred_millions: int, ten_thousands: int) -> None:
    written = f"{hundred_millions}亿{ten_thousands}万"
    assert numerals.value(written) == hundred_millions * 10**8 + ten_thousands * 10**4


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("两千四百五", 2450),
        ("三万二", 32000),
        ("一百零五", 105),
        ("廿三", 23),
        ("卅", 30),
        ("十", 10),
        ("二〇二三", 2023),
        ("一九九八", 1998),
        ("3万4000", 34000),
        ("9万7千", 97000),
        ("1 200", 1200),
        ("7 万5 千4 百", 75400),
        ("半", None),
        ("万", None),
        ("一二百三", None),
        ("三百千", None),
        ("1.2.3", None),
        ("", None),
        ("两两", None),
        ("12,34", None),
        ("1" * 40, None),
        ("零", 0),
        ("〇", 0),
        ("4.78万亿", 4780000000000),
        ("百万", 1000000),
        ("五亿零六", 500000006),
    ],
)
def test_value(written: str, value: int | None) -> None:
    assert numerals.value(written) == value


@pytest.mark.parametrize(
    ("written", "bounds"),
    [
        ("二三十", (20, 30)),
        ("三四十万", (300000, 400000)),
        ("十五六", (15, 16)),
        ("七百三四十", (730, 740)),
        ("三五百", (300, 500)),
        ("十几", (11, 19)),
        ("几十", (20, 90)),
        ("二十几万", (210000, 290000)),
        ("一万六七", (16000, 17000)),
        ("二二三", None),
        ("九八", None),
        ("二十", None),
        ("几", (2, 9)),
    ],
)
def test_bounds(written: str, bounds: tuple[int, int] | None) -> None:
    assert numerals.bounds(written) == (bounds and (Decimal(bounds[0]), Decimal(bounds[1])))


@given(st.text("零〇一二两三四五六七八九十百千万亿几点.,-0123456789 ", max_size=40))
def test_never_raises(written: str) -> None:
    value, bounds = numerals.value(written), numerals.bounds(written)
    assert value is None or value.is_finite()
    assert bounds is None or bounds[0] < bounds[1]
