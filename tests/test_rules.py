"""Rule packs: how they are read, checked and put in force."""

import contextlib
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import speechx
from speechx.errors import RulesError
from speechx.rules import checks, in_force, packs
from speechx.rules.arrays import ARRAYS, built_in

PACK = r"""
[[roles.offices]]  # one more word of a group
name = "party-secretary"
words = ["榜首书记"]
hits = ["党委榜首书记"]

[[measures.measure]]
kind = "count"
words = ["箩筐"]
hits = ["3箩筐"]
misses = ["箩筐里"]

[[furniture.pattern]]
name = "stamp"
pattern = '\[收文[0-9]{1,6}号\]'
hits = ["[收文37号]"]
misses = ["收文37号"]
"""
PAGE = "让一条河流回村庄\n安吉县天荒坪镇榜首书记　岑望舒\n　　去年收笋30箩筐，铺设管网48.6公里。\n[收文37号]\n"

PIECES = (
    "[[roles.words]]\n", "[[roles.overlaps]]\n", "[[measures.measure]]\n", "[[furniture.pattern]]\n",
    "name = 'deputy'\n", "name = '甲'\n", "kind = 'count'\n", "words = ['副']\n", "words = ['，']\n", "words = []\n",
    "hits = ['甲']\n", "misses = []\n", "pattern = '甲|乙'\n", "pattern = '(甲+)+'\n", "places = ['市']\n",
    "bodies = ['市委']\n", "factor = '10'\n", "dimension = '元'\n", "=", "[", '"""', "'", "\n",
)  # fmt: skip

Write = Callable[[str], str]


@pytest.fixture
def pack(tmp_path: Path) -> Write:
    def write(text: str) -> str:
        path = tmp_path / "pack.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def said(*paths: str) -> str:
    """Return what keeps packs from being loaded, without the name of the file."""
    with pytest.raises(RulesError) as error:
        packs.load(paths)
    return str(error.value).removeprefix(f"{paths[-1]}:")


def test_words_measures_and_patterns_of_a_pack_count(pack: Write) -> None:
    """What a pack adds is read as if it stood in the lexicon, and nothing of it stays behind."""
    plain = speechx.parse(PAGE)
    rules = speechx.rules_hash()
    packs.load([pack(PACK)])
    assert speechx.rules_hash() != rules
    document = speechx.parse(PAGE)
    (speech,) = document.speeches
    assert speech.speakers[0].role == "榜首书记"
    assert [figure.text for figure in speech.figures] == ["30箩筐", "48.6公里"]
    assert "收文" not in speech.text
    in_force.put([])
    assert speechx.rules_hash() == rules
    assert speechx.parse(PAGE) == plain != document


def test_a_pack_can_be_sent_to_another_process(pack: Write) -> None:
    packs.load([pack(PACK)])
    rules = speechx.rules_hash()
    sent = pickle.dumps(in_force.packs())
    in_force.put([])
    in_force.put(pickle.loads(sent))  # noqa: S301 - made here
    assert speechx.rules_hash() == rules


def test_a_pack_can_add_to_what_another_adds(tmp_path: Path) -> None:
    unit = (
        '[[units.units]]\nname = "reed-works"\nkind = "company"\nwords = ["%s"]\nhits = ["青禾%s"]\nmisses = ["芦"]\n'
    )
    for name, word in (("a", "苇编社"), ("b", "苇画社")):
        (tmp_path / name).write_text(unit % (word, word), encoding="utf-8")
    packs.load([str(tmp_path / "a"), str(tmp_path / "b")])
    (tmp_path / "b").write_text((unit % ("苇画社", "苇画社")).replace("company", "school"), encoding="utf-8")
    message = said(str(tmp_path / "a"), str(tmp_path / "b"))
    assert message == "3:1: reed-works has kind 'company'; a pack cannot change it"


PATTERN = "[[furniture.pattern]]\nname = '%s'\npattern = '%s'\nhits = []\nmisses = []\n"
WORDS = "[[roles.words]]\nname = '%s'\nwords = %s\n"
REFUSED = {
    "x = ": "1:5: Invalid value",
    "[roles\n": "1:7: Expected ']' at the end of a table declaration",
    "\n [rolls]": "2:2: no lexicon file for packs is called rolls; did you mean roles?",
    "\n[roles" + ".a" * 99999 + "]": "2:2: too many keys are joined by dots",
    "a = " + "[" * 9999: "1:1: the arrays are nested too deeply",
    "roles = 1": "1:1: roles must be a table of arrays, such as [[roles.words]]",
    "[[roles.office]]": "1:1: packs add nothing to roles.office; did you mean offices?",
    "\n\n[[clues.pattern]]": "3:1: no lexicon file for packs is called clues",
    "[roles]\nwords = 3": "2:1: roles.words must be tables: [[roles.words]]",
    "[[roles.words]]\nnames = 'deputy'": "2:1: roles.words knows no key names; did you mean name?",
    WORDS % ("deputys", "[]"): "2:1: no rule asks for a group deputys of roles.words; did you mean deputy?",
    WORDS % ("deputy", "'副'"): "3:1: words must be a list",
    WORDS % ("deputy", "[1]"): "3:1: words: Input should be a valid string",
    WORDS % ("deputy", "[\n'甲', '']"): "4:6: a word has 1 to 60 characters",
    WORDS % ("deputy", "['(a+)+']"): "3:10: '(a+)+' holds a character that is special in patterns",
    "[[amounts.words]]\nname = 'than'\nwords = ['较']": "3:1: the words of than are fixed: each has a part of its own",
    "[[roles.offices]]\nname = 'party-secretary'\nrank = 'staff'":
        "3:1: party-secretary has rank 'head'; a pack cannot change it",
    "[[roles.offices]]\nname = 'party-secretary'\nwords = ['镇长']":
        "3:10: 镇长 means something else already: roles.offices place-head",
    "[[measures.measure]]\nkind = 'count'\nwords = ['元']\nhits = []":
        "3:10: 元 means something else already: measures.measure money",
    "[[measures.measure]]\nkind = 'number'\nwords = ['筐']\nhits = []": "2:1: kind: Input should be",
    PATTERN % ("editor", "a"): "2:1: furniture.pattern has an entry editor already",
    PATTERN % ("a", "("): "3:1: no regular expression: missing )",
    PATTERN % ("a", "a" * 5000): "3:1: the pattern is longer than 4000 characters",
    PATTERN % ("a", "(" * 1500 + ")" * 1500): "3:1: no regular expression: ",
    PATTERN % ("a", "(?r)甲"): "3:1: the pattern sets a flag other than i, m, s and x",
    PATTERN % ("a", "(?:甲)?"): "3:1: the pattern can match nothing at all, and so everywhere",
    PATTERN % ("a", "(a+)+"): "3:1: dangerous pattern: nested repeats",
    PATTERN % ("a", r"\L<words>"): "3:1: no regular expression: ",
    "[[headings.style]]\nname = 'a'\npattern = 'a'\nhits = []\nmisses = []":
        "3:1: the pattern of a style needs a group n",
    "[[measures.measure]]\nkind = 'count'\nfactor = '0'\nwords = ['筐']\nhits = []": "3:1: factor: Input should be",
    "[[roles.overlaps]]\nname = 'a'\nplaces = ['']\nbodies = []\nhits = []": "3:11: a word has 1 to 60 characters",
    "[[layouts.layout]]\nname = 'a'\npattern = 'titel body+'\nexample = ''":
        "3:1: no rule votes for a label titel; did you mean title?",
    "[[layouts.layout]]\nname = 'a'\npattern = 'body*'\nexample = ''":
        "3:1: layout a: the pattern needs a label that must stand",
}  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_what_may_not_be_is_refused_with_its_place(pack: Write, text: str) -> None:
    assert said(pack(text)).startswith(REFUSED[text])
    assert in_force.packs() == ()


def test_a_pack_that_cannot_be_read(tmp_path: Path, pack: Write) -> None:
    missing = str(tmp_path / "none.toml")
    assert said(missing) == f"{missing} cannot be read: No such file or directory"
    path = pack("# " + "x" * packs.MOST_BYTES)
    assert said(path) == f"{path} is larger than {packs.MOST_BYTES} bytes"
    Path(path).write_bytes("a = 1\nb = '江".encode() + b"\xff'")
    assert said(path) == "2:7: TOML is UTF-8, and this is not"


def test_all_entries_of_the_package_have_the_shape_that_packs_have() -> None:
    for (file, array), allowed in ARRAYS.items():
        assert built_in(file, array)
        assert all(allowed.load().model_validate(entry) for entry in built_in(file, array))


def test_each_check_has_a_name_of_its_own() -> None:
    names = [name for name, _, _ in checks.CHECKS]
    assert len(set(names)) == len(names)


def test_the_hash_of_the_rules_does_not_depend_on_where_the_package_is(tmp_path: Path) -> None:
    home = Path(speechx.__file__).parent
    shutil.copytree(home, tmp_path / "speechx", ignore=shutil.ignore_patterns("__pycache__"))
    code = "import speechx, sys; print(speechx.rules_hash(), 'pydantic' in sys.modules, speechx.__file__)"
    moved = subprocess.run(  # the copies have other paths and dates
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout.split()
    assert moved[2].startswith(str(tmp_path))
    assert moved[:2] == [speechx.rules_hash(), "False"]
    assert len(moved[0]) == 64
    with (tmp_path / "speechx" / "lexicon" / "terms.toml").open("a") as lexicon:
        lexicon.write("\n")
    changed = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert changed.stdout.split()[0] != moved[0]


@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_whatever_a_pack_says_it_is_loaded_or_refused(pack: Write, text: str) -> None:
    """What is loaded can be used: the engine reads a page with it."""
    with contextlib.suppress(RulesError):
        packs.load([pack(text)])
        assert speechx.parse(PAGE).blocks
