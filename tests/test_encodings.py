"""Encodings without a mark: told apart by plausibility, with a doubt where it is one, and never wrong in silence."""

from collections import Counter
from pathlib import Path

import pytest

import speechx
from speechx import encodings
from speechx.errors import SourceError

SAMPLES = Path(__file__).parent.parent / "samples"
SIMPLIFIED = (SAMPLES / "newspaper.txt").read_text(encoding="utf-8")
TRADITIONAL = encodings.decode((SAMPLES / "council-traditional.txt").read_bytes()).text
LONG = "去年全镇增收2.9万元，比上年增长9.3%，把路修到了村口，把水引到了田头。\n" * 20


def outcomes(text: str, codec: str, size: int) -> Counter[str]:
    """Count how pieces of a text are decoded: right, wrong or refused, with or without a doubt."""
    found: Counter[str] = Counter()
    for start in range(0, len(text) - size, 7):
        piece = text[start : start + size]
        if len(piece.strip()) < size:
            continue
        try:
            decoded = encodings.decode(piece.encode(codec))
        except UnicodeEncodeError:
            continue
        except SourceError:
            found["refused"] += 1
        else:
            found[("right" if decoded.text == piece else "wrong") + ("?" if decoded.doubt else "")] += 1
    return found


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL], ids=["simplified", "traditional"])
def test_eight_characters_are_never_wrong_in_silence(text: str, codec: str) -> None:
    if codec == "big5" and text is SIMPLIFIED:
        return
    found = outcomes(text, codec, 8)
    assert found["right"] > 0.9 * sum(found.values()) > 15
    assert found["wrong"] == found["refused"] == 0


@pytest.mark.parametrize("codec", ["gb18030", "big5", "utf-8"])
def test_forty_characters_leave_no_doubt(codec: str) -> None:
    assert set(outcomes(TRADITIONAL, codec, 40)) == {"right"}


def test_four_bytes_that_fit_utf_8_by_chance_leave_a_doubt() -> None:
    decoded = encodings.decode("同志".encode("gbk"))
    assert (decoded.text, decoded.encoding) == ("同志", "gb18030")
    assert decoded.doubt == "gb18030 and utf-8 fit the bytes, which are few"
    assert encodings.decode("café".encode()) == ("café", "utf-8", None)
    assert encodings.decode(b"a\x01b") == ("a\x01b", "utf-8", None)


def test_utf_16_that_fits_ascii_with_control_characters_leaves_a_doubt() -> None:
    decoded = encodings.decode("三、用好余水".encode("utf-16-le"))
    assert (decoded.text, decoded.encoding) == ("三、用好余水", "utf-16-le")
    assert decoded.doubt


def test_text_that_was_decoded_badly_before_is_told() -> None:
    """Valid UTF-8 may hold what is left of a text that somebody else read in the wrong encoding."""
    for wrong in (LONG.encode().decode("latin-1"), LONG.encode().decode("gb18030", "ignore")):
        (told,) = [found for found in speechx.parse_bytes(wrong.encode()).diagnostics if found.code == "SX001"]
        assert "it may have been decoded badly before" in told.message
    assert encodings.decode(SIMPLIFIED.encode()).doubt is None


def test_a_piece_in_another_encoding_leaves_a_doubt() -> None:
    data = LONG.encode("gb18030") + ("增长" * 6 + "\n").encode() + LONG.encode("gb18030")
    assert encodings.decode(data).doubt == "gb18030 gives many rare characters on line 21"


def test_ascii_first_does_not_hide_what_follows() -> None:
    """Only characters beyond ASCII are judged, however late they come."""
    text = "a" * 200_000 + "增长，下降，各位代表"
    assert encodings.decode(text.encode("gb18030")) == (text, "gb18030", None)
    with pytest.raises(SourceError, match="is not plausible"):
        encodings.decode(b"a" * 200_000 + b" \xe9t\xe9 \xe0 \xfc")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (LONG.encode()[:-2] + LONG.encode(), "cannot be decoded: byte 2016 (line 20) is not UTF-8 though all else is"),
        (LONG.encode()[:500] + b"\xff" + LONG.encode()[500:], "though all else is"),
        (LONG[:-1].encode()[:-1], "cannot be decoded: it is utf-8, but its last character is cut"),
        (LONG[:-1].encode("gb18030")[:-1], "cannot be decoded: it is gb18030, but its last character is cut"),
        (LONG.encode("utf-16-le")[:-1], "cannot be decoded: it is utf-16-le, but its last character is cut"),
        (TRADITIONAL.strip().encode("big5")[:-1], "cannot be decoded: it is cp950, but its last character is cut"),
        (
            "甲\n".encode() + b"\xff" + LONG.encode(),
            "cannot be decoded: byte 4 (line 2) is not UTF-8 though all else is",
        ),
        (b"\xff" + LONG.encode() + b"\xff", "cannot be decoded: byte 0 (line 1) is not UTF-8, nor are 1 more, though"),
        (b"\xff\xfea", "has the byte-order mark of utf-16-le, but byte 2"),
        (bytes(range(128, 256)) * 3, "cannot be decoded: byte 0 (line 1) is not UTF-8, and it is not plausible"),
    ],
)
def test_broken_text_is_refused_with_the_place(data: bytes, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        encodings.decode(data)
    assert message in str(caught.value)
