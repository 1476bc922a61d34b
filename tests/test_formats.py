"""One document in every format, encoding and line end gives the same speeches; nothing is loaded that is not used."""

import builtins
import gzip
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

import speechx
from speechx import readers
from speechx.errors import UsageError
from speechx.models import Document

LINES = (
    "全县水利工作座谈会发言摘登", "（2024年3月8日）", "让一条河流回村庄", "青禾县柳河镇党委书记　岑望舒",
    "　　去年，全镇铺设管网48.6公里，信访量同比下降67.5%，民宿从业人员从640人增长到1730人。",
    "　　一、先把水留住。全镇修了12座小水坝，旱季不再断流，两岸的稻田都喝上了水。",
    "　　二、再把水管好。村里选了34名管水员，每天沿河走一遍，看见问题当天就办。", "把路修到村口",
    "青禾县云溪镇党委书记　林清和", "　　我们镇去年修路31公里，家家门口通了车，果子卖得出去，每户多收了2.9万元。",
    "　　明年还要修12公里，把最远的三个寨子连起来，让孩子们上学少走一个钟头。",
)  # fmt: skip
TEXT = "".join(f"{line}\n" for line in LINES)


def as_html(charset: str = "utf-8") -> str:
    body = "\n".join(f"<p>{escape(line)}</p>" for line in LINES)
    return f'<!DOCTYPE html><html><head><meta charset="{charset}"></head><body><div>{body}</div></body></html>'


def as_docx() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for line in LINES:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def wrapped(line: str, width: int = 46) -> list[str]:
    """Return a line cut where it reaches a width in columns, as a page of paper cuts it."""
    out = [""]
    for char in line:
        if sum(1 + (char > "~") for char in out[-1] + char) > width:
            out.append("")
        out[-1] += char
    return out


def as_pdf() -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("STSong-Light", 12)
    for number, piece in enumerate(piece for line in LINES for piece in wrapped(line)):
        canvas.drawString(60, 780 - 20 * number, piece)
    canvas.save()
    return out.getvalue()


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


FORMS: dict[str, bytes] = {
    **{
        f"{codec} {name}.txt": TEXT.replace("\n", end).encode(codec)
        for codec in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")
        for name, end in (("lf", "\n"), ("crlf", "\r\n"), ("cr", "\r"))
    },
    "page.md": TEXT.encode(),
    "page.html": as_html().encode(),
    "gbk.htm": as_html("gb2312").encode("gb18030"),
    "utf-16.html": as_html("utf-16").encode("utf-16"),
    "br.html": f"<html><body><div>{'<br>'.join(LINES)}</div></body></html>".encode(),
    "page.docx": as_docx(),
    "page.pdf": as_pdf(),
    "page.txt.gz": gzip.compress(TEXT.encode("gb18030")),
    "page.docx.gz": gzip.compress(as_docx()),
    "text.zip": zipped("a.txt", TEXT.encode()),
    "pages.zip": zipped("a.pdf", as_pdf()),
    "rows.jsonl": json.dumps({"text": TEXT}).encode(),
    "no-suffix": as_docx(),
    "pdf.txt": as_pdf(),
}


def essence(document: Document) -> list[Any]:
    """Return all of the speeches but places in the source, which the formats do not share."""
    return [
        (
            speech.title, speech.kind, speech.text, [(who.name, who.unit, who.role) for who in speech.speakers],
            [(figure.text, figure.value, figure.metric, figure.direction) for figure in speech.figures],
            [(heading.text, heading.number) for heading in speech.headings],
        )
        for speech in document.speeches
    ]  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_every_format_gives_the_same_speeches(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FORMS[name])
    (document,) = speechx.iter_documents(path)
    expected = speechx.parse(TEXT)
    assert essence(document) == essence(expected)
    assert document.title == expected.title
    assert [event.date for event in document.events] == ["2024-03-08"]
    assert {problem.code for problem in document.diagnostics} <= {"SX005"}


@pytest.mark.parametrize("name", FORMS)
def test_spans_count_the_text_that_the_command_prints(
    name: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    from speechx.cli import main  # noqa: PLC0415 - the other tests need no command line

    path = tmp_path / name
    path.write_bytes(FORMS[name])
    (document,) = speechx.iter_documents(path)
    container = readers.is_container(path)
    assert main(["text", str(path), "-f", "jsonl" if container else "text"]) == 0
    out = capsysbinary.readouterr().out
    text = json.loads(out)["text"] if container else out.decode()
    assert len(text) == document.source.chars
    assert "".join(text[start:end] for block in document.blocks for start, end in [block.span]) == text
    for speech in document.speeches:
        for speaker in speech.speakers:
            assert "".join(text[start:end] for start, end in speaker.name_spans) == speaker.name
    if document.source.pages:
        assert document.source.pages[-1].end == len(text)


LIBRARIES = (
    "trafilatura lxml docx pdfplumber pdfminer pyarrow tarfile gzip speechx.readers.archives speechx.readers.corpora"
)


def test_plain_text_loads_nothing_of_the_others(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    out = tmp_path / "out.json"
    script = (
        f"from speechx.cli import main; main(['parse', {str(path)!r}, '--no-places', '-o', {str(out)!r}])\n"
        f"import sys; print(sorted(set({LIBRARIES.split()}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("name", "library", "line"),
    [
        ("page.html", "trafilatura", "reading HTML needs more than the base: pip install 'speechx[html]'"),
        ("page.docx", "docx", "reading Word documents needs more than the base: pip install 'speechx[docx]'"),
        ("page.pdf", "pdfplumber", "reading PDF needs more than the base: pip install 'speechx[pdf]'"),
        ("rows.parquet", "pyarrow", "reading Parquet needs more than the base: pip install 'speechx[parquet]'"),
    ],
)
def test_a_missing_extra_is_one_line(
    name: str, library: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(module: str, *rest: Any) -> ModuleType:  # noqa: ANN401
        if module.partition(".")[0] == library:
            raise ModuleNotFoundError(f"No module named {module!r}", name=module)
        return real(module, *rest)

    real: Callable[..., ModuleType] = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", refuse)
    for module in [module for module in sys.modules if module.startswith("speechx.readers.")]:
        if module.rpartition(".")[2] in {"html", "docx", "pdf", "parquet"}:
            monkeypatch.delitem(sys.modules, module)
    path = tmp_path / name
    path.write_bytes(FORMS.get(name, b"PAR1 and the rest"))
    with pytest.raises(UsageError) as caught:
        list(speechx.iter_documents(path))
    assert str(caught.value) == line


def test_a_container_has_no_one_document(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    path.write_bytes(FORMS["pages.zip"])
    with pytest.raises(UsageError, match=r"pages\.zip holds several documents: use speechx\.iter_documents$"):
        speechx.parse_file(path)


def test_documents_that_fail_are_raised_or_told(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [{"text": TEXT, "who": "a"}, {"text": None, "who": "b"}, {"text": "春天来了。", "who": "c"}]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    documents = speechx.iter_documents(path, id_field="who")
    assert next(documents).source.name == f"{path}#a"
    with pytest.raises(speechx.SpeechxError, match="#b has no text"):
        next(documents)
    failed: list[str] = []
    read = speechx.iter_documents(
        path, id_field="who", on_failure=lambda name, error: failed.append(f"{name}: {error}")
    )
    assert [document.source.name for document in read] == [f"{path}#a", f"{path}#c"]
    assert failed == [f"{path}#b: {path}#b has no text in its text column"]
