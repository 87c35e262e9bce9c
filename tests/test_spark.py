"""The same corpus through a real standalone Spark cluster on this machine: the same rows as the local run."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from store_corpora import texts

pytest.importorskip("pyarrow")

from pyarrow import parquet

from extractor.batch.runs import Plan, run
from extractor.store.columns import TABLES
from extractor.store.schemas import table_schemas

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark is not installed"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed"),
]

DRIVER = """
import sys
from pathlib import Path
from pyspark.sql import SparkSession
from extractor.batch.spark import write_tables

master, source, out = sys.argv[1:]
spark = (
    SparkSession.builder.master(master).appName("gouji")
    .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.sql.execution.arrow.maxRecordsPerBatch", "64").config("spark.ui.enabled", "false")
    .config("spark.executor.memory", "512m").config("spark.sql.shuffle.partitions", "2")
    .getOrCreate()
)
paths = sorted(str(p) for p in Path(source).iterdir())
documents = spark.createDataFrame([(p, bytearray(Path(p).read_bytes())) for p in paths], "path string, content binary")
write_tables(documents.repartition(3), Path(out).as_uri())
spark.stop()
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(page: str, words: str, process: subprocess.Popen[bytes]) -> None:
    """Until a page of Spark's own says something."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, "Spark ended"
        try:
            with urllib.request.urlopen(page, timeout=5) as answer:
                if words in answer.read().decode("utf-8"):
                    return
        except OSError:
            pass
        time.sleep(0.3)
    pytest.fail(f"{page} does not say {words}")


@pytest.fixture
def master(tmp_path: Path) -> Iterator[str]:
    """The address of a master with one worker, both on the loopback, both gone afterwards."""
    home = Path(next(iter(find_spec("pyspark").submodule_search_locations)))  # type: ignore[union-attr,arg-type]
    environment = os.environ | {
        "SPARK_HOME": str(home), "SPARK_LOCAL_IP": HOST, "SPARK_WORKER_DIR": str(tmp_path / "work"),
        "PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable, "SPARK_DAEMON_MEMORY": "256m",
    }  # fmt: skip
    port, page, worker_page = free_port(), free_port(), free_port()
    address = f"spark://{HOST}:{port}"
    start = str(home / "bin" / "spark-class")
    master = [start, "org.apache.spark.deploy.master.Master", "--host", HOST, "--port", str(port), "--webui-port", str(page)]
    worker = [start, "org.apache.spark.deploy.worker.Worker", "--host", HOST, "--webui-port", str(worker_page), "-c", "2", "-m", "1g", address]
    running = []
    with (tmp_path / "spark.log").open("wb") as log:
        try:
            for command, words in ((master, "ALIVE"), (worker, '"aliveworkers" : 1')):
                running.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))
                wait_for(f"http://{HOST}:{page}/json/", words, running[-1])
            yield address
        finally:
            for process in reversed(running):
                process.terminate()
                process.wait(30)


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table, whatever files they are in, in an order of their own."""
    names = table_schemas()[table].names
    found = [row for part in sorted((folder / table).glob("*.parquet")) for row in parquet.read_table(part, partitioning=None).to_pylist()]
    assert all(list(row) == names for row in found)
    return sorted(found, key=lambda row: (row["report"], row.get("position", 0)))


def test_a_cluster_writes_the_same_rows(tmp_path: Path, master: str) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name, text in texts(20):
        (source / name).write_text(text, "utf-8")
    (source / "broken.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<<")
    (source / "empty.txt").write_bytes(b"")
    tally = run([str(source)], tmp_path / "store", Plan(rules="0" * 32))
    assert tally.read == 22
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": HOST}
    command = [sys.executable, "-c", DRIVER, master, str(source), str(tmp_path / "spark")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    for table in TABLES:
        ours = rows(tmp_path / "store", table)
        assert ours or table in {"findings"}
        assert rows(tmp_path / "spark", table) == ours, table
