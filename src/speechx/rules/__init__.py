"""Rule packs: words, patterns and layouts that a user adds to those of the lexicon; data only, never code.

``in_force`` holds the packs of this process and loads nothing else, so that the lexicon and ``--version`` may ask it.
"""
