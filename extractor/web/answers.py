"""What handlers give back: JSON, a page with its policy, a file to keep, or one sentence that says what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from starlette.responses import Response


class Wrong(Exception):
    """A request that cannot be answered: the status and one Chinese sentence."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def as_json(value: Any, status: int = 200) -> Response:
    """A value as JSON in UTF-8."""
    from starlette.responses import Response

    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(body, status, media_type="application/json")


def as_page(html: str, policy: str, status: int = 200) -> Response:
    """A page of ours under its policy."""
    from starlette.responses import HTMLResponse

    return HTMLResponse(html, status, {"content-security-policy": policy})


def as_download(path: Path, name: str, media_type: str, policy: str | None = None) -> Response:
    """A file of ours to keep; with a policy it may be looked at as well."""
    from starlette.responses import Response

    kept = "inline" if policy else "attachment"
    headers = {"content-disposition": f"{kept}; filename*=UTF-8''{quote(name, safe='')}"}
    if policy:
        headers["content-security-policy"] = policy
    data = path.read_bytes()
    path.unlink()
    return Response(data, 200, headers, media_type)
