"""The command line: no logic, heavy imports inside the commands, and no traceback for anybody.

``main`` is the one place where an error becomes a line on standard error and an exit code (see ``speechx.errors``).
"""

import atexit
import contextlib
import gc
import os
import sys
import threading
from collections.abc import Sequence
from typing import Final

from speechx import language
from speechx.cli import messages
from speechx.cli.messages import internal, say
from speechx.errors import EXIT_FINE, EXIT_INPUT_OUTPUT, EXIT_INTERRUPTED, EXIT_USAGE, SpeechxError, reason_of

_MANY: Final = 200_000
"""New objects before the garbage collector looks at them: nearly all live as long as the process, or die at once."""


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        args: the arguments after the command's name; by default those of the process.
    """
    return _main(args) if args is not None else _end(_main(sys.argv[1:]))


def _main(args: Sequence[str]) -> int:
    given = list(args)
    _hurry()
    language.choose(given, os.environ)
    messages.be_verbose(False)
    try:
        code = _run(given)
        if sys.stdout is not None:
            sys.stdout.flush()
        _keep()
    except BrokenPipeError:
        _drop_output()
        return EXIT_FINE
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except SpeechxError as error:
        say(str(error))
        return error.exit_code
    except OSError as error:
        _drop_output()
        if error.filename:  # a temporary file
            say(f"{error.filename} cannot be written: {reason_of(error)}")
        else:
            say(f"standard output cannot be written: {reason_of(error)}")
        return EXIT_INPUT_OUTPUT
    except Exception as error:  # noqa: BLE001 - the last resort: nobody is to see a traceback
        return internal(error)
    return code


def _run(args: list[str]) -> int:
    if args == ["--version"]:  # scripts ask this; it need not wait for anything to be loaded
        from speechx.cli import version  # noqa: PLC0415 - other commands need it not

        return version.show()
    from speechx.cli.app import build  # noqa: PLC0415 - Typer takes longer to load than --version may take

    try:
        code = build()(args or ["--help"], prog_name="speechx", standalone_mode=False)
    except SystemExit as stop:  # Typer and Rich turn a closed pipe and an interrupt into exits of their own
        for cause in (BrokenPipeError, KeyboardInterrupt):
            if isinstance(stop.__context__, cause):
                raise cause from None
        raise
    except Exception as error:
        if not hasattr(error, "format_message"):  # what all errors of usage have, in every version of Typer
            raise
        context = getattr(error, "ctx", None)
        message = language.translate(error.format_message().rstrip(".").replace("Value error, ", ""))
        say(f"{message}; see '{context.command_path if context else 'speechx'} --help'")
        return EXIT_USAGE
    if messages.verbose():
        _tell_rules()
    return code or (EXIT_FINE if args else EXIT_USAGE)


def _tell_rules() -> None:
    """Say which rules were in force."""
    from speechx.rules import in_force  # noqa: PLC0415 - only who asks for it pays for it

    messages.note(f"rules {in_force.digest()}, packs: {', '.join(pack.name for pack in in_force.packs()) or '-'}")


def _hurry() -> None:
    """Spare a short-lived process what it does not need."""
    gc.set_threshold(_MANY)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # they would be looked for in every installed package


def _end(code: int) -> int:
    """End the process with an exit code where nobody waits for its last words; return the code where somebody does.

    The interpreter would look through all modules and tables once more, and take them apart one by one.
    """
    gc.freeze()
    if not atexit._ncallbacks() and threading.active_count() == 1:  # noqa: SLF001 - nothing public tells
        with contextlib.suppress(OSError, ValueError):
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
            os._exit(code)
    return code


def _keep() -> None:
    """Let the next start find what this one had to make."""
    if kept := sys.modules.get("speechx.kept"):
        kept.save()


def _drop_output() -> None:
    """Let the interpreter flush what is left of standard output into nothing when it ends."""
    with contextlib.suppress(OSError, ValueError):
        stdout = sys.stdout.fileno()
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stdout)
        os.close(nothing)
