"""The laws of offsets and tiling: on the samples, on annotated documents, on generated documents and on any text."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechx.lines import INVISIBLE
from speechx.models import Document, Speech
from speechx.parser import parse_source
from speechx.source import Source, Span, from_bytes, from_text
from speechx.validation import consistency, fidelity

HERE = Path(__file__).parent
DOCUMENTS = sorted([*(HERE.parent / "samples").glob("*.txt"), *(HERE / "documents").glob("*.txt")])

# Pieces that documents are made of; drawn in any order they make documents of every degree of sense.
LINES = (
    "把河水还给孩子",
    "青石镇党委书记 岑望舒",
    "某县水利局局长　施　砚：",
    "鲍听澜（某镇镇长）：我说三点。",
    "主持人：请下一位发言。",
    "一、底数要摸清",
    "（一）干渠靠县里。投入2300万元，同比增长9.5%。",
    "全镇建成桥梁3座，从12家增长到30家。",
    "做好“三办三评”工作，",
    "",
    "　　户均增收2.8万元左右，满意度由71.4%提高到",
    "93.8%，排名全县第一。",
    "— 3 —",
    "本报记者 喻小舟",
    "（作者系某村党支部书记）",
    "□ 康佩兰",
    "● 算好每一方水",
    "2024年4月12日",
    "目　录",
    "算好每一方水………………12",
    "主席（曾議員鶴齡）：現在開會。",
    "預算從860萬元增加到1,240萬元。",
    "## 一、数据回流",
    "**罗一鸣：**",
    "谢谢大家！",
    "同志们：",
    "\ufeff",
    "\t 两年来开讲136场。",
    "某日下午，全县水利工作座谈会在青石镇召开。",
    "请专家把脉，让溪水先清起来。请村民当家，让岸边再绿起来。",
)


def squeezed(text: str) -> str:
    """Leave out white space and the invisible characters that are blank to a reader of lines."""
    return "".join(text.translate(dict.fromkeys(map(ord, INVISIBLE))).split())


def without_furniture(source: Source, document: Document, span: Span, label: str | None = None) -> str:
    """Return a stretch of the source without page furniture (and, for a body, without other blocks) and white space."""
    parts = []
    for block in document.blocks:
        start, end = max(block.span.start, span.start), min(block.span.end, span.end)
        if start < end and block.label != "furniture" and (label is None or block.label == label):
            parts.append(source.text[start:end])
    return squeezed("".join(parts))


def spans_of(speech: Speech) -> Iterator[tuple[str, Span]]:
    for heading in speech.headings:
        if heading.number is None:
            yield heading.text, heading.span
    for figure in speech.figures:
        yield figure.text, figure.span
    for term in speech.terms:
        yield term.text, term.span


def check(source: Source) -> Document:
    document = parse_source(source, places=False)
    blocks = document.blocks
    assert "".join(source.text[start:end] for start, end in (block.span for block in blocks)) == source.text
    assert all(before.span.end == after.span.start for before, after in pairwise(blocks))
    for diagnostic in document.diagnostics:
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(source.text)
        assert source.position(diagnostic.span.start) == (diagnostic.line, diagnostic.column)
    for passage in document.furniture:
        assert source.text[passage.span.start : passage.span.end] == passage.text
    for event in document.events:
        parts = [(event.name, event.name_span), (event.date_text, event.date_span), (event.place, event.place_span)]
        for text, span in (*parts, (event.theme, event.theme_span), (event.host, event.host_span)):
            assert (text is None) == (span is None)
            assert span is None or without_furniture(source, document, span) == squeezed(text or "")
    for speech in document.speeches:
        check_speech(source, document, speech)
    # What `speechx validate` looks at holds everywhere too; its own tests show that it finds what does not.
    assert [*consistency.of_document(document, "$"), *fidelity.of_document(document, source, "$")] == []
    return document


def check_speech(source: Source, document: Document, speech: Speech) -> None:
    if speech.text_span is not None:
        assert without_furniture(source, document, speech.text_span, "body") == squeezed(speech.text)
    for speaker in speech.speakers:
        for text, spans in (
            (speaker.name, speaker.name_spans), (speaker.unit, speaker.unit_spans), (speaker.role, speaker.role_spans)
        ):  # fmt: skip
            assert (text or "") == "".join(source.text[start:end] for start, end in spans)
    for text, span in spans_of(speech):
        assert without_furniture(source, document, span) == squeezed(text)
    for heading in speech.headings:
        assert heading.span.end <= heading.section.end
        assert squeezed(heading.text) in without_furniture(source, document, heading.span)
    for figure in speech.figures:
        assert (figure.value is None) == (figure.low is not None)
        assert figure.heading is None or figure.heading < len(speech.headings)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_documents(path: Path) -> None:
    document = check(from_bytes(path.read_bytes(), path.name))
    assert document.speeches or document.diagnostics


@given(st.lists(st.sampled_from(LINES), max_size=25), st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\u2028"]))
@settings(max_examples=150, deadline=None)
def test_generated_documents(lines: list[str], end: str) -> None:
    check(from_text(end.join(lines)))


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text(text: str) -> None:
    check(from_text(text))


@given(st.text("一二三两十百千万亿0123456789.,%％～—-、，。：:（）“”元人个年月日第名至从到增长提高 \n", max_size=120))
@settings(max_examples=150, deadline=None)
def test_any_numerals(text: str) -> None:
    check(from_text("青石镇党委书记 岑望舒\n" + text))
