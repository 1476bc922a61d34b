"""``speechx --version``: the version, and the hash of the rules in force."""

import sys
from collections.abc import Sequence
from typing import Final

from speechx import __version__
from speechx.cli import config
from speechx.errors import EXIT_FINE
from speechx.rules import in_force

_DIGITS: Final = 12
"""Of the hash: enough to tell two sets of rules apart; ``speechx.rules_hash()`` has all."""


def show(rules: Sequence[str] | None = None, *, configured: bool = True) -> int:
    """Print the version and the hash, and return the exit code.

    Args:
        rules: the packs that are asked about; None for those of the configuration.
        configured: whether the configuration counts.
    """
    if rules is None:
        rules = config.settings()["rules"].value if configured else ()
    if rules or in_force.packs():
        from speechx.rules import packs  # noqa: PLC0415 - scripts ask for the version and do not want to wait

        packs.load(rules)
    sys.stdout.write(f"speechx {__version__} (rules {in_force.digest()[:_DIGITS]})\n")
    return EXIT_FINE
