"""The JSON API: one method a route. What each takes and gives is written down in ``openapi.json``."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from extractor.auditing.baselines import LENGTH, Dismissal
from extractor.exports.schema import json_schema
from extractor.web import messages, uploads, views
from extractor.web.answers import Wrong, as_download, as_json
from extractor.web.comparisons import Row, compared
from extractor.web.jobs import Job, Jobs
from extractor.web.limits import Limits
from extractor.web.names import file_name
from extractor.web.policies import alone_policy, comparison_alone_policy
from extractor.web.verdicts import Verdicts
from extractor.web.workspace import RECORD, Workspace
from lexicons.reports.disclosure.forms import cell_names

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

HTML = "text/html; charset=utf-8"
#: Words of the request -> words of the file.
DECISIONS = {"dismiss": "dismissed", "confirm": "confirmed"}


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of a verdict."""

    verdict: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Api:
    """The handlers over the jobs, the files and the baseline of one run."""

    workspace: Workspace
    jobs: Jobs
    verdicts: Verdicts
    limits: Limits

    async def upload(self, request: Request) -> Response:
        """Queue the files of a request."""
        added = await uploads.take(request, self.workspace, self.jobs, self.limits)
        return as_json({"reports": self._views(tuple(added))}, 202)

    async def reports(self, _: Request) -> Response:
        """All reports with their progress."""
        return as_json({"reports": self._views(self.jobs.all())})

    async def events(self, request: Request) -> Response:
        """The reports that changed after ``since``, and the number to ask with next time."""
        since = request.query_params.get("since", "0")
        if not since.isdecimal() or len(since) > 18:
            raise Wrong(400, "since 须是上次得到的数字。")
        changed = self.jobs.all(int(since))
        number = max((job.number for job in changed), default=int(since))
        waiting = sum(job.state in {"queued", "running"} for job in self.jobs.all())
        return as_json({"number": number, "waiting": waiting, "reports": self._views(changed)})

    async def record(self, request: Request) -> Response:
        """The record of a report."""
        return as_json(self._record(request.path_params["id"]))

    async def findings(self, request: Request) -> Response:
        """What is broken or undecided in a report, with what was decided on it."""
        _, summary = self.audited(request.path_params["id"])
        entries = self._entries()
        return as_json({"findings": [views.finding_view(m, entries.get(m.fingerprint)) for m in summary.marks]})

    async def page(self, request: Request) -> Response:
        """The page of a report, as ``gouji audit`` writes it, without what is set aside."""
        return await self._made(request, "page", alone_policy() if "download" not in request.query_params else None)

    async def workbook(self, request: Request) -> Response:
        """The workbook of a report."""
        return await self._made(request, "workbook")

    async def annotated(self, request: Request) -> Response:
        """A report as it was uploaded, with comments at its findings."""
        return await self._made(request, "annotated")

    async def judge(self, request: Request) -> Response:
        """Set a finding aside or confirm it."""
        mark = request.path_params["fingerprint"]
        try:
            given = msgspec.json.decode(await request.body(), type=Decision)
        except msgspec.DecodeError:
            raise Wrong(400, '须是 {"verdict": "dismiss" 或 "confirm", "reason": "理由"}。') from None
        reason = " ".join(given.reason.split())
        if given.verdict not in DECISIONS:
            raise Wrong(400, "verdict 只能是 dismiss（不再列出）或 confirm（属实）。")
        if len(reason) > self.limits.reason or (given.verdict == "dismiss" and not reason):
            raise Wrong(400, f"不再列出须写明理由，理由不超过 {self.limits.reason} 字。")
        about = self._about(mark)
        entry = Dismissal(mark, reason, about, "dismissed" if given.verdict == "dismiss" else "confirmed")
        await asyncio.to_thread(self.verdicts.give, entry)
        return as_json(views.entry_view(entry))

    async def forget(self, request: Request) -> Response:
        """Take a verdict back."""
        if not await asyncio.to_thread(self.verdicts.take_back, request.path_params["fingerprint"]):
            raise Wrong(404, "基线文件中没有这一条。")
        return as_json({"fingerprint": request.path_params["fingerprint"]})

    async def baseline(self, _: Request) -> Response:
        """All verdicts of the baseline file."""
        return as_json({"entries": [views.entry_view(e) for e in self.verdicts.entries()]})

    async def compare(self, request: Request) -> Response:
        """The cells in which two reports differ."""
        sides = [request.query_params.get(side, "") for side in "ab"]
        heads = [{"id": id, **{k: self._record(id)[k] for k in ("agency", "year")}} for id in sides]
        return as_json({"a": heads[0], "b": heads[1], "cells": self.difference(*sides)})

    async def comparison(self, request: Request) -> Response:
        """The page of two reports of different years, as ``gouji compare`` writes it."""
        a, b = (request.query_params.get(side, "") for side in "ab")
        page = await self.side_by_side(a, b, framed=False)
        if page is None:
            raise Wrong(422, "两份报告须属于两个年度。")
        policy = comparison_alone_policy() if "download" not in request.query_params else None
        return as_download(page, file_name(self.job(b).document.name, "-对比.html"), HTML, policy)

    async def side_by_side(self, a: str, b: str, framed: bool) -> Path | None:
        """Where the page of two reports lies, for whoever asked to take away; None where they are not of two years."""
        (one, first), (other, second) = map(self.audited, (a, b))
        if first.year is None or second.year is None or first.year == second.year:
            return None
        path, coming = self.jobs.compare((one, other), framed)
        answer = await asyncio.wrap_future(coming)
        if not isinstance(answer, messages.Made):
            raise Wrong(500, getattr(answer, "why", "未能生成文件。"))
        return path

    async def cross(self, _: Request) -> Response:
        """What does not hold between the reports: years of one agency, a region and its agencies."""
        answer = await asyncio.wrap_future(self.jobs.cross())
        if not isinstance(answer, messages.Crossed):
            raise Wrong(500, getattr(answer, "why", "未能比较。"))
        return as_json(views.crossed_view(answer))

    async def openapi(self, _: Request) -> Response:
        """The description of this API."""
        return as_json(description())

    def job(self, id: str) -> Job:
        """The job of an id; raises ``Wrong`` where there is none."""
        found = self.jobs.get(id)
        if found is None:
            raise Wrong(404, "没有这份报告，可能是上一次运行时上传的。")
        return found

    def audited(self, id: str) -> tuple[Job, messages.Summary]:
        """The job of an id that is done, and what it found; raises ``Wrong`` where there is none."""
        job = self.job(id)
        if job.summary is None:
            raise Wrong(409, job.note or "这份报告还没有审核完。")
        return job, job.summary

    def difference(self, a: str, b: str) -> list[Row]:
        """The cells in which two reports differ."""
        return compared(self._record(a), self._record(b), cell_names())

    def _record(self, id: str) -> dict[str, Any]:
        job, _ = self.audited(id)
        record: dict[str, Any] = json.loads((self.workspace.report(job.id) / RECORD).read_bytes())
        return record

    def _about(self, mark: str) -> str:
        """What the file says of a finding, for those who read it."""
        for job in self.jobs.all():
            for one in job.summary.marks if job.summary else ():
                if one.fingerprint == mark and one.verdict == "broken" and job.summary:
                    return f"{job.summary.agency or ''} {job.summary.year or ''} {one.check} {one.message}".strip()
        known = self._entries().get(mark)
        if known is None:
            raise Wrong(404, f"没有指纹为 {mark[:LENGTH]} 的不一致。")
        return known.finding

    def _entries(self) -> dict[str, Dismissal]:
        return {e.fingerprint: e for e in self.verdicts.entries()}

    async def _made(self, request: Request, kind: messages.Kind, policy: str | None = None) -> Response:
        job, summary = self.audited(request.path_params["id"])
        reasons = self.verdicts.reasons() if summary.marks else {}
        path, coming = self.jobs.make(job, kind, reasons)
        answer = await asyncio.wrap_future(coming)
        match answer:
            case messages.Made():
                return as_download(path, file_name(job.document.name, answer.suffix), answer.media_type, policy)
            case messages.Missing():
                raise Wrong(415 if answer.installed else 501, answer.why)
            case _:
                raise Wrong(500, getattr(answer, "why", "未能生成文件。"))

    def _views(self, jobs: tuple[Job, ...]) -> list[views.Value]:
        entries = self._entries()
        return [views.report_view(job, entries) for job in jobs]


@cache
def description() -> dict[str, Any]:
    """The hand-written description with the schema of records put in its place."""
    text = (files("extractor.web") / "openapi.json").read_text("utf-8")
    written: dict[str, Any] = json.loads(text)
    schema = json.loads(json.dumps(json_schema()).replace("#/$defs/", "#/components/schemas/record."))
    inner = {f"record.{name}": one for name, one in schema.pop("$defs").items()}
    written["components"]["schemas"] |= {"Record": schema, **inner}
    return written
