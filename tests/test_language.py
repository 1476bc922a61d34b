"""Help and messages in Chinese: every text of the program has a row of the catalogue, and the rows are used."""

import ast
import json
import re
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from typer.main import get_command

import speechx
from speechx import errors, language, models, rule_pages
from speechx.cli import main
from speechx.cli.app import COMMANDS, build
from speechx.cli.help import EXIT_CODES, Group, paragraphs, sections
from speechx.diagnostics import RULES
from speechx.language import catalogue, counted, missing, shape, translate
from speechx.layouts import labels
from speechx.lexicon import entries
from speechx.lexicon.models import LayoutEntry, UnitWords
from speechx.report import fields
from speechx.report.words import CHOICES, SAID

SOURCE = Path(speechx.__file__).parent
SAYERS = {"say", "note"}
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
OF_THE_SYSTEM = {"No space left on device", "Permission denied", "Is a directory", "No such file or directory"}
TITLES = ["Usage", "Examples", "Exit codes", "Arguments", "Options", "default", "required"]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*args: object, **environment: str) -> tuple[int, str, str]:
        for variable in language.VARIABLES:
            monkeypatch.setenv(variable, environment.get(variable, ""))
        code = main([str(arg) for arg in args])
        return code, *capfd.readouterr()

    return call


@pytest.fixture
def chinese() -> Iterator[None]:
    language.choose(["--lang", "zh"], {})
    yield
    language.choose([], {})


def commands(group: Any, above: Any = None) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - Typer's
    """Yield a group and all commands in it, each with its context."""
    context = group.make_context(group.name, [], parent=above, resilient_parsing=True)
    yield group, context
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, Group):
            yield from commands(command, context)
        else:
            yield command, command.make_context(name, [], parent=context, resilient_parsing=True)


def texts_of_help() -> set[str]:
    texts = {*TITLES, *(text for _, text in EXIT_CODES)}
    for command, context in commands(get_command(build())):
        texts.update(paragraphs(command.help or ""))
        texts.update(section.title for section in sections(command, context))
        texts.update(parameter.help for parameter in command.get_params(context) if getattr(parameter, "help", None))
    return texts


def templates(node: ast.AST) -> Iterator[str]:
    """Yield the texts that an expression may give; what is put into them stands as ``{x}``."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(part.value if isinstance(part, ast.Constant) else "{x}" for part in values)  # type: ignore[misc]
        case ast.IfExp(body=one, orelse=other):
            yield from templates(one)
            yield from templates(other)
        case ast.BinOp(left=left, right=right, op=ast.Add()):
            yield from (one + other for one in templates(left) for other in templates(right))


def texts_of_packs() -> set[str]:
    """Return what is said of the entries of packs."""
    found: set[str] = set()
    for name, first in (("checks", 1), ("packs", 2)):
        for node in ast.walk(ast.parse((SOURCE / "rules" / f"{name}.py").read_text("utf-8"))):
            parts: list[ast.expr] = []
            if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
                parts = node.value.elts
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_refuse":
                parts = node.args
            found.update(text for part in parts[first : first + 1] for text in templates(part))
    assert "{x} must be a list" in found
    return found - {"{x}", "{x}: {x}"}


def texts_of_messages() -> set[str]:
    """Return what the package says on standard error or raises for a person: literals and f-strings in its code."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", None))
                if name in ERRORS or name in SAYERS:
                    found.update(templates(node.args[0]))
    return {text for text in found if re.search(r"[a-z]{2}", text.replace("{x}", ""))}


def texts_of_page() -> set[str]:
    """Return what the page of ``speechx report`` says: in its template, in its script, of fields."""
    template, script = ((SOURCE / "report" / name).read_text("utf-8") for name in ("template.html", "report.js"))
    found = set(re.findall(r'\bt\("([^"]+)"', template))
    for one, many in re.findall(r'count\(.+, "(\w+)", "(\w+)"\)', template):
        found |= {one, many}
    (heads,) = re.findall(r"for head in \((.+)\)", template)
    found |= set(re.findall(r'"(\w+)"', heads))
    said = {text for text in SAID if f'"{text}"' in script}
    assert set(re.findall(r'\bt\("([^"]+)"', script)) <= said == set(SAID)
    return found | said | {*field_names(), *choices()}


def field_names() -> Iterator[str]:
    """Yield the keys of the cards."""
    for model in (models.Speech, models.Speaker, models.Heading, models.Figure, models.Term, models.Event):
        for name, found in model.model_fields.items():
            if not name.endswith(("_span", "_spans")) and name not in fields.LISTS:
                yield (found.alias or name).replace("_", " ")


def choices() -> Iterator[str]:
    """Yield the words of the program that fields hold."""
    for model in (models.Speech, models.Division, models.Heading, models.Figure, models.Event, models.Diagnostic):
        for name in {*CHOICES} & {*model.model_fields}:
            kinds = get_args(model.model_fields[name].annotation)
            for word in kinds + tuple(word for kind in kinds for word in get_args(kind)):
                if isinstance(word, str):
                    text = f"{name}: {word}"
                    yield word.replace("_", " ") if missing([text], "zh") else text
    yield from (entry.kind for entry in entries("units", "units", UnitWords) if entry.kind)


def test_every_label_has_a_row() -> None:
    """But for that of the body, which ``show`` leaves out."""
    found = {label for entry in entries("layouts", "layout", LayoutEntry) for label in labels(entry)}
    assert {"title", "speaker", "body"} <= found
    assert missing({*found, "outside", "furniture"} - {"body"}, "zh") == []


def test_every_text_about_packs_has_a_row() -> None:
    both = ([text, f"{text}{{x}}"] for text in texts_of_packs())  # a hint may stand behind it
    assert [one for one in both if len(missing(one, "zh")) == len(one)] == []


def test_every_text_of_the_page_has_a_row() -> None:
    assert missing(texts_of_page(), "zh") == []


def test_every_row_is_used() -> None:
    """A row for a text that the program does not say any more is a leftover; what libraries say stands in [usage]."""
    messages = texts_of_messages()
    behind = {f"{before}{text}" for text in messages for before in ("{x} ", "{x}: ", "{x}:{x}: ")}
    rules = {text for rule in RULES for text in (rule.message, rule.help, *said_on_pages(rule.name))}
    known = {shape(text) for text in (*texts_of_help(), *texts_of_page(), *messages, *behind, *rules)}
    code = "\0".join(literals())
    rows = {text for name, rows in language.sections("zh").items() if name != "usage" for text in rows}
    unused = {text for text in rows if shape(text) not in known and not said_somewhere(text, code)}
    assert unused - OF_THE_SYSTEM == set()


def said_on_pages(name: str) -> tuple[str, str, str]:
    page = rule_pages.page(name)
    return page.meaning, page.reason, page.advice


def literals() -> Iterator[str]:
    """Yield all texts in the code of the package."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def said_somewhere(text: str, code: str) -> bool:
    """Whether the pieces of a text stand in the code, or it is joined there of a number and a noun."""
    if counted := re.fullmatch(r"\{count\} ([a-z ]+?)(?:e?s)?", text):
        return counted[1] in code
    return all(piece.strip() in code for piece in re.split(r"\{\w+\}|(?<=[a-z]:) |(?<=,) ", text))


def test_every_text_of_help_has_a_row() -> None:
    assert missing(texts_of_help(), "zh") == []


def test_every_message_has_a_row() -> None:
    """A reason that is raised alone and put behind the name of a file has its row with the name."""
    lone = set(missing(texts_of_messages(), "zh"))
    behind = {text: [f"{{x}} {text}", f"{{x}}:{{x}}: {text}"] for text in lone}
    assert sorted(text for text, whole in behind.items() if len(missing(whole, "zh")) == len(whole)) == []


def test_every_diagnostic_has_a_row() -> None:
    texts = (text for rule in RULES for text in (rule.message, rule.help, *said_on_pages(rule.name)))
    assert missing(texts, "zh") == []


def test_the_collectors_collect() -> None:
    """The tests above compare with something: a few texts of each kind are among those found."""
    assert {"Print the JSON Schema of the output.", "Input", "Write JSON instead of text."} <= texts_of_help()
    assert {"standard input is closed", "is empty", "no division is called {x}"} <= texts_of_messages()
    assert missing(["no such text"], "zh") == ["no such text"]


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_translations_keep_the_names() -> None:
    exact, with_names = catalogue("zh")
    assert all(english and other for english, other in exact.items())
    for template in with_names:
        assert names(template.translation) == set(template.pattern.groupindex), template.translation


def test_diagnostics_are_translated_with_their_details(chinese: None) -> None:  # noqa: ARG001
    for rule in RULES:
        details = {name: f"<{name}>" for name in names(rule.message)}
        said = translate(rule.message.format(**details))
        assert re.search(r"[\u4e00-\u9fff]", said), rule.code
        assert all(detail in said for detail in details.values()), said


@pytest.mark.usefixtures("chinese")
def test_what_has_no_row_stays_english() -> None:
    assert translate("whatever 7") == "whatever 7"


@pytest.mark.usefixtures("chinese")
def test_names_of_files_are_no_words() -> None:
    assert translate("Output: no such file") == "Output：没有这个文件"
    assert translate("figures is a directory, not a file") == "figures 是目录，不是文件"
    assert translate("this speaker is read with doubt: surname-unknown") == "这位发言人的读法存疑：姓氏不认识"


@pytest.mark.usefixtures("chinese")
def test_what_is_counted() -> None:
    assert [counted(count, "speech") for count in (1, 1200)] == ["1 篇发言", "1,200 篇发言"]
    assert translate("there are 7 lines") == "there are 7 lines"


def test_summaries_in_chinese(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("青禾县柳溪镇党委书记　程远山\n去年清淤42公里，“六稳”都做到了。\n", encoding="utf-8")
    out = tmp_path / "page.json"
    assert run("parse", page, "-o", out, "-q")[0] == 0
    assert run("check", page, "--lang", "zh")[2] == "speechx: 1 个文档中：没有发现问题\n"
    assert run("validate", out, "--source", page, "--lang", "zh")[2] == "speechx: 无误: 1 个文档, 1 篇发言\n"
    shown = run("show", page, "--lang", "zh")[1].splitlines()
    assert shown[1] == "1 篇发言: 18 字, 1 个数字, 1 个提法"
    assert shown[-2:] == [
        "1   发言人 | 青禾县柳溪镇党委书记　|程远山|",
        "2          | 去年清淤{42公里}，“<六稳>”都做到了。",
    ]
    assert shown[3] == "标记: |姓名|  [小标题]  {数字}  <提法>  ! 请看这里"
    code, _, err = run("batch", page, tmp_path / "none.txt", "-o", tmp_path / "out", "--workers", 1, "--lang", "zh")
    assert code == 4
    assert re.sub("每秒 [0-9,]+", "每秒 9", err).splitlines() == [
        "speechx: 完成 1 个文档（每秒 9 个），跳过 0 个，失败 1 个",
        "speechx: 1 篇发言, 1 个数字",
        f"speechx: 失败：{tmp_path}/none.txt：没有这个文件",
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_every_command(run: Run, name: str) -> None:
    code, out, err = run(name, "--help", "--lang", "zh")
    assert (code, err) == (0, "")
    assert out.startswith(f"用法: speechx {name} ")
    assert "显示本说明后退出" in out


def test_messages_in_chinese(run: Run, tmp_path: Path) -> None:
    poem = tmp_path / "poem.txt"
    poem.write_text("春天来了。\n", encoding="utf-8")
    assert run("--lang", "zh", "parse", tmp_path / "other") == (3, "", f"speechx: {tmp_path}/other：没有这个文件\n")
    assert run("check", poem, "--lang=zh")[1] == f"{poem}:1:1: SX101 此文档中没有找到发言\n"
    assert run("prase", LANG="zh_CN.UTF-8")[2] == "speechx: 没有命令 'prase'。是否想用 'parse'？；见 'speechx --help'\n"
    code, out, err = run("parse", poem, SPEECHX_LANG="zh")
    assert (code, err) == (0, f"{poem}:1:1: SX101 此文档中没有找到发言\n")
    assert json.loads(out)["diagnostics"][0]["message"] == "no speech found in this document"


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LC_ALL": "zh_TW.UTF-8"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN"}, "en"),
        ({"LC_MESSAGES": "zh_CN", "LANG": "en_GB"}, "zh"),
        ({"LANG": "fr_FR"}, "en"),
        ({"SPEECHX_LANG": "en", "LC_ALL": "zh_CN"}, "en"),
        ({}, "en"),
    ],
)
def test_the_first_variable_that_is_set_tells(environment: dict[str, str], code: str) -> None:
    language.choose(["parse"], environment)
    assert language.chosen() == code
    language.choose(["parse", "--lang", "zh"], environment)
    assert language.chosen() == "zh"
    language.choose([], {})


def test_packs_are_judged_in_chinese(run: Run, tmp_path: Path) -> None:
    pack = tmp_path / "pack.toml"
    pack.write_text('[[roles.offices]]\nname = "place-head"\nwords = ["渠长", "("]\n', encoding="utf-8")
    listed = run("rules", "lint", pack, "--lang", "zh")[1].splitlines()
    assert f"{pack}:3:16: word: '(' 中有在模式里有特殊含义的字符" in listed
    assert run("figures", pack, "--rules", pack, "--lang", "zh") == (
        2, "", f"speechx: {pack}:3:16: '(' 中有在模式里有特殊含义的字符\n",
    )  # fmt: skip


def test_a_language_that_there_is_not(run: Run) -> None:
    code, out, err = run("parse", "x", "--lang", "fr")
    assert (code, out) == (2, "")
    assert "'fr' is not one of 'en', 'zh'" in err


def test_shapes() -> None:
    assert shape("{a}: {b}") == shape("{x}: {y}") != shape("{a}:{b}")
