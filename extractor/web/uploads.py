"""A multipart request -> uploads in the workspace, each under its digest, and the jobs that audit them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.web.answers import Wrong
from extractor.web.jobs import Job, Jobs
from extractor.web.limits import Limits
from extractor.web.names import shown_name
from extractor.web.workspace import Workspace

if TYPE_CHECKING:
    from starlette.requests import Request


async def take(request: Request, workspace: Workspace, jobs: Jobs, limits: Limits) -> list[Job]:
    """Queue every file of a request; raises ``Wrong`` where it has none or too many, or where the folder is full."""
    from starlette.concurrency import run_in_threadpool
    from starlette.datastructures import UploadFile
    from starlette.exceptions import HTTPException

    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise Wrong(415, "请用 multipart/form-data 上传文件。")
    if workspace.used() >= limits.workspace or len(jobs.all()) >= limits.documents:
        raise Wrong(507, "本次运行已收满，请重新启动后再上传。")
    try:
        form = await request.form(max_files=limits.files, max_fields=0)
    except HTTPException as error:
        raise Wrong(400, f"不能读取上传内容，一次最多 {limits.files} 个文件，不带其他字段（{error.detail}）。") from None
    try:
        files = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
        if not files:
            raise Wrong(400, "没有文件。")
        added = []
        for file in files:
            digest, size = await run_in_threadpool(workspace.store, file.file)
            added.append(jobs.add(shown_name(file.filename or ""), digest, size))
        return added
    finally:
        await form.close()
