"""The component in spaCy: spans, extension attributes, processes, storage, pictures, entry points."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import extractor
from corpora.sampling import SAMPLES
from extractor import spacy_pipe
from extractor.spacy_pipe import GROUPS, Gouji, offsets

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(p for p in SAMPLES.iterdir() if p.suffix in {".txt", ".md"})
OWN_WORDS = {"nlp": {"tokenizer": {"@tokenizers": "gouji.words.v1"}}}


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def pipeline(**config: bool) -> Language:
    nlp = spacy.blank("zh")
    nlp.add_pipe("gouji", config=config)
    return nlp


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline()


def view(doc: Doc) -> dict[str, list[tuple[int, int, str, object]]]:
    return {g: [(s.start_char, s.end_char, s.label_, s._.gouji) for s in doc.spans[f"gouji.{g}"]] for g in GROUPS}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
@pytest.mark.parametrize("config", [{}, OWN_WORDS], ids=["characters", "words"])
def test_the_document_has_what_the_program_reads(path: Path, config: dict[str, object]) -> None:
    pipe = spacy.blank("zh", config=config)
    pipe.add_pipe("gouji")
    text = text_of(path)
    doc = pipe(text)
    record = extractor.to_record(extractor.audit_text(text))
    assert doc.text == text
    for part in ("agency", "year", "form", "text", "sections", "cells", "facts", "items", "findings", "coverage"):
        assert doc._.gouji[part] == record[part]
    assert [s._.gouji for s in doc.spans["gouji.facts"]] == record["facts"]
    assert [s._.gouji for s in doc.spans["gouji.items"]] == record["items"]
    assert len(doc.spans["gouji.findings"]) == sum(len(f["spans"]) for f in record["findings"])
    assert record["facts"]
    assert record["cells"]
    for span in (s for g in ("facts", "items", "cells") for s in doc.spans[f"gouji.{g}"]):
        entry = span._.gouji
        assert span.start_char <= entry["start"] < entry["end"] <= span.end_char
        assert text[entry["start"] : entry["end"]] in span.text


def test_findings_of_a_planted_report_have_their_places(nlp: Language) -> None:
    docs = [nlp(text_of(path)) for path in FILES]
    spans = [span for doc in docs for span in doc.spans["gouji.findings"]]
    assert spans
    for span in spans:
        assert span.label_ == span._.gouji["check"]
        assert any(span.start_char <= start < span.end_char for start, _ in span._.gouji["spans"])


def test_two_entries_on_one_place_are_told_apart(nlp: Language) -> None:
    text = "临溪县教育局2023年政府信息公开工作年度报告\n一、总体情况\n全年未发生行政复议、行政诉讼。\n二、主动公开政府信息情况\n"
    doc = nlp(text)
    spans = list(doc.spans["gouji.facts"])
    assert len({(s.start_char, s.end_char) for s in spans}) == 1
    assert [s._.gouji["indicator"] for s in spans] == ["review.total", "litigation.total"]


@pytest.mark.parametrize("change", [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t, lambda t: "\ufeff" + t.replace("\n", "\r")])
def test_line_ends_and_marks_do_not_shift_the_spans(nlp: Language, change) -> None:  # type: ignore[no-untyped-def]
    plain, other = nlp(text_of(FILES[-1])), nlp(change(text_of(FILES[-1])))
    assert plain._.gouji["facts"] == other._.gouji["facts"]
    assert [s.text for s in plain.spans["gouji.facts"]] == [s.text for s in other.spans["gouji.facts"]]


@pytest.mark.parametrize(("text", "canonical"), [("甲\r\n\r\n乙", "甲\n\n乙"), ("\ufeff甲\r乙", "甲\n乙"), ("\r\n", "\n"), ("", "")])
def test_offsets_lead_back(text: str, canonical: str) -> None:
    places = offsets(text, canonical)
    assert len(places) == len(canonical) + 1
    assert all(text[p] == c or text[p] == "\r" for p, c in zip(places, canonical, strict=False))
    assert places[-1] == len(text)


@pytest.mark.parametrize("text", ["今天天气好。", "", " \n"])
def test_what_is_no_report_gets_a_diagnostic_and_no_spans(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc._.gouji["diagnostics"]
    assert all(len(doc.spans[f"gouji.{g}"]) == 0 for g in GROUPS)


def test_options_leave_parts_out() -> None:
    text = text_of(FILES[0])
    doc = pipeline(audit=False, cells=False)(text)
    assert len(doc.spans["gouji.findings"]) == len(doc.spans["gouji.cells"]) == 0
    assert doc._.gouji["coverage"] == {}
    assert doc._.gouji["cells"]
    held = pipeline(held=True)(text)
    assert any(s._.gouji["verdict"] == "held" for s in held.spans["gouji.findings"])


def test_unknown_options_are_refused() -> None:
    with pytest.raises(ValueError, match="speed"):
        pipeline(speed=True)


def test_two_processes_give_what_one_gives(nlp: Language) -> None:
    texts = [text_of(path) for path in FILES]
    alone = [nlp(text) for text in texts]
    both = list(nlp.pipe(texts, n_process=2, batch_size=1))
    assert [view(doc) for doc in both] == [view(doc) for doc in alone]
    assert [doc._.gouji for doc in both] == [doc._.gouji for doc in alone]


def test_a_docbin_keeps_spans_and_record(nlp: Language) -> None:
    docs = [nlp(text_of(path)) for path in FILES[:2]]
    data = DocBin(store_user_data=True, docs=docs).to_bytes()
    again = list(DocBin().from_bytes(data).get_docs(spacy.blank("zh").vocab))
    assert [view(doc) for doc in again] == [view(doc) for doc in docs]
    assert [doc._.gouji for doc in again] == [doc._.gouji for doc in docs]


def test_a_docbin_without_the_record_has_spans_without_entries(nlp: Language) -> None:
    data = DocBin(docs=[nlp(text_of(FILES[0]))]).to_bytes()
    (doc,) = DocBin().from_bytes(data).get_docs(spacy.blank("zh").vocab)
    assert len(doc.spans["gouji.facts"])
    assert doc.spans["gouji.facts"][0]._.gouji is None


def test_a_saved_pipeline_loads_with_component_and_tokenizer(tmp_path: Path) -> None:
    saved = spacy.blank("zh", config=OWN_WORDS)
    saved.add_pipe("gouji", config={"cells": False})
    saved.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    text = text_of(FILES[0])
    assert view(loaded(text)) == view(saved(text))
    assert [t.text for t in loaded("依申请公开")] == ["依申请公开"]


def test_displacy_draws_the_spans_and_the_entities() -> None:
    doc = pipeline(ents=True)(text_of(FILES[0]))
    fact = next(s for s in doc.spans["gouji.facts"] if s._.gouji["indicator"])
    spans = displacy.render(doc, style="span", options={"spans_key": "gouji.facts"}, jupyter=False)
    ents = displacy.render(doc, style="ent", jupyter=False)
    assert fact.label_ in spans
    assert fact.label_ in ents
    assert fact.text in ents
    assert len(doc.ents) == len({(s.start, s.end) for s in doc.spans["gouji.facts"]})


def test_spans_that_are_not_ours_have_no_entry(nlp: Language) -> None:
    doc = nlp(text_of(FILES[0]))
    assert doc[0:2]._.gouji is None
    assert Span(doc, 0, 2, span_id="facts:999999")._.gouji is None
    assert Span(doc, 0, 2, span_id="elsewhere:0")._.gouji is None


def test_registering_twice_is_no_harm() -> None:
    spacy_pipe.register()
    assert Doc.has_extension("gouji")
    assert Span.has_extension("gouji")


def test_the_component_can_be_called_without_a_pipeline() -> None:
    doc = Gouji(cells=False)(spacy.blank("zh").make_doc(text_of(FILES[0])))
    assert len(doc.spans["gouji.facts"])


@pytest.mark.slow
def test_an_installed_package_announces_itself(tmp_path: Path) -> None:
    """The entry points of pyproject.toml, laid out as an installation does, suffice: nothing is imported by hand."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    folder = tmp_path / "announced-0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: announced\nVersion: 0\n", "utf-8")
    lines = [f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in points.items()) for group, points in sorted(groups.items())]
    (folder / "entry_points.txt").write_text("\n".join(lines), "utf-8")
    code = (
        "import spacy; nlp = spacy.blank('zh', config={'nlp': {'tokenizer': {'@tokenizers': 'gouji.words.v1'}}})\n"
        "nlp.add_pipe('gouji'); print(nlp.pipe_names, [t.text for t in nlp('依申请公开')], nlp('甲。')._.gouji['agency'])"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout == "['gouji'] ['依申请公开'] None\n", done.stderr
