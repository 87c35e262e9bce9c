"""Routes -> the application behind its guard; what it keeps lives as long as it runs."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import WrongCall
from extractor.web.answers import Wrong, as_json
from extractor.web.api import Api
from extractor.web.jobs import Jobs
from extractor.web.screens import Screens, message_page
from extractor.web.security import App, Guard, Rules
from extractor.web.verdicts import Verdicts
from extractor.web.workspace import Workspace

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

Handler = Callable[["Request"], Awaitable["Response"]]
MARK = "{fingerprint}"


def create_app(baseline: Path, rules: Rules) -> App:
    """The application over a baseline file; raises ``WrongCall`` where the file is no baseline."""
    from starlette.applications import Starlette

    verdicts = Verdicts(baseline)
    workspace = Workspace()
    jobs = Jobs(workspace, rules.limits)
    api = Api(workspace, jobs, verdicts, rules.limits)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        jobs.start()
        try:
            yield
        finally:
            jobs.close()
            workspace.remove()

    return Guard(Starlette(routes=routes(api, Screens(api)), lifespan=lifespan), rules)


def routes(api: Api, screens: Screens) -> list[Route]:
    """Every address the application answers to."""
    from starlette.routing import Route

    told: list[tuple[str, str, Handler]] = [
        ("POST", "/api/reports", api.upload),
        ("GET", "/api/reports", api.reports),
        ("GET", "/api/events", api.events),
        ("GET", "/api/reports/{id}", api.record),
        ("GET", "/api/reports/{id}/findings", api.findings),
        ("GET", "/api/reports/{id}/page", api.page),
        ("GET", "/api/reports/{id}/workbook", api.workbook),
        ("GET", "/api/reports/{id}/annotated", api.annotated),
        ("POST", f"/api/findings/{MARK}/verdict", api.judge),
        ("DELETE", f"/api/findings/{MARK}/verdict", api.forget),
        ("GET", "/api/baseline", api.baseline),
        ("GET", "/api/compare", api.compare),
        ("GET", "/api/compare/page", api.comparison),
        ("GET", "/api/cross", api.cross),
        ("GET", "/openapi.json", api.openapi),
    ]
    seen: list[tuple[str, Handler]] = [
        ("/", screens.start),
        ("/reports/{id}", screens.report),
        ("/compare", screens.compare),
        ("/static/{name}", screens.static),
    ]
    made = [Route(path, answered(handler, as_error), methods=[method]) for method, path, handler in told]
    return made + [Route(path, answered(handler, message_page), methods=["GET"]) for path, handler in seen]


def as_error(status: int, why: str) -> Response:
    """One sentence as JSON."""
    return as_json({"error": why}, status)


def answered(handler: Handler, told: Callable[[int, str], Response]) -> Handler:
    """A handler whose refusals become answers."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except Wrong as wrong:
            return told(wrong.status, str(wrong))
        except WrongCall as wrong:  # somebody wrote into the baseline file
            return told(500, str(wrong))

    return answer
