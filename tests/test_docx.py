"""Word documents: paragraphs, tables and the numbers of lists in order; what is hostile or broken is one line."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from speechx import readers
from speechx.errors import LimitError, SourceError, SpeechxError
from speechx.parser import parse_source
from speechx.readers import Item, Options
from speechx.readers.docx_numbers import Numbering

WORDS = "去年全镇增收2.9万元，比上年增长9.3%。"


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(document: Document | bytes, options: Options = Options()) -> list[str]:  # noqa: B008
    data = document if isinstance(document, bytes) else saved(document)
    return readers.read(Item("a.docx", None, data), options).text.splitlines()


def changed(data: bytes, change: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """Return a package with some parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, change[info.filename](part) if info.filename in change else part)
    return out.getvalue()


def numbered(levels: list[tuple[str, str]], *places: tuple[int, str]) -> Document:
    """Return a document with a list of some levels (format, text), its paragraphs at given levels."""
    document = docx.Document()
    part = document.part.numbering_part.element
    xml = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    part.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{xml}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in places:
        paragraph = document.add_paragraph(text)
        xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="78"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(xml))
    return document


def test_paragraphs_breaks_and_tables_in_order() -> None:
    document = docx.Document()
    document.add_heading("春耕座谈会发言摘登", 0)
    document.add_paragraph("抓早抓实春耕\n青禾县柳河镇党委书记\t甘若谷")
    table = document.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"格{number}"
    document.add_paragraph("　　谢谢大家！")
    assert read(document) == [
        "春耕座谈会发言摘登", "抓早抓实春耕", "青禾县柳河镇党委书记\t甘若谷", "格0", "格1", "格2", "格3",
        "　　谢谢大家！",
    ]  # fmt: skip


def test_inserted_text_is_text_and_deleted_is_none() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("春")
    for tag, text in (("w:ins", "耕"), ("w:del", "秋"), ("w:smartTag", "开始"), ("w:hyperlink", "了")):
        outer, run = OxmlElement(tag), OxmlElement("w:r")
        run.append(parse_xml(f"<w:t {nsdecls('w')}>{text}</w:t>"))
        outer.append(run)
        paragraph._p.append(outer)
    block = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>控件里的字</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(0, block)
    assert read(document) == ["控件里的字", "春耕开始了"]


def test_what_is_left_out_is_told() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(WORDS)
    box = f"<w:txbxContent {nsdecls('w')}><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent>"
    paragraph.add_run()._r.append(parse_xml(box))
    paragraph.add_run()._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="2"/>'))
    hidden = paragraph.add_run("藏起来的字")
    hidden.font.hidden = True
    source = readers.read(Item("a.docx", None, saved(document)))
    assert source.text == f"{WORDS}\n"
    told = [found.message for found in parse_source(source).diagnostics if found.code == "SX003"]
    assert told == ["left out of the text: 1 text boxes, 1 footnotes, 1 hidden passages"]


def test_the_numbers_of_lists_are_put_back() -> None:
    levels = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "%1.%3")]
    places = [
        (0, "修路"),
        (1, "修大路"),
        (1, "修小路"),
        (2, "东边"),
        (2, "西边"),
        (0, "引水"),
        (1, "引泉水"),
        (3, "深处"),
    ]
    assert read(numbered(levels, *places)) == [
        "一、修路", "（一）修大路", "（二）修小路", "1.东边", "2.西边", "二、引水", "（一）引泉水", "二.1 深处",
    ]  # fmt: skip


def test_numbers_of_styles_and_bullets() -> None:
    document = docx.Document()
    document.add_paragraph("第一项", style="List Number")
    document.add_paragraph("一点", style="List Bullet")
    document.add_paragraph("第二项", style="List Number")
    assert read(document) == ["1.第一项", "一点", "2.第二项"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("chineseCountingThousand", ["一", "二", "十二", "二十"]),
        ("ideographDigital", ["一", "二", "一二", "二〇"]),
        ("chineseLegalSimplified", ["壹", "贰", "壹拾贰", "贰拾"]),
        ("ideographTraditional", ["甲", "乙", "乙", "癸"]),
        ("ideographZodiac", ["子", "丑", "亥", "未"]),
        ("decimalEnclosedCircle", ["①", "②", "⑫", "⑳"]),
        ("decimalEnclosedParen", ["⑴", "⑵", "⑿", "⒇"]),
        ("ideographEnclosedCircle", ["㊀", "㊁", "12", "20"]),
        ("decimalZero", ["01", "02", "12", "20"]),
        ("decimalFullWidth", ["１", "２", "１２", "２０"]),
        ("upperRoman", ["I", "II", "XII", "XX"]),
        ("lowerRoman", ["i", "ii", "xii", "xx"]),
        ("upperLetter", ["A", "B", "L", "T"]),
        ("hebrew1", ["1", "2", "12", "20"]),
    ],
)
def test_styles_of_numbers(form: str, expected: list[str]) -> None:
    document = numbered([(form, "%1、")], *[(0, "项")] * 20)
    source = readers.read(Item("a.docx", None, saved(document)))
    found = source.text.splitlines()
    assert [found[number - 1] for number in (1, 2, 12, 20)] == [f"{number}、项" for number in expected]
    odd = ["hebrew1"] if form == "hebrew1" else []
    assert [remark.detail for remark in source.remarks] == odd


def test_lists_that_are_broken_have_no_numbers() -> None:
    xml = (
        f'<w:pPr {nsdecls("w")}><w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="x"/><w:numId w:val="5"/></w:numPr></w:pPr>'
    )
    styles = parse_xml(f'<w:styles {nsdecls("w")}><w:style w:styleId="A"><w:basedOn w:val="A"/></w:style></w:styles>')
    assert Numbering(None, styles).number(parse_xml(xml)) == ""
    assert Numbering(None, None).number(None) == ""
    circle = parse_xml(f'<w:pPr {nsdecls("w")}><w:pStyle w:val="A"/></w:pPr>')
    assert Numbering(None, styles).number(circle) == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    def bomb(part: bytes) -> bytes:
        lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
        head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a0 "boom">{lines}]>'
        body = re.sub(r"^<\?xml[^>]*>", "", part.decode())
        return (head + body.replace("春天", "&a11;")).encode(encoding)

    document = docx.Document()
    document.add_paragraph("春天")
    with pytest.raises(SourceError, match=r"^a\.docx is refused: its XML declares a document type"):
        read(changed(saved(document), {"word/document.xml": bomb}))


def test_nothing_outside_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    document = docx.Document()
    document.add_paragraph(WORDS)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    document.part.relate_to("http://192.0.2.1/evil.dotm", kind, is_external=True)
    assert read(document) == [WORDS]


def test_bombs_meet_a_limit() -> None:
    document = docx.Document()
    document.add_paragraph("春")
    data = saved(document)
    huge = changed(data, {"word/styles.xml": lambda part: part + b" " * (8 << 20)})
    for options, name in (
        (Options(max_ratio=100), "max-ratio"),
        (Options(max_bytes=1 << 20), "max-bytes"),
        (Options(max_members=3), "max-members"),
    ):
        with pytest.raises(LimitError, match=rf"^a\.docx .*\(--{name}\)$"):
            read(huge, options)
    assert read(huge, Options(max_ratio=10_000)) == ["春"]


def broken() -> list[tuple[str, bytes, str]]:
    document = docx.Document()
    document.add_paragraph(WORDS)
    good = saved(document)
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w"):
        pass
    return [
        ("cut", good[: len(good) // 2], "is a broken Word document"),
        ("empty archive", empty.getvalue(), "is a broken Word document"),
        ("no bytes", b"", "is a broken Word document"),
        ("text", WORDS.encode(), "is not a Word document, whatever its name says"),
        ("old", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is encrypted, or an old Word document"),
        ("no xml", changed(good, {"word/document.xml": lambda _: b"<nothing"}), "is a broken Word document"),
        (
            "no body",
            changed(good, {"word/document.xml": lambda _: b"<nothing/>"}),
            "is empty: the document holds no text",
        ),
        ("no text", saved(docx.Document()), "is empty: the document holds no text"),
        (
            "bad sum",
            good.replace(b"PK\x03\x04", b"PK\x03\x04", 1)[:40] + b"\0" * 40 + good[80:],
            "is a broken Word document",
        ),
    ]


@pytest.mark.parametrize(("data", "message"), [pytest.param(*rest, id=name) for name, *rest in broken()])
def test_broken_documents_are_one_line(data: bytes, message: str) -> None:
    with pytest.raises(SpeechxError) as caught:
        read(data)
    assert str(caught.value).startswith(f"a.docx {message}")
    assert "\n" not in str(caught.value)


def test_macros_are_not_looked_at() -> None:
    document = docx.Document()
    document.add_paragraph(WORDS)

    def as_macro(part: bytes) -> bytes:
        main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        return part.replace(main, b"application/vnd.ms-word.document.macroEnabled.main+xml")

    data = changed(saved(document), {"[Content_Types].xml": as_macro})
    assert readers.read(Item("a.docm", None, data)).text == f"{WORDS}\n"


def test_a_document_without_its_suffix_is_seen(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(WORDS)
    path = tmp_path / "a.txt"
    path.write_bytes(saved(document))
    assert not readers.is_container(path)
    (item,) = readers.items(path)
    assert isinstance(item, Item)
    source = readers.read(item)
    assert (source.format, source.text) == ("docx", f"{WORDS}\n")
    assert [remark.detail for remark in source.remarks] == ["a Word document called .txt"]
