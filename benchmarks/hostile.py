"""Hostile documents: each must finish, must not raise, and must cost no more a character than ordinary text does.

Usage: python benchmarks/hostile.py [NAME…] [--size N]

Every case is a text that a rule could trip over: long runs of one character, one line of ten million characters, a
million blank lines, every word of the lexicon again and again. Each is parsed as it is and as the body of a speech,
where the readers of figures and headings see it. Prints the time of the processor a character in ratio to ordinary
text (each sample and annotated document once), which is measured in the same run, and how that time grows from an
eighth of the text: 1 is linear, 8 is quadratic. What is remembered of a text from round to round is forgotten first.
"""

import argparse
import random
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from speed import corpus

import speechx
from speechx.fields import speaker

ROOT: Final = Path(__file__).resolve().parents[1]
LEXICON: Final = Path(speechx.__file__).parent / "lexicon"
MOST: Final = 3.0
"""A character of a hostile text may take this many times as long as one of ordinary text."""
_ROUNDS: Final = 2
_MANY: Final = 5
_SMALL: Final = 200_000


def ordinary(size: int = _SMALL) -> str:
    """Return ordinary text of about ``size`` characters: the newspaper sample, repeated."""
    text = (ROOT / "samples" / "newspaper.txt").read_text(encoding="utf-8")
    return "\n\n".join([text] * max(1, size // len(text)))


def lexicon_words() -> list[str]:
    """Return every string of every lexicon file in an order of its own, patterns aside."""
    words = [
        word for path in sorted(LEXICON.glob("*.toml")) for word in _strings(tomllib.loads(path.read_text("utf-8")))
    ]
    random.Random(1).shuffle(words)  # noqa: S311 - so that every part of a case is like every other
    return words


def _strings(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, str) and key not in ("name", "pattern", "kind", "body", "rank", "label", "rule"):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, key)
    elif isinstance(value, dict):
        for inner, item in value.items():
            yield from _strings(item, inner)


def _controls(count: int) -> str:
    signs = [chr(code) for code in range(1, 32) if chr(code) not in "\n\r"] + ["\x7f", "\x85"]
    return "".join(signs) * (count // len(signs))


def _speakers(count: int) -> str:
    return "\n".join(f"青石县柳河镇党委书记　张{chr(0x5B88 + i % 97)}田" for i in range(count))


def _units(count: int) -> str:
    signs = "山水田林路桥河湖井泉"
    places = (signs[i % 10] + signs[i // 10 % 10] + signs[i // 100 % 10] + signs[i // 1000 % 10] for i in range(count))
    return "\n\n".join(f"修路的故事\n{place}镇党委书记　张守田\n路修好了。" for place in places)


def _contents(count: int) -> str:
    return "目录\n" + "".join(f"修{i}条路……{i}\n" for i in range(count)) + "".join(f"修{i}座桥\n" for i in range(count))


def _numbered(count: int) -> str:
    return "\n".join(f"{i % 40 + 1}. 修好第{i}条路" for i in range(count))


def _turns(count: int) -> str:
    return "\n".join(f"张{chr(0x5B88 + i % 97)}田：修路{i}米。" for i in range(count))


CASES: Final[dict[str, Callable[[int], str]]] = {
    "digits": lambda n: "1" * n,
    "digits-and-commas": lambda n: "1," * (n // 2),
    "digits-and-dots": lambda n: "1." * (n // 2),
    "digit-lines": lambda n: "12\n" * (n // 3),
    "one": lambda n: "一" * n,
    "mixed-numerals": lambda n: "一百零二万三千" * (n // 7),
    "ten-thousands": lambda n: "万" * n,
    "wide-digits": lambda n: "９" * n,
    "opening-brackets": lambda n: "（" * n,
    "closing-brackets": lambda n: "）" * n,
    "nested-brackets": lambda n: "（" * (n // 2) + "）" * (n // 2),
    "opening-quotes": lambda n: "“" * n,
    "quote-pairs": lambda n: "“”" * (n // 2),
    "quote-lines": lambda n: "“我\n" * (n // 3),
    "colons": lambda n: "：" * n,
    "commas": lambda n: "、" * n,
    "full-stops": lambda n: "。" * n,
    "dots": lambda n: "…" * n,
    "dashes": lambda n: "—" * n,
    "stars": lambda n: "*" * n,
    "ordinals": lambda n: "第" * n,
    "abouts": lambda n: "约" * n,
    "froms": lambda n: "从" * n,
    "percents": lambda n: "%" * n,
    "spaces": lambda n: " " * n,
    "wide-spaces-inside": lambda n: "甲" + "　" * n + "乙",
    "marks-invisible": lambda n: "\ufeff" * n,
    "invisible-inside": lambda n: "甲" + "\u200b" * n + "乙",
    "controls": _controls,
    "surrogates": lambda n: "\ud800" * n,
    "surrogate-pairs": lambda n: "\ud83d\ude00" * (n // 2),
    "astral": lambda n: "\U0001f600" * n,
    "combining": lambda n: "e\u0301" * (n // 2),
    "from-to": lambda n: "从1增长到" * (n // 5),
    "from-to-numbers": lambda n: "从1万人增长到2万人，" * (n // 11),
    "per-cents-of": lambda n: "百分之" * (n // 3),
    "ranges": lambda n: "1-" * (n // 2),
    "dates": lambda n: "2021年6月18日" * (n // 10),
    "han-line": lambda n: "山" * n,
    "han-lines": lambda n: "山路\n" * (n // 3),
    "lines-of-one": lambda n: "山\n" * (n // 2),
    "blank-lines": lambda n: "\n" * n,
    "blank-lines-mixed": lambda n: "\r\n\n\r\u2028" * (n // 5),
    "form-feeds": lambda n: "山\x0c" * (n // 2),
    "numeral-title": lambda n: "二〇二一\n张守田\n" + "一" * n,
    "speakers": lambda n: _speakers(n // 14),
    "turns": lambda n: _turns(n // 12),
    "one-turn-line": lambda n: "张守田：" * (n // 4),
    "office-line": lambda n: "镇长" * (n // 2),
    "crowd-line": lambda n: "青石县镇长张守田、" * (n // 9),
    "numbered-lines": lambda n: _numbered(n // 11),
    "firstly": lambda n: "一是修路。" * (n // 5),
    "headings": lambda n: "一、修路\n" * (n // 5),
    "parallels": lambda n: "修好一条路。大家出了力气干得好。" * (n // 15),
    "short-sentences": lambda n: "路。" * (n // 2),
    "titles": lambda n: "关于修路的发言\n\n" * (n // 9),
    "page-numbers": lambda n: "— 1 —\n山路的故事\n" * (n // 12),
    "units": lambda n: _units(n // 25),
    "contents-and-lines": lambda n: _contents(n // 16),
    "one-level": lambda n: "（一）修路。大家都出了力。\n" * (n // 13),
    "speeches": lambda n: "修路的故事\n青石县柳河镇党委书记　张守田\n路修好了。\n\n" * (n // 30),
    "meetings-and-speeches": lambda n: (
        "全县修路工作会议发言摘登\n（2021年6月18日）\n修路的故事\n青石县镇长　张守田\n路修好了。\n\n" * (n // 50)
    ),
    "contents": lambda n: "目录\n" + "修路……1\n" * (n // 7),
    "mastheads": lambda n: "全县修路工作会议发言摘登\n\n" * (n // 14),
    "meetings": lambda n: "全县修路工作会议在青石镇召开，" * (n // 15),
    "slogans": lambda n: "“一个中心、两个基本点”" * (n // 12),
    "markdown": lambda n: "**# **" * (n // 6),
    "latin": lambda n: "a" * n,
    "words": lambda n: "The road, " * (n // 10),
    "traditional": lambda n: "發言說明" * (n // 4),
    "lexicon-in-a-line": lambda n: ("".join(lexicon_words()) * (1 + n // 10_000))[:n],
    "lexicon-by-line": lambda n: ("\n".join(lexicon_words()) * (1 + n // 10_000))[:n],
    "lexicon-doubled": lambda n: ("\n".join(word * 20 for word in lexicon_words()) * (1 + n // 200_000))[:n],
    "samples-in-a-line": lambda n: ordinary(n).replace("\n", ""),
    "samples-without-stops": lambda n: ordinary(n).replace("。", ""),
    "samples-letter-by-line": lambda n: "\n".join(ordinary(n // 2)),
}
HUGE: Final[dict[str, tuple[str, int]]] = {
    "one line of 10 million characters": ("samples-in-a-line", 10_000_000),
    "a million blank lines": ("blank-lines", 1_000_000),
    "50,000 speaker lines": ("speakers", 700_000),
    "a million digits": ("digits", 1_000_000),
}


HEAD: Final = "把路修好\n青石县柳河镇党委书记　张守田\n各位领导，我来说说修路。\n"
"""What makes a text the body of a speech."""
GROWTH: Final = 8


def seconds(text: str, rounds: int = _ROUNDS) -> float:
    """Return the least time of the processor that parsing a text takes."""
    least = float("inf")
    for _ in range(rounds):
        speaker.known.cache_clear()
        start = time.process_time()
        speechx.parse(text)
        least = min(least, time.process_time() - start)
    return least


def report(name: str, make: Callable[[int], str], size: int, usual: float) -> bool:
    """Print how a case fares; return whether it is within bounds."""
    small, text = make(size // GROWTH), make(size)
    rounds = 1 if size > _SMALL else _ROUNDS
    before, took = seconds(small, rounds), seconds(text, rounds)
    ratio = took / len(text) / usual
    growth = took / len(text) / (before / len(small))
    fine = ratio <= MOST
    print(f"{' ' if fine else '!'} {name}: {len(text)} characters, {took:.2f} s, {ratio:.2f} x, growth {growth:.2f}")
    return fine


def as_body(make: Callable[[int], str]) -> Callable[[int], str]:
    """Return a maker of the same texts as bodies of a speech."""
    return lambda size: HEAD + make(size)


def rows(names: list[str], size: int) -> Iterator[tuple[str, Callable[[int], str], int]]:
    """Yield the cases with their sizes: the named ones, or all and the huge ones."""
    for name in names or CASES:
        yield name, CASES[name], size
        yield f"{name}, in a speech", as_body(CASES[name]), size
    if not names:
        yield from ((name, CASES[case], huge) for name, (case, huge) in HUGE.items())


def main() -> None:
    """Print the report; exit with 1 where a case is out of bounds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="the cases; all by default, and the huge ones")
    parser.add_argument("--size", type=int, default=100_000, help="characters of each case")
    given = parser.parse_args()
    text = "\n\n".join(document.decode() for document in corpus())
    seconds(ordinary(_SMALL))  # what is made on first use is no cost of a text
    usual = seconds(text, _MANY) / len(text)
    print(f"ordinary text: {1 / usual:,.0f} characters/s; a case may take {MOST:.0f} x as long a character", flush=True)
    bad = [name for name, make, size in rows(given.names, given.size) if not report(name, make, size, usual)]
    if bad:
        raise SystemExit(f"out of bounds: {', '.join(bad)}")


if __name__ == "__main__":
    main()
