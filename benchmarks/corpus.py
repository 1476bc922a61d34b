"""A corpus of any size with known truth: pages of speeches in all layouts, from invented people and a small grammar.

Usage: python benchmarks/corpus.py FOLDER [--documents N] [--seed S] [--speeches N] [--form NAME]

Writes ``FOLDER/documents/*.txt`` and ``FOLDER/truth.jsonl``, a line a document. A page has some ten speeches of 400 to
700 characters with a dozen figures each, as a newspaper page has. Townships and counties are real divisions; people,
events and sentences are invented. The words stand in ``corpus.toml``. Each page depends on the seed and its number
alone, so the first pages of a larger corpus are those of a smaller one.
"""

import argparse
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

HOME: Final = Path(__file__).resolve().parent
DIVISIONS: Final = HOME.parent / "src" / "speechx" / "data" / "divisions.tsv"
WORDS: Final[dict[str, Any]] = tomllib.loads((HOME / "corpus.toml").read_text(encoding="utf-8"))
GROUP: Final = re.compile(r"<(\w+)>")
SLOT: Final = re.compile(r"\{(r\|)?([^{}]+)\}")
RANDOM: Final = re.compile(r"([0-9.]+)-([0-9.]+)([\u4e07\u4ebf]?)")
SCALES: Final = {"": 1, "\u4e07": 10**4, "\u4ebf": 10**8}
SPEECHES: Final = (8, 12)
CUTS: Final = 2
"""The most places at which a body is cut into paragraphs."""
COUNTY: Final = 6
"""The digits of a county's code."""
ORGANS: Final = 0.25
"""The share of speakers who speak for an organ of a county, not for a township."""


class Figure(NamedTuple):
    """A figure as it stands, and its value, or None for a range."""

    text: str
    value: str | None


class Speech(NamedTuple):
    """A speech as it should be found; the body without white space."""

    title: str | None
    name: str
    unit: str | None
    role: str | None
    body: str
    figures: tuple[Figure, ...]


class Page(NamedTuple):
    """A document with its truth."""

    name: str
    form: str
    text: str
    speeches: tuple[Speech, ...]


class County(NamedTuple):
    """A county and those of its townships for which somebody may speak, each with the end of its name."""

    name: str
    townships: tuple[tuple[str, str], ...]


def pages(
    count: int, *, seed: int = 7, speeches: tuple[int, int] = SPEECHES, form: str | None = None
) -> Iterator[Page]:
    """Yield documents, the forms in turn.

    Args:
        count: how many.
        seed: another seed gives another corpus.
        speeches: the least and the greatest number of speeches in a document.
        form: the one form that all have.
    """
    forms = [found for found in WORDS["form"] if form in (None, found["name"])]
    for index in range(count):
        yield page(forms[index % len(forms)], index, Random(f"{seed}/{index}"), speeches)  # noqa: S311 - no secret


def page(form: dict[str, Any], index: int, random: Random, speeches: tuple[int, int]) -> Page:
    """Make one document."""
    author = Author(random)
    county = random.choice(counties())
    names = {"meeting": county.name + author.grow("<meeting>"), "heading": author.grow("<heading>")}
    lines = [line.format(**names, lead=author.grow("<lead>").format(**names)) for line in form["head"]]
    found = []
    for number in range(random.randint(*speeches)):
        if number and "page" in form:
            lines += [line.format(page=number) for line in form["page"]]
        found.append(_speech(form, county, author, number, lines))
    return Page(f"{index:07}.txt", form["name"], "\n".join(lines) + "\n", tuple(found))


class Author:
    """Writes sentences; of a group, each text is taken once before one comes again.

    Args:
        random: decides everything.
    """

    def __init__(self, random: Random) -> None:
        self.random = random
        self._left: dict[str, list[str]] = {}

    def grow(self, text: str) -> str:
        """Replace the groups in a text, and those in what replaces them, until none is left."""
        while "<" in text:
            text = GROUP.sub(lambda match: self.take(match[1]), text)
        return text

    def take(self, group: str) -> str:
        """Return a text of a group, its own groups not yet replaced."""
        left = self._left.get(group)
        if not left:
            texts: list[str] = WORDS["grammar"][group]
            left = self._left[group] = self.random.sample(texts, len(texts))
        return left.pop()

    def figured(self, text: str, figures: list[Figure]) -> str:
        """Replace the slots of a text by figures, and add those to the figures."""

        def written(match: re.Match[str]) -> str:
            values: list[str] = []
            shown = RANDOM.sub(lambda number: _number(number, self.random, values), match[2])
            figures.append(Figure(shown, None if match[1] else values[-1]))
            return shown

        return SLOT.sub(written, text)


@cache
def counties() -> tuple[County, ...]:
    """Return the counties of the list of divisions that have a few townships."""
    ends = tuple(WORDS["people"]["offices"])
    out = []
    for line in DIVISIONS.read_text(encoding="utf-8").splitlines():
        code, name, *rest = line.split("\t") if "\t" in line else (line, "")
        if len(code) == COUNTY and code.isdigit():
            towns = [(town[3:], end) for town in rest for end in ends if town.endswith(end)]
            if len(towns) >= SPEECHES[0]:
                out.append(County(name, tuple(towns)))
    return tuple(out)


def _speech(form: dict[str, Any], county: County, author: Author, number: int, lines: list[str]) -> Speech:
    """Add a speech to the lines of a document, and return what should be found."""
    unit, role = _office(county, author.random)
    name = _name(author.random)
    figures: list[Figure] = []
    body = _body(author, figures, one=form.get("one", False))
    shown = name if len(name) > 2 or "gap" not in form else form["gap"].join(name)  # noqa: PLR2004 - two characters
    title = author.grow("<title>")
    numbers = WORDS["people"]["numbers"]["words"]
    words = {"title": title, "unit": unit, "role": role, "name": shown, "number": numbers[number % len(numbers)]}
    for line in form["lines"]:
        lines += _set(form, line, body, words) if "{body}" in line else [line.format(**words)]
    titled, told = (any(word in line for line in form["lines"]) for word in ("{title}", "{unit}"))
    return Speech(
        title if titled else None, name, unit if told else None, role if told else None, "".join(body), tuple(figures)
    )


def _set(form: dict[str, Any], line: str, body: Sequence[str], words: dict[str, str]) -> Iterator[str]:
    """Yield the lines of a body, each paragraph indented and broken as the form says."""
    indent, width = form.get("indent", ""), form.get("wrap", 1 << 30)
    first = line.removeprefix(indent).format(**words, body=body[0])
    for paragraph in (first, *body[1:]):
        text = indent + paragraph
        yield from (text[start : start + width] for start in range(0, len(text), width))


def _office(county: County, random: Random) -> tuple[str, str]:
    people = WORDS["people"]
    if random.random() < ORGANS:
        return county.name + random.choice(people["organs"]), random.choice(people["organ_offices"])
    town, end = random.choice(county.townships)
    return county.name + town, random.choice(people["offices"][end])


def _name(random: Random) -> str:
    people: dict[str, str] = WORDS["people"]
    return random.choice(people["surnames"]) + "".join(random.sample(people["given"], random.choice((1, 2, 2, 2))))


def _body(author: Author, figures: list[Figure], *, one: bool) -> list[str]:
    """Return the paragraphs of a body, and add the figures that they state."""
    groups = GROUP.findall(author.take("speech"))
    sentences = [author.figured(author.grow(f"<{group}>"), figures) for group in groups]
    inner = range(1, len(sentences))
    cuts = [] if one else sorted(author.random.sample(inner, author.random.randint(0, CUTS)))
    return ["".join(sentences[start:end]) for start, end in pairwise([0, *cuts, len(sentences)])]


def _number(match: re.Match[str], random: Random, values: list[str]) -> str:
    """Draw a number between two, with as many decimals as they have."""
    low, high, scale = match.groups()
    decimals = len(low.partition(".")[2])
    drawn = random.randint(int(low.replace(".", "")), int(high.replace(".", "")))
    number = Decimal(drawn).scaleb(-decimals)
    values.append(f"{(number * SCALES[scale]).normalize():f}")
    return f"{number}{scale}"


def write(folder: Path, found: Iterator[Page]) -> int:
    """Write documents and their truth; return the number of characters."""
    chars = 0
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    with (folder / "truth.jsonl").open("w", encoding="utf-8") as truth:
        for one in found:
            (folder / "documents" / one.name).write_text(one.text, encoding="utf-8", newline="")
            speeches = [
                {**speech._asdict(), "figures": [figure._asdict() for figure in speech.figures]}
                for speech in one.speeches
            ]
            row = {"name": one.name, "form": one.form, "speeches": speeches}
            truth.write(json.dumps(row, ensure_ascii=False) + "\n")
            chars += len(one.text)
    return chars


def main() -> None:
    """Write a corpus."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--speeches", type=int, help="of each document; by default 8 to 12")
    parser.add_argument("--form", choices=[form["name"] for form in WORDS["form"]])
    chosen = parser.parse_args()
    speeches = (chosen.speeches, chosen.speeches) if chosen.speeches else SPEECHES
    chars = write(chosen.folder, pages(chosen.documents, seed=chosen.seed, speeches=speeches, form=chosen.form))
    print(f"{chosen.documents} documents, {chars} characters")


if __name__ == "__main__":
    main()
