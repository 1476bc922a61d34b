"""PDF: columns in reading order, pages beside the spans, and one line for what cannot be read."""

import io
import zlib
from collections.abc import Callable, Sequence

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from speechx import readers
from speechx.errors import LimitError, SourceError, SpeechxError
from speechx.parser import parse_source
from speechx.readers import Item, Options
from speechx.source import Source

FONT = "STSong-Light"  # needs no font file: it is named, not embedded
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

HEADLINE = "春耕座谈会发言摘登"
LEFT = (
    "抓早抓实春耕", "青禾县柳河镇党委书记　甘若谷", "　　去年全镇增收2.9万元，比上年增长9.3%。今",
    "年要再加一把劲，把路修到村口，把水引到", "田头，让乡亲们都能放心种地。", "让水流到田头",
    "青禾县石桥镇镇长　岑望舒", "　　去年，全镇铺设管网48.6公里，信访量同",
)  # fmt: skip
RIGHT = (
    "比下降67.5%，民宿从业人员从640人增长到", "1730人。", "把路修到村口", "青禾县云溪镇党委书记　林清和",
    "　　我们镇去年修路31公里，家家门口通了车，", "明年还要修12公里。",
)  # fmt: skip


def drawn(*pages: Callable[[Canvas], object], **more: object) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True, **more)
    for draw in pages:
        canvas.setFont(FONT, 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def column(canvas: Canvas, x: float, lines: Sequence[str], y: float = 740, step: float = 15) -> None:
    for number, line in enumerate(lines):
        canvas.drawString(x, y - step * number, line)


def newspaper(canvas: Canvas) -> None:
    canvas.setFont(FONT, 20)
    canvas.drawString(170, 780, HEADLINE)
    canvas.setFont(FONT, 10)
    column(canvas, 60, LEFT)
    column(canvas, 290, RIGHT, y=733)  # the lines of two columns seldom stand at one height


def source(data: bytes, options: Options = Options()) -> Source:  # noqa: B008
    return readers.read(Item("page.pdf", None, data), options)


def lines(data: bytes) -> list[str]:
    return [line for line in source(data).text.splitlines() if line]


def test_columns_are_read_one_after_the_other_under_their_headline() -> None:
    found = lines(drawn(newspaper))
    assert [found[0].strip("　"), *found[1:]] == [HEADLINE, *LEFT, *RIGHT]


def test_the_speeches_of_a_newspaper() -> None:
    document = parse_source(source(drawn(newspaper)))
    assert document.source.format == "pdf"
    assert document.title == HEADLINE
    assert [speech.speakers[0].name for speech in document.speeches] == ["甘若谷", "岑望舒", "林清和"]
    assert [str(figure.value) for figure in document.speeches[1].figures] == ["48.6", "67.5", "1730"]


@pytest.mark.parametrize("columns", [3, 4])
def test_many_narrow_columns_with_headlines_across_some(columns: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 780, "横跨前两栏的一个标题，它比一栏要宽得多一些")
        for number in range(columns):
            column(canvas, 60 + 125 * number, [f"第{number}栏第{row}行的十个字" for row in range(6)])
        column(canvas, 60, ["通栏" * 20], y=600)

    body = [f"第{number}栏第{row}行的十个字" for number in range(columns) for row in range(6)]
    assert lines(drawn(draw)) == ["横跨前两栏的一个标题，它比一栏要宽得多一些", *body, "通栏" * 20]


def test_a_list_of_names_beside_offices_is_read_row_by_row() -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, 60, ["柳河镇党委书记", "石桥镇镇长", "云溪镇镇长"])
        column(canvas, 200, ["甘若谷", "岑望舒", "林清和"])

    assert [line.split("　")[0] + line.split("　")[-1] for line in lines(drawn(draw))] == [
        "柳河镇党委书记甘若谷", "石桥镇镇长岑望舒", "云溪镇镇长林清和",
    ]  # fmt: skip


def test_indents_gaps_and_space_between_lines() -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, 60, ["去年全镇增收2.9万元，比上年增长9.3%。今年要再加一把劲", "把路修到村口，把水引到田头。"])
        canvas.drawString(80, 710, "另起一段，空两格。")
        canvas.drawString(60, 695, "柳河镇党委书记")
        canvas.drawString(140, 695, "甘若谷")
        canvas.drawString(60, 650, "离得远的一行")

    assert source(drawn(draw)).text.splitlines()[2:] == [
        "　　另起一段，空两格。",
        "柳河镇党委书记　甘若谷",
        "",
        "离得远的一行",
    ]


def test_glyphs_printed_twice_are_read_once() -> None:
    """Bold letters are often made of two prints, a hair apart."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "抓早抓实春耕")
        canvas.drawString(60.3, 700, "抓早抓实春耕")

    assert lines(drawn(draw)) == ["抓早抓实春耕"]


def test_pages_stand_beside_the_spans() -> None:
    def third(canvas: Canvas) -> None:
        column(canvas, 60, ["管好村里的水", "青禾县柳河镇镇长　章远山", "一、修渠。渠要修好。", "三、引水。水要引来。"])

    document = parse_source(source(drawn(newspaper, lambda _: None, third)))
    assert document.source.pages is not None
    first, empty, last = document.source.pages
    assert (first.start, last.end, empty.start) == (0, document.source.chars, empty.end)
    assert first.end == empty.start == last.start
    told = [problem.message for problem in document.diagnostics if problem.code == "SX301"]
    assert told
    assert all(message.endswith(" (page 3)") for message in told)
    found = source(drawn(newspaper, third))
    assert [found.page(offset) for offset in (0, found.text.index(RIGHT[-1]), len(found.text) - 1)] == [1, 1, 2]


def test_glyphs_without_a_character_are_told() -> None:
    data = drawn(lambda canvas: column(canvas, 60, ["春天来了。"]))
    odd = data.replace(b"/UniGB-UCS2-H", b"/Identity-H  ").replace(b"(GB1)", b"(XX1)")
    assert odd != data
    document = parse_source(source(odd))
    assert [problem.code for problem in document.diagnostics if problem.code == "SX002"] == ["SX002"]


def test_a_scan_is_one_line() -> None:
    with pytest.raises(SourceError, match=r"^page\.pdf has no text layer: the pages are pictures"):
        source(drawn(lambda canvas: canvas.rect(60, 60, 200, 200, fill=1)))


def test_a_password_is_one_line_and_an_owner_s_none_is_needed() -> None:
    locked = drawn(newspaper, encrypt=StandardEncryption("secret", ownerPassword="owner", canPrint=0))
    with pytest.raises(SourceError, match=r"^page\.pdf is encrypted: save it without a password$"):
        source(locked)
    assert len(lines(drawn(newspaper, encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0)))) > 10


def broken() -> list[bytes]:
    good = drawn(newspaper)
    return [
        b"%PDF-1.7\n", good[:400], good[: len(good) // 2], good.replace(b"/Pages", b"/Bages"),
        b"%PDF-1.4\n" + bytes(2000), good.replace(b"/Kids", b"/Sids"), b"%PDF-" + b"[" * 100_000,
        b"%PDF-1.4 1 0 obj" + b"<<" * 20_000,
    ]  # fmt: skip


@pytest.mark.parametrize("data", broken(), ids=range(8))
def test_broken_files_are_one_line_or_read(data: bytes) -> None:
    try:
        text = source(data).text
    except SpeechxError as error:
        text = str(error)
        assert text.startswith("page.pdf ")
        assert "\n" not in text
    assert text


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(SourceError, match=r"^page\.pdf is not a PDF file, whatever its name says$"):
        source(b"<p>no</p>")


def bomb(size: int, *, twice: bool = False, cut: bool = False) -> bytes:
    """Return a file whose page has a stream that unpacks to some size."""
    packed = zlib.compress(b" " * size, 9)
    packed = zlib.compress(packed, 9) if twice else packed[:-4] if cut else packed
    filters = b"[/FlateDecode /FlateDecode]" if twice else b"/FlateDecode"
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d/Filter%b>>stream\n%b\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF"
        % (len(packed), filters, packed)
    )


@pytest.mark.parametrize("shape", [{}, {"twice": True}, {"cut": True}])
def test_bombs_meet_a_limit(shape: dict[str, bool]) -> None:
    """So they do in filters upon filters, and where the stream is broken."""
    with pytest.raises(LimitError, match=r"^page\.pdf unpacks to more than 200 times its size \(--max-ratio\)$"):
        source(bomb(64 << 20, **shape))
    with pytest.raises(LimitError, match=r"^page\.pdf holds a stream larger than .* bytes \(--max-bytes\)$"):
        source(bomb(2 << 20, **shape), Options(max_bytes=1 << 20))
    with pytest.raises(SourceError, match="no text layer"):
        source(bomb(2 << 20, **shape))
