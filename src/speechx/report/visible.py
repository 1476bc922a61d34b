r"""Text that cannot hide anything: what has no shape of its own, or turns the text around it, is shown by its code.

Control and format characters, which include the overrides of writing direction, private-use and unassigned code points.
Line ends and tabs are left as they are, and so are variation selectors, which belong to the character before them.

>>> plain("甲\u202e乙\x00\ue000\ufeff")
'甲⟨U+202E⟩乙⟨U+0000⟩⟨U+E000⟩⟨U+FEFF⟩'
>>> chips("<\u202e")
Markup('&lt;<span class="chip">⟨U+202E⟩</span>')
"""

from typing import Final

import regex
from markupsafe import Markup, escape

# The characters of Unicode as the regex library knows them: not those of the Python in use, which differ by version.
HIDDEN: Final = regex.compile(
    r"[[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\p{VS}\t\n\r]]", regex.V1
)


def plain(text: str) -> str:
    """Return a text with the code points in place of hidden characters."""
    shown: str = HIDDEN.sub(_code, text)
    return shown


def chips(text: str) -> Markup:
    """Return a text as HTML, with each hidden character as a small label."""
    marked = Markup('<span class="chip">{}</span>')
    found = HIDDEN.split(text)
    if len(found) == 1:
        return escape(text)
    labels = [marked.format(_code(hidden)) for hidden in HIDDEN.finditer(text)]
    return Markup("").join(part for pair in zip(found, [*labels, ""], strict=True) for part in pair)


def _code(hidden: "regex.Match[str]") -> str:
    return f"⟨U+{ord(hidden[0]):04X}⟩"
