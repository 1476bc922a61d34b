"""Generated pages with known truth, and what must not change it: wraps, blank lines, page numbers, encodings, company.

``benchmarks/disturbances.py`` does the same to whole annotated documents and counts what is lost; here nothing may be.
"""

import csv
import io
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import speechx
from laws import check_document, restored
from speechx import writers
from speechx.models import Document
from speechx.source import from_bytes, from_text
from speechx.writers import tables

TITLES = ("把路修到家门口", "让孩子们在村里上学", "守住这一片林子", "把小果子做成大产业", "请老人到食堂吃饭")
PLACES = ("青禾县柳河镇", "青禾县云溪镇", "石皇县梅岭镇", "汤池县武潭镇", "石皇县西溪乡")
ROLES = ("党委书记", "镇长", "人大主席", "党委副书记")
NAMES = ("岑望舒", "林清和", "张守田", "甘若谷", "鲍听澜", "俞清如", "罗晓舟")
WHO = ("镇里的干部", "村里的老人", "外出回来的青年", "学校的老师", "合作社的社员", "山上的护林员", "修路的工人")
DO = (
    "把旧账一笔一笔算清，谁也没有怨言。", "修了31公里路，家家门口通了车。", "先听大家怎么说，再定下一步怎么做。",
    "办起了食堂，一天三顿饭都有着落。", "守着祖祖辈辈留下来的林子，不砍一棵。", "每月开一次会，念给所有人听。",
)  # fmt: skip
SENTENCES = tuple(f"{who}{do}" for who in WHO for do in DO)


class Talk(NamedTuple):
    """A speech as it was meant."""

    title: str
    unit: str
    role: str
    name: str
    paragraphs: tuple[str, ...]


@st.composite
def pages(draw: st.DrawFn) -> list[Talk]:
    """Draw a page; no sentence, title or name comes twice in it: a line that recurs may be a running header."""
    size = draw(st.integers(2, 4))
    sentences = iter(draw(st.lists(st.sampled_from(SENTENCES), min_size=8 * size, max_size=8 * size, unique=True)))
    titles, names = draw(st.permutations(TITLES)), draw(st.permutations(NAMES))
    return [
        Talk(title, draw(st.sampled_from(PLACES)), draw(st.sampled_from(ROLES)), name, tuple(
            "".join(islice(sentences, draw(st.integers(2, 4)))) for _ in range(draw(st.integers(1, 2)))
        ))
        for title, name in list(zip(titles, names, strict=False))[:size]
    ]  # fmt: skip


PAGES = pages()


def page(talks: list[Talk], change: Callable[[str], str] = str) -> str:
    """Write a page as newspapers set it; ``change`` is what happens to the text of each speech."""
    return "\n\n".join(
        f"{talk.title}\n\n{talk.unit}{talk.role}　{talk.name}\n\n"
        + change("\n".join(f"　　{text}" for text in talk.paragraphs))
        for talk in talks
    )


def truth(talks: list[Talk]) -> list[tuple[object, ...]]:
    return [(talk.title, talk.unit, talk.role, talk.name, "\n".join(talk.paragraphs)) for talk in talks]


def found(document: Document) -> list[tuple[object, ...]]:
    return [
        (speech.title, speech.speakers[0].unit, speech.speakers[0].role, speech.speakers[0].name, speech.text)
        for speech in document.speeches
    ]


_CUT = Talk("把小果子做成大产业", "青禾县柳河镇", "党委书记", "甘若谷",
            ("修路的工人修了31公里路，家家门口通了车。合作社的社员每月开一次会，念给所有人听。",))  # fmt: skip
"""Cut at 35 characters, the first line ends like the name of a meeting."""


def joined(talks: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [(*rest, str(text).replace("\n", "")) for *rest, text in talks]


def wrapped(text: str, width: int) -> str:
    return "\n".join(line[at : at + width] for line in text.split("\n") for at in range(0, len(line), width))


@given(PAGES)
@settings(max_examples=25, deadline=None)
def test_a_generated_page_is_read_as_it_was_meant(talks: list[Talk]) -> None:
    source = from_text(page(talks))
    document = speechx.parse(source.text, places=False)
    check_document(source, document)
    assert found(document) == truth(talks)


@given(PAGES, st.integers(22, 60))
@example([_CUT, _CUT._replace(title="守住这一片林子", name="张守田")], 35)
@settings(max_examples=25, deadline=None)
def test_wraps_change_nothing_but_where_paragraphs_start(talks: list[Talk], width: int) -> None:
    """A sentence that ends with a full line may end its paragraph: nobody can tell."""
    text = page(talks, lambda body: wrapped(body, width))
    assert joined(found(speechx.parse(text, places=False))) == joined(truth(talks))


@given(PAGES, st.sampled_from(["\n\n", "\n\n\n\n", "\n　　\n"]))
@settings(max_examples=20, deadline=None)
def test_blank_lines_change_nothing(talks: list[Talk], gap: str) -> None:
    text = page(talks, lambda body: body.replace("\n", gap))
    assert found(speechx.parse(text, places=False)) == truth(talks)


@given(PAGES, st.sampled_from(["— {} —", "第{}页", "- {} -"]))
@settings(max_examples=20, deadline=None)
def test_page_numbers_change_nothing(talks: list[Talk], form: str) -> None:
    numbers = iter(range(1, 100))
    text = page(talks, lambda body: body.replace("\n", f"\n\n{form.format(next(numbers))}\n\n"))
    document = speechx.parse(text, places=False)
    assert found(document) == truth(talks)
    assert restored(text, document) == text


@given(PAGES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]), st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=25, deadline=None)
def test_encodings_and_line_ends_change_nothing(talks: list[Talk], codec: str, end: str) -> None:
    data = page(talks).replace("\n", end).encode(codec)
    source = from_bytes(data)
    document = speechx.parse_bytes(data, places=False)
    assert found(document) == truth(talks)
    assert restored(source.text, document).encode(source.encoding) == data  # byte for byte, mark and line ends too


@given(PAGES, st.integers(1, 3))
@settings(max_examples=25, deadline=None)
def test_two_pages_in_one_have_the_speeches_of_both(talks: list[Talk], size: int) -> None:
    first, second = talks[:size], talks[size:]
    text = f"{page(first)}\n\n\n{page(second)}\n"
    assert found(speechx.parse(text, places=False)) == truth([*first, *second])


@given(PAGES, st.sampled_from(list(tables.TABLES)))
@settings(max_examples=30, deadline=None)
def test_what_is_written_as_csv_is_read_again(talks: list[Talk], name: str) -> None:
    document = speechx.parse(page(talks), places=False)
    table = tables.TABLES[name]
    data = b"".join(writers.writer("csv").chunks([document], writers.Options(table=name))).decode()
    rows = list(csv.reader(io.StringIO(data, newline=""), strict=True))
    assert rows == [list(table.header()), *(list(row) for row in table.rows(document))]


@pytest.mark.parametrize("sample", ["newspaper", "council-traditional", "materials"])
def test_the_library_gives_the_bytes_of_the_command(sample: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from speechx.cli import main  # noqa: PLC0415 - the others need no command

    path = str(Path(__file__).parents[1] / "samples" / f"{sample}.txt")
    main(["parse", path, "--quiet", "--compact"])
    assert capfdbinary.readouterr().out.decode() == speechx.parse_file(path).to_json() + "\n"
