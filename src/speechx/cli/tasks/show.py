"""``speechx show``: a document in, a page to read out."""

import os
import pydoc
import shutil
from typing import NamedTuple

from speechx import terminal
from speechx.cli.inputs import Job
from speechx.cli.output import target
from speechx.cli.reading import Reading
from speechx.errors import UsageError
from speechx.models import Document, Speech
from speechx.screen import Screen
from speechx.show import page
from speechx.source import Source


class Look(NamedTuple):
    """What is shown, and how: one speech or all, with colours, through a pager."""

    speech: int | None
    color: str
    pager: bool | None


def run(job: Job, how: Reading, look: Look) -> int:
    """Show the documents of a job, and return the exit code."""
    view = page.View(terminal.colored(look.color), terminal.width() if _narrow() else None)
    screen = Screen(colored=view.colored)

    def work(source: Source) -> bytes:
        document = how.parse(source)
        return screen.encoded(page.rows(document, source, view, _chosen(document, look.speech)))

    with target(None) as out:
        for data in job.each(work):
            if _pages(data, look.pager):
                _page(data.decode())
            else:
                out.write(data)
    return job.code


def _chosen(document: Document, number: int | None) -> Speech | None:
    if number is None:
        return None
    if number > len(document.speeches):
        raise UsageError(f"there is no speech {number}: {document.source.name} has {len(document.speeches)}")
    return document.speeches[number - 1]


def _narrow() -> bool:
    """Whether lines have a width to fit into: in a pipe only where the user gives one."""
    return terminal.is_terminal() or bool(os.environ.get("COLUMNS"))


def _pages(data: bytes, asked: bool | None) -> bool:
    if asked is False or not terminal.is_terminal():
        return False
    return bool(asked) or data.count(b"\n") >= shutil.get_terminal_size().lines


def _page(text: str) -> None:
    """Let the user's pager show a text; ``less`` passes colours and Chinese on, whatever else it is told."""
    os.environ["LESS"] = f"{os.environ.get('LESS', '-FX')} -R"
    os.environ.setdefault("LESSCHARSET", "utf-8")
    pydoc.pager(text)
