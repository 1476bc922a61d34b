"""Write the annotated documents of ``tests/documents`` from their marked-up sources in ``tests/documents/marked``.

Usage: python tools/build_documents.py [--check] [NAME…]

One source gives NAME.txt, the document, and NAME.json, its gold, so that the two cannot drift apart. Its head holds
``key value`` lines (encoding, newline, layout, event, page, header, first-page, break, wrap) up to ``---``; then each
line of the document, marked with what it is:

    D> T> F> I> C>     document title, title, furniture, words outside every speech, closing credit
    S[unit;role;name]> a speaker line; & between joint speakers; behind ¦ the body runs on in the same line
    M[unit;role;name]> the same for a moderator's turn; a line without a mark is body
    ‹…›                within a title line: the title alone

and within a body: ``{figure|metric|flags}``, ``[[term]]``, ``<1n:heading>`` (level, then n(umbered), r(un-in) or
s(tandalone)), ``{{N}}`` a line break, ``{{B}}`` a blank line, ``{{P}}`` a page break, ``{{F:…}}`` furniture, ``{{X:…}}`` letters outside the body,
``{{/}}`` the end of the body, ``{{u00a0}}`` a character. Flags of a figure: ``+`` or ``-`` (direction) or ``=`` with
the basis behind it, ``r`` a range, ``f`` a from–to, and v= l= h= m= k= a= t= for value, low, high, measure, kind, approx
and from. What the flags leave open is read from the figure itself; what cannot be read stops the build.
"""

import json
import re
import sys
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

HOME = Path(__file__).parents[1] / "tests/documents"
DIGITS = {
    digit: value
    for value, pair in enumerate(("零〇", "一壹", "二贰两兩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for digit in pair
}
POWERS = {
    "十": 10,
    "拾": 10,
    "百": 100,
    "佰": 100,
    "千": 1000,
    "仟": 1000,
    "万": 10**4,
    "萬": 10**4,
    "亿": 10**8,
    "億": 10**8,
}
STYLES = {"n": "numbered", "r": "run-in", "s": "standalone"}
TOKEN = re.compile(
    r"\{\{(?P<command>.*?)\}\}|\{(?P<figure>[^{}|]+)\|(?P<metric>[^{}|]*)(?:\|(?P<flags>[^{}|]*))?\}|\[\[(?P<term>.+?)\]\]|<(?P<level>\d)(?P<style>[nrs]):(?P<heading>[^<>]+)>"
)
NUMERAL = r"(?:[\d,，. ]*\d|[零〇一二三四五六七八九十百千两兩壹贰叁肆伍陆柒捌玖拾佰仟]+)(?:[百千]?[万亿萬億])*"
LINE = re.compile(r"([DTSMFIC])(?:\[(.*?)\])?> ?(.*)", re.DOTALL)
WORDS: dict[str, Any] = tomllib.loads((HOME / "marked/words.toml").read_text(encoding="utf-8"))
KINDS = {measure: kind for kind, measures in WORDS["kinds"].items() for measure in measures}


def alternatives(group: str) -> str:
    """The words of one group as a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, WORDS[group]), key=len, reverse=True))


AMOUNT = re.compile(
    rf"(?P<before>{alternatives('before')})?(?P<number>{NUMERAL})(?P<inside>{alternatives('inside')})?(?P<scale>[万亿萬億])?"
    rf"(?P<measure>[^\d]*?)(?P<behind>{alternatives('behind')})?"
)


def number(text: str) -> Decimal:
    """Read one numeral.

    >>> number("1.35万"), number("28亿5,000万"), number("一千二百三十"), number("3万4000")
    (Decimal('13500.00'), Decimal('2850000000'), Decimal('1230'), Decimal('34000'))
    """
    total, section, digit = Decimal(0), Decimal(0), Decimal(0)
    for part in re.findall(r"[\d.]+|.", re.sub(r"[,， ]", "", text)):
        if part in POWERS and POWERS[part] >= 10**4:
            total, section, digit = total + (section + digit) * POWERS[part], Decimal(0), Decimal(0)
        elif part in POWERS:
            section, digit = section + (digit or 1) * POWERS[part], Decimal(0)
        else:
            digit = Decimal(DIGITS[part]) if part in DIGITS else Decimal(part)
    return total + section + digit


def plain(value: Decimal | None) -> str | None:
    """A number as the gold writes it: no exponent, no trailing zeros."""
    return None if value is None else f"{value.normalize():f}"


def figure(text: str, metric: str, flags: str) -> dict[str, Any]:
    """Read one marked figure and its flags.

    Raises:
        ValueError: where the figure cannot be read and the flags do not tell.
    """
    out: dict[str, Any] = {"text": text} | dict.fromkeys(
        ("value", "low", "high", "measure", "kind", "approx", "direction", "basis", "from", "to")
    )
    given = dict(flag.split("=", 1) for flag in flags.split() if re.match(r"[vlhmkat]=", flag))
    for flag in flags.split():
        if flag[0] in "+-=":
            out["direction"], out["basis"] = {"+": "up", "-": "down"}.get(flag[0]), flag[1:] or None
    amounts = list(re.finditer(NUMERAL, text))
    last = AMOUNT.fullmatch(text[amounts[-1].start() :] if amounts and ({"r", "f"} & set(flags.split())) else text)
    if last and "v" not in given and "l" not in given:
        out |= {
            "value": number(last["number"]) * POWERS.get(last["scale"] or "", 1),
            "measure": last["measure"] or None,
        }
        word = [(WORDS[group][last[group]]) for group in ("before", "inside", "behind") if last[group]]
        out["approx"] = word[0] if word else None
        if last["measure"].startswith("成"):
            tail = last["measure"][1:]
            out |= {"value": out["value"] * 10 + DIGITS.get(tail, 0), "measure": "%"}
        if set(flags.split()) & {"r", "f"}:
            first = number(amounts[0][0])
            tail = re.search(r"[万亿萬億]", amounts[-1][0])
            if "r" in flags.split():
                scaled = first if re.search(r"[万亿萬億]", amounts[0][0]) or not tail else first * POWERS[tail[0]]
                out |= {"low": scaled, "high": out["value"], "value": None}
            else:
                out |= {"from": first, "to": out["value"]}
    keys = {"v": "value", "l": "low", "h": "high", "m": "measure", "k": "kind", "a": "approx", "t": "from"}
    out |= {keys[key]: (Decimal(value) if key in "vlht" else value or None) for key, value in given.items()}
    if "t" in given:
        out["to"] = out["value"]
    if out["value"] is None and out["low"] is None:
        raise ValueError(f"cannot read the figure {text!r}")
    out["kind"] = out["kind"] or KINDS.get(out["measure"] or "", "count")
    out |= {key: plain(out[key]) for key in ("value", "low", "high", "from", "to")}
    return out | {"metric": metric or None}


@dataclass
class Piece:
    """A speech under construction."""

    titles: list[str] = field(default_factory=list)
    speakers: list[dict[str, str | None]] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    headings: list[dict[str, Any]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    moderator: bool = False

    def gold(self) -> dict[str, Any]:
        """The speech as the gold has it."""
        out: dict[str, Any] = {
            "title": " ".join(self.titles) or None, "speakers": self.speakers, "body": "".join(self.body).strip(),
            "headings": self.headings, "figures": self.figures, "terms": self.terms,
        }  # fmt: skip
        return out | ({"moderator": True} if self.moderator else {})


class Builder:
    """Reads one marked source; ``text`` is the document, ``gold`` its annotation."""

    def __init__(self, name: str, source: str) -> None:
        head, _, marked = source.partition("---\n")
        self.options = dict(line.split(" ", 1) for line in head.splitlines() if line.strip())
        self.name = name
        self.page = int(self.options.get("first-page", "1"))
        self.text, self.speeches, self.furniture, self.intro, self.titles = "", [Piece()], [], [], []  # type: ignore[var-annotated]
        for line in marked.rstrip("\n").split("\n"):
            self.line(line)
            self.text += "\n"
        self.finish()

    @property
    def piece(self) -> Piece:
        """The speech that is open."""
        return self.speeches[-1]

    def line(self, line: str) -> None:
        """Take one line of the source."""
        match = LINE.fullmatch(line)
        if match is None:
            if line.strip() and not (self.piece.speakers or self.piece.titles):
                raise ValueError(f"{self.name}: text outside every speech: {line[:30]}")
            self.body(line)
            return
        mark, who, text = match[1], match[2], match[3]
        if mark in "TSM" and self.piece.body and "".join(self.piece.body).strip():
            self.speeches.append(Piece())
        if mark in "DT":
            inner = re.search("‹(.+)›", text)
            (self.titles if mark == "D" else self.piece.titles).append(
                self.letters(inner[1] if inner else text).strip()
            )
            text = text.replace("‹", "").replace("›", "")
        elif mark == "F":
            self.furniture.append(text.strip())
        elif mark == "I":
            self.intro.append(self.letters(text).strip())
        elif mark in "SM":
            self.speaker(mark, who, text)
            return
        self.write(self.letters(text))

    def speaker(self, mark: str, who: str, text: str) -> None:
        """Take a speaker line."""
        self.piece.moderator = mark == "M"
        for one in who.split("&") if who else ():
            unit, role, name = (part.strip() or None for part in one.split(";"))
            self.piece.speakers.append({"name": name, "unit": unit, "role": role})
        head, bar, run = text.partition("¦")
        self.write(self.letters(head))
        if bar:
            self.body(run)

    def letters(self, text: str) -> str:
        """The text with its commands of single characters and line breaks carried out."""
        text = re.sub(r"\{\{u([0-9a-f]{4})\}\}", lambda m: chr(int(m[1], 16)), text)
        return text.replace("{{N}}", "\n").replace("{{B}}", "\n\n")

    def body(self, line: str) -> None:
        """Take a line of a body, or the part of a line that is one."""
        at = 0
        for match in TOKEN.finditer(line):
            self.both(line[at : match.start()])
            at = match.end()
            if match["command"] == "/":
                self.piece.body.append("\n")
                self.write(line[at:])
                return
            self.token(match)
        self.both(line[at:] + "\n", shown=line[at:])

    def token(self, match: re.Match[str]) -> None:
        """Take one mark of a body."""
        if match["figure"]:
            self.piece.figures.append(figure(match["figure"], match["metric"], match["flags"] or ""))
            self.both(match["figure"])
        elif match["term"]:
            self.piece.terms.append(match["term"])
            self.both(match["term"])
        elif match["heading"]:
            text = re.sub(r"\[\[|\]\]", "", match["heading"])
            self.piece.terms += re.findall(r"\[\[(.+?)\]\]", match["heading"])
            self.piece.headings.append({"level": int(match["level"]), "text": text, "style": STYLES[match["style"]]})
            self.both(text)
        else:
            self.command(match["command"])

    def command(self, command: str) -> None:
        """Carry out a command of a body."""
        if command == "P":
            template = self.options.get("break", "⏎⏎{n}⏎⏎{h}⏎⏎")
            self.page += 1
            shown = template.format(
                n=self.options.get("page", "{}").format(self.page), h=self.options.get("header", "")
            )
            shown = shown.replace("⏎", "\n")
            self.furniture += [part.strip() for part in shown.splitlines() if part.strip()]
            self.write(shown)
        elif command.startswith("F:"):
            self.furniture.append(command[2:])
            self.write(command[2:])
        else:  # X: letters that are not body, such as the outer quotation marks of a speech run into a paragraph
            self.write(command[2:] if command.startswith("X:") else self.letters("{{" + command + "}}"))

    def both(self, text: str, shown: str | None = None) -> None:
        """Write text that is body."""
        self.piece.body.append(text)
        self.write(text if shown is None else shown, wrap=int(self.options.get("wrap", "0")))

    def write(self, text: str, wrap: int = 0) -> None:
        """Write text, broken at ``wrap`` characters where that is not 0."""
        for char in text:
            if wrap and char != "\n" and len(self.text) - self.text.rfind("\n") > wrap:
                self.text += "\n"
            self.text += char

    def finish(self) -> None:
        """Prove that what the gold says stands in the document, and shape the gold."""
        event = self.options.get("event")
        keys = ("name", "date", "place")
        self.speeches = [piece for piece in self.speeches if piece.speakers or piece.titles]
        self.gold: dict[str, Any] = {
            "file": f"{self.name}.txt", "encoding": self.options.get("encoding", "utf-8"), "layout": self.options["layout"],
            "title": " ".join(self.titles) or None,
            "event": dict(zip(keys, (part.strip() or None for part in event.split("|")), strict=True)) if event else None,
            "speeches": [piece.gold() for piece in self.speeches], "furniture": self.furniture, "intro": self.intro,
        }  # fmt: skip
        everything = re.sub(r"\s", "", self.text)
        for piece in self.speeches:
            assert piece.speakers, f"{self.name}: no speaker for {piece.titles}"
            for words in [*piece.titles, *(v for s in piece.speakers for k, v in s.items() if v and k != "name")]:
                if re.sub(r"\s", "", words) not in everything:
                    print(f"{self.name}: does not stand as one piece: {words}")
            for speaker in piece.speakers:
                if set(speaker["name"] or "") - set(everything):
                    raise ValueError(f"{self.name}: no such name {speaker['name']}")

    def files(self) -> dict[Path, bytes]:
        """The two files of this document."""
        text = self.text.rstrip("\n") + "\n"
        if self.options.get("newline") == "crlf":
            text = text.replace("\n", "\r\n")
        gold = json.dumps(self.gold, ensure_ascii=False, indent=1) + "\n"
        return {
            HOME / f"{self.name}.txt": text.encode(self.gold["encoding"]),
            HOME / f"{self.name}.json": gold.encode("utf-8"),
        }


def main(arguments: list[str]) -> int:
    """Build all documents, or those named; with ``--check`` only tell which files are out of date."""
    check, stale = "--check" in arguments, 0
    wanted = [argument for argument in arguments if not argument.startswith("-")]
    for path in sorted((HOME / "marked").glob("*.txt")):
        if wanted and not any(name in path.stem for name in wanted):
            continue
        for target, content in Builder(path.stem, path.read_text(encoding="utf-8")).files().items():
            if not target.exists() or target.read_bytes() != content:
                stale += 1
                print("stale" if check else "wrote", target.name)
                if not check:
                    target.write_bytes(content)
    return int(check and stale > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
