"""The page of ``speechx report`` in a real Chromium: it renders, answers, keeps its policy; the console is empty.

The browser and the document of many speeches are those of ``benchmarks/report.py``.
"""

import base64
import importlib.util
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from speechx import language, parser
from speechx.models import Document
from speechx.report import Part
from speechx.report.page import render
from speechx.source import from_file, from_text
from speechx.writers import json as writer

ROOT: Final = Path(__file__).parent.parent
VIEWS: Final = ("source", "figures", "charts", "diagnostics")
HEAD: Final = "春耕座谈会发言摘登\n\n抓早抓实{title}春耕\n\n青禾县柳河镇党委书记　甘若谷\n\n"
ATTACKS: Final = (
    "<script>window.hit = 1</script>",
    '<img src=x onerror="window.hit = 2">',
    "<svg/onload=window.hit=3>",
    '"><a href="javascript:window.hit=4" id=data>',
    "</script></style></title></textarea><!--",
    "{{ 7 * 7 }}{% raw %}",
    "\u202e倒转\u2066\u061c\ue000\U000f1234\x00\x1b[31m\u200b\u2028",
)
HIDDEN: Final = "[\u202a-\u202e\u2066-\u2069\ue000\x00\x1b\u200b]"
WATCH: Final = """
window.faults = [];
addEventListener("error", (event) => window.faults.push(String(event.message)));
addEventListener("securitypolicyviolation", (event) => window.faults.push(`policy: ${event.effectiveDirective}`));
"""


def _benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_report", ROOT / "benchmarks" / "report.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BENCHMARK: Final = _benchmark()


@pytest.fixture(scope="module")
def chromium() -> Iterator[WebDriver]:
    try:
        with BENCHMARK.browser() as driver:
            driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
            yield driver
    except FileNotFoundError as error:
        pytest.skip(f"{error}: apt-get install chromium chromium-driver")


class Reader:
    """Somebody who reads a page: opens it, presses keys, looks."""

    def __init__(self, driver: WebDriver, folder: Path) -> None:
        self.driver = driver
        self._folder = folder

    def open(self, *parts: Part) -> None:
        path = self._folder / "report.html"
        path.write_bytes(b"".join(render(parts)))
        self.driver.get(path.as_uri())

    def press(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()

    def enter(self, view: str) -> None:
        """Go to a view by its key."""
        self.press(str(VIEWS.index(view) + 1))
        self.until("document.querySelector('.view.open').id === arguments[0]", view)

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def seen(self, selector: str) -> list[WebElement]:
        return [element for element in self.driver.find_elements(By.CSS_SELECTOR, selector) if element.is_displayed()]

    def run(self, script: str, *args: object) -> Any:  # noqa: ANN401 - what a script returns
        return self.driver.execute_script(script, *args)

    def until(self, script: str, *args: object) -> None:
        """Wait until a script is true; the page does some things in the next frame."""
        WebDriverWait(self.driver, 10, 0.02).until(lambda _: self.run(f"return {script}", *args))

    def media(self, **media: object) -> None:
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)

    def width(self, pixels: int) -> None:
        size = {"width": pixels, "height": 844, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def faults(self) -> list[str]:
        """Return what went wrong: messages of the console, errors, violations of the policy."""
        return [*self.console(), *self.run("return window.faults")]

    def console(self) -> list[str]:
        """Take the messages of the console."""
        log: list[dict[str, str]] = self.driver.get_log("browser")  # type: ignore[no-untyped-call] # it has no types
        return [entry["message"] for entry in log]


@pytest.fixture
def reader(chromium: WebDriver, tmp_path: Path) -> Iterator[Reader]:
    reader = Reader(chromium, tmp_path)
    yield reader
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    reader.media(media="", features=[])
    if chromium.current_url.startswith("file:"):
        assert reader.faults() == []


@cache
def sample(name: str) -> Part:
    source = from_file(ROOT / "samples" / f"{name}.txt")
    return Part(source, parser.parse_source(source))


def part(text: str, name: str = "page.txt") -> Part:
    source = from_text(text, name)
    return Part(source, parser.parse_source(source))


def test_all_views_open_one_at_a_time(reader: Reader) -> None:
    reader.open(sample("newspaper"), sample("roundtable"))
    for view in VIEWS:
        reader.enter(view)
        assert [element.get_attribute("id") for element in reader.seen(".view")] == [view]
        assert reader.run("return document.querySelector('.views [aria-current]').hash") == f"#{view}"
    assert reader.run("return performance.getEntriesByType('resource').length") == 0


def test_pointing_at_a_figure_shows_its_fields(reader: Reader) -> None:
    reader.open(sample("newspaper"))
    figure = next(mark for mark in reader.seen(".mark.figure") if mark.text == "67.5%")
    ActionChains(reader.driver).move_to_element(figure).perform()
    reader.until("!document.querySelector('#card').hidden")
    told = reader.one("#card").text
    for expected in ("67.5%", "岑望舒", "信访量", "同比", "down", "percent", "Copy JSON"):
        assert expected in told
    ActionChains(reader.driver).move_to_element(reader.one(".brand")).perform()
    reader.until("document.querySelector('#card').hidden")


def test_a_chinese_page_tells_fields_in_chinese(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", ["zh"])
    reader.open(sample("newspaper"))
    next(mark for mark in reader.seen(".mark.figure") if mark.text == "67.5%").click()
    told = reader.one("#card").text
    for expected in ("类别\n百分比", "方向\n下降", "比较基准\n同比", "复制 JSON"):
        assert expected in told
    reader.press(Keys.ESCAPE, "/", "施砚")
    reader.until("document.querySelector('#shown').textContent === '30 个数字中的 9 个'")


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        (".mark.title", "把好事办到百姓家门口"),
        ("article.part .mark.title", "一条溪流的“回头客”"),
        (".mark.name", "浙江省 湖州市 安吉县 天荒坪镇"),
        (".mark.heading", "run-in"),
        (".mark.term", "三办三评"),
        (".mark.event", "2024-04-12"),
    ],
)
def test_a_click_pins_the_card_of_any_field(reader: Reader, selector: str, expected: str) -> None:
    reader.open(sample("newspaper"))
    reader.one(selector).click()
    assert expected in reader.one("#card").text
    reader.press(Keys.ESCAPE)
    assert not reader.one("#card").is_displayed()


def test_overlapping_fields_have_a_card_each(reader: Reader) -> None:
    reader.open(part(HEAD.format(title="“三办”") + "去年增收2.9万元。"))
    mark = reader.one(".mark.term.title")
    mark.click()
    kinds = [element.text for element in reader.driver.find_elements(By.CSS_SELECTOR, "#card .kind")]
    assert kinds == ["term", "speech"]


def test_a_field_is_copied_as_json(reader: Reader) -> None:
    one = part(HEAD.format(title="") + "圆周率提高到3.14159265358979323846%。")
    origin = {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    reader.driver.execute_cdp_cmd("Browser.grantPermissions", origin)
    reader.open(one)
    reader.one(".mark.figure").click()
    assert "3.14159265358979323846" in reader.one("#card dd").text
    reader.one("#card button").click()
    reader.until("document.querySelector('#said').textContent === 'Copied as JSON'")
    copied = reader.driver.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    assert copied == writer.dumps(writer.dump(one.document.speeches[0].figures[0])).decode()


def test_a_row_leads_to_its_place_and_back_to_the_table(reader: Reader) -> None:
    reader.open(sample("newspaper"))
    reader.enter("figures")
    row = reader.seen(".figures tbody tr")[-1]
    number = row.get_attribute("data-f")
    scrolled = reader.run("arguments[0].scrollIntoView(); return scrollY", row)
    assert scrolled > 0
    row.click()
    reader.until("document.querySelector('.view.open').id === 'source'")
    reader.until("document.querySelector('.mark.flash')")
    marks = reader.seen(".mark.flash")
    assert [mark.get_attribute("data-f") for mark in marks] == [number]
    assert reader.run("return document.activeElement.id") == f"f{number}"
    reader.until(
        "(({top, bottom}) => top > 48 && bottom < innerHeight)(arguments[0].getBoundingClientRect())", marks[0]
    )
    reader.driver.back()
    reader.until("document.querySelector('.view.open').id === 'figures'")
    reader.until("scrollY === arguments[0]", scrolled)


def shown(reader: Reader, column: str = "figure") -> list[str]:
    """Return the texts of a column in the rows that are shown."""
    texts: list[str] = reader.run(
        "return [...document.querySelectorAll(`td.${arguments[0]}`)]"
        ".filter((cell) => cell.checkVisibility()).map((cell) => cell.textContent)",
        column,
    )
    return texts


def test_filters_narrow_the_table_and_escape_clears_them(reader: Reader) -> None:
    reader.open(sample("newspaper"))
    reader.press("/")
    reader.until("document.activeElement.id === 'filter'")
    reader.press("施砚 评价上网")
    reader.until("document.querySelector('#shown').textContent === '4 of 30 figures'")
    assert shown(reader) == ["由71.4%提高到93.8%", "全县第一", "超过九成", "12个百分点"]
    reader.one("#kind option[value=percent]").click()
    reader.until("document.querySelector('#shown').textContent.startsWith('2 of')")
    reader.one("#speech option[value='d1-s1']").click()
    reader.until("!document.querySelector('#nothing').hidden")
    assert shown(reader) == []
    reader.press(Keys.ESCAPE)
    reader.until("document.querySelector('#shown').textContent === '30 figures'")
    assert len(shown(reader)) == 30


def test_columns_sort_up_down_and_back(reader: Reader) -> None:
    reader.open(sample("newspaper"))
    reader.enter("figures")
    before = shown(reader)
    for order in ("ascending", "descending"):
        reader.one("th.value button").click()
        assert reader.one("th.value").get_attribute("aria-sort") == order
        values = reader.run("return [...document.querySelectorAll('tbody tr')].map((row) => Number(row.dataset.v))")
        assert len(set(values)) > 10
        assert values == sorted(values, reverse=order == "descending")
    reader.one("th.value button").click()
    assert shown(reader) == before
    reader.one("th.metric button").click()
    metrics = shown(reader, "metric")
    filled = [text for text in metrics if text]
    assert metrics == filled + [""] * (len(metrics) - len(filled))


def test_charts_filter_the_table(reader: Reader) -> None:
    reader.open(sample("newspaper"))
    reader.enter("charts")
    reader.one(".plot rect.c1").click()
    reader.until("document.querySelector('.view.open').id === 'figures'")
    kinds = {row.get_attribute("data-k") for row in reader.seen(".figures tbody tr")}
    speeches = {row.get_attribute("data-s") for row in reader.seen(".figures tbody tr")}
    assert (kinds, speeches) == ({"count"}, {"d1-s1"})


def test_speeches_by_key_and_outline(reader: Reader) -> None:
    reader.open(sample("newspaper"))
    for key, expected in (("j", 1), ("j", 2), ("j", 3), ("j", 3), ("k", 2), ("k", 1)):
        reader.press(key)
        reader.until("location.hash === arguments[0]", f"#d1-s{expected}")
        reader.until("document.querySelector('#outline .current').dataset.s === arguments[0]", f"d1-s{expected}")
    reader.run("document.querySelector('#outline a').focus()")
    reader.press(Keys.ARROW_DOWN, Keys.ENTER)
    reader.until("location.hash === '#d1-s2'")


def test_fields_by_key(reader: Reader) -> None:
    reader.open(sample("newspaper"))
    reader.press("n", "n", "p")
    assert reader.run("return document.activeElement.textContent") == "把好事办到百姓家门口"
    assert reader.one("#card").is_displayed()
    reader.press(Keys.ENTER)
    assert reader.run("return document.activeElement.textContent") == "Copy JSON"
    reader.press(Keys.ESCAPE)
    assert not reader.one("#card").is_displayed()
    assert reader.run("return document.activeElement.textContent") == "把好事办到百姓家门口"


def test_rows_by_key_are_one_stop_of_the_tab_key(reader: Reader) -> None:
    reader.open(sample("newspaper"))
    reader.enter("figures")
    assert len(reader.driver.find_elements(By.CSS_SELECTOR, "tbody a:not([tabindex='-1'])")) == 1
    reader.run("document.querySelector('tbody a').focus()")
    reader.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP)
    assert reader.run("return document.activeElement.textContent") == "约163公里"
    reader.press(Keys.ENTER)
    reader.until("document.querySelector('.view.open').id === 'source'")
    assert reader.run("return document.activeElement.textContent") == "约163公里"


def test_what_has_the_focus_shows_it(reader: Reader) -> None:
    reader.open(sample("newspaper"))
    reader.press(Keys.TAB)
    assert reader.run("return document.activeElement.textContent") == "Skip to the source"
    assert reader.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    reader.press("?")
    assert reader.one("#keys").is_displayed()
    reader.press(Keys.ESCAPE)
    assert not reader.one("#keys").is_displayed()


def brightness(reader: Reader, selector: str) -> int:
    """Return how bright the background of an element is, from 0 to 765."""
    colour = reader.run(
        "const c = new OffscreenCanvas(1, 1).getContext('2d');"
        "c.fillStyle = getComputedStyle(document.querySelector(arguments[0])).backgroundColor; c.fillRect(0, 0, 1, 1);"
        "return [...c.getImageData(0, 0, 1, 1).data]",
        selector,
    )
    return sum(colour[:3])


def test_dark_by_the_system_and_by_key(reader: Reader) -> None:
    reader.open(sample("short"))
    assert brightness(reader, "body") > 700
    reader.media(features=[{"name": "prefers-color-scheme", "value": "dark"}])
    assert brightness(reader, "body") < 120
    reader.press("t")
    assert brightness(reader, "body") > 700
    reader.one("#theme").click()
    assert brightness(reader, "body") < 120


def test_paper_has_the_source_and_the_table(reader: Reader) -> None:
    reader.open(sample("short"))
    reader.media(media="print", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    assert len(reader.seen(".view")) == 4
    assert reader.seen(".bar, #outline, .filters, #card") == []
    assert len(reader.seen(".figures tbody tr")) == 4
    assert brightness(reader, "body") == 765
    printed = reader.driver.execute_cdp_cmd("Page.printToPDF", {})["data"]
    assert base64.b64decode(printed).startswith(b"%PDF-")


@pytest.mark.parametrize("pixels", [360, 390, 800, 1024, 1366])
def test_nothing_is_wider_than_the_window(reader: Reader, pixels: int) -> None:
    reader.width(pixels)
    reader.open(sample("newspaper"), sample("materials"))
    for view in VIEWS:
        reader.enter(view)
        assert reader.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_the_outline_folds_on_a_narrow_screen(reader: Reader) -> None:
    reader.width(390)
    reader.open(sample("newspaper"))
    assert not reader.one("#outline").is_displayed()
    reader.one("#contents").click()
    reader.one("#outline > ol > li:last-child > a").click()
    reader.until("location.hash === '#d1-s3'")
    assert not reader.one("#outline").is_displayed()


def test_without_scripts_all_is_there(reader: Reader) -> None:
    reader.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    reader.open(sample("newspaper"))
    assert len(reader.seen(".view")) == 4
    assert len(reader.seen(".figures tbody tr")) == 30
    assert reader.seen(".scripted") == []
    assert len(reader.seen(".noscript")) == 1
    reader.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    reader.driver.get("about:blank")


def test_hostile_text_does_nothing(reader: Reader, poisoned: Callable[[Document, str], Document]) -> None:
    """Every text of two documents is an attack: those of the source, and every field of every kind."""
    attack = "".join(ATTACKS)
    text = part(f"{HEAD.format(title='')}{attack}去年增收2.9万元，{attack}比上年增长9.3%。\n", f"{attack}.txt")
    fields = Part(sample("newspaper").source, poisoned(sample("newspaper").document, attack))
    reader.open(text, fields)
    marks = reader.driver.find_elements(By.CSS_SELECTOR, ".mark[id]")
    assert len(marks) > 40
    for mark in marks:
        reader.run("arguments[0].click()", mark)
        told = reader.run("return document.querySelector('#card').textContent")
        assert not re.search(HIDDEN, told)
    for view in (*VIEWS, "source"):
        reader.enter(view)
    assert reader.run("return window.hit") is None
    assert reader.run("return document.scripts.length") == 3
    assert reader.run("return document.querySelectorAll('img, iframe, a[href^=javascript]').length") == 0
    told = reader.run("return document.title + document.body.textContent")
    for expected in ("<script>window.hit = 1</script>", "{{ 7 * 7 }}", "⟨U+202E⟩", "⟨U+E000⟩", "⟨U+0000⟩", "⟨U+001B⟩"):
        assert expected in told
    assert not re.search(HIDDEN, told)


@pytest.mark.parametrize(
    ("script", "directive"),
    [
        ("document.body.setAttribute('onclick', 'window.hit = 1'); document.body.click()", "require-trusted-types-for"),
        ("document.querySelector('#card').innerHTML = '<b>1</b>'", "require-trusted-types-for"),
        (
            "document.body.append(Object.assign(document.createElement('style'), {textContent: 'b {}'}))",
            "style-src-elem",
        ),
        ("document.body.setAttribute('style', 'color: red')", "style-src-attr"),
        ("document.body.append(Object.assign(new Image(), {src: 'data:,'}))", "img-src"),
        ("fetch('data:,').catch(() => 0)", "connect-src"),
    ],
)
def test_the_policy_stops_what_slips_through(reader: Reader, script: str, directive: str) -> None:
    reader.open(sample("short"))
    reader.run(f"try {{ {script} }} catch {{}}")
    reader.until("window.faults.length")
    assert reader.run("return window.faults") == [f"policy: {directive}"]
    assert reader.run("return window.hit") is None
    reader.driver.get("about:blank")
    assert reader.console()


def test_ten_thousand_figures_answer_at_once(reader: Reader) -> None:
    """The bounds are wide, for slow machines; ``benchmarks/report.py`` prints the times."""
    one = part(HEAD.format(title="") + "".join(f"第{i}村增收{i}万元。\n" for i in range(1, 501)))
    reader.open(*[one] * 20)
    reader.press("/")
    reader.run("window.start = performance.now()")
    reader.press("499")
    reader.until("document.querySelector('#shown').textContent === '20 of 10,000 figures'")
    assert reader.run("return performance.now() - window.start") < 5000
    assert shown(reader) == ["499万元"] * 20
    reader.one(".figures tbody tr:not([hidden])").click()
    reader.until("document.activeElement.textContent === '499万元'")


def test_two_hundred_speeches_load_and_filter_without_lag(reader: Reader, tmp_path: Path) -> None:
    """The bounds are wide, for slow machines; ``benchmarks/report.py`` prints the times."""
    one = part(BENCHMARK.text(200))
    assert len(one.document.speeches) == 200
    reader.open(one)
    times = BENCHMARK.measure(tmp_path / "report.html", reader.driver)
    assert times["load"] < 5000
    assert max(time for name, time in times.items() if name != "load") < 2000


def test_the_data_are_those_of_the_documents(reader: Reader) -> None:
    one = sample("roundtable")
    reader.open(one)
    fields = reader.run("return JSON.parse(document.querySelector('#data').textContent)")
    diagnostics = [json.loads(text) for kind, _, text in fields if kind == "diagnostic"]
    assert [found["code"] for found in diagnostics] == [found.code for found in one.document.diagnostics]
