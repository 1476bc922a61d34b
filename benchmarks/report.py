"""The page of ``speechx report`` in Chromium: how large it is, and how long a reader waits for it.

Usage: python benchmarks/report.py [SPEECHES]

A document of that many invented speeches (200 by default) is parsed and made a page, which Chromium loads from a file.
Printed are the bytes of the page, the time to make it from the parsed document, the time from the start of loading to
the moment when the page answers, and how long some actions take, layout included: opening the table, a text filter over
all of it, a sort by value, a jump from the table to the source. Times are the median of five.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from statistics import median
from typing import Final

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.chrome.webdriver import WebDriver

from speechx import parser
from speechx.report import Part
from speechx.report.page import render
from speechx.source import from_text

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
FLAGS: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
)  # fmt: skip
ROUNDS: Final = 5
SURNAMES: Final = "甘柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳丰鲍史唐费廉岑薛雷贺倪汤"
GIVEN: Final = ("若谷", "听澜", "行健", "佩兰", "望舒", "敬之", "小舟", "长河", "一鸣", "晚晴")
TOWNS: Final = ("柳河", "青石", "白云", "大桥", "清泉", "双井", "古城", "东山", "南湖", "北塘")
BODY: Final = (
    "　　去年，全镇铺设管网{a}公里，信访量同比下降{b}.5%，民宿从业人员从{c}人增长到{d}人。“三办三评”深入人心。\n"
    "　　一是抓产业。新建大棚{a}座，亩均增收{d}元左右，粮食总产{c}万吨，同比增长{b}.2%。\n"
    "　　二是抓治理。受理诉求{c}件，办结率{b}.8%，比年初提高{e}个百分点，群众满意度排名全县第{e}。\n"
    "　　三是抓民生。改造老旧小区{e}个、楼栋{a}栋，惠及居民{d}余户，总投资约{c}万元。\n"
)


def text(speeches: int) -> str:
    """Return a document of some speeches."""
    names = ["".join(pair) for pair in product(GIVEN, SURNAMES)]
    parts = ["全县乡镇党委书记工作交流会发言摘登\n（2024年3月8日）\n"]
    for index in range(speeches):
        name = names[index % len(names)]
        numbers = {"a": 12 + index, "b": 3 + index % 90, "c": 300 + index, "d": 900 + 3 * index, "e": 2 + index % 7}
        town = TOWNS[index % len(TOWNS)]
        parts.append(
            f"\n让{town}的日子更有奔头\n安吉县{town}镇党委书记　{name[-1]}{name[:-1]}\n{BODY.format(**numbers)}"
        )
    return "".join(parts)


@contextmanager
def browser() -> Iterator[WebDriver]:
    """Start the Chromium of this machine with a profile of its own; nothing is downloaded.

    Raises:
        FileNotFoundError: there is no Chromium, or no driver for it.
    """
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = shutil.which("chromedriver")
    if program is None or driver is None:
        raise FileNotFoundError("there is no Chromium with its chromedriver on this machine")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}", "--window-size=1366,900"):
            options.add_argument(flag)
        running = webdriver.Chrome(options=options, service=Service(driver))
        try:
            yield running
        finally:
            running.quit()


LOADED: Final = "return performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
TIMED: Final = """
const [work, done] = [new Function(arguments[0]), arguments[1]];
const start = performance.now();
work();
requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
"""
ACTIONS: Final = {
    "open the table": "location.hash = 'charts'; location.hash = 'figures'",
    "filter by text": (
        "const box = document.querySelector('#filter'); box.value = box.value ? '' : '同比';"
        "box.dispatchEvent(new Event('input', {bubbles: true}))"
    ),
    "sort by value": "document.querySelector('th.value button').click()",
    "jump to the source": "document.querySelector('tr:last-child td').click()",
}


def measure(page: Path, driver: WebDriver) -> dict[str, float]:
    """Return the time of a load and of each action on a page, in milliseconds."""
    driver.get(page.as_uri())
    times = {"load": float(driver.execute_script(LOADED))}
    for name, script in ACTIONS.items():
        times[name] = float(driver.execute_async_script(TIMED, script))
    return times


def main() -> int:
    """Print the sizes and times."""
    speeches = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    source = from_text(text(speeches))
    document = parser.parse_source(source)
    start = time.perf_counter()
    page = b"".join(render([Part(source, document)]))
    made = time.perf_counter() - start
    figures = sum(len(speech.figures) for speech in document.speeches)
    print(f"{len(document.speeches)} speeches, {figures} figures, {len(source.text)} characters")
    print(f"a page of {len(page)} bytes, made in {made * 1000:.0f} ms")
    with tempfile.TemporaryDirectory() as folder, browser() as driver:
        path = Path(folder, "report.html")
        path.write_bytes(page)
        rounds = [measure(path, driver) for _ in range(ROUNDS)]
    for name in rounds[0]:
        print(f"{name}: {median(times[name] for times in rounds):.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
