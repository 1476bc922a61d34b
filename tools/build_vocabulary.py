"""Write src/speechx/data/vocabulary.txt: common words that are no names, from jieba's dictionary (MIT).

Usage: pip install jieba && python tools/build_vocabulary.py
A header line and two lines of sorted words: first those of two and three characters that start with a surname, then
the frequent ones of two characters. What the dictionary calls a name (tag nr) is left out but for those listed.
"""

from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Final

from speechx.fields import names

TARGET: Final = Path(__file__).parents[1] / "src/speechx/data/vocabulary.txt"
LENGTHS: Final = (2, 3)
RARELY: Final = 12
"""Words that start with a surname and are seen less often than this in the dictionary's corpora are left out."""
OFTEN: Final = 300
"""Words of two characters seen at least this often are frequent."""


def main() -> None:
    """Keep the words that a reader could take for a name or a part of one."""
    table = names.table()
    listed = set(names.words_tagged_as_names())
    initial, frequent = set(listed), set(listed)
    for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        if len(word) not in LENGTHS or tag.startswith("nr") or not all("一" <= c <= "龥" for c in word):
            continue
        if word[0] in table.common | table.rare and int(count) >= RARELY:
            initial.add(word)
        if len(word) == LENGTHS[0] and int(count) >= OFTEN:
            frequent.add(word)
    header = (
        f"# jieba {version('jieba')} dict.txt, MIT: words that start with a surname; frequent words of two characters\n"
    )
    TARGET.write_text(header + " ".join(sorted(initial)) + "\n" + " ".join(sorted(frequent)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
