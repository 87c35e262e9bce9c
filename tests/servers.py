"""A running application for tests: on a free port of this machine, in a thread, over a baseline of its own."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from extractor.web.app import create_app
from extractor.web.limits import Limits
from extractor.web.security import Rules

SAMPLES = Path(__file__).resolve().parents[1] / "corpora" / "samples"
OWN = {"X-Gouji": "1"}


@dataclass
class Running:
    """The address of a running application, and a client that speaks to it as its own page would."""

    address: str
    client: httpx.Client

    def upload(self, *files: tuple[str, bytes]) -> list[dict[str, Any]]:
        answer = self.client.post("/api/reports", files=[("files", file) for file in files])
        assert answer.status_code == 202, answer.text
        return answer.json()["reports"]

    def finished(self) -> dict[str, dict[str, Any]]:
        """All reports by name, once nothing is waiting any more."""
        for _ in range(1200):
            events = self.client.get("/api/events").json()
            if not events["waiting"]:
                return {report["name"]: report for report in events["reports"]}
            time.sleep(0.1)
        raise AssertionError("the jobs do not end")

    def findings(self, report: dict[str, Any]) -> list[dict[str, Any]]:
        """What was found in a report."""
        return self.client.get(f"/api/reports/{report['id']}/findings").json()["findings"]

    def audited(self, name: str, data: bytes) -> dict[str, Any]:
        self.upload((name, data))
        return self.finished()[name]


@contextlib.contextmanager
def running(baseline: Path, limits: Limits | None = None, host: str = "127.0.0.1", token: str | None = None) -> Iterator[Running]:
    """An application that is gone afterwards; ``host`` is what it believes to listen on."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = create_app(baseline, Rules(host, token, limits or Limits()))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, ws="none", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.02)
        with httpx.Client(base_url=address, headers=OWN, timeout=60, trust_env=False) as client:
            yield Running(address, client)
    finally:
        server.should_exit = True
        thread.join(15)
        listening.close()
