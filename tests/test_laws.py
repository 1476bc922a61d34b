"""The laws of offsets and tiling: on the samples, on annotated documents, on generated documents and on any text."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laws import check
from speechx.source import from_bytes, from_text

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
