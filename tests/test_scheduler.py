"""Building on a Dask cluster: a real one on this machine, one of whose workers is killed in the middle."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client, LocalCluster
from tests.test_following_inputs import after, before, fresh
from tests.test_identity import Desk

import newsweave
from newsweave import Extractor, partitions
from newsweave.graph.review.decisions import Decision, add_decisions
from newsweave.graph.store.folder import DECISIONS_FILE
from newsweave.ontology.errors import WorkerError

EXAMPLES = Path(__file__).parent.parent / "examples" / "news"


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    running = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50)  # type: ignore[no-untyped-call]
    with running:
        yield running


@pytest.fixture(autouse=True)
def small_partitions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partitions, "_FILES", 4)


def bytes_of(graph: Path, folder: Path) -> bytes:
    with newsweave.open(graph) as kg:
        kg.export(folder / "all.nq")
    return (folder / "all.nq").read_bytes()


def test_the_graph_is_that_of_one_process_although_a_worker_is_killed(
    cluster: LocalCluster, tmp_path: Path, examples_graph: Path
) -> None:
    killed: list[int] = []

    def kill() -> None:
        while not any((tmp_path / "KG" / "parts").glob("*.nq")):
            time.sleep(0.01)
        with Client(cluster.scheduler_address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            worker, pid = next(iter(client.run(os.getpid).items()))
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)
            assert worker

    killer = threading.Thread(target=kill)
    killer.start()
    report = newsweave.build(EXAMPLES, tmp_path / "KG", scheduler=cluster.scheduler_address)
    killer.join()
    assert killed
    assert (report.read, report.errors) == (24, [])
    assert bytes_of(tmp_path / "KG", tmp_path) == bytes_of(examples_graph, tmp_path)
    assert not any((tmp_path / "KG" / "parts").glob("*.nq"))  # the graph holds it now

    again = newsweave.build(EXAMPLES, tmp_path / "KG", scheduler=cluster.scheduler_address)
    assert (again.read, again.unchanged, again.repeated) == (0, 24, 0)


def test_what_a_stopped_build_had_done_is_not_done_again(
    cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(report: object, document: object) -> None:
        raise KeyboardInterrupt

    parts = tmp_path / "parts"
    with pytest.raises(KeyboardInterrupt):
        newsweave.build(EXAMPLES, tmp_path / "KG", scheduler=cluster.scheduler_address, parts=parts, on_document=stop)
    before = {path: path.stat().st_mtime_ns for path in parts.glob("*.json")}
    assert before
    report = newsweave.build(EXAMPLES, tmp_path / "KG", scheduler=cluster.scheduler_address, parts=parts)
    assert report.read + report.unchanged == 24
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_problems_and_repeated_documents_are_reported_as_by_one_process(cluster: LocalCluster, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    example = sorted(EXAMPLES.iterdir())[0]
    for name in ("a.txt", "b.txt", "c.txt", "d.txt", "e.txt"):  # five in two partitions
        shutil.copy(example, news / name)
    (news / "broken.txt").write_bytes(b"GIF89a\0\1")
    (news / "french.txt").write_text("La banque a annoncé lundi le rachat de la société, qui compte dix agences.\n" * 3)
    inputs: list[str | Path] = [news, tmp_path / "missing.txt", "-"]
    here = newsweave.build(inputs[:2], tmp_path / "here")
    there = newsweave.build(inputs, tmp_path / "there", scheduler=cluster.scheduler_address)
    assert [str(e) for e in there.errors] == [
        f"{news}/broken.txt: a binary file, not text",
        f"{tmp_path}/missing.txt: no such file or folder",
        "standard input: cannot be read by other machines",
    ]
    assert sorted(map(str, here.errors)) == sorted(map(str, there.errors))[:2]
    assert (there.read, there.repeated, there.foreign) == (here.read, here.repeated, here.foreign) == (1, 4, 1)


def test_how_sure_a_statement_must_be_is_part_of_what_a_partition_is(cluster: LocalCluster, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kestrin Bank acquired Corvex Group in 2021.", "utf-8")
    counts = []
    for least in (1.0, 0.0, 1.0, None):  # None: as the graph remembers
        report = newsweave.build(
            tmp_path / "a.txt", tmp_path / "KG", scheduler=cluster.scheduler_address, min_confidence=least
        )
        counts.append((report.read, report.statements, report.unsure))
    assert counts == [(1, 0, 1), (1, 1, 0), (1, 0, 1), (0, 0, 0)]
    assert report.reused == ["--min-confidence 1.0"]


@pytest.mark.parametrize(
    "address",
    ["", "x", "tcp://", "tcp://127.0.0.1", "tcp://[::1]:x", "tcp://a\nb:1", "http://127.0.0.1:8786", "tcp://h:99999"],
)
def test_what_is_no_address_of_a_scheduler_is_one_line(tmp_path: Path, address: str) -> None:
    with pytest.raises(
        WorkerError, match=r"no address of a Dask scheduler; it looks like tcp://10\.0\.0\.1:8786"
    ) as error:
        newsweave.build(EXAMPLES, tmp_path / "KG", scheduler=address)
    assert "\n" not in str(error.value)


def test_no_scheduler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsweave.scheduler._SECONDS", 1)
    with pytest.raises(WorkerError, match=r"tcp://127\.0\.0\.1:9: no scheduler answers there"):
        newsweave.build(EXAMPLES, tmp_path / "KG", scheduler="tcp://127.0.0.1:9")
    with pytest.raises(TypeError, match="need a folder for parts"):
        newsweave.build(EXAMPLES, store="http://127.0.0.1:9/store", scheduler="tcp://127.0.0.1:9")


def test_a_result_that_was_cut_off_is_not_stored(cluster: LocalCluster, tmp_path: Path) -> None:
    def stop(report: object, document: object) -> None:
        raise KeyboardInterrupt

    kg, parts = tmp_path / "KG", tmp_path / "parts"
    with pytest.raises(KeyboardInterrupt):
        newsweave.build(EXAMPLES, kg, scheduler=cluster.scheduler_address, parts=parts, on_document=stop)
    shutil.rmtree(kg)
    for data in parts.glob("*.nq"):
        lines = data.read_bytes().splitlines(keepends=True)
        data.write_bytes(b"".join(lines[:-20]))
    with pytest.raises(WorkerError, match="is not what its manifest says"):
        newsweave.build(EXAMPLES, kg, scheduler=cluster.scheduler_address, parts=parts)


def test_what_failed_for_want_of_a_library_is_tried_again(cluster: LocalCluster, tmp_path: Path) -> None:
    news, kg = tmp_path / "news", tmp_path / "KG"
    news.mkdir()
    shutil.copy(sorted(EXAMPLES.iterdir())[0], news / "a.txt")
    assert newsweave.build(news, kg, scheduler=cluster.scheduler_address).errors == []
    [manifest] = (kg / "parts").glob("*.json")
    text = "a.pdf: reading PDF needs an extra: pip install 'newsweave[documents]'"
    problem = {"text": text, "foreign": False, "file": str(news / "a.pdf"), "whole": True, "before": 1}
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"problems": [problem]}))
    report = newsweave.build(news, kg, scheduler=cluster.scheduler_address)
    assert (report.errors, report.unchanged) == ([], 1)


def test_a_cluster_follows_inputs_and_decisions(cluster: LocalCluster, tmp_path: Path, loaded: Extractor) -> None:
    desk = Desk(tmp_path, loaded)
    before(desk)
    newsweave.build(desk.inbox, desk.graph, scheduler=cluster.scheduler_address)
    assert desk.exported() == fresh(desk)
    rejected = Decision(decision="reject", subject="kestrin-bank", object="larch-ventures")
    add_decisions(desk.graph / DECISIONS_FILE, [rejected])
    after(desk)
    (desk.inbox / "b.txt").rename(desk.inbox / "moved.txt")
    newsweave.build(
        desk.inbox, desk.graph, scheduler=cluster.scheduler_address, sync=True, confirm=lambda gone, held: True
    )
    assert "inbox/b.txt" in desk.ids()
    (desk.inbox / "moved.txt").rename(desk.inbox / "b.txt")
    newsweave.build(desk.inbox, desk.graph, scheduler=cluster.scheduler_address)
    assert desk.exported() == fresh(desk)
    assert not any(target == "Larch Ventures" for *_, target in desk.facts())
