"""Who is heard, and what can come back: the guard, the policies, the limits, hostile uploads."""

from __future__ import annotations

import io
import json
import re
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from servers import OWN, Running, running

from extractor.web.limits import Limits
from extractor.web.names import shown_name

SHORT = "榆川县清浦镇人民政府2023年政府信息公开工作年度报告\n一、总体情况\n2023年公开信息10条，其中政策文件4条、工作动态5条。\n"
SCRIPT = "<script>fetch('/api/baseline')</script><img src=x onerror=alert(1)>"
TOKEN = "a-token-for-tests"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("guarded") / "baseline.json") as one:
        yield one


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An application that believes others can reach it."""
    with running(tmp_path_factory.mktemp("token") / "baseline.json", host="0.0.0.0", token=TOKEN) as one:
        yield one


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "192.0.2.7", "localhost.", "", "[", "a@localhost:x"])
def test_a_name_that_was_turned_to_this_machine_is_not_heard(server: Running, host: str) -> None:
    for path in ("/", "/api/reports", "/static/start.js"):
        assert server.client.get(path, headers={"Host": host}).status_code in ({421, 400} if not host or host == "[" else {421})


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:1", "[::1]:8765"])
def test_this_machine_is_heard_under_its_own_names(server: Running, host: str) -> None:
    assert server.client.get("/api/reports", headers={"Host": host}).status_code == 200


FOREIGN = [
    {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"}, {"Sec-Fetch-Site": "cross-site", **OWN},
    {"Sec-Fetch-Site": "same-site", **OWN}, {"Origin": "http://evil.example", **OWN}, {},
]  # fmt: skip


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_what_another_page_sends_changes_nothing(server: Running, headers: dict[str, str]) -> None:
    with httpx.Client(base_url=server.address, trust_env=False, headers=headers) as stranger:
        before = server.client.get("/api/reports").json()
        assert stranger.post("/api/reports", files={"files": ("a.txt", b"x")}).status_code == 403
        assert stranger.post("/api/findings/0000000000000000/verdict", content=b'{"verdict": "confirm"}').status_code == 403
        assert stranger.delete("/api/findings/0000000000000000/verdict").status_code == 403
        assert server.client.get("/api/reports").json() == before


def test_its_own_page_is_heard(server: Running) -> None:
    own = {"Origin": server.address, "Sec-Fetch-Site": "same-origin"}
    with httpx.Client(base_url=server.address, trust_env=False, headers=own) as page:
        assert page.delete("/api/findings/0000000000000000/verdict").status_code == 404


def test_another_page_cannot_read_but_may_link(server: Running) -> None:
    cross = {"Sec-Fetch-Site": "cross-site"}
    assert server.client.get("/api/reports", headers={**cross, "Sec-Fetch-Mode": "no-cors"}).status_code == 403
    assert server.client.get("/", headers={**cross, "Sec-Fetch-Mode": "navigate"}).status_code == 200
    assert "access-control-allow-origin" not in server.client.get("/api/reports", headers={"Origin": "http://evil.example"}).headers


def test_without_the_token_nothing_is_shown(guarded: Running) -> None:
    for path in ("/", "/api/reports", "/static/start.js", "/openapi.json", "/?token=wrong"):
        assert guarded.client.get(path).status_code == 401
    assert guarded.client.get("/api/reports", headers={"Cookie": "gouji=wrong"}).status_code == 401
    assert guarded.client.post("/api/reports", files={"files": ("a.txt", b"x")}).status_code == 401


def test_the_token_goes_from_the_address_into_a_cookie(guarded: Running) -> None:
    with httpx.Client(base_url=guarded.address, trust_env=False) as browser:
        answer = browser.get("/", params={"token": TOKEN})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        cookie = answer.headers["set-cookie"]
        assert {"HttpOnly", "SameSite=Strict"} <= {part.strip() for part in cookie.split(";")}
        assert browser.get("/").status_code == 200
        assert browser.post("/api/reports", headers=OWN, files={"files": ("a.txt", b"x")}).status_code == 202


def test_the_way_back_leads_to_no_other_place(guarded: Running) -> None:
    answer = httpx.get(f"{guarded.address}//evil.example/%0d%0aX-Evil:%201?token={TOKEN}", trust_env=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/evil.example/%0D%0A")
    assert "x-evil" not in answer.headers


def test_the_token_may_stand_in_a_header(guarded: Running) -> None:
    with httpx.Client(base_url=guarded.address, trust_env=False, headers={"Authorization": f"Bearer {TOKEN}"}) as program:
        assert program.get("/api/reports").status_code == 200
        assert program.delete("/api/findings/0000000000000000/verdict").status_code == 404


def test_every_answer_says_what_browsers_must_not_do(server: Running) -> None:
    report = server.audited("清浦.txt", SHORT.encode())
    sides = f"a={report['id']}&b={server.audited('清浦.txt', SHORT.replace('2023', '2024').encode())['id']}"
    paths = ["/", f"/reports/{report['id']}", f"/compare?a={report['id']}&b={report['id']}", "/reports/0", "/static/app.css", "/nothing"]
    paths += ["/api/reports", f"/api/reports/{report['id']}", f"/api/reports/{report['id']}/page", "/openapi.json", "/static/..%2fapi.py"]
    paths += [f"/compare?{sides}", f"/api/compare/page?{sides}", f"/api/compare/page?{sides}&download"]
    answers = [server.client.get(path) for path in paths]
    answers += [server.client.post("/api/reports", headers={"Host": "evil.example"}), server.client.put("/api/reports")]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'"), answer.request.url
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert "server" not in answer.headers or "uvicorn" in answer.headers["server"]
    assert "sandbox allow-scripts" in answers[8].headers["content-security-policy"]
    assert "allow-same-origin" not in answers[8].headers["content-security-policy"]
    alone = answers[paths.index(f"/api/compare/page?{sides}")].headers["content-security-policy"]
    assert "sandbox;" in alone
    assert "script-src" not in alone


HOSTILE = f"""<html><head><title>榆川县清浦镇人民政府2023年政府信息公开工作年度报告</title>{SCRIPT}</head><body>
<h1>榆川县清浦镇人民政府2023年政府信息公开工作年度报告</h1>{SCRIPT}
<p>一、总体情况</p><p>2023年公开信息10条，其中政策文件4条、工作动态5条。&lt;script&gt;alert(7)&lt;/script&gt;</p></body></html>"""


def test_a_page_of_theirs_never_comes_back_as_a_page(server: Running) -> None:
    report = server.audited(f"{SCRIPT}.html", HOSTILE.encode())
    assert report["state"] == "done"
    for path in (f"/reports/{report['id']}", f"/api/reports/{report['id']}/page"):
        answer = server.client.get(path)
        assert "fetch('/api" not in answer.text
        assert "<img" not in answer.text
        assert "onerror=" not in re.sub(r"onerror=alert\(1\)(&gt;|\\u003e)", "", answer.text)
        assert "<script>alert(7)" not in answer.text
        assert "&lt;script&gt;alert(7)" in answer.text
        allowed = re.findall(r"<script(?: [^>]*)?>", answer.text)
        ours = {"<script>", '<script type="application/json" id="data">', '<script src="/static/desk.js" defer>'}
        assert sorted(allowed) == sorted(set(allowed) & ours)
    kinds = {r.headers["content-type"] for r in (server.client.get(f"/api/reports/{report['id']}"), server.client.get("/api/reports"))}
    assert kinds == {"application/json"}


def test_no_address_gives_an_upload_back(server: Running) -> None:
    report = server.audited("清浦.html", HOSTILE.encode())
    record = server.client.get(f"/api/reports/{report['id']}").json()
    digest = record["source"]["sha256"]
    for name in (digest, "清浦.html", f"../uploads/{digest}", f"..%2fuploads%2f{digest}", f"{report['id']}/../../uploads/{digest}"):
        for place in ("/reports", "/static", "/uploads", "/api/reports"):
            answer = server.client.get(f"{place}/{name}")
            assert answer.status_code == 404
            assert SCRIPT not in answer.text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/清浦.txt", "etc/清浦.txt"),
        ("/etc/清浦.txt", "etc/清浦.txt"),
        ("C:\\Users\\甲\\清浦.txt", "Users/甲/清浦.txt"),
        ("清浦\u202etxt.txt", "清浦txt.txt"),
        ("清\x1b[31m浦.txt", "清[31m浦.txt"),
        ("长" * 500 + ".txt", "长" * 196 + ".txt"),
    ],
)
def test_names_of_uploads_lead_nowhere(server: Running, name: str, shown: str) -> None:
    assert shown_name(name) == shown
    # What a browser would escape in a header is sent as it is here.
    head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.replace("\\", "\\\\")
    body = f"{head}{SHORT}\r\n--x--\r\n".encode()
    answer = server.client.post("/api/reports", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 202, answer.text
    (report,) = answer.json()["reports"]
    assert report["name"] in {shown, shown.rpartition("/")[2]}  # the folders of Windows are left out sooner
    assert server.finished()[report["name"]]["state"] == "done"


def test_an_archive_cannot_write_outside(server: Running) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("../../../../../../tmp/gouji-escaped.txt", SHORT)
        archive.writestr("a/../../../../../../../tmp/gouji-escaped.txt", SHORT + "无。无。")
        archive.writestr("/tmp/gouji-escaped.txt", SHORT + "无。")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    server.upload(("逃.zip", made.getvalue()))
    server.finished()
    found = [r for r in server.client.get("/api/reports").json()["reports"] if r["name"].startswith("逃.zip!")]
    assert {"逃.zip!/tmp/gouji-escaped.txt", "逃.zip!/link.txt"} <= {r["name"] for r in found}
    assert not [r for r in found if ".." in r["name"].split("/")]
    assert not Path("/tmp/gouji-escaped.txt").exists()
    assert "root:" not in json.dumps([server.client.get(f"/api/reports/{r['id']}").text for r in found])


def test_archives_inside_archives_and_bombs_are_refused(server: Running) -> None:
    data = SHORT.encode()
    for depth in range(4):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr(f"{depth}.zip" if depth else "a.txt", data)
        data = made.getvalue()
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("零.txt", b"0" * (64 * 1024 * 1024))
    server.upload(("套.zip", data), ("弹.zip", bomb.getvalue()))
    found = server.finished()
    assert {r["state"] for name, r in found.items() if name.startswith(("套.zip!", "弹.zip!"))} == {"failed"}
    assert found["套.zip"]["state"] == found["弹.zip"]["state"] == "opened"


def test_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    small = Limits(request=20_000, files=3, small_request=200, documents=4, workspace=30_000)
    with running(tmp_path / "b.json", small) as server:
        one = ("files", ("a.txt", SHORT.encode()))
        assert server.client.post("/api/reports", files=[one] * 4).status_code == 400
        assert server.client.post("/api/reports", files=[("files", ("a.txt", b"x" * 20_001))]).status_code == 413
        assert server.client.post("/api/findings/0000000000000000/verdict", content=b"x" * 201).status_code == 413
        assert server.client.post("/api/reports", content=iter([b"x"])).status_code == 411
        assert server.client.post("/api/reports", content=b"{}").status_code == 415
        assert server.client.post("/api/reports", data={"a": "b"}, files=[one]).status_code == 400
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(6):
                archive.writestr(f"{number}.txt", SHORT + "。" * 2_000)
        server.upload(("多.zip", made.getvalue()))
        found = server.finished()
        assert "超出上限" in found["多.zip"]["note"]
        assert len(found) == 5
        assert server.client.post("/api/reports", files=[one]).status_code == 507


