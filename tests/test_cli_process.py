"""The command as a process of its own: pipes, signals, locales, and no traceback anywhere."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "speechx"]
SCRIPT = Path(sys.executable).with_name("speechx")
PAGE = (
    "春耕座谈会发言摘登\n\n抓早抓实春耕\n\n青禾县柳河镇党委书记　甘若谷\n\n"
    "去年全镇增收2.9万元，比上年增长9.3%。\n今年要再加一把劲。\n"
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes and signals of POSIX")


def call(*args: object, data: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [*COMMAND, *map(str, args)], input=data, capture_output=True, check=False, env=os.environ | env, timeout=60
    )
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    return done


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_the_script_is_the_module() -> None:
    done = subprocess.run([SCRIPT, "--version"], capture_output=True, check=True)
    assert done.stdout == call("--version").stdout


def test_stdin_to_stdout(page: Path) -> None:
    done = call("parse", "-", data=PAGE.encode("gb18030"))
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["source"]["encoding"] == "gb18030"
    assert json.loads(done.stdout)["speeches"] == json.loads(call("parse", page).stdout)["speeches"]


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_output_is_utf_8_in_any_locale(page: Path, locale: str) -> None:
    done = call("parse", page, "-f", "csv", LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0
    assert "甘若谷" in done.stdout.decode()
    missing = call("parse", page.with_name("春.txt"), LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert missing.returncode == 3
    assert len(missing.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "command",
    [
        "parse {0} {0} {0} -f jsonl",
        "explain {0}",
        "--help",
        "parse --help",
        "--version",
        "schema",
        "check {0} -f sarif",
        "rule",
        "show {0}",
        "places 鼓楼区",
    ],
)
def test_a_closed_pipe_is_silent_and_fine(page: Path, command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    args = command.format(page).split()
    with subprocess.Popen([*COMMAND, *args], stdout=writer, stderr=subprocess.PIPE) as process:
        os.close(writer)
        _, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (0, b"")


def test_head_takes_one_line(page: Path) -> None:
    line = f"set -o pipefail; {sys.executable} -m speechx parse {' '.join([str(page)] * 300)} -f csv | head -1"
    done = subprocess.run(["/bin/bash", "-c", line], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"document,")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("args", [["--version"], ["schema"], ["--help"], ["figures", "-"], ["places", "鼓楼区"]])
def test_a_full_disk_is_one_line(args: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *args], stdout=full, stderr=subprocess.PIPE, input="三成".encode(), check=False
        )
    assert done.returncode == 3
    assert done.stderr == b"speechx: standard output cannot be written: No space left on device\n"


def test_interruption_is_silent(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    args = [*COMMAND, "parse", "-", "-o", str(out)]
    with subprocess.Popen(args, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        while not list(tmp_path.iterdir()):  # the temporary file stands once the command waits for its input
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (130, b"")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["none.txt", "empty.txt", "binary.txt", "cut.txt", "."])
def test_what_cannot_be_read_is_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    (tmp_path / "cut.txt").write_bytes("增长".encode()[:-1])
    done = call("parse", tmp_path / name)
    assert (done.returncode, done.stdout) == (3, b"")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(b"speechx: ")


def test_colour_is_for_those_who_want_it() -> None:
    assert b"\x1b[" not in call("--help").stdout
    assert b"\x1b[" in call("--help", FORCE_COLOR="1").stdout
    assert b"\x1b[3" not in call("--help", NO_COLOR="1", FORCE_COLOR="1").stdout
