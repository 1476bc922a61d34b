"""Pydantic's core, which validates, without the package around it.

``import pydantic_core`` also defines a type for each part of a schema, for type checkers; that takes as long as loading
all rules of speechx, and nothing here asks for them. So the core is loaded from where the package is, under its own
name: the package, should anybody import it later, takes the same one.
"""

import sys
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Final

_PACKAGE: Final = "pydantic_core"
_CORE: Final = "pydantic_core._pydantic_core"


@cache
def load() -> ModuleType:
    """Return a module that has what the package has for validation: the core, or where it is not found the package."""
    found = None
    if _PACKAGE not in sys.modules and (package := find_spec(_PACKAGE)):
        found = PathFinder.find_spec(_CORE, package.submodule_search_locations)
    if found is None or found.loader is None:
        import pydantic_core  # noqa: PLC0415 - as the module's docstring says

        return pydantic_core
    core = sys.modules[_CORE] = module_from_spec(found)
    found.loader.exec_module(core)
    return core
