"""Pydantic's core alone: the one that the package has, found where the package is."""

import subprocess
import sys

import pydantic_core

from speechx import core

TOGETHER = """
import sys
from speechx import core
alone = core.load()
assert "pydantic_core" not in sys.modules
import pydantic
import pydantic_core
assert pydantic_core.SchemaValidator is alone.SchemaValidator
class Model(pydantic.BaseModel):
    number: int
try:
    Model(number="two")
except alone.ValidationError as error:
    print(error.error_count(), Model(number="2").number, alone.__version__ == pydantic_core.__version__)
"""


def test_the_package_takes_the_core_that_is_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", TOGETHER], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1 2 True\n", "")


def test_a_package_that_is_loaded_is_taken() -> None:
    assert core.load.__wrapped__() is pydantic_core
