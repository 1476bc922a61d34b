"""``speechx batch`` on a Dask cluster that runs already, here in the threads of this process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from speechx.batch import dask
from speechx.cli import main

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")  # what a cluster leaves behind is its own

PAGE = "抓早抓实春耕\n\n青禾县柳河镇党委书记　甘若谷\n\n去年全镇增收2.9万元，比上年增长{}%。\n今年要再加一把劲。\n"


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Start a cluster; make pages in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    for index in range(20):
        Path(f"pages/{index:02}.txt").write_text(PAGE.format(index), encoding="utf-8")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tcp", dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_does_what_processes_do(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("pages/empty.txt").write_bytes(b"")
    assert main(["batch", "pages", "-o", "cluster", "--engine", "dask", "--scheduler", address]) == 4
    assert capsys.readouterr().err.splitlines()[-1] == "speechx: failed: pages/empty.txt is empty"
    assert main(["batch", "pages", "-o", "local", "--workers", "1"]) == 4
    names = sorted(path.name for path in Path("local").glob("*.json"))
    assert len(names) == 20
    for name in names:
        assert (Path("cluster") / name).read_bytes() == (Path("local") / name).read_bytes()
    assert sorted(path.name for path in Path("cluster").glob("*.json")) == names


def test_a_cluster_that_does_not_answer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(dask, "_PATIENCE", 0.5)
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    args = ["batch", "page.txt", "-o", "out", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"]
    assert main(args) == 3
    assert capsys.readouterr().err.startswith("speechx: no Dask scheduler answers at tcp://127.0.0.1:9")
