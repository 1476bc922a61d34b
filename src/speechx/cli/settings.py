"""What a configuration may set: the defaults of options, each with its check."""

import codecs
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, get_args

_TRUE: Final = frozenset({"1", "true", "yes", "on"})
_FALSE: Final = frozenset({"0", "false", "no", "off"})


class Key(NamedTuple):
    """A key of a configuration.

    Attributes:
        parameter: the parameter of the commands whose default it sets.
        check: returns the value as the option takes it; raises ValueError with what it must be.
        default: what holds where nothing sets it.
        fits: whether a value is a default of a command that has the option.
        paths: whether it names files, which must lie in the folder of the configuration.
    """

    parameter: str
    check: Callable[[Any], Any]
    default: Any = None
    fits: Callable[[str | None, Any], bool] = lambda _command, _value: True
    paths: bool = False


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("must be a text")
    return value


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise ValueError("must be a list of texts")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")  # noqa: TRY004 - the caller tells of it with its place
    return value


def _size(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError("must be a whole number of at least 1")
    return value


def _encoding(value: object) -> str:
    try:
        return codecs.lookup(_text(value)).name
    except LookupError:
        raise ValueError(f"must be an encoding that Python knows, and {value} is none") from None


def _date(value: object) -> str:
    from speechx.dates import period  # noqa: PLC0415 - only who sets a date waits for it
    from speechx.errors import SpeechxError  # noqa: PLC0415 - the same

    text = value.isoformat() if isinstance(value, dt.date) else _text(value)
    try:
        period(text)
    except SpeechxError as error:
        raise ValueError(f"must be a date: {error}") from None
    return text


def _codes(value: object) -> list[str]:
    from speechx.cli.selection import selection  # noqa: PLC0415 - only who selects waits for it
    from speechx.errors import SpeechxError  # noqa: PLC0415 - the same

    texts = _texts(value)
    try:
        selection(texts, None)
    except SpeechxError as error:
        raise ValueError(f"must be diagnostics: {error}") from None
    return texts


def _format(value: object) -> str:
    from speechx.cli.options import Format  # noqa: PLC0415 - Typer is loaded when a command runs, not before

    if value not in get_args(Format):
        raise ValueError(f"must be one of {', '.join(get_args(Format))}")
    return _text(value)


def _is_written(command: str | None, value: object) -> bool:
    """Whether a command writes a format: who sets the format of documents need not name another one for figures."""
    from speechx.cli.options import FigureFormat, Format  # noqa: PLC0415 - as above

    offered = {"parse": get_args(Format), "figures": get_args(FigureFormat)}
    return value in offered.get(command or "", ())


KEYS: Final[Mapping[str, Key]] = {
    "encoding": Key("encoding", _encoding),
    "format": Key("format_", _format, fits=_is_written),
    "max-bytes": Key("max_bytes", _size, default=64 << 20),
    "places": Key("places", _flag, default=True),
    "roster": Key("roster", _text, paths=True),
    "date": Key("date", _date),
    "strict": Key("strict", _flag, default=False),
    "select": Key("select", _codes),
    "ignore": Key("ignore", _codes),
    "rules": Key("_rules", _texts, default=[], paths=True),
}


def from_text(key: str, text: str, separator: str) -> object:
    """Return what a text of the environment says, in the type that the check of its key takes."""
    check = KEYS[key].check
    if check is _flag:
        return True if text.lower() in _TRUE else False if text.lower() in _FALSE else text
    if check is _size:
        return int(text) if text.isdecimal() else text
    return [part for part in text.split(separator) if part] if check in (_texts, _codes) else text
