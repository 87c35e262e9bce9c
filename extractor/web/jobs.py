"""Uploads waiting, at work and done: one thread hands them to the auditing process one by one.

A document is known by an id made of its name and its bytes: the same one again is one report audited anew.
"""

from __future__ import annotations

import hashlib
import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from extractor.web import messages
from extractor.web.children import Child, Died, TooSlow
from extractor.web.limits import Limits
from extractor.web.workspace import RECORD, Workspace

State = Literal["queued", "running", "done", "failed", "opened"]
#: What people wait for goes before what is queued; the end goes before all.
END, FIRST, LATER = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Job:
    """One upload or one document of it. ``number`` grows with every change, ``note`` is a Chinese sentence."""

    id: str
    document: messages.Document
    state: State
    number: int = 0
    note: str = ""
    summary: messages.Summary | None = None


@dataclass(order=True, slots=True)
class _Work:
    rank: int
    number: int
    act: Callable[[], None] = field(compare=False)


class Jobs:
    """All jobs of one run, in the order in which they came."""

    def __init__(self, workspace: Workspace, limits: Limits) -> None:
        self._workspace, self._limits = workspace, limits
        self._child = Child()
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._numbers = itertools.count(1)
        self._queue: queue.PriorityQueue[_Work] = queue.PriorityQueue()
        self._thread = threading.Thread(target=self._run, name="gouji-jobs", daemon=True)
        self._closing = False

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def close(self) -> None:
        """Stop: what is at work is broken off, what is queued is forgotten."""
        self._closing = True
        self._put(END, lambda: None)
        self._child.close()
        self._thread.join(10)
        self._child.close()

    def add(self, name: str, digest: str, size: int) -> Job:
        """Queue an upload; one that is waiting already waits on as it is."""
        document = messages.Document(name, digest, size)
        known = self.get(_id(document))
        if known and known.state in {"queued", "running"}:
            return known
        job = self._save(Job(_id(document), document, "queued"))
        self._put(LATER, lambda: self._open(job))
        return job

    def get(self, id: str) -> Job | None:
        """The job of an id."""
        with self._lock:
            return self._jobs.get(id)

    def all(self, since: int = 0) -> tuple[Job, ...]:
        """The jobs that changed after a number, in the order in which they came."""
        with self._lock:
            return tuple(job for job in self._jobs.values() if job.number > since)

    def make(self, job: Job, kind: messages.Kind, reasons: dict[str, str]) -> tuple[Path, Future[messages.Answer]]:
        """Where a download of a document will lie, and when; it is made before whatever is queued."""
        target = self._workspace.target()
        file = str(self._workspace.upload(job.document.digest))
        task = messages.Make(job.document, file, str(target), kind, reasons)
        return target, self._first(task, self._limits.document_seconds)

    def cross(self) -> Future[messages.Answer]:
        """What does not hold between all reports that are done, looked at before whatever is queued."""
        done = (job.id for job in self.all() if job.state == "done")
        records = tuple((id, str(self._workspace.report(id) / RECORD)) for id in done)
        return self._first(messages.Cross(records), self._limits.opening_seconds)

    def compare(self, sides: tuple[Job, Job], framed: bool) -> tuple[Path, Future[messages.Answer]]:
        """Where the page of two reports will lie, and when; it is made before whatever is queued."""
        target = self._workspace.target()
        one, other = ((job.id, str(self._workspace.report(job.id) / RECORD)) for job in sides)
        return target, self._first(messages.Compare((one, other), str(target), framed), self._limits.document_seconds)

    def _first(self, task: messages.Task, seconds: float) -> Future[messages.Answer]:
        future: Future[messages.Answer] = Future()
        self._put(FIRST, lambda: future.set_result(self._ask(task, seconds)))
        return future

    def _run(self) -> None:
        while not self._closing:
            work = self._queue.get()
            if work.rank == END:
                return
            work.act()

    def _put(self, rank: int, act: Callable[[], None]) -> None:
        self._queue.put(_Work(rank, next(self._numbers), act))

    def _save(self, job: Job) -> Job:
        with self._lock:
            changed = replace(job, number=next(self._numbers))
            self._jobs[job.id] = changed
        return changed

    def _ask(self, task: messages.Task, seconds: float) -> messages.Answer:
        try:
            return self._child.ask(task, seconds)
        except TooSlow:
            return messages.Failed(f"超过 {seconds:g} 秒未完成，已停止。")
        except Died:
            return messages.Failed("审核进程意外结束，这一份未能完成。")

    def _open(self, job: Job) -> None:
        job = self._save(replace(job, state="running"))
        room = max(0, self._limits.workspace - self._workspace.used())
        left = max(0, self._limits.documents - len(self.all()) + 1)
        upload = self._workspace.upload(job.document.digest)
        task = messages.Open(job.document.name, str(upload), str(self._workspace.uploads), left, room + job.document.size)
        answer = self._ask(task, self._limits.opening_seconds)
        if isinstance(answer, messages.Opened):
            for document in answer.documents:
                self._workspace.count(document.digest, document.size)
        if not isinstance(answer, messages.Opened):
            self._save(replace(job, state="failed", note=getattr(answer, "why", "")))
        elif [d.name for d in answer.documents] == [job.document.name]:
            self._audit(replace(job, document=answer.documents[0]))
        else:
            note = f"其中文件 {len(answer.documents)} 份"
            note += f"，另有 {answer.left_out} 份超出上限，未读取" if answer.left_out else ""
            self._save(replace(job, state="opened", note=note))
            for document in answer.documents:
                inner = self._save(Job(_id(document), document, "queued"))
                self._put(LATER, lambda inner=inner: self._audit(inner))  # type: ignore[misc]

    def _audit(self, job: Job) -> None:
        if job.document.failure:
            self._save(replace(job, state="failed", note=job.document.failure))
            return
        job = self._save(replace(job, state="running"))
        file = str(self._workspace.upload(job.document.digest))
        task = messages.Audit(job.document, file, str(self._workspace.report(job.id)))
        answer = self._ask(task, self._limits.document_seconds)
        if not isinstance(answer, messages.Audited):
            self._save(replace(job, state="failed", note=getattr(answer, "why", "")))
        elif answer.summary.failure:
            self._save(replace(job, state="failed", note=answer.summary.failure))
        else:
            self._save(replace(job, state="done", summary=answer.summary))


def _id(document: messages.Document) -> str:
    """Sixteen hexadecimal digits of a document's name and bytes."""
    return hashlib.sha256(f"{document.digest}\0{document.name}".encode()).hexdigest()[:16]
