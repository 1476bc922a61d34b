"""Lines for people and editors, ``file:line:col: CODE message``; with excerpts the source and the advice below each."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from speechx.diagnostics import BY_NAME
from speechx.findings import Finding, Options
from speechx.language import phrase, translate
from speechx.records import Diagnostic
from speechx.visible import one_line

if TYPE_CHECKING:
    from rich.text import Text

_STYLES: Final = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def chunks(findings: Iterable[Finding], options: Options) -> Iterator[bytes]:
    """Yield the lines of each finding."""
    if not options.excerpt and not options.colored:  # the common case in a pipe waits for nothing to be loaded
        yield from (f"{line(finding.source.name, finding.diagnostic)}\n".encode() for finding in findings)
        return
    from speechx.screen import Screen  # noqa: PLC0415 - the same

    screen = Screen(colored=options.colored)
    for finding in findings:
        yield screen.encoded(_rows(finding, options))


def line(name: str, found: Diagnostic) -> str:
    """Return a diagnostic as one line."""
    return one_line(f"{name}:{found.line}:{found.column}: {found.code} {translate(found.message)}")


def _rows(finding: Finding, options: Options) -> Iterator["Text"]:
    from rich.text import Text  # noqa: PLC0415 - see above

    found = finding.diagnostic
    style = _STYLES[found.severity]
    place = one_line(f"{finding.source.name}:{found.line}:{found.column}:")
    yield Text.assemble((place, "bold"), " ", (found.code, style), " ", one_line(translate(found.message)))
    if options.excerpt:
        yield from _excerpt(finding, options.width, style)
        yield Text()


def _excerpt(finding: Finding, width: int, style: str) -> Iterator["Text"]:
    from rich.text import Text  # noqa: PLC0415 - see above

    from speechx.findings.excerpt import excerpt  # noqa: PLC0415 - the same

    number = str(finding.diagnostic.line)
    margin = " " * len(number)
    shown = excerpt(finding, width - len(f"{margin} | "))
    carets = shown.carets
    place = len(carets.rstrip("^"))
    more = phrase(" to line {number}", number=shown.last) if shown.last > shown.line else ""
    bar = ("|", "blue")
    yield Text.assemble(f"{margin} ", bar)
    yield Text.assemble((number, "blue"), " ", bar, f" {shown.before}", (shown.place, style), shown.after)
    yield Text.assemble(f"{margin} ", bar, " " * (place + 1), (f"{carets[place:]}{more}", style))
    if rule := BY_NAME.get(finding.diagnostic.name):
        yield Text.assemble(f"{margin} ", ("=", "blue"), f" {translate(rule.help)}")
