"""``python -m speechx``: the same as the command."""

import sys

from speechx.cli import main

if __name__ == "__main__":
    sys.exit(main())
