"""What `./dev wheel` compiles: modules that are there and that a compiler can take, and documents to prove it with."""

import ast
import pickle
import tomllib
from pathlib import Path
from typing import Any

import outputs
import pytest

from speechx.vocabulary import Vocabulary

ROOT = Path(__file__).parents[1]
HOOK: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"][
    "targets"
]["wheel"]["hooks"]["mypyc"]
MODULES = sorted(
    {path for pattern in HOOK["include"] for path in ROOT.glob(pattern[1:])} - set(ROOT.rglob("__init__.py"))
)


def test_a_plain_wheel_needs_no_compiler() -> None:
    assert HOOK["enable-by-default"] is False


@pytest.mark.parametrize("pattern", HOOK["include"])
def test_what_is_named_is_there(pattern: str) -> None:
    assert list(ROOT.glob(pattern[1:]))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_function_may_give_a_whole_number_as_a_float(path: Path) -> None:
    """A compiled function that promises a float makes one of a whole number: 6 would be written 6.0."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.returns is not None]
    floats = {node.name for node in functions if node.returns is not None and ast.unparse(node.returns) == "float"}
    assert floats <= {"plausibility"}  # a quotient, or 1.0


def test_a_vocabulary_is_kept_from_start_to_start() -> None:
    again = pickle.loads(pickle.dumps(Vocabulary(["增", "增加"])))  # noqa: S301 - made right here
    assert (again.from_("增加了", 0, 3), again.up_to("增加", 2, 0), again.may_be_in("减")) == (2, 2, False)


def test_the_documents_of_the_proof_are_many_and_named_once() -> None:
    names = [name for name, _ in outputs.documents()]
    assert len(names) == len(set(names)) > 300


def test_a_digest_is_of_the_output() -> None:
    text = "修路的故事\n青石镇党委书记　张守田\n路修好了3公里。"
    assert outputs.digest(text.encode()) == outputs.digest(text.encode())
    assert outputs.digest(text.encode()) != outputs.digest(text.replace("3", "4").encode())
    assert outputs.digest(b"") != outputs.digest(b"\0\0\0")
