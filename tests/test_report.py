"""The page of ``speechx report`` as text: everything in it, everything escaped, nothing hidden, the same bytes again.

What the page does in a browser is tested in ``test_report_browser.py``.
"""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest

import speechx
from speechx import language, parser
from speechx.cli import main
from speechx.models import Document
from speechx.report import Part, charts, divisions, page, visible
from speechx.report.fields import fields
from speechx.report.figures import rows
from speechx.report.sections import sections
from speechx.source import from_file, from_text
from speechx.writers import json as writer

ROOT: Final = Path(__file__).parent.parent
TEXTS: Final = sorted([*(ROOT / "samples").glob("*.txt"), *(ROOT / "tests" / "documents").glob("*.txt")])
HEAD: Final = "春耕座谈会发言摘登\n\n抓早抓实{title}春耕\n\n青禾县柳河镇党委书记　甘若谷\n\n{body}\n"
HOSTILE: Final = (
    '去年<script>alert(1)</script>增收2.9万元，<img src=x onerror="alert(2)">比上年增长9.3%。'
    "</script><!--<svg/onload=alert(3)>javascript:alert(4)有3个\u202e倒转\u202c，私用\ue000\U000f1234，空\x00字，行\u2028段\u2029，'引号\"与&amp;&lt;。"
)


def part(text: str, name: str = "page.txt") -> Part:
    source = from_text(text, name)
    return Part(source, parser.parse_source(source))


def read(path: Path) -> Part:
    return Part(from_file(path), speechx.parse_file(path))


def html(*parts: Part) -> str:
    return b"".join(page.render(parts)).decode()


class Page(HTMLParser):
    """What a browser would find: elements with their attributes, and the text of some of them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"line": [], "script": [], "style": [], "td": []}
        self._open: str | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        key = "line" if tag == "div" and (found.get("class") or "").startswith("line ") else tag
        if key in self.texts and tag != "line":
            self._open = key
            self.texts[key].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"div", "script", "style", "td"}:
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open][-1] += data


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_page_holds_the_source_line_by_line(path: Path) -> None:
    one = read(path)
    shown = "".join(Page(html(one)).texts["line"])
    assert shown == visible.plain("".join(one.source.text.splitlines()))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_field_is_marked_where_it_stands(path: Path) -> None:
    """The pieces of the page that a field covers, put together, are the text of its marks."""
    one = read(path)
    found = list(fields(one, 0))
    pieces: dict[int, str] = {}
    for section in sections(one, found):
        for line in section.lines:
            for piece in line.pieces:
                for field in piece.fields:
                    pieces[field] = pieces.get(field, "") + piece.text
    text = one.source.text
    for marked in found:
        covered = sorted({offset for mark in marked.marks for offset in range(*mark.span)})
        expected = "".join(text[offset] for offset in covered if text[offset] not in "\r\n")
        assert pieces[marked.number] == expected


def test_ids_are_unique_and_links_lead_to_them() -> None:
    found = Page(html(read(ROOT / "samples/newspaper.txt"), read(ROOT / "samples/roundtable.txt"))).elements
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] or "" for tag, attributes in found if tag == "a"]
    assert links
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_a_field_is_copied_as_parse_writes_it() -> None:
    one = read(ROOT / "samples/materials.txt")
    (data,) = (text for text in Page(html(one)).texts["script"] if text.startswith("["))
    copied = {text for kind, _, text in json.loads(data) if kind in {"figure", "speaker", "term", "heading"}}
    speeches = one.document.speeches
    items: list[Any] = [item for speech in speeches for item in (*speech.speakers, *speech.headings)]
    items += [item for speech in speeches for item in (*speech.figures, *speech.terms)]
    assert copied == {writer.dumps(writer.dump(item)).decode() for item in items}


def test_exact_numbers_are_copied_to_the_last_digit() -> None:
    text = html(part(HEAD.format(title="", body="圆周率提高到3.14159265358979323846%。")))
    assert r"\"value\":3.14159265358979323846," in text


@pytest.mark.parametrize("name", ["page.txt", '"><script>alert(0)</script>\u202e\ue000.txt'])
def test_hostile_text_makes_no_element_and_hides_nothing(name: str) -> None:
    hostile = html(part(HEAD.format(title="<b onclick=alert(5)>\u202e", body=HOSTILE), name))
    plain = html(part(HEAD.format(title="", body="去年增收2.9万元，比上年增长9.3%，有3个。")))
    found = Page(hostile)
    assert {tag for tag, _ in found.elements} <= {tag for tag, _ in Page(plain).elements}
    assert not [key for _, attributes in found.elements for key in attributes if key.startswith("on") or key == "style"]
    assert visible.HIDDEN.findall(hostile) == []
    assert len(found.texts["script"]) == 3
    assert "⟨U+202E⟩" in hostile
    assert "⟨U+0000⟩" in hostile


def test_hostile_fields_make_no_element_and_hide_nothing(poisoned: Callable[[Document, str], Document]) -> None:
    """Every word of every field is an attack, whatever the parser would make of it."""
    one = read(ROOT / "samples/newspaper.txt")
    hostile = html(Part(one.source, poisoned(one.document, HOSTILE)))
    found = Page(hostile)
    assert sorted(tag for tag, _ in found.elements) == sorted(tag for tag, _ in Page(html(one)).elements)
    assert not [key for _, attributes in found.elements for key in attributes if key.startswith("on") or key == "style"]
    assert visible.HIDDEN.findall(hostile) == []


def test_the_policy_allows_the_own_style_and_script_only() -> None:
    text = html(part(HEAD.format(title="", body="增收2.9万元。")))
    found = Page(text)
    (policy,) = (a["content"] or "" for _, a in found.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert page.policy() == policy
    assert found.texts["style"] == [files("speechx.report").joinpath("report.css").read_text("utf-8")]
    assert found.texts["script"][0] == files("speechx.report").joinpath("report.js").read_text("utf-8")


def test_a_chinese_page_says_nothing_in_english() -> None:
    """What is left of English are names of files, encodings, codes and keys; what is copied stays as it is."""
    one = part((ROOT / "samples/roundtable.txt").read_text("utf-8"), "roundtable.txt")
    language.choose(["--lang", "zh"], {})
    try:
        text = html(one)
    finally:
        language.choose([], {})
    assert '<html lang="zh">' in text
    said = re.sub(r"<(style|script)\b.*?</\1>|<code>.*?</code>|<kbd>.*?</kbd>|<meta[^>]*>", "", text, flags=re.DOTALL)
    said += "".join(re.findall(r' (?:title|aria-label|placeholder)="([^"]*)"', said))
    words = set(re.findall("[A-Za-z]{2,}", re.sub(r"<[^>]+>", " ", said)))
    known = re.findall("[a-f]{2,}", one.document.source.sha256)
    assert words <= {"speechx", "roundtable", "txt", "utf", "SHA", "JSON", *known}
    assert re.sub("[^{]*", "", Page(text).texts["script"][1]) == re.sub("[^{]*", "", Page(html(one)).texts["script"][1])
    told = json.loads(Page(text).texts["script"][2])["words"]
    assert (told["figure"], told["relation: level"], told["Copy JSON"]) == ("数字", "水平", "复制 JSON")


@pytest.mark.parametrize("name", ["report.css", "report.js", "template.html"])
def test_the_assets_ask_for_nothing(name: str) -> None:
    text = files("speechx.report").joinpath(name).read_text("utf-8")
    assert not re.search(
        r"https?:|//\w+\.|url\(|@import|innerHTML|eval\(|</(?:script|style)>.*</(?:script|style)>", text
    )


def test_hidden_characters_are_the_same_in_python_and_in_the_page() -> None:
    script = files("speechx.report").joinpath("report.js").read_text("utf-8")
    assert f"/{visible.HIDDEN.pattern}/gv" in script


def test_several_documents() -> None:
    text = html(read(ROOT / "samples/newspaper.txt"), read(ROOT / "samples/materials.txt"))
    assert 'id="d1-s1"' in text
    assert 'id="d2-s1"' in text
    assert "+1 · speechx report</title>" in text


@pytest.mark.parametrize("text", ["春天来了。", ""])
def test_a_document_without_speeches(text: str) -> None:
    found = html(part(text))
    assert "No speech states a figure." in found
    assert "SX101" in found
    assert ('<div class="line outside noted warning" data-n="1">' in found) == bool(text)


def test_a_speech_that_begins_inside_a_line_keeps_the_line_number_once() -> None:
    one = read(ROOT / "tests/documents/24_kindergarten_turns.txt")
    numbers = [line.number for section in sections(one, []) for line in section.lines if line.number]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == one.document.source.lines


def test_the_table_has_every_figure_with_its_number() -> None:
    one = read(ROOT / "samples/newspaper.txt")
    table = list(rows(1, fields(one, 0)))
    assert [row.figure for row in table] == [figure for speech in one.document.speeches for figure in speech.figures]
    by_text = {row.figure.text: (row.value, row.order) for row in table}
    assert by_text["1.2万余株"] == ("12,000", "12000")
    assert by_text["从2021年底的640人增长到1730人"] == ("640 → 1,730", "1730")
    assert by_text["800万至1000万元"] == ("8,000,000–10,000,000", "8000000")


def test_bars_add_up_and_keep_within_the_width() -> None:
    table = list(rows(1, fields(read(ROOT / "samples/materials.txt"), 0)))
    kinds = charts.kinds(table)
    assert sum(kind.times for kind in kinds) == len(table)
    found = charts.bars(table, kinds)
    assert sum(bar.times for bar in found) == len(table)
    for bar in found:
        assert sum(segment.times for segment in bar.segments) == bar.times
        last = bar.segments[-1]
        assert float(last.x.rstrip("%")) + float(last.width.rstrip("%")) <= 100.01


def growth(body: str) -> tuple[charts.Axis, list[charts.Growth]]:
    return charts.growth(list(rows(1, fields(part(HEAD.format(title="", body=body)), 0))))


def test_growth_rates_lie_where_they_belong() -> None:
    axis, found = growth("工业产值同比增长10%，信访量同比下降20%，游客同比增长350%。")
    assert [(unit.unit, len(unit.dots)) for unit in found] == [("青禾县柳河镇", 3)]
    assert [(dot.x, dot.direction, dot.beyond) for dot in found[0].dots] == [
        ("55.00%", "up", False),
        ("40.00%", "down", False),
        ("100.00%", "up", True),
    ]
    assert [tick.text for tick in axis.ticks()] == ["−100%", "−50%", "0", "+50%", "+100%"]


def test_an_axis_without_losses_starts_at_nought() -> None:
    axis, _ = growth("工业产值同比增长9.3%。")
    assert [(tick.x, tick.text) for tick in axis.ticks()] == [("0.00%", "0"), ("50.00%", "+5%"), ("100.00%", "+10%")]


def test_levels_are_no_growth() -> None:
    assert growth("满意率98.5%。")[1] == []


def test_the_tree_has_every_speaker_once() -> None:
    tree = divisions.tree(fields(read(ROOT / "samples/newspaper.txt"), 0))
    (province,) = tree.below.values()
    assert (province.name, province.count) == ("浙江省", 3)
    assert list(province.below["湖州市"].below) == ["安吉县", "德清县", "南浔区"]
    turns = divisions.tree(fields(read(ROOT / "tests/documents/10_surname_turns.txt"), 0))
    names = {
        (speaker.name, speaker.unit)
        for speech in speechx.parse_file(ROOT / "tests/documents/10_surname_turns.txt").speeches
        for speaker in speech.speakers
    }
    assert turns.count == len(names)


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(HEAD.format(title="", body="去年增收2.9万元。"), encoding="utf-8")
    return path


def test_the_command_writes_the_same_bytes_again(page_file: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    out = page_file.with_name("report.html")
    assert main(["report", str(page_file), "-o", str(out)]) == 0
    first = out.read_bytes()
    assert main(["report", str(page_file)]) == 0
    assert capsysbinary.readouterr() == (first, b"")
    assert first.startswith(b"<!doctype html>\n")


def test_nothing_is_written_where_nothing_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "report.html"
    assert main(["report", str(tmp_path / "none.txt"), "-o", str(out)]) == 3
    assert list(tmp_path.iterdir()) == []
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_an_input_is_never_overwritten(page_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = page_file.read_bytes()
    assert main(["report", str(page_file), "-o", str(page_file)]) == 2
    assert page_file.read_bytes() == before
    assert "is an input" in capsys.readouterr().err


def test_diagnostics_are_printed_and_counted(page_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page_file.write_text("春天来了。\n", encoding="utf-8")
    out = ["-o", str(page_file.with_name("report.html"))]
    assert main(["report", str(page_file), *out]) == 0
    assert "SX101" in capsys.readouterr().err
    assert main(["report", str(page_file), *out, "--quiet", "--strict"]) == 1
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", ["jinja2", "markupsafe"])
def test_a_missing_extra_is_one_line(name: str, page_file: Path) -> None:
    script = (
        f"import sys; sys.modules[{name!r}] = None; from speechx.cli import main; "
        f"sys.exit(main(['report', {str(page_file)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "speechx: speechx report needs more than the base: pip install 'speechx[report]'\n"


def test_no_other_command_loads_the_report(page_file: Path) -> None:
    script = (
        f"import sys; from speechx.cli import main; main(['parse', {str(page_file)!r}]); "
        "sys.exit(any(name.startswith(('jinja2', 'speechx.report')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 0


def test_the_commands_of_its_docs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = (ROOT / "docs/report.md").read_text(encoding="utf-8")
    found = re.findall(r"^\$ speechx (.+)$", text, re.MULTILINE)
    assert found
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    for command in found:
        assert main(shlex.split(command)) == 0
        assert capsysbinary.readouterr() == (b"", b"")
    assert (tmp_path / "report.html").read_bytes().startswith(b"<!doctype html>")


def test_its_keys_are_those_of_its_docs() -> None:
    """The keys that the script knows, those that the page lists and those of the docs are the same."""
    docs = (ROOT / "docs/report.md").read_text(encoding="utf-8")
    script, template = (
        files("speechx.report").joinpath(name).read_text("utf-8") for name in ("report.js", "template.html")
    )
    (known,) = re.findall(r"const KEYS = \{\n(.*?)\n  \};", script, re.DOTALL)
    keys = set(re.findall(r'^    "?([^\s":]+)"?: ', known, re.MULTILINE))
    assert keys == {"j", "k", "n", "p", "c", "t", "/", "?"}
    told = {key for row in re.findall(r"^\| (`.+?) \|", docs, re.MULTILINE) for key in re.findall(r"`(.+?)`", row)}
    assert told == keys | {"1", "4", "Enter", "Esc", "↓", "↑"}
    listed = {key for row in re.findall(r"<dt>(.+)</dt>", template) for key in re.findall(r"<kbd>(.+?)</kbd>", row)}
    assert listed == told - {"?"}
