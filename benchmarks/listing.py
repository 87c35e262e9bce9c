"""The application's list at many reports: bytes and seconds of the answers that its start page asks for.

    python -m benchmarks.listing --reports 1000 5000 10000

One sample is audited and copied under as many ids as wanted, each copy of another agency and with fingerprints of its own, so that
no time goes into auditing; a tenth of all findings is set aside. Prints a line a size: megabytes of the whole list, and the fastest
of five requests for the list, for the news when nothing has changed, and for the findings of one report.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import msgspec
from starlette.applications import Starlette
from starlette.testclient import TestClient

from extractor.auditing.baselines import Dismissal, write_entries
from extractor.web import messages
from extractor.web.api import Api
from extractor.web.app import routes
from extractor.web.jobs import Job, Jobs
from extractor.web.limits import Limits
from extractor.web.screens import Screens
from extractor.web.tasks import perform
from extractor.web.verdicts import Verdicts
from extractor.web.workspace import Workspace

SAMPLE = Path(__file__).resolve().parents[1] / "corpora" / "samples" / "yanchuan-2023.txt"
HEAD = "| reports | findings | list MB | list s | news s | findings of one s |\n|" + "---|" * 6
TIMES = 5


def audited(workspace: Workspace) -> tuple[messages.Document, messages.Summary]:
    """The sample and what is found in it."""
    with SAMPLE.open("rb") as file:
        digest, size = workspace.store(file)
    document = messages.Document(SAMPLE.name, digest, size, SAMPLE.suffix)
    answer = perform(messages.Audit(document, str(workspace.upload(digest)), str(workspace.report("0"))))
    if not isinstance(answer, messages.Audited):
        raise SystemExit(f"the sample could not be audited: {answer}")
    return document, answer.summary


def copies(document: messages.Document, summary: messages.Summary, count: int) -> list[Job]:
    """So many finished reports."""
    made = []
    for number in range(count):
        marks = tuple(msgspec.structs.replace(m, fingerprint=f"{int(m.fingerprint, 16) ^ number:016x}") for m in summary.marks)
        about = msgspec.structs.replace(summary, agency=f"{number}号{summary.agency}", marks=marks)
        named = msgspec.structs.replace(document, name=f"{number:05}/{document.name}")
        made.append(Job(f"{number:016x}", named, "done", number + 1, summary=about))
    return made


def fastest(client: TestClient, address: str) -> tuple[float, int]:
    """Seconds and bytes of an answer."""
    times, size = [], 0
    for _ in range(TIMES):
        start = time.perf_counter()
        answer = client.get(address)
        times.append(time.perf_counter() - start)
        size = len(answer.raise_for_status().content)
    return min(times), size


def measure(count: int, folder: Path) -> str:
    """The line of one size."""
    workspace = Workspace()
    try:
        made = copies(*audited(workspace), count)
        marks = [mark.fingerprint for job in made if job.summary for mark in job.summary.marks]
        (folder / "baseline.json").write_bytes(write_entries([Dismissal(mark, "口径不同", "") for mark in marks[::10]]))
        jobs = Jobs(workspace, Limits())
        jobs._jobs.update((job.id, job) for job in made)
        api = Api(workspace, jobs, Verdicts(folder / "baseline.json"), Limits())
        client = TestClient(Starlette(routes=routes(api, Screens(api))))
        whole, size = fastest(client, "/api/reports")
        news, _ = fastest(client, f"/api/events?since={count}")
        one, _ = fastest(client, f"/api/reports/{made[-1].id}/findings")
    finally:
        workspace.remove()
    return f"| {count} | {len(marks)} | {size / 1e6:.1f} | {whole:.3f} | {news:.3f} | {one:.3f} |"


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, nargs="+", default=[1000, 5000, 10000])
    print(HEAD)
    for count in parser.parse_args().reports:
        with tempfile.TemporaryDirectory() as folder:
            print(measure(count, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
