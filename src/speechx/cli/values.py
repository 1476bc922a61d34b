"""Values of options as they are given, where Typer would convert them to what they are.

Typer makes a Pydantic adapter for each option of a command, also for those that nobody gives, before it runs the
command: loading and making them takes longer than parsing a page. A default needs no conversion, nor does text where
text is asked for; everything else is left to Typer.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple


class Unconverted(NamedTuple):
    """What stands in the place of a parameter's adapter, and makes it when there is something to convert."""

    adapter: Callable[[], Any]

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ANN401 - what Typer hands over is not public
        """Return what a command gets for a value."""
        if value is None or value is param.default or _is(value, param.type_descriptor.annotation):
            return value
        return self.adapter().coerce(value, param=param, ctx=ctx)


def spared(parameters: Iterable[Any]) -> list[Any]:
    """Return the parameters of a command; they make their adapters only when they must, if their Typer has any."""
    found = list(parameters)
    for parameter in found:
        adapter = getattr(parameter, "get_runtime_param", None)
        if adapter and "get_runtime_param" not in vars(parameter):
            parameter.get_runtime_param = partial(Unconverted, adapter)
    return found


def _is(value: object, annotation: object) -> bool:
    """Whether a value is the text, or the texts, that a parameter asks for."""
    if annotation == list[str]:
        return isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)
    return annotation is str and isinstance(value, str)
