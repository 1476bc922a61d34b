"""How many of the test cases of other number readers speechx reads as their authors expect.

Usage: python benchmarks/peers.py [FILE] [--misses]

FILE holds one case a line (default ``../shared/eval/figures/peer_specs.jsonl``): source, kind, input and the expected
values with their units. Without the file one line is printed and nothing fails.

In scope are the suites about quantities in Chinese text. Out of scope, each with its reason in ``peers.toml``, are
bare-number converters, dates and lengths of time resolved to a grain, and cases without a value; and case by case
English words, powers (2^5), and units without a number, of which a text states nothing.

The peers want every number of a text, also those that are no figures (第二, 一只); so this runner reads the layer below
the judgement, ``amounts.scan``, which reads every written quantity. Where a peer expects nothing, the judged reader,
``quantities.from_text``, must find no figure of the suite's kinds.

A case passes when all expected values, with their units where the peer names them, are found in the order of the text.

- Values are compared exactly; a peer's long binary fractions (52.3333333333333) to four places or digits.
- Units are compared by a table of words and factors (3斤 are 1500 Gram); 对 and 打 multiply where they do in the peer.
- A per cent may be written 75%, 百分之七十五, 七成五, 7.5折, 千分之…; percentage points count, as in the peer.
- Ranges are compared by their ends. Whether an end is inside is not compared: the peers give [20,100) and [20,100] for
  one and the same text; speechx keeps the word that says it. 至少, 超过, 以上 … give a lower end, 不到, 最多, 以下 … an
  upper one, and 等于 both. An open 多 or 几 must lie inside the peer's range; where the peer gives one value, that is
  the number without 几.
"""

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

import regex

from speechx.fields import numerals, quantities
from speechx.fields.amounts import Amount, scan
from speechx.fold import fold
from speechx.lexicon import words

FILE: Final = Path(__file__).parents[2] / "shared" / "eval" / "figures" / "peer_specs.jsonl"
TABLE: Final[dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
SUITES: Final = {(row["peer"], kind): row.get("out") for row in TABLE["suite"] for kind in row["kinds"]}
UNITS: Final[dict[str, dict[str, Decimal]]] = {
    name: {fold(word): Decimal(factor) for word, factor in row["words"].items()}
    for row in TABLE["unit"]
    for name in row["names"]
}
MULTIPLES: Final = {(peer, row["word"]): Decimal(row["factor"]) for row in TABLE["multiple"] for peer in row["peers"]}
WORDS: Final[dict[str, str]] = TABLE["words"]
WRONG: Final = {(row["kind"], row["input"]): row["reason"] for row in TABLE.get("wrong", ())}
ENGLISH: Final = regex.compile(r"[0-9. ]+[a-z]{4,}")
KINDS: Final[dict[str, tuple[str, ...]]] = {
    "percentage": ("percent", "percentage_point"),
    "currency": ("money",),
    "dimension": ("length", "area", "mass", "volume", "rate"),
    "temperature": ("temperature",),
}
LOWER: Final = words("amounts", "lower-bounds")
UPPER: Final = words("amounts", "upper-bounds")
Value = Decimal | None


@dataclass(frozen=True)
class Case:
    """One case of a peer: its text (folded) and the values that the peer expects."""

    peer: str
    kind: str
    text: str
    expected: tuple[dict[str, Any], ...]


def cases(path: Path) -> Iterator[Case]:
    """Read the cases of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Case(row["source"].partition("@")[0], row["kind"], row["input"], tuple(row["expected"]))


def out_of_scope(case: Case) -> str | None:
    """Return why a case is not in scope, or None."""
    suite = SUITES[case.peer, case.kind]
    if suite:
        return str(suite)
    if ENGLISH.fullmatch(case.text):
        return "English"
    if "^" in case.text:
        return "bare-number converter: powers"
    if case.expected and all(entry["value"] is None for entry in case.expected):
        return "units without a number"
    return None


def passes(case: Case) -> bool:
    """Tell whether speechx reads a case as the peer expects."""
    text = fold(case.text)
    expected = [entry for entry in case.expected if entry["value"] is not None]
    if not expected:
        wanted = KINDS.get(case.kind)
        return not any(wanted is None or figure.kind in wanted for figure in quantities.from_text(case.text)[0])
    found = iter(scan(text))
    return all(any(_agrees(case, text, entry, amount) for amount in found) for entry in expected)


def _agrees(case: Case, text: str, entry: dict[str, Any], amount: Amount) -> bool:  # noqa: PLR0911 - a case a shape
    written = entry["value"]
    if case.kind.startswith("numberrange"):
        low, high = (_number(part) for part in written.strip("[]()").split(","))
        return _range_agrees(text, amount, low, high, Decimal(1))
    if case.kind == "ordinal":
        return _ordinal(text, amount) == _number(written)
    if case.kind == "percentage":
        return _same(_per_cent(amount), _number(written))
    if case.kind == "numeral-fraction":
        per_cent = _per_cent(amount)
        return _same(None if per_cent is None else per_cent / 100, _quotient(written))
    factor = _factor(case, entry, amount)
    if factor is None:
        return False
    if isinstance(written, list):
        return _range_agrees(text, amount, _number(written[0]), _number(written[1]), factor)
    bound = {"above": LOWER, "under": UPPER}.get(entry.get("interval") or "")
    if bound is not None and amount.approx not in bound:
        return False
    value = _floor(amount)
    return value is not None and _same(value * factor, _number(written))


def _factor(case: Case, entry: dict[str, Any], amount: Amount) -> Value:
    """Return what an amount is multiplied with to be in the peer's unit, or None where it has another unit."""
    unit = entry.get("unit")
    if unit is None or (case.peer == "JioNLP" and amount.measure is None):
        return MULTIPLES.get((case.peer, amount.measure or ""), Decimal(1))
    return UNITS[unit].get(amount.measure or "")


def _floor(amount: Amount) -> Value:
    """Return the value, and for 几 the number without it (二十几万: 200000)."""
    if amount.value is not None or amount.approx is None or amount.approx not in WORDS["some"]:
        return amount.value
    return numerals.value("".join(char for char in amount.core if char not in WORDS["some"]).replace(" ", ""))


def _range_agrees(text: str, amount: Amount, low: Value, high: Value, factor: Decimal) -> bool:
    ends = [None if end is None else end * factor for end in _ends(text, amount)]
    if amount.approx in (*WORDS["some"], *words("figures", "approx-within")):
        return ends[0] is not None and low is not None and low <= ends[0] and (high is None or (ends[1] or low) <= high)
    return _same(ends[0], low) and _same(ends[1], high)


def _ends(text: str, amount: Amount) -> tuple[Value, Value]:
    if amount.value is None:
        return amount.low, amount.high
    if amount.approx in words("figures", "approx-within"):
        return amount.value, None
    if amount.approx is None and not text.endswith(words("nonfigures", "bare-after"), 0, amount.start):
        return None, None
    below, above = amount.approx in UPPER, amount.approx in LOWER
    return (None if below else amount.value), (None if above else amount.value)


def _ordinal(text: str, amount: Amount) -> Value:
    before = text[: amount.number].rstrip(" ")
    if not before.endswith(WORDS["ordinal"]) or amount.value is None:
        return None
    return -amount.value if before.endswith(WORDS["last"] + WORDS["ordinal"]) else amount.value


def _per_cent(amount: Amount) -> Value:
    """Return an amount as per cent: 75%, 7.5折, 三成, 三分之一."""
    if amount.value is None:
        return None
    if amount.form == "discount":
        return amount.value * (10 if amount.value <= 10 else 1)  # noqa: PLR2004 - 八折 is 80 %, 八五折 is 85 %
    if amount.measure == "‰":
        return amount.value / 10
    if amount.form in ("fraction", "half"):
        return amount.value * 100
    return amount.value if amount.kind in ("percent", "percentage_point") else None


def _number(text: str) -> Value:
    try:
        return Decimal(text.strip().removesuffix("%").removesuffix("L"))
    except InvalidOperation:
        return None


def _quotient(text: str) -> Value:
    up, _, down = text.partition("/")
    first, second = _number(up), _number(down or "1")
    return None if first is None or not second else first / second


def _same(found: Value, wanted: Value) -> bool:
    if found is None or wanted is None:
        return found is wanted
    if len(wanted.as_tuple().digits) < 10:  # noqa: PLR2004 - a peer's binary fraction has fifteen digits
        return found == wanted
    return abs(found - wanted) <= max(Decimal("0.00005"), abs(wanted) * Decimal("1e-14")) and (
        abs(wanted) >= 1 or abs(found - wanted) <= abs(wanted) / 1000
    )


def report(rows: Sequence[Case], *, misses: bool) -> None:
    """Print what is out of scope, the table of what passes, and the misses where they are wanted."""
    reasons = Counter((case.peer, out_of_scope(case) or "") for case in rows)
    for (peer, reason), count in sorted(reasons.items()):
        if reason:
            print(f"out of scope  {count:5} {peer:22} {reason}")
    scope = [case for case in rows if out_of_scope(case) is None]
    wrong = [case for case in scope if (case.kind, case.text) in WRONG]
    rest = [case for case in scope if (case.kind, case.text) not in WRONG]
    seen, good = Counter((case.peer, case.kind) for case in rest), Counter[tuple[str, str]]()
    for case in rest:
        if passes(case):
            good[case.peer, case.kind] += 1
        elif misses:
            values = [(entry["value"], entry.get("unit")) for entry in case.expected]
            print(
                "miss",
                case.peer,
                case.kind,
                repr(case.text),
                values,
                [_shown(found) for found in scan(fold(case.text))],
            )
    print(f"{'peer':22} {'kind':26} in scope  passed       %")
    for peer, kind in seen:
        print(
            f"{peer:22} {kind:26} {seen[peer, kind]:8} {good[peer, kind]:7} {good[peer, kind] / seen[peer, kind]:7.1%}"
        )
    print(f"{'all':22} {'':26} {len(rest):8} {good.total():7} {good.total() / len(rest):7.1%}")
    print(f"wrong for Chinese and left out: {len(wrong)} of {len(scope)} in scope ({len(wrong) / len(scope):.1%})")
    print(f"passed of all in scope, those included: {good.total() / len(scope):.1%}")


def _shown(found: Amount) -> str:
    value = found.value if found.value is not None else f"{found.low}..{found.high}"
    return f"{value} {found.measure or ''} {found.approx or ''}".strip()


def main() -> int:
    """Run the cases."""
    names = [name for name in sys.argv[1:] if not name.startswith("-")]
    path = Path(names[0]) if names else FILE
    if not path.exists():
        print(f"{path} is not there: nothing to compare with")
        return 0
    report(list(cases(path)), misses="--misses" in sys.argv[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
