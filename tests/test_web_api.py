"""The JSON API: what it is given, what it says, what it keeps; and that its description tells the truth."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from servers import SAMPLES, Running, running

from extractor.web.api import description
from extractor.web.limits import Limits

PLANTED = (SAMPLES / "yanchuan-2023.txt").read_bytes()
CLEAN = (SAMPLES / "lanting-2024.txt").read_bytes()
SHORT = "榆川县清浦镇人民政府2023年政府信息公开工作年度报告\n一、总体情况\n2023年公开信息10条，其中政策文件4条、工作动态5条。\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("served") / "baseline.json") as one:
        one.upload(("年报/砚川.txt", PLANTED), ("澜亭.txt", CLEAN))
        one.finished()
        yield one


@pytest.fixture(scope="module")
def planted(server: Running) -> dict[str, Any]:
    return server.finished()["年报/砚川.txt"]


TYPES = {"string": str, "integer": int, "number": (int, float), "object": dict, "array": list, "boolean": bool, "null": type(None)}


def misfits(value: Any, schema: dict[str, Any], at: str = "$") -> Iterator[str]:
    """Where a value does not fit a schema, by the words of JSON Schema that the description uses; other words are an error."""
    told = {"description", "default", "title", "examples"}
    if "$ref" in schema:
        yield from misfits(value, description()["components"]["schemas"][schema["$ref"].rpartition("/")[2]], at)
        return
    for word, what in schema.items():
        match word:
            case "type":
                types = what if isinstance(what, list) else [what]
                if not any(isinstance(value, TYPES[t]) and not (isinstance(value, bool) and t != "boolean") for t in types):
                    yield f"{at}: {value!r} is no {what}"
                    return
            case "enum" if value not in what:
                yield f"{at}: {value!r} is none of {what}"
            case "const" if value != what:
                yield f"{at}: {value!r} is not {what}"
            case "anyOf" if all(list(misfits(value, one, at)) for one in what):
                yield f"{at}: {value!r} fits none of {what}"
            case "pattern" if isinstance(value, str) and not re.search(what, value):
                yield f"{at}: {value!r} is not {what}"
            case "minimum" if isinstance(value, int | float) and value < what:
                yield f"{at}: {value} is too small"
            case "minItems" | "maxItems" if isinstance(value, list):
                if (len(value) < what) if word == "minItems" else (len(value) > what):
                    yield f"{at}: {len(value)} items"
            case "maxLength" if isinstance(value, str) and len(value) > what:
                yield f"{at}: too long"
            case "required":
                yield from (f"{at}: no {name}" for name in what if isinstance(value, dict) and name not in value)
            case "properties":
                for name, inner in what.items():
                    if isinstance(value, dict) and name in value:
                        yield from misfits(value[name], inner, f"{at}.{name}")
            case "additionalProperties" if isinstance(value, dict):
                for name in value.keys() - schema.get("properties", {}).keys():
                    yield from [f"{at}: {name} is not told of"] if what is False else misfits(value[name], what or {}, f"{at}.{name}")
            case "items" if isinstance(value, list) and isinstance(what, dict):
                for number, one in enumerate(value):
                    yield from misfits(one, what, f"{at}[{number}]")
            case "prefixItems":
                for number, (one, inner) in enumerate(zip(value, what)):
                    yield from misfits(one, inner, f"{at}[{number}]")
            case "enum" | "const" | "anyOf" | "pattern" | "minimum" | "minItems" | "maxItems" | "maxLength":
                pass
            case "additionalProperties" | "items":
                pass
            case _:
                if word not in told:
                    raise AssertionError(f"the test does not know {word}")


def told(answer: httpx.Response, path: str) -> Any:
    """The value of an answer that fits what the description says of its route and status."""
    method = answer.request.method.lower()
    responses = description()["paths"][path][method]["responses"]
    assert str(answer.status_code) in responses, (path, answer.status_code, answer.text)
    content = responses[str(answer.status_code)]["content"]
    kind = answer.headers["content-type"].partition(";")[0]
    assert kind in content, kind
    if kind != "application/json":
        return answer.content
    value = answer.json()
    assert list(misfits(value, content[kind]["schema"])) == []
    return value


def test_the_schema_test_sees_what_does_not_fit() -> None:
    schema = {"$ref": "#/components/schemas/Entry"}
    good = {"fingerprint": "00", "verdict": "dismissed", "reason": "", "finding": ""}
    assert not list(misfits(good, schema))
    for bad in ({**good, "verdict": "gone"}, {**good, "more": 1}, {"fingerprint": "00"}, {**good, "reason": 1}):
        assert list(misfits(bad, schema)), bad


def test_every_route_is_described_and_every_description_has_its_route(tmp_path: Path) -> None:
    from extractor.web.api import Api
    from extractor.web.app import routes
    from extractor.web.jobs import Jobs
    from extractor.web.screens import Screens
    from extractor.web.verdicts import Verdicts
    from extractor.web.workspace import Workspace

    workspace = Workspace()
    try:
        api = Api(workspace, Jobs(workspace, Limits()), Verdicts(tmp_path / "b.json"), Limits())
        served = {(m.lower(), r.path) for r in routes(api, Screens(api)) for m in r.methods or () if m != "HEAD"}
    finally:
        workspace.remove()
    screens = {("get", path) for path in ("/", "/reports/{id}", "/compare", "/static/{name}")}
    assert {(m, p) for p, ways in description()["paths"].items() for m in ways} == served - screens
    assert screens <= served


def test_uploads_are_audited_and_listed(server: Running, planted: dict[str, Any]) -> None:
    reports = told(server.client.get("/api/reports"), "/api/reports")["reports"]
    assert [r["name"] for r in reports][:2] == ["年报/砚川.txt", "澜亭.txt"]
    assert (planted["agency"], planted["year"], planted["state"]) == ("砚川县自然资源局", 2023, "done")
    assert planted["counts"]["error"] == 5
    assert server.finished()["澜亭.txt"]["counts"] == dict.fromkeys(planted["counts"], 0)


def test_an_upload_is_answered_at_once_and_told_of_later(server: Running) -> None:
    before = told(server.client.get("/api/events"), "/api/events")["number"]
    answer = server.client.post("/api/reports", files=[("files", ("清浦.txt", SHORT.encode()))])
    (queued,) = told(answer, "/api/reports")["reports"]
    server.finished()
    news = told(server.client.get("/api/events", params={"since": before}), "/api/events")
    assert [(r["id"], r["state"]) for r in news["reports"]] == [(queued["id"], "done")]
    assert told(server.client.get("/api/events", params={"since": news["number"]}), "/api/events")["reports"] == []
    assert told(server.client.get("/api/events", params={"since": "x"}), "/api/events")["error"]


def test_the_same_upload_again_is_the_same_report(server: Running, planted: dict[str, Any]) -> None:
    count = len(server.client.get("/api/reports").json()["reports"])
    (again,) = server.upload(("年报/砚川.txt", PLANTED))
    assert again["id"] == planted["id"]
    server.finished()
    assert len(server.client.get("/api/reports").json()["reports"]) == count


def test_the_record_is_that_of_the_command_line(server: Running, planted: dict[str, Any]) -> None:
    import extractor

    record = told(server.client.get(f"/api/reports/{planted['id']}"), "/api/reports/{id}")
    of_file = extractor.to_record(extractor.audit(SAMPLES / "yanchuan-2023.txt"))
    assert record["source"]["path"] == "年报/砚川.txt"
    assert {k: v for k, v in record.items() if k != "source"} == json.loads(json.dumps({k: v for k, v in of_file.items() if k != "source"}))


def test_what_is_not_there_is_said(server: Running) -> None:
    nobody = "0" * 16
    for path in ("/api/reports/{id}", "/api/reports/{id}/page", "/api/reports/{id}/workbook", "/api/reports/{id}/annotated"):
        assert told(server.client.get(path.replace("{id}", nobody)), path)["error"]
    assert told(server.client.get("/api/compare", params={"a": nobody, "b": nobody}), "/api/compare")["error"]
    path = "/api/findings/{fingerprint}/verdict"
    address = path.replace("{fingerprint}", nobody)
    assert told(server.client.post(address, json={"verdict": "confirm"}), path)["error"]
    assert server.client.delete(address).status_code == 404


def test_a_file_that_is_no_report_says_why(server: Running) -> None:
    broken = server.audited("坏.pdf", b"%PDF-1.7\nnothing")
    assert (broken["state"], bool(broken["note"])) == ("failed", True)
    path = "/api/reports/{id}"
    answer = server.client.get(path.replace("{id}", broken["id"]))
    assert answer.status_code == 409
    assert told(answer, path)["error"] == broken["note"]


def packed(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_an_archive_is_many_reports(server: Running) -> None:
    server.upload(("多份.zip", packed(**{"甲.txt": SHORT.encode(), "乙/乙.txt": CLEAN, "丙.txt": b""})))
    found = {name: r for name, r in server.finished().items() if name.startswith("多份.zip")}
    assert {name: r["state"] for name, r in found.items()} == {
        "多份.zip": "opened", "多份.zip!/甲.txt": "done", "多份.zip!/乙/乙.txt": "done", "多份.zip!/丙.txt": "failed",
    }  # fmt: skip
    assert found["多份.zip"]["note"] == "其中文件 3 份"


def test_two_reports_are_held_against_each_other(server: Running, planted: dict[str, Any]) -> None:
    other = server.audited("改过.txt", PLANTED.replace(b" | 127 |", b" | 128 |"))
    found = told(server.client.get("/api/compare", params={"a": planted["id"], "b": other["id"]}), "/api/compare")
    assert found["cells"]
    assert {(row["a"], row["b"], row["difference"]) for row in found["cells"]} == {("127", "128", "1")}
    page = server.client.get("/compare", params={"a": planted["id"], "b": other["id"]})
    assert page.text.count("<td>128</td>") == len(found["cells"])


def test_two_years_are_one_page_as_the_command_writes_it(server: Running, planted: dict[str, Any], tmp_path: Path) -> None:
    from click.testing import CliRunner

    from extractor.cli import main

    path, later = "/api/compare/page", PLANTED.decode().replace("2023", "2024").replace("2022", "2023").replace(" | 127 |", " | 129 |")
    other = server.audited("年报/砚川（次年）.txt", later.encode())
    sides = {"a": other["id"], "b": planted["id"]}
    page = told(server.client.get(path, params=sides), path)
    assert "desk-bar" not in page.decode()
    assert "<td>127</td><td>129</td>" in page.decode()
    files = []
    for name, data in (("砚川.txt", PLANTED), ("砚川（次年）.txt", later.encode())):
        files.append(tmp_path / name)
        files[-1].write_bytes(data)
    assert CliRunner().invoke(main, ["compare", *map(str, files), "-o", str(tmp_path / "p.html")]).exit_code == 0
    assert (tmp_path / "p.html").read_bytes() == page
    kept = server.client.get(path, params={**sides, "download": ""})
    assert kept.content == page
    assert kept.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E7%A0%9A%E5%B7%9D-")
    framed = server.client.get("/compare", params=sides)
    assert f'href="/reports/{planted["id"]}"' in framed.text
    assert "http-equiv" not in framed.text  # the policy is the server's, which lets in the application's style


def test_reports_of_one_year_are_no_page_of_two_years(server: Running, planted: dict[str, Any]) -> None:
    path = "/api/compare/page"
    answer = server.client.get(path, params={"a": planted["id"], "b": planted["id"]})
    assert (answer.status_code, bool(told(answer, path)["error"])) == (422, True)
    assert told(server.client.get(path, params={"a": planted["id"], "b": "0" * 16}), path)["error"]


def test_the_list_leaves_findings_to_their_own_address(server: Running, planted: dict[str, Any]) -> None:
    path = "/api/reports/{id}/findings"
    assert "findings" not in planted
    found = told(server.client.get(path.replace("{id}", planted["id"])), path)["findings"]
    assert len(found) == sum(planted["counts"].values())
    assert {f["decision"] for f in found} == {None}
    answer = server.client.get(path.replace("{id}", "0" * 16))
    assert (answer.status_code, bool(told(answer, path)["error"])) == (404, True)


def test_years_of_one_agency_are_held_against_each_other(tmp_path: Path) -> None:
    path = "/api/cross"
    with running(tmp_path / "b.json") as server:
        assert told(server.client.get(path), path) == {"compared": 0, "findings": []}
        earlier = server.audited("同名.txt", PLANTED)
        text = PLANTED.decode().replace("2023", "2024").replace("2022", "2023")
        (later,) = server.upload(("同名.txt", text.encode()))
        server.finished()
        found = told(server.client.get(path), path)
        assert found["compared"] == 2
        carried = [f for f in found["findings"] if f["check"] == "years.carried_over" and f["verdict"] == "broken"]
        assert carried
        assert {tuple(f["between"]) for f in carried} == {(later["id"], earlier["id"])}


def judged(server: Running, mark: str, verdict: str, reason: str = "") -> httpx.Response:
    return server.client.post(f"/api/findings/{mark}/verdict", json={"verdict": verdict, "reason": reason})


VERDICT = "/api/findings/{fingerprint}/verdict"


def test_a_dismissed_finding_is_counted_apart_and_comes_back_when_taken_back(server: Running, planted: dict[str, Any]) -> None:
    mark = server.findings(planted)[0]["fingerprint"]
    entry = told(judged(server, mark, "dismiss", " 口径\n不同 "), VERDICT)
    assert (entry["verdict"], entry["reason"]) == ("dismissed", "口径 不同")
    assert "砚川县自然资源局 2023 text.table" in entry["finding"]
    report = server.finished()["年报/砚川.txt"]
    assert (report["counts"]["error"], report["counts"]["dismissed"]) == (4, 1)
    assert server.findings(report)[0]["reason"] == "口径 不同"
    assert told(server.client.get("/api/baseline"), "/api/baseline")["entries"] == [entry]
    page = told(server.client.get(f"/api/reports/{planted['id']}/page"), "/api/reports/{id}/page").decode()
    assert page.count("<article class=\"finding") == 4
    assert mark not in page
    assert told(server.client.delete(f"/api/findings/{mark}/verdict"), VERDICT) == {"fingerprint": mark}
    assert server.finished()["年报/砚川.txt"]["counts"]["error"] == 5
    assert told(server.client.delete(f"/api/findings/{mark}/verdict"), VERDICT)["error"]


def test_a_confirmed_finding_goes_on_being_counted(server: Running, planted: dict[str, Any]) -> None:
    mark = server.findings(planted)[1]["fingerprint"]
    told(judged(server, mark, "confirm"), VERDICT)
    report = server.finished()["年报/砚川.txt"]
    assert report["counts"]["error"] == 5
    assert server.findings(report)[1]["decision"] == "confirmed"
    told(server.client.delete(f"/api/findings/{mark}/verdict"), VERDICT)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"verdict": "dismiss"}', b'{"verdict": "dismiss", "reason": "  "}', b'{"verdict": "gone", "reason": "x"}',
             b'{"verdict": "confirm", "x": 1}', json.dumps({"verdict": "confirm", "reason": "x" * 501}).encode()],
)  # fmt: skip
def test_a_verdict_that_says_too_little_or_too_much_is_refused(server: Running, planted: dict[str, Any], body: bytes) -> None:
    answer = server.client.post(f"/api/findings/{server.findings(planted)[0]['fingerprint']}/verdict", content=body)
    assert answer.status_code == 400
    assert told(answer, VERDICT)["error"]
    assert server.client.get("/api/baseline").json() == {"entries": []}


def sums(server: Running, report: dict[str, Any]) -> list[dict[str, Any]]:
    """The findings about the one sum of the short report."""
    return [f for f in server.findings(report) if f["check"] == "text.sum"]


def test_verdicts_outlive_the_server_and_a_new_layout(tmp_path: Path) -> None:
    baseline = tmp_path / "there" / "baseline.json"
    with running(baseline) as first:
        (finding,) = sums(first, first.audited("清浦.txt", SHORT.encode()))
        assert judged(first, finding["fingerprint"], "dismiss", "另有一条为转载").status_code == 200
    with running(baseline) as second:
        laid_out = SHORT.replace("10条", "10 条").replace("\n", "\n\n　　")
        report = second.audited("清浦（改版）.txt", laid_out.encode())
        assert [(f["decision"], f["reason"]) for f in sums(second, report)] == [("dismissed", "另有一条为转载")]
        assert report["counts"]["dismissed"] == 1
        changed = second.audited("清浦.txt", SHORT.replace("10条", "11条").encode())
        assert [f["decision"] for f in sums(second, changed)] == [None]
    assert [p.name for p in baseline.parent.iterdir()] == ["baseline.json"]


def test_what_others_write_into_the_baseline_stays(tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    with running(baseline) as server:
        (finding,) = sums(server, server.audited("清浦.txt", SHORT.encode()))
        baseline.write_text('[{"fingerprint": "00ff00ff00ff00ff", "reason": "旧", "finding": "甲"}]', "utf-8")
        judged(server, finding["fingerprint"], "dismiss", "新")
        assert {e["reason"] for e in json.loads(baseline.read_text("utf-8"))} == {"旧", "新"}
        baseline.write_text("{", "utf-8")
        answer = judged(server, finding["fingerprint"], "confirm")
        assert answer.status_code == 500
        assert "baseline.json" in told(answer, VERDICT)["error"]
        assert baseline.read_text("utf-8") == "{"


def test_a_document_that_takes_too_long_fails_alone(tmp_path: Path) -> None:
    slow = Limits(document_seconds=0.001)
    with running(tmp_path / "b.json", slow) as server:
        report = server.audited("清浦.txt", SHORT.encode())
        assert report["state"] == "failed"
        assert "未完成" in report["note"]
        again = server.audited("又一份.txt", SHORT.encode())  # a new process was started
        assert "未完成" in again["note"]


def test_a_process_that_dies_takes_only_its_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.web import children

    write = children._write
    killed = []

    def deadly(process: Any, line: bytes) -> None:
        if b'"type":"audit"' in line and not killed:
            killed.append(process.pid)
            process.kill()
            process.wait()
        write(process, line)

    monkeypatch.setattr(children, "_write", deadly)
    with running(tmp_path / "b.json") as server:
        server.upload(("一.txt", SHORT.encode()), ("二.txt", SHORT.encode()))
        found = server.finished()
        assert [found[name]["state"] for name in ("一.txt", "二.txt")] == ["failed", "done"]
        assert "意外结束" in found["一.txt"]["note"]


def test_nothing_is_left_when_the_server_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    with running(tmp_path / "b.json") as server:
        server.audited("清浦.txt", SHORT.encode())
        assert list((tmp_path / "temporary").iterdir())
    assert list((tmp_path / "temporary").iterdir()) == []


def test_the_workbook_and_the_marked_file_hold_what_is_not_set_aside(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    made, source = io.BytesIO(), docx.Document()
    for line in (*SHORT.splitlines(), "全年发布解读20篇，其中图解5篇、文字12篇。"):
        source.add_paragraph(line)
    source.save(made)
    with running(tmp_path / "b.json") as server:
        report = server.audited("清浦.docx", made.getvalue())
        workbook, marked = (f"/api/reports/{{id}}/{kind}" for kind in ("workbook", "annotated"))

        def downloads() -> tuple[str, list[str]]:
            book = openpyxl.load_workbook(io.BytesIO(told(server.client.get(workbook.replace("{id}", report["id"])), workbook)))
            file = told(server.client.get(marked.replace("{id}", report["id"])), marked)
            cells = " ".join(str(c.value) for sheet in book for row in sheet.rows for c in row)
            return cells, [c.text for c in docx.Document(io.BytesIO(file)).comments]

        cells, comments = downloads()
        first = next(f for f in sums(server, report) if "10条" in f["message"])
        assert first["message"] in cells
        assert any("10条" in text for text in comments)
        name = server.client.get(marked.replace("{id}", report["id"])).headers["content-disposition"]
        assert name == "attachment; filename*=UTF-8''%E6%B8%85%E6%B5%A6-%E6%89%B9%E6%B3%A8.docx"
        assert judged(server, first["fingerprint"], "dismiss", "另有一条为转载").status_code == 200
        fewer, left = downloads()
        assert first["message"] not in fewer
        assert left
        assert not any("10条" in text for text in left)


def test_what_cannot_be_marked_says_so(server: Running, planted: dict[str, Any]) -> None:
    path = "/api/reports/{id}/annotated"
    answer = server.client.get(path.replace("{id}", planted["id"]))
    assert answer.status_code == 415
    assert "网页" in told(answer, path)["error"]
