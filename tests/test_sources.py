"""Folders, archives, feeds and lists of paths: each inner document once, under its own path; what cannot be read is said."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import random
import sys
import tarfile
import threading
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.readers.docx.builder import docx, paragraph
from extractor.api import extract_many
from extractor.cli import main
from extractor.diagnostics import CATALOGUE
from extractor.sources import Columns, Input, inputs, openings, tars, zips
from extractor.sources.entries import Entry, read_bounded
from extractor.sources.rows import Names

CORPUS = Path(__file__).parent.parent / "corpora" / "sources"
TREES, FEEDS = (tomllib.loads((CORPUS / f"{name}.toml").read_text("utf-8"))["case"] for name in ("trees", "feeds"))
LINES = '{"text": "甲"}\n{"text": "乙"}\n'.encode()
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".tar": bytes, ".tar.gz": gzip.compress, ".tgz": gzip.compress, ".tar.bz2": bz2.compress, ".tar.xz": lzma.compress,
}  # fmt: skip


def content(name: str) -> bytes:
    return LINES if name.endswith(".jsonl") else f"内容 {name}".encode()


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def tarred(files: dict[str, bytes], encoding: str = "utf-8") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT, encoding=encoding) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def opened(data: bytes, name: str, columns: Columns | None = None, given: bool = True) -> list[Input]:
    return list(openings.documents(Entry(name, io.BytesIO(data), given), columns or Columns()))


def told(found: list[Input], root: str) -> list[str]:
    """Paths below the root, with the code of what could not be read."""
    return [
        one.path.removeprefix(root).lstrip("/!") + (f" {one.failure.code}" if one.failure else "") for one in found
    ]


def codes(found: list[Input]) -> list[str]:
    return [one.failure.code for one in found if one.failure]


# --- folders and archives hold the same documents


@pytest.mark.parametrize("case", TREES, ids=lambda case: case["name"])
def test_a_folder_gives_its_documents_in_order(case: dict[str, Any], tmp_path: Path) -> None:
    write(tmp_path, {name: content(name) for name in case["files"]})
    found = list(inputs([str(tmp_path)]))
    assert told(found, tmp_path.as_posix()) == case["expect"]


@pytest.mark.parametrize("kind", [".zip", *PACKERS])
@pytest.mark.parametrize("case", TREES, ids=lambda case: case["name"])
def test_an_archive_gives_what_the_folder_gives(case: dict[str, Any], kind: str) -> None:
    files = {name: content(name) for name in case["files"]}
    data = zipped(files) if kind == ".zip" else PACKERS[kind](tarred(files))
    found = opened(data, f"a{kind}")
    assert sorted(told(found, f"a{kind}")) == sorted(case["expect"])
    for one in found:
        name = one.path.removeprefix(f"a{kind}!/")
        if name in files and not one.failure:
            assert one.data == files[name]


def test_archives_keep_their_own_order() -> None:
    files = {"乙.txt": b"2", "甲.txt": b"1", "丙.txt": b"3"}
    assert told(opened(zipped(files), "a.zip"), "a.zip") == list(files)
    assert told(opened(tarred(files), "a.tar"), "a.tar") == list(files)


@pytest.mark.parametrize("suffix", [".zip", ".tar"])
def test_names_in_gbk_are_decoded(suffix: str) -> None:
    name = "甲县/乙局年报.txt"
    if suffix == ".tar":
        data = tarred({name: b"1"}, encoding="gbk")
    else:
        placeholder = "x" * len(name.encode("gbk"))
        data = zipped({placeholder: b"1"}).replace(placeholder.encode(), name.encode("gbk"))
    assert told(opened(data, f"a{suffix}"), f"a{suffix}") == [name]


def test_names_in_utf8_without_the_flag_and_with_backslashes_are_decoded() -> None:
    name = "甲县\\年报.txt"
    placeholder = "x" * len(name.encode())
    data = zipped({placeholder: b"1"}).replace(placeholder.encode(), name.encode())
    assert told(opened(data, "a.zip"), "a.zip") == ["甲县/年报.txt"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name_are_two_documents() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("甲.txt", "1")
        archive.writestr("甲.txt", "2")
    found = opened(out.getvalue(), "a.zip")
    assert [(one.path, one.data) for one in found] == [("a.zip!/甲.txt", b"1"), ("a.zip!/甲#2.txt", b"2")]


def test_archives_inside_archives_are_opened_one_level_deep() -> None:
    deepest = zipped({"丙.txt": b"3"})
    inner = zipped({"乙.txt": b"2", "c.zip": deepest})
    outer = {"b.zip": inner, "b.tar.gz": gzip.compress(tarred({"甲.txt": b"1"})), "丁.jsonl": LINES}
    expected = ["b.zip!/乙.txt", "b.zip!/c.zip input.nested", "b.tar.gz!/甲.txt", "丁.jsonl!/1", "丁.jsonl!/2"]
    for data, name in ((zipped(outer), "a.zip"), (gzip.compress(tarred(outer)), "a.tgz")):
        assert told(opened(data, name), name) == expected


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)])
def test_a_packed_file_that_is_no_tar_is_unpacked(suffix: str, pack: Callable[[bytes], bytes]) -> None:
    assert told(opened(pack("甲".encode()), f"甲.txt{suffix}"), "甲.txt") == [f"{suffix}!/甲.txt"]
    assert told(opened(pack(LINES), f"a.jsonl{suffix}"), "")[1] == f"a.jsonl{suffix}!/a.jsonl!/2"


@pytest.mark.parametrize("name", ["年报.docx", "年报.zip", "年报"])
def test_a_docx_is_a_document_whatever_it_is_called(name: str) -> None:
    data = docx(paragraph("年度报告"))
    for found in (opened(data, name), opened(zipped({name: data}), "a.zip")):
        assert [one.data for one in found] == [data]


def test_a_docx_that_is_cut_off_is_still_a_document() -> None:
    assert told(opened(docx(paragraph("甲"))[:-40], "甲.docx"), "") == ["甲.docx"]


# --- what is refused


def bomb(size: int) -> bytes:
    return zipped({"甲.txt": b"1", "乙.txt": b"0" * size, "丙.txt": b"2"})


def test_an_entry_packed_to_burst_is_refused_and_the_others_read() -> None:
    assert told(opened(bomb(40_000_000), "a.zip"), "a.zip") == ["甲.txt", "乙.txt input.oversized", "丙.txt"]
    packed = gzip.compress(tarred({"甲.txt": b"1", "乙.txt": b"0" * 40_000_000}))
    assert told(opened(packed, "a.tgz"), "a.tgz") == ["甲.txt", "乙.txt input.oversized", " input.oversized"]


def test_a_document_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openings, "read_bounded", lambda file: read_bounded(file, 10))
    assert codes(opened(b"0" * 11, "甲.txt")) == ["input.oversized"]
    assert codes(opened(b"0" * 10, "甲.txt")) == []


def test_encrypted_entries_are_said_to_be() -> None:
    data = bytearray(zipped({"甲.txt": b"1"}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert told(opened(bytes(data), "a.zip"), "a.zip") == ["甲.txt input.encrypted"]


def test_an_entry_packed_in_an_unknown_way_is_said_and_the_others_read() -> None:
    data = bytearray(zipped({"甲.txt": b"1", "乙.txt": b"2"}, zipfile.ZIP_STORED))
    data[8] = 9  # Deflate64, as the file manager of Windows packs large files
    data[data.index(b"PK\x01\x02") + 10] = 9
    assert told(opened(bytes(data), "a.zip"), "a.zip") == ["甲.txt input.archive_format", "乙.txt"]


def test_links_in_a_tar_are_no_documents() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("甲.txt"), io.BytesIO())
        for name, kind in (("乙.txt", tarfile.SYMTYPE), ("丙.txt", tarfile.LNKTYPE), ("丁", tarfile.DIRTYPE)):
            link = tarfile.TarInfo(name)
            link.type, link.linkname = kind, "甲.txt"
            archive.addfile(link)
    assert told(opened(out.getvalue(), "a.tar"), "a.tar") == ["甲.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_read_when_it_is_given_and_not_when_it_is_found(tmp_path: Path) -> None:
    pipe = tmp_path / "甲.txt"
    os.mkfifo(pipe)
    assert codes(list(inputs([str(tmp_path)]))) == ["input.no_documents"]
    writer = threading.Thread(target=pipe.write_bytes, args=(b"1",))
    writer.start()
    assert [one.data for one in inputs([str(pipe)])] == [b"1"]
    writer.join()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"Rar!\x1a\x07\x01\x00", "a.rar", "input.archive_format"),
        (b"7z\xbc\xaf\x27\x1c", "a", "input.archive_format"),
        (b"no archive", "a.zip", "input.damaged"),
        (b"no archive", "a.tar", "input.damaged"),
        (gzip.compress(b"1" * 100)[:-20], "a.txt.gz", "input.damaged"),
        (zipped({}), "a.zip", "input.no_documents"),
        (tarred({}), "a.tar", "input.no_documents"),
    ],
)
def test_what_cannot_be_opened_says_why(data: bytes, name: str, code: str) -> None:
    found = opened(data, name)
    assert codes(found) == [code]
    assert all(one.failure and one.failure.message().endswith("。") for one in found)


def test_a_tar_that_is_cut_off_gives_what_is_left_and_says_so() -> None:
    files = {f"{n}.txt": bytes([65 + n]) * 600 for n in range(4)}
    whole = tarred(files)
    found = opened(whole[: 512 * 7], "a.tar")
    assert told(found, "a.tar") == ["0.txt", "1.txt", "2.txt input.damaged", " input.damaged"]
    broken = bytearray(whole)
    broken[512 * 3 + 150] ^= 1
    assert told(opened(bytes(broken), "a.tar"), "a.tar") == ["0.txt", " input.damaged"]


# --- feeds


@pytest.mark.parametrize("case", FEEDS, ids=lambda case: case["name"])
def test_each_row_of_a_feed_is_a_document(case: dict[str, Any]) -> None:
    data = case["text"].encode(case.get("encoding", "utf-8"))
    shown = []
    for one in opened(data, case["file"], Columns(**case.get("options", {}))):
        place = one.path.removeprefix(case["file"]).removeprefix("!/")
        about = dict(one.metadata)
        text = one.data.decode().split("\n")[0]
        row = "|".join((place, text, *(about.get(key, "") for key in ("title", "published", "address"))))
        shown.append(f"{place} {one.failure.code}" if one.failure else row)
    assert shown == case["expect"]


def test_feeds_found_in_folders_are_read_unless_they_are_our_results(tmp_path: Path) -> None:
    own = b'{"schema":"gouji.report/1","text":"x"}\n'
    files = {
        "out/reports.jsonl": own, "out/cross.jsonl": b'{"check":"x"}', "out/pages/甲.html": b"<p>", "out/甲.txt": b"1",
        "own.json": own, "库.jsonl": LINES, "package.json": b'{"name": "x"}',
    }  # fmt: skip
    write(tmp_path, files)
    assert told(list(inputs([str(tmp_path)])), tmp_path.as_posix()) == ["out/甲.txt", "库.jsonl!/1", "库.jsonl!/2"]
    assert told(list(inputs([str(tmp_path / "own.json")])), tmp_path.as_posix()) == ["own.json!/1"]


def test_one_wrong_byte_spoils_one_row() -> None:
    table = bytearray("id,text\n1,甲乙丙丁戊己庚辛\n2,子丑寅卯辰巳午未\n".encode())
    table[12] ^= 0x40
    found = opened(bytes(table), "a.csv")
    assert found[1].data.decode() == "子丑寅卯辰巳午未"


def test_a_page_in_a_feed_is_not_decoded_twice() -> None:
    page = '<html><head><meta charset="gb2312"></head><body><p>年度报告</p></body></html>'
    (report,) = extract_many_of(json.dumps({"html": page}).encode(), "a.jsonl")
    assert "年度报告" in report.document.text


def extract_many_of(data: bytes, name: str) -> list[Any]:
    from extractor.api import extract_input

    return [extract_input(one) for one in opened(data, name)]


def test_what_a_row_says_of_its_document_is_handed_on() -> None:
    row = {"name": "甲.pdf", "text": "年度报告", "title": "甲年报", "date": "2025-01-09", "url": "http://a.example"}
    (report,) = extract_many_of(json.dumps(row).encode(), "a.jsonl")
    assert dict(report.document.metadata) == {"title": "甲年报", "published": "2025-01-09", "address": "http://a.example"}
    assert (report.document.source.path, report.document.source.format) == ("a.jsonl!/甲.pdf", "txt")


def parquet(rows: list[dict[str, Any]]) -> bytes:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet as format

    out = io.BytesIO()
    format.write_table(pyarrow.Table.from_pylist(rows), out, row_group_size=2)
    return out.getvalue()


def test_parquet_rows_are_documents() -> None:
    from datetime import datetime

    rows: list[dict[str, Any]] = [
        {"name": "甲", "正文": "甲报告", "日期": datetime(2025, 1, 9, 8), "n": 1},
        {"name": None, "正文": None, "日期": None, "n": 2},
        {"name": "丙", "正文": "丙报告", "日期": None, "n": 3},
    ]
    data = parquet(rows)
    expected = ["甲", "2 input.row_without_text", "丙"]
    assert told(opened(data, "a.parquet"), "a.parquet") == expected
    assert told(opened(zipped({"a.parquet": data}), "a.zip"), "a.zip!/a.parquet") == expected
    assert opened(data, "a.parquet")[0].metadata == (("published", "2025-01-09"),)
    assert codes(opened(data, "a.parquet", Columns(text="text"))) == ["input.no_text_column"]
    assert codes(opened(data[:-30], "a.parquet")) == ["input.damaged"]


def test_bytes_in_parquet_are_files() -> None:
    data = docx(paragraph("年度报告"))
    (one,) = opened(parquet([{"name": "甲.docx", "content": data}]), "a.parquet")
    assert (one.data, one.suffix) == (data, ".docx")


def test_without_pyarrow_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    (one,) = opened(b"PAR1", "a.parquet")
    assert one.failure
    assert one.failure.message() == "读取 a.parquet 需要 pyarrow。请用 pip install 'gouji[batch]' 安装后重试。"


# --- lists of paths, missing paths, exit codes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_paths_are_read_from_a_list(tmp_path: Path, encoding: str) -> None:
    write(tmp_path, {"政府信息公开年报.txt": b"1", "b.txt": b"2"})
    listed = f"{tmp_path / '政府信息公开年报.txt'}\r\n\r\n{tmp_path / 'b.txt'}\r\n{tmp_path / 'b.txt'}"
    (tmp_path / "list").write_bytes(listed.encode(encoding))
    assert [one.data for one in inputs([f"@{tmp_path / 'list'}"])] == [b"1", b"2"]


def test_paths_are_read_from_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.txt": b"1"})
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(f"{tmp_path / 'a.txt'}\nno.txt".encode())))
    found = list(inputs(["-"]))
    assert ([one.data for one in found], codes(found)) == ([b"1", b""], ["input.missing"])


def test_an_empty_list_and_a_missing_list_are_said(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"\n")
    assert codes(list(inputs([f"@{tmp_path / 'list'}", f"@{tmp_path / 'none'}"]))) == ["input.no_documents", "input.missing"]


@pytest.mark.parametrize("name", ["none.txt", "空", "empty.zip", "a.jpg", "a.csv"])
def test_nothing_read_ends_with_code_two_and_one_record(tmp_path: Path, name: str) -> None:
    (tmp_path / "空").mkdir()
    write(tmp_path, {"empty.zip": zipped({}), "a.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "a.csv": b"a,b\n1,2\n"})
    done = CliRunner().invoke(main, ["extract", str(tmp_path / name)])
    (record,) = map(json.loads, done.stdout.splitlines())
    assert done.exit_code == 2
    assert [note["code"].split(".")[0] for note in record["diagnostics"]] == ["input"]


def test_columns_are_options_of_both_commands(tmp_path: Path) -> None:
    write(tmp_path, {"a.csv": "编,文\n甲,年度报告\n".encode()})
    arguments = [str(tmp_path / "a.csv"), "--text-column", "文", "--path-column", "编"]
    done = CliRunner().invoke(main, ["extract", *arguments])
    assert json.loads(done.stdout)["source"]["path"].endswith("a.csv!/甲")
    done = CliRunner().invoke(main, ["audit", *arguments, "--quiet", "-o", str(tmp_path / "out")])
    assert (done.exit_code, b"a.csv!/" in (tmp_path / "out" / "reports.jsonl").read_bytes()) == (0, True)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
def test_a_file_name_that_is_not_utf8_can_be_printed(tmp_path: Path) -> None:
    with open(os.path.join(os.fsencode(tmp_path), "年报.txt".encode("gbk")), "wb") as file:
        file.write("年度报告".encode())
    (report,) = extract_many([str(tmp_path)])
    assert report.document.source.path == f"{tmp_path}/年报.txt"


def test_the_same_bytes_have_the_same_digest_wherever_they_stand(tmp_path: Path) -> None:
    data = "年度报告".encode()
    write(tmp_path, {"甲.txt": data, "a.zip": zipped({"甲.txt": data}), "a.tgz": gzip.compress(tarred({"甲.txt": data}))})
    write(tmp_path, {"a.jsonl": json.dumps({"text": data.decode()}).encode()})
    assert len({report.document.source.sha256 for report in extract_many([str(tmp_path)])}) == 1


def test_feeds_and_archives_are_not_held() -> None:
    """Asking for the first document of a feed reads a piece of it, not the whole."""

    class Counting(io.BytesIO):
        most = 0

        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            self.most = max(self.most, self.tell())
            return data

        def readline(self, size: int | None = -1) -> bytes:
            data = super().readline(size)
            self.most = max(self.most, self.tell())
            return data

    file = Counting(LINES * 100_000)
    documents: Iterator[Input] = openings.documents(Entry("a.jsonl", file, True), Columns())
    assert next(documents).data == "甲".encode()
    assert file.most < 1_000_000


# --- whatever the damage

WHOLE = {
    "a.zip": zipped({f"{n}.txt": f"内容{n}".encode() * 40 for n in range(4)}),
    "a.tar": tarred({f"{n}.txt": f"内容{n}".encode() * 40 for n in range(4)}),
    "a.tar.gz": gzip.compress(tarred({f"{n}.txt": f"内容{n}".encode() * 40 for n in range(4)})),
    "a.tar.bz2": bz2.compress(tarred({f"{n}.txt": f"内容{n}".encode() * 40 for n in range(4)})),
    "a.tar.xz": lzma.compress(tarred({f"{n}.txt": f"内容{n}".encode() * 40 for n in range(4)})),
    "b.zip": zipped({"a.zip": zipped({"甲.txt": b"1" * 99}), "a.jsonl": LINES * 9, "a.csv": b"id,text\n1,2\n" * 9}),
    "a.jsonl": LINES * 5,
    "a.json": json.dumps([{"id": n, "text": "甲[{\"" * n} for n in range(6)], ensure_ascii=False).encode(),
    "a.csv": "id,text\n1,\"甲\n乙\"\n2,丙\n".encode("gb18030") * 3,
    "a.tsv": "id\ttext\n1\t甲\n".encode("utf-16"),
}  # fmt: skip


@given(st.sampled_from(sorted(WHOLE)), st.data())
@settings(max_examples=400, deadline=None)
def test_damage_raises_nothing_and_gives_no_document_twice(name: str, data: st.DataObject) -> None:
    raw = bytearray(WHOLE[name])
    for _ in range(data.draw(st.integers(0, 4), "flips")):
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    cut = data.draw(st.none() | st.integers(0, len(raw)), "cut")
    found = opened(bytes(raw[:cut]), name)
    assert found
    paths = [one.path for one in found if one.failure is None]
    assert len(paths) == len(set(paths))
    for one in found:
        assert (one.failure is None) or (one.failure.code in CATALOGUE and one.failure.message())
        one.path.encode("utf-8")


def test_damaged_parquet_raises_nothing() -> None:
    whole = parquet([{"name": str(n), "text": f"内容{n}" * 30} for n in range(8)])
    chance = random.Random(7)
    for _ in range(150):
        raw = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        assert opened(bytes(raw[: chance.choice((None, chance.randrange(len(raw))))]), "a.parquet")


NAMES = st.text("甲乙ab1", min_size=1, max_size=3)


@given(st.dictionaries(NAMES, st.binary(max_size=50).map(b"x".__add__), min_size=1, max_size=6), st.sampled_from([".zip", *PACKERS]))
@settings(max_examples=60, deadline=None)
def test_every_document_of_an_archive_is_given_once(files: dict[str, bytes], kind: str) -> None:
    named = {f"{name}.txt": data for name, data in files.items()}
    data = zipped(named) if kind == ".zip" else PACKERS[kind](tarred(named))
    assert [(one.path, one.data) for one in opened(data, f"x{kind}")] == [(f"x{kind}!/{n}", d) for n, d in named.items()]


@given(st.lists(st.tuples(NAMES, st.text("甲\n\"',;\t{}[]\\|，", min_size=1, max_size=12)), min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_every_row_comes_out_as_it_went_in(rows: list[tuple[str, str]]) -> None:
    import csv

    table = io.StringIO(newline="")
    csv.writer(table).writerows([("name", "text"), *rows])
    forms = {
        "a.csv": table.getvalue(),
        "a.jsonl": "".join(json.dumps({"name": n, "text": t}, ensure_ascii=False) + "\n" for n, t in rows),
        "a.json": json.dumps([{"name": n, "text": t} for n, t in rows], ensure_ascii=False, indent=1),
    }
    for file, text in forms.items():
        found = opened(text.encode(), file)
        assert [one.data.decode() if one.data else None for one in found] == [t if t.strip() else None for _, t in rows]
        assert len({one.path for one in found}) == len(rows)


@given(st.lists(st.tuples(st.sampled_from(["", "1", "2", "1#2", "a", "a#3"]), st.integers(1, 5)), max_size=30))
def test_names_of_rows_are_never_the_same_twice(asked: list[tuple[str, int]]) -> None:
    names = Names()
    given_names = [names.name(label, number) for label, number in asked]
    assert len(given_names) == len(set(given_names))


def test_a_zip_and_a_tar_are_told_by_their_bytes() -> None:
    assert zipped({"a": b""}).startswith(zips.STARTS)
    assert tars.is_tar(tarred({"a": b""}))
