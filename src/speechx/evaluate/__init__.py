"""How well documents are read: parsed documents compared with annotated ones, the gold.

``gold`` reads the annotations, ``conventions`` tells what counts as equal, ``alignment`` which speech is which,
``scores`` compares and counts. ``docs/evaluation.md`` documents the format of the gold and the measures.
"""
