"""What every worker needs, made before it starts: loaded by the server that forks the workers, which then share it.

Importing this module parses the example of each layout, so that the lexicon, the patterns and the list of divisions are
there, and kept for the next start. All of it is then taken out of the sight of the garbage collector: looking at shared
pages would copy them.
"""

import gc

from speechx import kept, lexicon, parse
from speechx.batch import work as _work  # noqa: F401 - the workers run it
from speechx.lexicon.models import LayoutEntry

for _entry in lexicon.entries("layouts", "layout", LayoutEntry):
    parse(_entry.example)
kept.save()
gc.collect()
gc.freeze()
