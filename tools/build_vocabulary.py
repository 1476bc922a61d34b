"""Write src/speechx/data/vocabulary.txt: common words that start like a name, from jieba's dictionary (MIT).

Usage: pip install jieba && python tools/build_vocabulary.py
One header line and one line of words, sorted: two and three characters long, the first a surname, no name themselves.
"""

from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Final

from speechx.fields import names

TARGET: Final = Path(__file__).parents[1] / "src/speechx/data/vocabulary.txt"
RARELY: Final = 12
"""Words seen less often in jieba's corpora than this are left out."""


def main() -> None:
    """Keep the words that a reader could take for a name; jieba's own names (tag nr) are kept out but for those listed."""
    table = names.table()
    words = set(names.words_tagged_as_names())
    for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        fits = 2 <= len(word) <= 3 and word[0] in table.common | table.rare and all("一" <= c <= "龥" for c in word)
        if fits and int(frequency) >= RARELY and not tag.startswith("nr"):
            words.add(word)
    header = f"# jieba {version('jieba')} dict.txt, MIT: words of 2-3 characters that start with a surname\n"
    TARGET.write_text(header + " ".join(sorted(words)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
