"""The application's own pages: the list of reports, the page of one, two held against each other; and their static files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from extractor.exports.html.parts import house
from extractor.web.answers import Wrong, as_page
from extractor.web.api import Api
from extractor.web.policies import comparison_policy, page_policy, report_policy
from extractor.web.workspace import PAGE

if TYPE_CHECKING:
    from jinja2 import Template
    from starlette.requests import Request
    from starlette.responses import Response

STATIC = {
    "app.css": "text/css; charset=utf-8",
    "start.js": "text/javascript; charset=utf-8",
    "desk.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Screens:
    """The handlers of pages that people open."""

    api: Api

    async def start(self, _: Request) -> Response:
        """Drop files, watch progress, see what was found."""
        return as_page(_screen("start.html.j2").render(baseline=self.api.verdicts.path.name), page_policy())

    async def report(self, request: Request) -> Response:
        """The page of one report with buttons on its findings."""
        job, _ = self.api.audited(request.path_params["id"])
        html = (self.api.workspace.report(job.id) / PAGE).read_text("utf-8")
        return as_page(html, report_policy())

    async def compare(self, request: Request) -> Response:
        """Two reports side by side: all that changed between two years, of others the cells that differ."""
        a, b = (request.query_params.get(side, "") for side in "ab")
        page = await self.api.side_by_side(a, b, framed=True)
        if page is not None:
            html = page.read_text("utf-8")
            page.unlink()
            return as_page(html, comparison_policy())
        jobs, rows = [self.api.job(id) for id in (a, b)], self.api.difference(a, b)
        return as_page(_screen("compare.html.j2").render(jobs=jobs, rows=rows), page_policy())

    async def static(self, request: Request) -> Response:
        """A file of ours, by its name; no other can be asked for."""
        from starlette.responses import Response

        name = request.path_params["name"]
        if name not in STATIC:
            raise Wrong(404, "没有这个文件。")
        return Response(_text("static", name), headers={"content-type": STATIC[name]})


def message_page(status: int, why: str) -> Response:
    """One sentence as a page, for those who came with a browser."""
    return as_page(_screen("message.html.j2").render(why=why), page_policy(), status)


@cache
def _text(folder: str, name: str) -> str:
    return (files("extractor.web") / folder / name).read_text("utf-8")


@cache
def _screen(name: str) -> Template:
    return house().from_string(_text("templates", name))
