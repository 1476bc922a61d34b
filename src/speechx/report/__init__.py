"""Documents to one HTML page that needs nothing else: no network, no other file, no right beyond its own script.

What the page shows is made in plain values (``fields``, ``sections``, ``figures``, ``charts``, ``divisions``); the HTML
stands in ``template.html`` alone, and ``page`` puts both together.
"""

from typing import NamedTuple

from speechx.models import Document
from speechx.source import Source


class Part(NamedTuple):
    """A document of the report, with the source that its spans point into."""

    source: Source
    document: Document
