"""HTML: the article with all its lines, nothing of what surrounds it, in whatever encoding the page is."""

import pytest

from speechx import readers
from speechx.errors import SourceError
from speechx.parser import parse_source
from speechx.readers import Item, Options

TITLE = "春耕座谈会发言摘登"
LONG = "去年全镇增收2.9万元，比上年增长9.3%，把路修到了村口，把水引到了田头，乡亲们都说好，今年还要再加一把劲。"
SPEECHES = (
    ("抓早抓实春耕", "青禾县柳河镇党委书记　甘若谷"),
    ("让水流到田头", "青禾县石桥镇镇长　岑望舒"),
    ("把路修到村口", "青禾县云溪镇党委书记　林清和"),
)
ARTICLE = "\n".join(
    f'<p align="center"><strong>{title}</strong></p>\n<p>{who}</p>\n<p>　　{LONG}</p>\n<p>　　谢谢大家！</p>'
    for title, who in SPEECHES
)
NAVIGATION = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("首页", "新闻", "社会", "体育"))
RELATED = "".join(f'<li><a href="/{n}">青禾县召开水利会议第{n}场</a></li>' for n in range(5))
PAGE = f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{TITLE}_青禾日报</title><style>p {{ color: red }}</style></head>
<body><div class="nav"><ul>{NAVIGATION}</ul></div>
<div class="main"><div class="headline">{TITLE}</div><div class="info">2024年3月8日　来源：青禾日报</div>
<div class="content">{ARTICLE}</div>
<div class="related"><h3>相关阅读</h3><ul>{RELATED}</ul></div></div>
<div class="foot">版权所有 青禾日报社 <script>document.write("脚本")</script></div></body></html>"""


def text(page: str | bytes, options: Options = Options()) -> str:  # noqa: B008
    data = page.encode() if isinstance(page, str) else page
    return readers.read(Item("page.html", None, data), options).text


def test_the_article_with_all_its_lines_and_nothing_else() -> None:
    expected = [TITLE, "2024年3月8日　来源：青禾日报"]
    for title, who in SPEECHES:
        expected += [title, who, f"　　{LONG}", "　　谢谢大家！"]
    assert [line for line in text(PAGE).splitlines() if line] == expected


def test_the_speeches_of_a_page() -> None:
    document = parse_source(readers.read(Item("page.html", None, PAGE.encode())))
    assert (document.source.format, document.source.encoding, document.source.pages) == ("html", "utf-8", None)
    assert document.title == TITLE
    assert [speech.title for speech in document.speeches] == [title for title, _ in SPEECHES]
    assert [speech.speakers[0].name for speech in document.speeches] == ["甘若谷", "岑望舒", "林清和"]
    assert "谢谢大家" in document.speeches[0].text


def test_the_same_paragraph_twice_stays_twice() -> None:
    assert text(PAGE).count(LONG) == 3


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "GB18030", "utf-8", "iso-8859-1", "nonsense", "utf-16", ""])
def test_pages_in_gb18030_whatever_they_say(declared: str) -> None:
    page = PAGE.replace('charset="utf-8"', f'charset="{declared}"' if declared else 'name="x"').replace(
        "春耕", "春畊㐂"
    )
    source = readers.read(Item("page.html", None, page.encode("gb18030")))
    assert source.encoding == "gb18030"
    assert source.text.startswith("春畊㐂座谈会")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-8"])
def test_pages_in_unicode_that_say_they_are_gb2312(codec: str) -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="gb2312"')
    assert text(page.encode(codec)).lstrip("\ufeff").startswith(TITLE)


def test_big5_declared() -> None:
    page = PAGE.replace("utf-8", "big5")
    for simplified, traditional in zip("会发劲书记县镇党长云岑望扬", "會發勁書記縣鎮黨長雲岑望揚", strict=True):
        page = page.replace(simplified, traditional)
    data = page.encode("big5", "xmlcharrefreplace")
    source = readers.read(Item("page.html", None, data))
    assert source.encoding == "big5hkscs"
    assert source.text.startswith("春耕座谈會發言摘登")  # what Big5 has not was a reference


def test_a_named_encoding_overrides_the_page() -> None:
    page = PAGE.replace("utf-8", "big5").encode("gbk")
    assert text(page, Options("gbk")).startswith(TITLE)
    with pytest.raises(SourceError, match=r"^page\.html cannot be decoded: byte \d+ is not utf-8$"):
        text(page, Options("utf-8"))


def test_a_broken_byte_is_told_where_it_is_in_the_article() -> None:
    """A byte that is broken elsewhere matters to nobody."""
    data = PAGE.encode()
    at = data.index("岑望舒".encode())
    broken = data[: at + 1] + b"\xff" + data[at + 2 :]
    document = parse_source(readers.read(Item("page.html", None, broken)))
    (told,) = [problem for problem in document.diagnostics if problem.code == "SX002"]
    source = readers.read(Item("page.html", None, broken))
    assert source.text[told.span.start] == "\ufffd"
    at = data.index("版权所有".encode())
    whole = parse_source(readers.read(Item("page.html", None, data[: at + 1] + b"\xff" + data[at + 2 :])))
    assert not [problem for problem in whole.diagnostics if problem.code == "SX002"]


def test_lines_that_end_with_br() -> None:
    lines = [line for title, who in SPEECHES for line in (title, who, f"　　{LONG}", "　　一、修路。")]
    page = f"<html><body><div id='c'>{'<br>'.join(lines)}<br/></div></body></html>"
    assert text(page).splitlines() == lines


def test_preformatted_text_keeps_its_lines() -> None:
    assert text(f"<html><body><pre>甲乙丙丁\n　　{LONG}\n戊己</pre></body></html>").splitlines() == [
        "甲乙丙丁",
        f"　　{LONG}",
        "戊己",
    ]


def test_a_line_broken_in_the_markup_is_none() -> None:
    page = f"<body><p>青禾县柳河镇\n   党委书记 <b>甘</b><i>若谷</i></p><p>{LONG} &amp; &#x4e2d;&nbsp;</p></body>"
    assert text(page).split("\n\n")[0] == "青禾县柳河镇党委书记 甘若谷"
    assert "& 中" in text(page)


def test_what_is_hidden_is_left_out() -> None:
    hidden = "<p hidden>甲甲甲甲</p><div style='DISPLAY : none'><pre>乙乙乙乙</pre></div>"
    hidden += "<noscript>丙丙丙丙</noscript><!-- 丁丁 -->"
    found = text(PAGE.replace('<div class="content">', f'<div class="content">{hidden}'))
    assert found.startswith(f"{TITLE}\n")
    assert not any(word in found for word in ("甲甲", "乙乙", "丙丙", "丁丁"))


def test_links_within_the_page_are_no_navigation() -> None:
    """A contents list links to the speeches below it."""
    page = PAGE.replace('<div class="content">', f'<div class="content"><p><a href="#a">{SPEECHES[0][0]}</a></p>')
    assert text(page).count(SPEECHES[0][0]) == 2


def test_tables_give_their_cells() -> None:
    rows = "".join(
        f"<tr><td>{title}</td><td>{who}</td></tr><tr><td colspan=2>{LONG}</td></tr>" for title, who in SPEECHES
    )
    found = [line for line in text(f"<html><body><table>{rows}</table></body></html>").splitlines() if line]
    assert found == [line for title, who in SPEECHES for line in (title, who, LONG)]


SITE = (
    '<div id="nav"><a href="/">首页</a> | <a href="/a">要闻</a> | <a href="/b">政务</a></div>{}'
    '<div class="side"><h3>热点新闻</h3><ul>'
    + "".join(f'<li><a href="/{n}">青禾县举行第{n}届水果节开幕式</a></li>' for n in range(8))
    + "</ul></div><div id='footer'>青禾日报社主办　ICP备12345号　电话：0571-12345678</div>"
)
BODIES = [f"第{number}位说，{LONG}" for number in range(3)]
PARTS = [(title, who, body) for (title, who), body in zip(SPEECHES, BODIES, strict=True)]
HEAD = f"<h1>{TITLE}</h1>"
SHAPES = {
    "layout by table": f"<table><tr><td><font size=5>{TITLE}</font></td></tr><tr><td>"
    + "".join(f"<p align=center><b>{title}</b></p><p>{who}</p><p>{body}</p>" for title, who, body in PARTS)
    + "</td></tr></table>",
    "breaks": f"{HEAD}<div>{'<br><br>'.join('<br>'.join(part) for part in PARTS)}</div>",
    "cards": HEAD
    + "".join(f"<div><h2>{title}</h2><div>{who}</div><div><p>{body}</p></div></div>" for title, who, body in PARTS),
    "sections": f"<main><article><header>{HEAD}</header>"
    + "".join(f"<section><h3>{title}</h3><p>{who}</p><p>{body}</p></section>" for title, who, body in PARTS)
    + "</article></main>",
    "spans": f"{HEAD}<div>"
    + "".join(
        f"<div><span>{title}</span></div><div><span>{who[:5]}</span><span>{who[5:]}</span></div><div>{body}</div>"
        for title, who, body in PARTS
    )
    + "</div>",
    "articles": HEAD
    + "".join(f"<div class=article><h1>{title}</h1><p>{who}</p><p>{body}</p></div><hr>" for title, who, body in PARTS),
    "comments": f"{HEAD}<div>"
    + "".join(f"<p>{title}</p><p>{who}</p><p>{body}</p>" for title, who, body in PARTS)
    + "</div><div id=comments><h3>网友评论</h3>"
    + "".join(f"<div class=comment><p>网友{n}：说得好，支持一下！</p></div>" for n in range(9))
    + "</div>",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_no_speech_is_lost_however_the_page_is_built(shape: str) -> None:
    body = SITE.format(SHAPES[shape])
    page = f"<html><head><meta charset='utf-8'><title>{TITLE}-青禾网</title></head><body>{body}</body></html>"
    assert [line for line in text(page).splitlines() if line] == [TITLE, *(line for part in PARTS for line in part)]


def test_one_speech_with_its_speaker_outside_of_its_text() -> None:
    title, who, body = PARTS[0]
    page = SITE.format(f"<div>{title}</div><div>{who}</div><div><p>{body}</p></div>")
    page = f"<html><head><title>{title}_青禾网</title></head><body>{page}</body></html>"
    assert text(page).splitlines() == [title, who, "", body]


def test_a_page_of_links_is_read_whole() -> None:
    assert text("<html><body><a href='/a'>春天来了。</a></body></html>") == "春天来了。\n"


def test_a_short_page_is_read_whole() -> None:
    assert text("<p>春天来了。</p>") == "春天来了。\n"


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><script>x()</script></body></html>", "<p></p>"])
def test_pages_without_text(page: str) -> None:
    with pytest.raises(SourceError, match=r"^page\.html is empty"):
        text(page)


def test_entities_and_depth_are_bounded() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    page = f'<!DOCTYPE html [<!ENTITY a0 "boom">{bomb}]><html><body><p>{LONG}&a11;</p></body></html>'
    assert len(text(page)) < len(page)
    outside = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>春天来了。&x;</p></body></html>'
    assert "root:" not in text(outside)
    with pytest.raises(SourceError, match="nested too deep"):
        text(f"<html><body>{'<div>' * 5000}{LONG}")


def test_markup_without_its_suffix_is_seen() -> None:
    source = readers.read(Item("page.txt", None, PAGE.encode()))
    assert source.format == "html"
    assert [remark.diagnostic for remark in source.remarks] == ["another-kind"]
