"""``speechx batch`` as a process to which things happen: after a resume its outputs are those of an undisturbed run."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from speechx.batch.manifest import FILE

COMMAND = [sys.executable, "-m", "speechx", "batch", "pages", "-q"]
PAGE = (
    "春耕座谈会发言摘登\n\n抓早抓实春耕\n\n青禾县柳河镇党委书记　甘若谷\n\n"
    "去年全镇增收2.9万元，比上年增长{}%。\n今年要再加一把劲。\n"
)
DOCUMENTS = 40
KILLS = 10
SHARDS = ("-f", "jsonl", "--shard-size", "4")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make pages, and what undisturbed runs make of them."""
    home = tmp_path_factory.mktemp("faults")
    (home / "pages").mkdir()
    for index in range(DOCUMENTS):
        (home / "pages" / f"{index:03}.txt").write_text(PAGE.format(index) * (1 + index % 3), encoding="utf-8")
    call(home, "-o", "single", "--workers", "1")
    call(home, "-o", "shards", "--workers", "1", *SHARDS)
    return home


def call(home: Path, *args: str, code: int = 0) -> list[str]:
    """Run to the end; return the lines of standard error."""
    done = subprocess.run([*COMMAND, *args], cwd=home, capture_output=True, text=True, check=False, timeout=120)
    assert "Traceback" not in done.stderr
    assert done.returncode == code, done.stderr
    return done.stderr.splitlines()


def held(folder: Path) -> dict[str, bytes]:
    """Return the outputs of a folder, whatever else lies there."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in paths
        if not path.name.startswith(FILE) and ".speechx" not in path.parts
    }


@contextmanager
def start(home: Path, *args: str) -> Iterator["subprocess.Popen[str]"]:
    """Start a run that does not outlive the test."""
    with subprocess.Popen([*COMMAND, *args], cwd=home, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def wait(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def workers_of(process: "subprocess.Popen[str]") -> list[psutil.Process]:
    """Return the processes that work: those that the server forked."""
    children = psutil.Process(process.pid).children()
    return [worker for server in children for worker in server.children()]


@pytest.mark.parametrize("form", [(), SHARDS])
def test_workers_are_one_or_many(home: Path, form: tuple[str, ...]) -> None:
    out = f"two{len(form)}"
    call(home, "-o", out, "--workers", "2", *form)
    assert held(home / out) == held(home / ("shards" if form else "single"))
    assert len(held(home / out)) == (DOCUMENTS // 4 if form else DOCUMENTS)


def test_a_worker_is_killed(home: Path) -> None:
    with start(home, "-o", "worker", "--workers", "2") as process:
        wait(lambda: held(home / "worker"))
        workers = workers_of(process)
        if not workers:
            pytest.skip("the run was over before a worker could be killed")
        with suppress(psutil.NoSuchProcess):
            workers[0].kill()
        _, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (0, "")
    assert held(home / "worker") == held(home / "single")


@pytest.mark.parametrize("form", [(), SHARDS])
def test_the_run_is_killed_again_and_again(home: Path, form: tuple[str, ...]) -> None:
    moments = random.Random(7)  # noqa: S311 - no secret
    out, whole = f"killed{len(form)}", held(home / ("shards" if form else "single"))
    orphans: list[psutil.Process] = []
    for _ in range(KILLS // 2):
        with start(home, "-o", out, "--workers", "2", "--resume", *form) as process:
            have = len(held(home / out))
            if moments.random() < 0.8:  # mostly when it is at work, sometimes before
                wait(lambda: len(held(home / out)) > have or process.poll() is not None)  # noqa: B023
            time.sleep(moments.random() / 50)
            orphans += psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
            process.kill()
        found = held(home / out)
        assert found.items() <= whole.items()  # what is there is whole
    call(home, "-o", out, "--resume", *form)
    assert held(home / out) == whole
    assert not psutil.wait_procs(orphans, timeout=20)[1]


def test_a_document_that_takes_too_long(home: Path) -> None:
    (home / "slow").mkdir()
    (home / "slow" / "b.txt").write_text(PAGE.format(1) * 60_000, encoding="utf-8")
    (home / "slow" / "a.txt").write_text(PAGE.format(1), encoding="utf-8")
    (home / "slow" / "c.txt").write_text(PAGE.format(1), encoding="utf-8")
    args = [*COMMAND[:-2], "slow", "-o", "timed", "--workers", "1", "--timeout", "1"]
    done = subprocess.run(args, cwd=home, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 4
    assert "speechx: failed: slow/b.txt takes longer than 1 s (--timeout)" in done.stderr.splitlines()
    assert sorted(held(home / "timed")) == ["a.txt.json", "c.txt.json"]
    done = subprocess.run([*args, "--resume"], cwd=home, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 4  # it is not tried again unless that is asked for
    assert done.stderr.splitlines()[0].endswith("3 skipped, 0 failed")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit the address space")
def test_a_document_that_needs_too_much_memory(home: Path) -> None:
    (home / "large").mkdir()
    (home / "large" / "b.txt").write_text(PAGE.format(1) * 250_000, encoding="utf-8")
    (home / "large" / "a.txt").write_text(PAGE.format(1), encoding="utf-8")
    args = [
        *COMMAND[:-2],
        "large",
        "-o",
        "limited",
        "--workers",
        "1",
        "--max-memory",
        "300",
        "--max-bytes",
        "64000000",
    ]
    done = subprocess.run(args, cwd=home, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 4
    wanted = "speechx: failed: large/b.txt needs more memory than a worker may have (--max-memory)"
    assert wanted in done.stderr.splitlines()
    assert sorted(held(home / "limited")) == ["a.txt.json"]


@pytest.fixture
def disk(home: Path) -> Iterator[Path]:
    """Mount a small disk."""
    disk = home / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(disk)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk, and not everywhere")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)  # noqa: S607 - found as mount was


def test_a_full_disk(home: Path, disk: Path) -> None:
    error = call(home, "-o", "disk/out", code=3)
    assert len(error) == 1
    assert error[0].endswith(("No space left on device", "database or disk is full", "disk I/O error"))
    assert held(disk / "out").items() <= held(home / "single").items()
    subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)  # noqa: S607 - found as mount was
    call(home, "-o", "disk/out", "--resume")
    assert held(disk / "out") == held(home / "single")


def test_a_file_that_must_not_grow(home: Path) -> None:
    """A limit of the size of files stands for a quota."""
    limit = max(map(len, held(home / "single").values())) - 100

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    args = [*COMMAND, "-o", "quota"]
    done = subprocess.run(
        args,
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited,
        timeout=60,
    )
    assert done.returncode == 3, done.stderr
    assert len(done.stderr.splitlines()) == 1
    call(home, "-o", "quota", "--resume")
    assert held(home / "quota") == held(home / "single")


def test_interruption_ends_all(home: Path) -> None:
    with start(home, "-o", "interrupted", "--workers", "2") as process:
        wait(lambda: held(home / "interrupted"))
        family = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (130, "")
    assert not psutil.wait_procs(family, timeout=20)[1]
    call(home, "-o", "interrupted", "--resume")
    assert held(home / "interrupted") == held(home / "single")


def working(process: "subprocess.Popen[str]") -> list[psutil.Process]:
    """Return the processes of the workers of a cluster that a run has started."""
    children = psutil.Process(process.pid).children(recursive=True)
    return [one for one in children if "spawn_main" in str(one.cmdline())]


def test_a_dask_worker_is_killed(home: Path) -> None:
    """The cluster is our own, of this machine; what Dask tries again comes to the same."""
    pytest.importorskip("distributed")
    args = ("-o", "dask", "--engine", "dask", "--workers", "2")
    with start(home, *args) as process:
        wait(lambda: held(home / "dask") or process.poll() is not None)
        workers = working(process)
        if not workers:
            pytest.skip("the run was over before a worker could be killed")
        with suppress(psutil.NoSuchProcess):
            workers[-1].kill()
        process.communicate(timeout=100)
    assert process.returncode == 0
    assert held(home / "dask") == held(home / "single")
