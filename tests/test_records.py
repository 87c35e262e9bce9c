"""Records keep the contract: their schema, their spans, the same bytes on every run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import extractor
from corpora import load_reports
from corpora.__main__ import documents, record_of
from extractor.exports.schema import check, json_schema

ROOT = Path(__file__).parent.parent
SAMPLES = sorted(p for p in (ROOT / "corpora" / "samples").iterdir() if p.suffix in {".txt", ".md"})
RENDERED = [(r, f, v) for r in load_reports("tuned") for f, v in documents(r) if f in {"pipes", "lines", "markdown"}]


@pytest.mark.parametrize(("report", "flattening", "variant"), RENDERED, ids=[f"{r.id}-{f}-{v.id if v else 'clean'}" for r, f, v in RENDERED])
def test_every_span_slices_to_its_raw(report, flattening, variant) -> None:  # type: ignore[no-untyped-def]
    record = record_of(report, flattening, variant)
    text = record["text"]
    assert record["facts"]
    assert record["cells"]
    for thing in (*record["facts"], *(c for c in record["cells"] if c["state"] in {"read", "inferred"})):
        assert text[thing["start"] : thing["end"]] == thing["raw"]
    for item in record["items"]:
        assert text[item["start"] : item["end"]] == item["text"]
    for finding in record["findings"]:
        assert finding["spans"]
        assert all(0 <= start < end <= len(text) for start, end in finding["spans"])
    check(record)


def test_the_published_schema_is_the_types() -> None:
    published = json.loads((ROOT / "docs" / "record.schema.json").read_text("utf-8"))
    assert published == json_schema()


def test_a_record_with_a_wrong_field_is_refused() -> None:
    record = extractor.to_record(extractor.audit(SAMPLES[0]))
    record["cells"][0]["state"] = "guessed"
    with pytest.raises(msgspec.ValidationError, match="cells"):
        check(record)


def test_a_binary_float_never_enters_a_record() -> None:
    for path in SAMPLES:
        record = extractor.to_record(extractor.audit(path))
        for fact in record["facts"]:
            assert isinstance(fact["value"], str)
            assert "e" not in fact["value"].lower()


def test_two_hash_seeds_give_the_same_bytes() -> None:
    outputs = []
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-m", "extractor", "extract", *map(str, SAMPLES)],
            capture_output=True, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        outputs.append(run.stdout)
    assert outputs[0]
    assert outputs[0] == outputs[1]
